"""What a run ends with: the closing table for people, the summary object for programs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dragoman.console import visible
from dragoman.model import Summary

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

MOST_FILES = 40
"""That the closing table names one by one."""
MOST_NAMES = 12
"""As above, of names that were carried over."""


def summary_table(
    summaries: Mapping[str, Summary],
    seconds: float,
    files: Sequence[str],
    engines: Sequence[str],
    *,
    spaceless: bool = False,
) -> "RenderableType":
    """Return the closing table of a run, from the summary of each target tag; of many files it gives the numbers.

    `spaceless` says that the source is written without blanks, so that characters are counted.
    """
    from rich.console import Group
    from rich.text import Text

    table = _plain_table()
    first = next(iter(summaries.values()), Summary())
    count = f"{first.characters:,} characters" if spaceless else f"{first.words:,} words"
    rows = [("segments", f"{first.segments:,} ({count})")]
    if len(summaries) == 1:
        by_status = f" ({_counts(first.terms_by_status)})" if first.terms_required else ""
        rows += [
            ("origin", _counts(first.origins)),
            ("terms", f"{first.terms_kept:,} of {first.terms_required:,} kept{by_status}"),
            ("findings", _counts(first.findings) or "none"),
        ]
    rows += _name_rows(first.names)
    rows += [("engine", ", ".join(engines) or "none"), ("seconds", f"{seconds:.1f}")]
    for name, value in rows:
        table.add_row(name, Text(value))
    for number, line in enumerate(files if len(files) <= MOST_FILES else [_by_suffix(files)]):
        table.add_row("files" if number == 0 else "", Text(visible(line), overflow="fold"))
    return Group(_language_table(summaries), table) if len(summaries) > 1 else table


def _name_rows(names: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return a row for each name that was carried over, the most frequent first; of many names the first few."""
    most = Counter(names).most_common(MOST_NAMES)
    listed = [name if count == 1 else f"{name} ({count:,} times)" for name, count in most]
    if len(names) > MOST_NAMES:
        listed.append(f"and {len(names) - MOST_NAMES:,} more")
    return [("names kept" if place == 0 else "", line) for place, line in enumerate(listed)]


def _language_table(summaries: Mapping[str, Summary]) -> "Table":
    """Return a row for each of several target languages."""
    table = _plain_table("language", "origin", "terms kept", "findings")
    for tag, summary in summaries.items():
        kept = f"{summary.terms_kept:,} of {summary.terms_required:,}"
        table.add_row(tag, _counts(summary.origins), kept, _counts(summary.findings) or "none")
    return table


def _plain_table(*columns: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_header=bool(columns), pad_edge=False)
    for number, column in enumerate(columns or ("", "")):
        table.add_column(column, style="" if number else "bold")
    return table


def _by_suffix(files: Sequence[str]) -> str:
    counts = Counter(PurePath(path).suffix.removeprefix(".") for path in files)
    return f"{len(files):,} ({_counts(dict(sorted(counts.items())))})"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def summary_object(
    summary: Summary, reports: Sequence[str], languages: Sequence[str], files: Sequence[str], seconds: float
) -> dict[str, Any]:
    """Return the summary object of DESIGN §4."""
    return {
        "reports": list(reports),
        "languages": list(languages),
        "segments": summary.segments,
        "words": summary.words,
        "characters": summary.characters,
        "origins": dict(summary.origins),
        "terms": {
            "owed": summary.terms_required,
            "kept": summary.terms_kept,
            "by_status": dict(summary.terms_by_status),
        },
        "findings": dict(summary.findings),
        "names": dict(summary.names),
        "files": list(files),
        "seconds": round(seconds, 3),
    }
