"""Show an evaluation: as tables, as an object for JSON, as a TSV file with the translations."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from dragoman.evaluation.run import Evaluation, Mode
from dragoman.model import Rung
from dragoman.terminology.required import RequiredTerm

if TYPE_CHECKING:
    from rich.table import Table

NAMES = {Mode.NONE: "free", Mode.PROPER: "proper", Mode.RANDOM: "random"}
"""What the outputs call the modes."""

# The heading of each figure, in two lines where that keeps a table within 80 columns, and its decimal places.
_FIGURES = {
    "term_success": ("term\nsuccess", 3),
    "term_kept": ("term\nkept", 3),
    "chrf": ("chrF", 1),
    "bleu": ("BLEU", 1),
    "window2": ("window\n2", 3),
    "window3": ("window\n3", 3),
    "one_minus_term": ("1 −\nTERm", 3),
    "consistency": ("consis-\ntency", 3),
    "length_ratio": ("length\nratio", 3),
    "seconds": ("\nseconds", 1),
}


def evaluation_object(evaluation: Evaluation, engine: str) -> dict[str, Any]:
    """Return the evaluation for JSON."""
    return {
        "segments": len(evaluation.rows),
        "terms": sum(map(len, evaluation.required_terms)),
        "unmatched": len(evaluation.unmatched),
        "engine": engine,
        **{NAMES[mode]: scores.as_object() for mode, scores in evaluation.scores.items()},
    }


def tables(evaluation: Evaluation) -> "Iterator[Table]":
    """Yield the figures and then the rungs, one row for each mode."""
    table = _table(heading for heading, _ in _FIGURES.values())
    for mode, scores in evaluation.scores.items():
        values = ((getattr(scores, name), places) for name, (_, places) in _FIGURES.items())
        table.add_row(NAMES[mode], *("–" if value is None else f"{value:,.{places}f}" for value, places in values))
    yield table
    rungs: Sequence[Rung] = get_args(Rung)
    table = _table(rungs)
    for mode, scores in evaluation.scores.items():
        table.add_row(NAMES[mode], *(f"{scores.by_rung[rung]:,}" for rung in rungs))
    yield table


def notes(evaluation: Evaluation, engine: str) -> Iterator[str]:
    """Yield what one must know to compare the figures with others."""
    terms = sum(map(len, evaluation.required_terms))
    yield f"{len(evaluation.rows):,} segments, {terms:,} terms, {engine}"
    for scores in list(evaluation.scores.values())[:1]:
        yield f"chrF {scores.chrf_signature}"
        yield f"BLEU {scores.bleu_signature}"


def _table(headings: Iterable[str]) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    table.add_column("mode", style="bold", vertical="bottom", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", vertical="bottom", no_wrap=True)
    return table


def translations(evaluation: Evaluation) -> bytes:
    """Return a TSV file with the translations of every mode beside the test set; it is a test set itself."""
    columns: dict[str, Sequence[str]] = {
        "line": [str(row.line) for row in evaluation.rows],
        "source": [row.source for row in evaluation.rows],
        "reference": [row.reference for row in evaluation.rows],
        "terms": [_terms(required_terms) for required_terms in evaluation.required_terms],
    }
    for mode, outputs in evaluation.outputs.items():
        if mode is Mode.RANDOM:
            columns["random terms"] = [_terms(required_terms) for required_terms in evaluation.random]
        columns[NAMES[mode]] = [" ".join(output.split()) for output in outputs]
    lines = ["\t".join(columns), *("\t".join(cells) for cells in zip(*columns.values(), strict=True))]
    return "".join(f"{line}\n" for line in lines).encode()


def _terms(required_terms: Sequence[RequiredTerm]) -> str:
    return " | ".join(f"{required.id} = {required.forms[0]}" for required in required_terms)
