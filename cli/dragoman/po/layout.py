"""Catalogue entries as text, byte for byte as `msgcat` of gettext 0.21 lays them out.

Kept although `msgcat` drops them: flags that gettext does not know, all `#,` lines of an entry instead of the last
one, comments behind the last entry, and obsolete entries without a `msgstr` that carry a person's comment.
Different from `msgcat`: format directives with spaces in entries marked `c-format` and the like may be cut, and
characters that Unicode 14 has not assigned count one column outside the ideographic planes.
"""

import re
from collections.abc import Iterable

from polib import POEntry

from dragoman.po.linebreak import columns, cut_lines
from dragoman.po.syntax import escape

_PAGE_WIDTH = 79
_UNLIMITED = 1 << 60
_PORTIONS = re.compile(r"[^\n]*\n|[^\n]+")

# In the order in which gettext writes them.
_FORMATS = (
    "c objc python python-brace java java-printf csharp javascript scheme lisp elisp librep ruby sh awk lua "
    "object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal gfc-internal ycp"
)
_FLAG_ORDER = {
    flag: position
    for position, flag in enumerate(
        [
            "fuzzy",
            *(f"{prefix}{name}-format" for name in _FORMATS.split() for prefix in ("", "no-")),
            "range:",
            "no-wrap",
        ]
    )
}


def serialise(header: POEntry | None, entries: Iterable[POEntry], trailer: str = "", *, wrap: bool = True) -> str:
    """Lay out a catalogue: the header, the entries in their order, the obsolete ones last, loose comments behind.

    Without `wrap` strings are cut at line breaks alone, as `msgcat --no-wrap` does.
    """
    lines: list[str] = []
    if header is not None:
        _write_entry(lines, header, wrap)
    obsolete = []
    for entry in entries:
        if entry.obsolete:
            obsolete.append(entry)
            continue
        if lines:
            lines.append("")
        _write_entry(lines, entry, wrap)
    for entry in obsolete:
        if lines:
            lines.append("")
        _write_entry(lines, entry, wrap)
    if trailer:
        if lines:
            lines.append("")
        _write_comment(lines, "#", trailer)
    lines.append("")
    return "\n".join(lines)


def _write_entry(lines: list[str], entry: POEntry, wrap: bool) -> None:
    if entry.tcomment:
        _write_comment(lines, "#", entry.tcomment)
    if entry.comment:
        _write_comment(lines, "#.", entry.comment)
    if entry.occurrences:
        _write_references(lines, entry.occurrences)
    flags = _ordered_flags(entry) if entry.flags else []
    if flags:
        lines.append("#, " + ", ".join(flags))
    wrap = wrap and "no-wrap" not in flags
    if entry.previous_msgid is not None:
        prefix = "#~| " if entry.obsolete else "#| "
        if entry.previous_msgctxt is not None:
            _write_field(lines, prefix, "msgctxt", entry.previous_msgctxt, wrap)
        _write_field(lines, prefix, "msgid", entry.previous_msgid, wrap)
        if entry.previous_msgid_plural is not None:
            _write_field(lines, prefix, "msgid_plural", entry.previous_msgid_plural, wrap)
    prefix = "#~ " if entry.obsolete else ""
    if entry.msgctxt is not None:
        _write_field(lines, prefix, "msgctxt", entry.msgctxt, wrap)
    _write_field(lines, prefix, "msgid", entry.msgid, wrap)
    if entry.msgstr_plural:
        _write_field(lines, prefix, "msgid_plural", entry.msgid_plural, wrap)
        for form, text in sorted(entry.msgstr_plural.items()):
            _write_field(lines, prefix, f"msgstr[{form}]", text, wrap)
    else:
        _write_field(lines, prefix, "msgstr", entry.msgstr, wrap)


def _write_comment(lines: list[str], mark: str, comment: str) -> None:
    lines += [f"{mark} {line}" if line else mark for line in comment.split("\n")]


def _write_references(lines: list[str], occurrences: Iterable[tuple[str, str | int]]) -> None:
    line, width = "#:", 2
    for path, number in dict.fromkeys((path, str(number)) for path, number in occurrences):
        if " " in path:
            path = f"\u2068{path}\u2069"  # gettext's quotes for names with spaces
        reference = f" {path}:{number}" if number else f" {path}"
        length = len(reference.encode())  # gettext counts bytes here
        if width > 2 and width + length > _PAGE_WIDTH:
            lines.append(line)
            line, width = "#:", 2
        line += reference
        width += length
    lines.append(line)


def _ordered_flags(entry: POEntry) -> list[str]:
    flags = list(dict.fromkeys(entry.flags))
    if "fuzzy" in flags and not (entry.msgstr or any(entry.msgstr_plural.values())):
        flags.remove("fuzzy")  # nothing is there to be doubted
    if len(flags) > 1:
        flags.sort(key=lambda flag: _FLAG_ORDER.get(flag.partition(" ")[0], len(_FLAG_ORDER)))
    return flags


def _write_field(lines: list[str], prefix: str, name: str, value: str, wrap: bool) -> None:
    # Quotes and a space take three columns; gettext leaves the last of its 79 free.
    room = _PAGE_WIDTH - 4 - len(prefix) - len(name) if wrap else _UNLIMITED
    # A wide character takes two columns: whatever is half as long as the room fits without being measured.
    if len(value) <= room and "\n" not in value[:-1]:
        escaped = escape(value)
        if len(escaped) * 2 <= room or columns(escaped) <= room:
            lines.append(f'{prefix}{name} "{escaped}"')
            return
    width = _PAGE_WIDTH - 2 - len(prefix) if wrap else _UNLIMITED
    portions = _PORTIONS.findall(value) or [""]
    strings = [string for portion in portions for string in cut_lines(portion, width)]
    if len(strings) == 1:
        # It fits behind nothing; what has no legal break stays beside the name all the same.
        strings = cut_lines(value, width, len(name) + 1)
        if len(strings) == 1:
            lines.append(f'{prefix}{name} "{strings[0]}"')
            return
        strings = cut_lines(value, width)
    lines.append(f'{prefix}{name} ""')
    lines += [f'{prefix}"{string}"' for string in strings]
