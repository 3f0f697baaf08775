"""What a change to a glossary's files does, line by line."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from dragoman.glossary.table import Files, Table


def changed_lines(before: Files, after: Files) -> Iterator[str]:
    """Yield the lines that differ, each with its file and number: `-` as it was, `+` as it is now."""
    for name in sorted({*before.data, *after.data}):
        old, new = before.data.get(name, b""), after.data.get(name, b"")
        if old != new:
            yield from _changes(name, _lines(before, name), _lines(after, name))


def _lines(files: Files, name: str) -> tuple[str, ...]:
    table: Table | None = files.table(name) if name in files.data else None
    return table.lines if table else ()


def _changes(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from (f"- {name}:{line + 1}: {_shown(old[line])}" for line in range(old_start, old_end))
            yield from (f"+ {name}:{line + 1}: {_shown(new[line])}" for line in range(new_start, new_end))


def _shown(line: str) -> str:
    """Return a line as it can be printed: tabs as bars, bytes that are not UTF-8 as question marks."""
    text = line.removesuffix("\r").encode(errors="replace").decode()
    return text.replace("\t", " ⇥ ")
