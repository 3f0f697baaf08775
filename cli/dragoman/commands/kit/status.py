"""`dragoman kit status`: what is out with whom."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.commands.options import (
    Json,
    Locales,
)

if TYPE_CHECKING:
    from dragoman.run.kits import Kit


def status(locales: Locales = Path("locales"), as_json: Json = False) -> None:
    """Show which kits are out with whom, since when, and how much of each is still open.

    Example: `dragoman kit status`
    """
    from dragoman import console
    from dragoman.run.kits import open_segments, read_kits

    kits = [(kit, len(open_segments(kit, locales))) for kit in read_kits(locales)]
    if as_json:
        rows = [asdict(kit) | {"open": count} for kit, count in kits]
        print(json.dumps({"kits": rows}, ensure_ascii=False))
    elif not console.is_quiet():
        _print(kits)


def _print(kits: "Sequence[tuple[Kit, int]]") -> None:
    from rich.table import Table

    from dragoman import console

    table = Table(box=None, pad_edge=False)
    for column in ("kit", "for", "segments", "words", "open", "out since", "deadline", "back"):
        table.add_column(column, justify="right" if column in ("segments", "words", "open") else "left")
    for kit, count in kits:
        numbers = (f"{kit.segments:,}", f"{kit.words:,}", f"{count:,}")
        table.add_row(kit.id, kit.recipient, *numbers, kit.made, kit.deadline, kit.taken or "out")
    console.stdout().print(table)
