"""How far the translation of a catalogue has come, in numbers and as an SVG badge."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from dragoman.errors import RequestError
from dragoman.model import Origin
from dragoman.po.catalogue import LC_MESSAGES, Catalogue, read_catalogue
from dragoman.po.entry import entry_unit, is_conflict, is_optional
from dragoman.po.past import FOLDER
from dragoman.text.strings import count_characters, count_words

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{text}">
<title>{text}</title>
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#555"/><rect x="{left}" width="{right}" height="20" \
fill="{colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{left_middle}" y="14" textLength="{left_text}">{label}</text>\
<text x="{right_middle}" y="14" textLength="{right_text}">{value}</text>
</g>
</svg>
"""
_COLOURS = ((1.0, "#2e7d32"), (0.75, "#558b2f"), (0.5, "#8a6d00"), (0.25, "#b45309"), (0.0, "#b3261e"))
"""From each share on; every one has a contrast of at least 4.5 with white (WCAG 2.2, 1.4.3)."""
_NARROW = "fijlt.,:;|!'()[] -_1"


def render_badge(label: str, share: float) -> str:
    """Return the SVG of a badge that reads `label` and `share`, from 0 to 1, as a percentage rounded down.

    Rounded down, so that it says 100 % only when everything is reviewed.
    """
    value = f"{int(share * 100 + 1e-9)}%"
    left_text, right_text = _width(label), _width(value)
    left, right = left_text + 12, right_text + 12
    return _SVG.format(
        text=escape(f"{label}: {value}"),
        label=escape(label),
        value=value,
        width=left + right,
        left=left,
        right=right,
        left_text=left_text,
        right_text=right_text,
        left_middle=left / 2,
        right_middle=left + right / 2,
        colour=next(colour for least, colour in _COLOURS if share >= least),
    )


def _width(text: str) -> int:
    """Return roughly the pixels of a text in Verdana 11; `textLength` makes it exact in every font."""
    return round(sum(4.2 if char in _NARROW else 11 if ord(char) > 0x2E7F else 7.2 for char in text))


State = Literal["reviewed", "machine", "fuzzy", "untranslated"]
STATES: tuple[State, ...] = ("reviewed", "machine", "fuzzy", "untranslated")
"""`machine`: written by dragoman and untouched since, recalled texts included. `fuzzy`: a person's, still to be
revised."""
_STATES: Mapping[Origin, State] = {
    "reviewed": "reviewed",
    "draft": "fuzzy",
    "machine": "machine",
    "memory": "machine",
    "none": "untranslated",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of one catalogue."""

    path: Path
    language: str
    """As the file's header or its folder names it; empty where neither does."""
    segments: Mapping[State, int]
    words: Mapping[State, int]
    """Of the sources; each letter of a script without blanks counts as one."""
    obsolete: int
    """Entries whose text the report no longer has."""
    approved_unchanged: int = 0
    """Among the reviewed: machine texts that somebody approved in bulk, without an edit."""
    characters: int = 0
    """Of the sources, without blanks."""

    def share(self, state: State) -> float:
        """Return the share of a state in the words, from 0 to 1; 0 where there are none."""
        return self.words[state] / total if (total := sum(self.words.values())) else 0.0


def find_catalogues(paths: Iterable[Path]) -> list[Path]:
    """Return the PO files named, and those in the folders named, in the order of their names.

    Raises:
        RequestError: a path is not there, or a folder holds no PO file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(one for one in path.rglob("*.po") if FOLDER not in one.parts)
            if not files:
                raise RequestError(f"{path}: no PO file in this folder; `dragoman translate` writes them there")
            found |= dict.fromkeys(files)
        elif path.exists():
            found[path] = None
        else:
            raise RequestError(f"{path}: no such file or folder; name a PO file or the --locales folder")
    return list(found)


def read_status(path: Path) -> Status:
    """Count what a PO file holds.

    Raises:
        CatalogueError: the file cannot be read or is not PO.
    """
    return count_states(read_catalogue(path))


def count_states(catalogue: Catalogue) -> Status:
    """Count what a catalogue holds; an entry with plural forms is translated when all of them are."""
    segments: Counter[State] = Counter()
    words: Counter[State] = Counter()
    unchanged = characters = 0
    for entry in catalogue.entries:
        if entry.obsolete or is_optional(entry):
            continue
        if entry.msgid_plural:
            done = bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
            state: State = "untranslated" if not done else "fuzzy" if "fuzzy" in entry.flags else "reviewed"
        else:
            unit = entry_unit(entry)
            unchanged += unit.unchanged
            state = "fuzzy" if is_conflict(entry) else _STATES[unit.origin]
        segments[state] += 1
        words[state] += count_words(entry.msgid)
        characters += count_characters(entry.msgid)
    return Status(
        path=catalogue.path,
        language=find_language(catalogue),
        segments={state: segments[state] for state in STATES},
        words={state: words[state] for state in STATES},
        obsolete=sum(1 for entry in catalogue.entries if entry.obsolete),
        approved_unchanged=unchanged,
        characters=characters,
    )


def find_language(catalogue: Catalogue) -> str:
    """Return the language that a catalogue's header names, or its folder; empty where neither does."""
    header = catalogue.header.msgstr if catalogue.header else ""
    for line in header.split("\n"):
        name, _, value = line.partition(":")
        if name == "Language" and value.strip():
            return value.strip()
    above = (folder.parent.name for folder in catalogue.path.absolute().parents if folder.name == LC_MESSAGES)
    return next(above, "")


def add(statuses: Iterable[Status], language: str) -> Status:
    """Return the sum of several catalogues."""
    segments: Counter[State] = Counter()
    words: Counter[State] = Counter()
    obsolete = unchanged = characters = 0
    for status in statuses:
        segments.update(status.segments)
        words.update(status.words)
        obsolete += status.obsolete
        unchanged += status.approved_unchanged
        characters += status.characters
    counts = ({state: segments[state] for state in STATES}, {state: words[state] for state in STATES})
    return Status(Path(), language, *counts, obsolete, unchanged, characters)
