"""`dragoman evaluate`: how good the translations of a test set are and how many of its terms they keep."""

import json
from pathlib import Path
from typing import Annotated, get_args

import typer

from dragoman.commands.options import (
    BatchTokens,
    Beam,
    Device,
    DeviceName,
    Fast,
    From,
    Json,
    MaxSize,
    Threads,
    make_decoding,
    parse_names,
)


def evaluate(
    test_set: Annotated[
        Path,
        typer.Argument(
            metavar="TSV",
            help="UTF-8, with the columns source, reference and terms (`a = b | c = d`); - for standard input.",
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the references: zh, es, pt-BR …")],
    source: From = "en",
    mode: Annotated[
        str,
        typer.Option(
            metavar="MODE,…",
            help="none: the free translation; proper: with the terms; random: with random words as terms.",
        ),
    ] = "none,proper,random",
    rungs: Annotated[
        str, typer.Option(metavar="RUNG,…", help="Methods that may insert a term: present, inline, forced, spliced.")
    ] = "present,inline,forced,spliced",
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Use only the first N segments.", show_default="all of them")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed for the random terms.")] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the test set with its translations to this TSV file.")
    ] = None,
    threads: Threads = None,
    beam: Beam = 4,
    fast: Fast = False,
    batch_tokens: BatchTokens = 1024,
    device: Device = DeviceName.CPU,
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Measure translations against references, and how many terms they keep.

    Shows term success, window overlap, 1 − TERm, consistency, chrF, BLEU and the rung that kept each term, for the
    free translation, with the terms of the test set, and with random terms, which only a system that heeds them
    keeps.

    Example: `dragoman evaluate terms.tsv --to zh --mode none,proper`
    """
    from dragoman import console
    from dragoman.engine.argos import ArgosEngine
    from dragoman.engine.packages.installed import find_route
    from dragoman.evaluation.rows import STANDARD_INPUT, label, read_rows
    from dragoman.evaluation.run import Ladder, Mode
    from dragoman.evaluation.run import evaluate as measure
    from dragoman.evaluation.tables import evaluation_object, notes, tables, translations
    from dragoman.files.outputs import Outputs
    from dragoman.languages import parse_language
    from dragoman.model import Rung
    from dragoman.terminology.ladder import RUNGS

    target = parse_language(to)
    modes = [Mode(name) for name in parse_names("--mode", mode, [str(known) for known in Mode])]
    names = parse_names("--rungs", rungs, [rung for rung in get_args(Rung) if rung in RUNGS])
    allowed = frozenset(rung for rung in RUNGS if rung in names)
    with Outputs([] if test_set == STANDARD_INPUT else [test_set]) as files, console.watching() as watch:
        if out:
            files.check_folder(out.parent)
        with watch.stage("read", 1):
            rows = read_rows(test_set, max_size=int(max_size * 2**20), limit=limit)
        engine = ArgosEngine(
            find_route(parse_language(source).argos, target.argos),
            make_decoding(threads, beam, batch_tokens, device, fast=fast),
        )
        result = measure(rows, Ladder(engine, target, allowed), modes, seed, watch)
        if out:
            files.stage(out, translations(result))
            files.commit()
    if result.unmatched:
        line, term = result.unmatched[0]
        console.print_warning(
            f"{label(test_set)}:{line}: {term!r} is not in its source, or only within a longer term; "
            f"terms skipped for this reason: {len(result.unmatched):,}"
        )
    if as_json:
        print(json.dumps(evaluation_object(result, engine.name), ensure_ascii=False))
    else:
        for table in tables(result):
            console.stdout().print(table)
        for note in notes(result, engine.name):
            console.stdout().print(note, markup=False)
    if console.is_verbose():
        console.print_stages(watch)
