"""Load a glossary folder; every problem of every file is reported in one error."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from dragoman.errors import GlossaryError
from dragoman.glossary.collector import collector_paused
from dragoman.glossary.forms import flag_values, spelled_forms
from dragoman.glossary.normalise import lower, normalise_form
from dragoman.model import Concept, Language, Rendering, RenderingStatus

TERM_COLUMNS = ("id", "term", "variants", "category", "match", "note")
RENDERING_COLUMNS = ("id", "rendering", "accepted", "forbidden", "status", "authority", "note")
CATEGORIES = ("title", "institution", "place", "person", "event", "law", "formula")
STATUSES: tuple[RenderingStatus, ...] = get_args(RenderingStatus)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FLAG = re.compile(r"case|exact|(?:short|context):\S.*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LETTER = re.compile(r"[^\W_]")
_BOM = b"\xef\xbb\xbf"

ENGLISH = "en"

Row = tuple[int, list[str]]
"""The line of a row, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The curated terms, and their renderings in one language."""

    concepts: Mapping[str, Concept]
    renderings: Mapping[str, Rendering]
    """By concept id; not every concept need have one."""
    digest: str
    """12 hexadecimal digits that stand for the bytes of the files."""
    has_language: bool
    """Whether the folder has a file for the language."""
    source: str = ENGLISH
    """Tag of the language that the terms are in."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a file; problems sort by place."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def load_glossary(folder: Path, language: Language | None) -> Glossary:
    """Load the terms in `folder` and their renderings in `language`; without a language, the terms alone.

    Raises:
        GlossaryError: The folder or its terms are missing, or a file has bad rows; all of them are listed.
    """
    terms_path = folder / "terms.tsv"
    if not folder.is_dir():
        raise GlossaryError(f"{folder}: no such folder; name a glossary folder that holds terms.tsv")
    if not terms_path.is_file():
        raise GlossaryError(f"{terms_path}: no such file; a glossary needs its terms")
    renderings_path = rendering_file(folder, language)
    problems: list[Problem] = []
    terms_data = _read(terms_path)
    renderings_data = b"" if renderings_path is None else _read(renderings_path)
    renderings: dict[str, Rendering] = {}
    with collector_paused():
        concepts, complete = _concepts(terms_path, terms_data, problems)
        if renderings_path is not None:
            # Where rows of the terms could not be read, calling their renderings unknown hides the real problem.
            known = concepts if complete else None
            renderings = _renderings(renderings_path, renderings_data, known, problems)
    if problems:
        raise GlossaryError("\n".join(str(problem) for problem in sorted(problems)))
    return Glossary(
        MappingProxyType(concepts),
        MappingProxyType(renderings),
        sha256(terms_data + renderings_data).hexdigest()[:12],
        renderings_path is not None,
    )


def rendering_file(folder: Path, language: Language | None) -> Path | None:
    """Return the file with the renderings in `language`: `zh_CN.tsv`, else `zh.tsv`; None where neither exists."""
    if language is None:
        return None
    for name in dict.fromkeys((language.gettext, language.gettext.partition("_")[0])):
        path = folder / f"{name}.tsv"
        if path.is_file():
            return path
    return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _concepts(path: Path, data: bytes, problems: list[Problem]) -> tuple[dict[str, Concept], bool]:
    """Return the rows of terms.tsv that have an id of their own, and whether every row could be read."""
    concepts: dict[str, Concept] = {}
    unread: list[Problem] = []
    for line, (id_, term, variants, category, match, note) in _rows(path, data, TERM_COLUMNS, unread):
        flags = _items(match)
        faults = _id_faults(id_, concepts)
        if not faults:
            concepts[id_] = Concept(id_, term, _items(variants), category, flags, note, line)
        if not term:
            faults.append("the term is empty")
        if category not in CATEGORIES:
            faults.append(f"unknown category {category!r}; use one of {', '.join(CATEGORIES)}")
        for flag in flags:
            if not _FLAG.fullmatch(flag):
                faults.append(f"unknown flag {flag!r}; use case, exact, short:… or context:…")
        problems += [Problem(path, line, fault) for fault in faults]
    problems += unread
    problems += [Problem(path, line, what) for line, what in _ownership_faults(concepts)]
    return concepts, not unread


