"""`dragoman po status`: how far the translations have come."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import Json

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.po.status import Status
    from dragoman.po.work import Edits

_BAR = 40
_STYLES = {"reviewed": "green", "machine": "blue", "fuzzy": "yellow", "untranslated": "dim"}
_MARKS = {"reviewed": "█", "machine": "▓", "fuzzy": "▒", "untranslated": "░"}


class By(StrEnum):
    """What `--by` takes."""

    FILE = "file"
    TRANSLATOR = "translator"
    RUNG = "rung"


def status(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PO|DIR]…", help="PO files, or folders of them.", show_default="locales"),
    ] = None,
    badge: Annotated[
        Path | None, typer.Option("--badge", metavar="FILE", help="Write the reviewed percentage as an SVG badge.")
    ] = None,
    by: Annotated[
        By,
        typer.Option("--by", help="Group by file, by translator, or by rung of the machine text that people edited."),
    ] = By.FILE,
    as_json: Json = False,
) -> None:
    """Show what is reviewed, machine-made, fuzzy and untranslated, in segments and source words.

    `--by rung` compares what people reviewed with what the engine had written, by how required terms were kept; the
    edited share is the edit distance in characters.

    Example: `dragoman po status locales --badge reviewed.svg`
    """
    from dragoman import console
    from dragoman.errors import RequestError
    from dragoman.files.outputs import Outputs
    from dragoman.po.status import add, find_catalogues, read_status, render_badge

    named = paths or [Path("locales")]
    if by is not By.FILE:
        (_print_translators if by is By.TRANSLATOR else _print_worth)(find_catalogues(named), as_json)
        return
    statuses = [read_status(path) for path in find_catalogues(named)]
    total = add(statuses, "")
    if badge:
        if badge.suffix.lower() != ".svg":
            raise RequestError(f"--badge {badge}: the badge is an SVG picture; name a file that ends in .svg")
        with Outputs() as outputs:
            outputs.stage(badge, render_badge("reviewed", total.share("reviewed")).encode())
            outputs.commit()
        console.print_note(f"{badge}: written")
    if as_json:
        print(json.dumps({"files": [_object(one) for one in statuses], "total": _object(total)}, ensure_ascii=False))
    else:
        for one in statuses:
            _print(f"{one.path} ({one.language})" if one.language else str(one.path), one)
        if len(statuses) > 1:
            _print("all, segments (source words)", total)


def _print_translators(paths: Sequence[Path], as_json: bool) -> None:
    from dragoman.po.catalogue import read_catalogue
    from dragoman.po.work import by_translator

    found = by_translator(map(read_catalogue, paths))
    if as_json:
        people = [{"translator": name, **asdict(work)} for name, work in found.items()]
        print(json.dumps({"translators": people}, ensure_ascii=False))
        return
    rows = [(name or "nobody named", f"{one.segments:,}", f"{one.words:,}", one.last) for name, one in found.items()]
    _print_table(("translator", "segments", "words", "last"), rows)


def _print_worth(paths: Sequence[Path], as_json: bool) -> None:
    """Print how much of the engine's text people changed, by report and by how terms were kept."""
    from dragoman.po.catalogue import read_catalogue
    from dragoman.po.work import measure_worth

    found = {path: measure_worth(read_catalogue(path)) for path in paths}
    if as_json:
        files = [
            {
                "file": str(path),
                **_edits(worth.total),
                "by_rung": {rung: _edits(e) for rung, e in worth.by_rung.items()},
            }
            for path, worth in found.items()
        ]
        print(json.dumps({"files": files}, ensure_ascii=False))
        return
    rows = []
    for path, worth in found.items():
        for name, edits in ((str(path), worth.total), *((f"  {rung}", edits) for rung, edits in worth.by_rung.items())):
            rows.append((name, f"{edits.segments:,}", f"{edits.unchanged:,}", f"{edits.share:.0%}"))
    _print_table(("report, rung", "segments", "unchanged", "edited"), rows)


def _edits(edits: "Edits") -> dict[str, Any]:
    return {**asdict(edits), "edited": round(edits.share, 4)}


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table

    from dragoman import console

    table = Table(box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    console.stdout().print(table)


def _object(one: "Status") -> dict[str, Any]:
    counts = {"segments": dict(one.segments), "words": dict(one.words), "obsolete": one.obsolete}
    counts["approved_unchanged"] = one.approved_unchanged
    counts["characters"] = one.characters
    named = {"file": str(one.path), "language": one.language} if one.path != Path() else {}
    return {**named, **counts, "reviewed_share": round(one.share("reviewed"), 4)}


def _print(name: str, one: "Status") -> None:
    """Print a file's name, its bar, and what there is of each state in segments and, in parentheses, source words."""
    from rich.text import Text

    from dragoman import console
    from dragoman.po.status import STATES

    console.stdout().print(Text(name, style="bold"), soft_wrap=True)
    console.stdout().print(Text("  ") + _bar(one) + Text(f" {int(one.share('reviewed') * 100 + 1e-9)}% reviewed"))
    counts = [
        Text(f"{_MARKS[state]} {state} {one.segments[state]:,} ({one.words[state]:,})", style=_STYLES[state])
        for state in STATES
        if one.segments[state]
    ]
    if one.approved_unchanged:
        counts.append(Text(f"of the reviewed, machine text approved unchanged {one.approved_unchanged:,}"))
    if one.obsolete:
        counts.append(Text(f"obsolete {one.obsolete:,}"))
    console.stdout().print(Text("  ") + Text(" · ").join(counts), soft_wrap=True)


def _bar(one: "Status") -> "Text":
    """Return the shares in words as a bar."""
    from rich.text import Text

    from dragoman.po.status import STATES

    text = Text()
    done = 0.0
    for state in STATES:
        start, done = round(done * _BAR), done + one.share(state)
        text.append(_MARKS[state] * (round(done * _BAR) - start), style=_STYLES[state])
    return text
