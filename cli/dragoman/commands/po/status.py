"""`dragoman po status`: how far the translations have come."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import Json

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.po.status import Status

_BAR = 40
_STYLES = {"reviewed": "green", "machine": "blue", "fuzzy": "yellow", "untranslated": "dim"}
_MARKS = {"reviewed": "█", "machine": "▓", "fuzzy": "▒", "untranslated": "░"}


def status(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PO|DIR]…", help="PO files, or folders of them.", show_default="locales"),
    ] = None,
    badge: Annotated[
        Path | None, typer.Option("--badge", metavar="FILE", help="Write the reviewed percentage as an SVG badge.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what is reviewed, machine-made, fuzzy and untranslated, in segments and source words.

    Example: `dragoman po status locales --badge reviewed.svg`
    """
    from dragoman import console
    from dragoman.errors import RequestError
    from dragoman.files.outputs import Outputs
    from dragoman.po.status import add, find_catalogues, read_status, render_badge

    named = paths or [Path("locales")]
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


def _object(one: "Status") -> dict[str, Any]:
    counts = {"segments": dict(one.segments), "words": dict(one.words), "obsolete": one.obsolete}
    counts["approved_unchanged"] = one.approved_unchanged
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