def _renderings(
    path: Path, data: bytes, concepts: Mapping[str, Concept] | None, problems: list[Problem]
) -> dict[str, Rendering]:
    """Return the rows of a language file; ids are checked against `concepts` where those are sound."""
    renderings: dict[str, Rendering] = {}
    for line, cells in _rows(path, data, RENDERING_COLUMNS, problems):
        id_, rendering, accepted, forbidden, status, authority, note = cells
        faults = _id_faults(id_, renderings)
        if not faults and concepts is not None and id_ not in concepts:
            faults.append(f"no concept {id_!r} in terms.tsv; add it there or remove this row")
        if status not in STATUSES:
            faults.append(f"unknown status {status!r}; use one of {', '.join(STATUSES)}")
        if status == "official" and not authority:
            faults.append("an official rendering needs its authority: the URL or the act that says so")
        if faults:
            problems += [Problem(path, line, fault) for fault in faults]
        else:
            known = cast("RenderingStatus", status)
            renderings[id_] = Rendering(
                id_, rendering, _items(accepted), _items(forbidden), known, authority, note, line
            )
    return renderings


def _rows(path: Path, data: bytes, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows below the header that have all their cells, and report the others."""
    offset = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[offset:].decode()
    except UnicodeDecodeError as error:
        at = error.start + offset
        what = f"byte {at} of the file is not UTF-8; save the file as UTF-8"
        problems.append(Problem(path, data.count(b"\n", 0, at) + 1, what))
        return
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").rstrip("\n").split("\n")
    suspect = _CONTROL.search(text) is not None
    if lines[0].split("\t") != list(columns):
        problems.append(Problem(path, 1, f"the header must be {' '.join(columns)}, with tabs between"))
        return
    for line, row in enumerate(lines[1:], 2):
        if suspect and (found := _CONTROL.search(row)):
            problems.append(Problem(path, line, f"control character U+{ord(found[0]):04X}; remove it"))
            continue
        cells = row.split("\t")
        if len(cells) == len(columns):
            yield line, list(map(str.strip, cells))
        elif not row.strip():
            problems.append(Problem(path, line, "blank line; remove it"))
        else:
            problems.append(Problem(path, line, f"{len(cells)} columns; there must be {len(columns)}"))


def _items(cell: str) -> tuple[str, ...]:
    """Return the items of a cell with `|` between them."""
    if "|" not in cell:
        return (cell,) if cell else ()
    return tuple(item for part in cell.split("|") if (item := part.strip()))


def _id_faults(id_: str, earlier: Mapping[str, Concept] | Mapping[str, Rendering]) -> list[str]:
    if id_ in earlier:
        return [f"duplicate id {id_!r}; it first stands in line {earlier[id_].line}"]
    if _SLUG.fullmatch(id_):
        return []
    return [f"bad id {id_!r}; use lower-case letters, digits and single hyphens" if id_ else "the id is empty"]


def _ownership_faults(concepts: Mapping[str, Concept]) -> Iterator[tuple[int, str]]:
    """Yield the source forms that would match nothing, and those that an earlier concept has already."""
    owners: dict[str, Concept] = {}
    for concept in concepts.values():
        exact_case = "case" in concept.flags
        for form in spelled_forms(concept) if concept.term else concept.variants:
            key = normalise_form(form).replace("-", " ")
            # "US" and "us" may be two concepts: one of them is told by its capitals.
            if not (exact_case or key.isupper()):
                key = lower(key)
            if not _LETTER.search(key):
                yield concept.line, f"{form!r} has no letter or digit"
            elif (owner := owners.setdefault(key, concept)) is not concept:
                yield concept.line, f"{form!r} is already a form of {owner.id} (line {owner.line})"
        for short in flag_values(concept, "short") if concept.flags else ():
            if short and not _LETTER.search(short):
                yield concept.line, f"the short form {short!r} has no letter or digit"
