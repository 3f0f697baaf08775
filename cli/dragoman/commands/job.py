"""What `translate` and `po update` share: the words of a command line turned into a run."""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from dragoman import console
from dragoman.batch.addresses import parse_place
from dragoman.batch.batches import REPORTS, Batch, Done, cut
from dragoman.batch.find import Found, find_reports, is_folder
from dragoman.batch.worker import Work, outcome
from dragoman.commands.inputs import STANDARD_INPUT, read_reports
from dragoman.commands.options import choose_glossary, day
from dragoman.documents.read import Reading, parse_text
from dragoman.engine import argos
from dragoman.engine.decoding import Decoding, cores
from dragoman.engine.packages import installed
from dragoman.errors import RequestError
from dragoman.exchange.style import PLAIN, Style
from dragoman.glossary.load import ENGLISH
from dragoman.languages import parse_language
from dragoman.model import Document, Language
from dragoman.po.options import DEFAULT, PoOptions
from dragoman.progress import Watch
from dragoman.run.language import AUTO, find_language, other_language, refuse_other_language
from dragoman.run.pipeline import translate_reports
from dragoman.run.request import Request

_BINARY = frozenset({"docx", "xlsx", "same"})
"""Formats that no terminal shows."""


def run_job(
    reports: Sequence[str],
    *,
    text: str | None = None,
    recursive: bool,
    to: str,
    source: str | None,
    out: str | Path,
    locales: str | Path,
    glossaries: Sequence[Path] | None,
    shipped: bool,
    names: bool,
    as_of: str = "",
    formats: Sequence[str],
    engine: bool,
    memory: bool,
    jobs: int | None,
    decoding: Decoding,
    cache_size: float,
    reading: Reading,
    max_size: float,
    style: Style = PLAIN,
    po: PoOptions = DEFAULT,
    cluster: str | None = None,
    list_changes: bool = False,
    dry_run: bool = False,
    force: bool = False,
) -> tuple[Request, Done]:
    """Translate reports, and those in folders; return what was asked for and what was done.

    A few reports are read and written all or none. Folders, many reports, several processes (`jobs`) and a `cluster`
    make many: they are done batch by batch, and what cannot be done for one report is told in the outcome. Places
    are paths; on a cluster, addresses too. A `text` is a report of its own. `reading` is what the user says of how
    reports are to be read. `max_size` and `cache_size` are in megabytes; without a size there is no cache.

    Raises:
        DragomanError: a language, a report, a package or the disk stands in the way.
    """
    places = [parse_place(report) for report in reports]
    outputs = [parse_place(str(out)), parse_place(str(locales))]
    paths = [place for place in places if isinstance(place, Path)]
    if not cluster and (addresses := [place for place in [*places, *outputs] if isinstance(place, str)]):
        raise RequestError(f"{addresses[0]}: addresses are for --cluster; name a file or a folder")
    is_batch = len(reports) > REPORTS or (jobs or 1) > 1 or bool(cluster) or any(map(is_folder, paths))
    if is_batch and source == AUTO:
        raise RequestError("--from auto is for a few reports; name their language")
    began = time.perf_counter()
    documents = [] if is_batch else _read(paths, text, max_size, reading)
    read_seconds = time.perf_counter() - began
    source_language = find_language(documents) if source == AUTO else parse_language(source or ENGLISH)
    for document in documents:
        if source is None:
            refuse_other_language(document, source_language)
        elif other := other_language(document, source_language):
            console.print_warning(f"{document.name}: the text looks like {other.name}, not {source_language.name}")
    targets = _targets(to, source_language)
    tags = [target.tag for target in targets]
    found = Found(())
    processes = 1
    if is_batch:
        if STANDARD_INPUT in places:
            raise RequestError("- (standard input) is one report; it cannot be among many, translate it in another run")
        found = find_reports(places, recursive=recursive, besides=outputs, targets=tags)
        processes = min(jobs or cores(), max(len(cut(found.reports)), 1))
    engines: dict[str, argos.ArgosEngine] = {}
    if engine:
        if is_batch and decoding.threads is None:
            decoding = replace(decoding, threads=1 if cluster else max(cores() // processes, 1))
        routes = installed.find_routes(source_language.argos, [target.argos for target in targets])
        engines = {tag: argos.ArgosEngine(route, decoding) for tag, route in zip(tags, routes, strict=True)}
    request = Request(
        source=source_language,
        targets=targets,
        engines=engines,
        glossary=choose_glossary(glossaries, source_language, targets, alone=not shipped),
        as_of=as_of and day(as_of),
        names=names,
        out=_folder(outputs[0]),
        locales=_folder(outputs[1]),
        formats=formats,
        style=style,
        po=po,
        memory=memory,
        cache_bytes=int(cache_size * 2**20),
        now=now(),
        list_changes=list_changes,
        dry_run=dry_run,
        force=force,
    )
    work = Work(request, int(max_size * 2**20), reading, sure=source is not None)
    if cluster:
        return request, _do_on_cluster(work, found, cluster, jobs, *map(str, outputs))
    if is_batch:
        return request, _do_archive(work, found, processes)
    done = _do_all(work, documents, [path for path in paths if path != STANDARD_INPUT])
    return request, replace(done, seconds=(("read", read_seconds), *done.seconds))


def printed(reports: Sequence[str], *, out: str, formats: Sequence[str], **options: Any) -> tuple[Request, Done]:
    """Do as `run_job` and print the one file that comes of it, instead of keeping it.

    What concerns people who read the translation goes to standard error.

    Raises:
        DragomanError: as `run_job`; or there would be several files, or one that is no text.
    """
    if len(formats) != 1 or formats[0] in _BINARY or len(reports) > 1 or "," in options["to"]:
        raise RequestError(f"{out} prints one text; name one report, one language and one text format")
    options["style"] = replace(options["style"], notice=False)
    if options.get("text"):
        options["text"] = options["text"].removesuffix("\n") + "\n"  # what is printed ends its line
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        options |= {"out": place / "out"}
        if formats == ["po"]:
            options |= {"locales": place / "locales"}
        request, done = run_job(reports, formats=formats, **options)
        written = [path for path in sorted(place.rglob("*")) if path.is_file() and path.suffix != ".pot"]
        for path in written:
            sys.stdout.buffer.write(path.read_bytes())
        sys.stdout.flush()
    for engine in done.engines:
        console.print_message(f"machine translation by {engine}, not reviewed")
    for code, count in done.summary.findings.items():
        console.print_message(f"{count:,} {code}; --out DIR writes a page that shows them")
    return request, replace(done, files=())


def _folder(place: Path | str) -> Path:
    """Return a path that stands for a place in a request; one at an address is never written through it."""
    return place if isinstance(place, Path) else Path(place)


def _do_archive(work: Work, found: Found, processes: int) -> Done:
    from dragoman.batch.processes import in_processes
    from dragoman.batch.run import one_by_one, showing, translate_archive

    do = partial(in_processes, jobs=processes) if processes > 1 else one_by_one
    with showing() as show:
        return translate_archive(work, found, do, show, Watch())


def _do_on_cluster(work: Work, found: Found, cluster: str, jobs: int | None, out: str, locales: str) -> Done:
    from dragoman.batch.addresses import copied, is_address
    from dragoman.batch.cluster import on_cluster
    from dragoman.batch.remote import Site
    from dragoman.batch.run import showing, translate_archive

    request = work.request
    do = partial(on_cluster, site=Site(request, work.max_size, out, locales), address=cluster, jobs=jobs)
    with ExitStack() as stack:
        if is_address(locales) and request.memory:
            copy = stack.enter_context(copied(locales, (".po", ".tmx")))
            work = replace(work, request=replace(request, locales=copy))
        show = stack.enter_context(showing())
        return translate_archive(work, found, do, show, Watch())


def _read(paths: Sequence[Path], text: str | None, max_size: float, reading: Reading) -> list[Document]:
    documents = read_reports(paths, max_size, reading)
    if text is not None:
        documents.append(parse_text("text", "text", text.encode(errors="replace"), form=reading.form))
    return documents


def _do_all(work: Work, documents: Sequence[Document], inputs: Sequence[Path]) -> Done:
    with console.watching() as watch:
        result = translate_reports(work.request, documents, watch, inputs=inputs)
    done = outcome(Batch(0, ()), work.request, documents, result)
    for warning in done.warnings:
        console.print_warning(warning)
    return replace(done, seconds=tuple(watch.seconds.items()))


def _targets(to: str, source: Language) -> list[Language]:
    targets = list({language.tag: language for language in map(parse_language, to.split(","))}.values())
    if any(target.tag == source.tag for target in targets):
        raise RequestError(f"source and target languages are the same ({source.tag}); choose another --to or --from")
    return targets


def now() -> datetime:
    """Return the time for the headers of new PO files; `SOURCE_DATE_EPOCH` fixes it (reproducible-builds.org)."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise RequestError(f"SOURCE_DATE_EPOCH={epoch!r} is not a time in seconds since 1970") from error
    return datetime.now(UTC)
