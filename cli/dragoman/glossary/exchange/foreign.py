"""Tables of other programs and people: columns told by their headings, wherever the headings stand.

- memoQ's CSV (https://docs.memoq.com/current/api-docs/wsapi/memoqservices/tbservice.importexport.csv.html): a column
  `English` with `English_Def`, `Term_Info` and `Term_Example` behind it, again for each further term;
- IATE's CSV: a term a row, with `E_ID`, `L_CODE`, `T_TERM`, `T_RELIABILITY`;
- UTX (AAMT): a first line `#UTX 1.11; en-US/ja; …`, then one with the names of the columns.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import ExchangeError
from dragoman.files.delimited import Line, unguard
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Entry, Reading, clean, locale_of
from dragoman.glossary.exchange.headings import UNUSED, Heading, read_headings, status_of
from dragoman.glossary.lint.rows import CATEGORIES
from dragoman.text.scripts import HAN

_TITLE_ROWS = 12
"""Rows from the top among which the headings are looked for."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_SEPARATOR = re.compile(rf"\s*(?:[;；|\n]|\s/\s|(?<=[{HAN}])[/／](?=[{HAN}]))\s*")
_IATE = ("l_code", "t_term")
_UTX = re.compile(r"#\s*UTX[^;]*;\s*(?P<source>[\w-]+)\s*/\s*(?P<target>[\w-]+)", re.IGNORECASE)
_UTX_STATUS = {"approved": "established", "": "proposed"}


@dataclass(slots=True)
class _Concept:
    """What a row says, before it is an entry."""

    place: str
    id: str = ""
    terms: list[str] = field(default_factory=list)
    renderings: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By locale: forms by `usable` and `forbidden`."""
    notes: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    """Notes on the renderings, by locale."""
    meaning: dict[str, str] = field(default_factory=dict)
    category: str = ""
    authority: str = ""
    status: str = ""

    def add(self, locale: str, forms: Iterable[str], *, forbidden: bool = False) -> None:
        if locale.partition("_")[0] == SOURCE_LOCALE:
            self.terms += [form for form in forms if form not in self.terms and not forbidden]
            return
        kinds = self.renderings.setdefault(locale, {"usable": [], "forbidden": []})
        known = kinds["forbidden" if forbidden else "usable"]
        known += [form for form in forms if form not in known]

    def entry(self) -> Entry:
        term, *variants = self.terms
        concept = {"term": term}
        for name, cell in (("id", self.id), ("variants", "|".join(variants)), ("category", self.category)):
            if cell:
                concept[name] = cell
        if self.notes:
            concept["note"] = "; ".join(self.notes)
        renderings = {}
        for locale, kinds in self.renderings.items():
            preferred, *accepted = kinds["usable"] or [""]
            row = {"rendering": preferred, "accepted": "|".join(accepted), "forbidden": "|".join(kinds["forbidden"])}
            notes = "; ".join(self.said.get(locale, ()))
            row |= {"authority": self.authority, "status": self.status, "note": notes}
            renderings[locale] = {name: cell for name, cell in row.items() if cell}
        return Entry(concept, renderings, self.place, self.meaning)


def find_headings(lines: Sequence[Line], mapped: Mapping[str, str], locale: str) -> tuple[int, list[Heading]] | None:
    """Return which of the first rows heads the table, and what its columns hold; `None` where none does.

    Two columns must be told: two languages, or a language or `locale` and what a term or a rendering is called.
    """
    for at, (_, cells) in enumerate(lines[:_TITLE_ROWS]):
        headings = read_headings(cells, mapped)
        texts = {heading.locale for heading in headings if heading.role == "text"}
        roles = {heading.role for heading in headings}
        told = (
            len(texts) > 1 or (texts and roles & {"term", "rendering"}) or (locale and {"term", "rendering"} <= roles)
        )
        if told and any(_is_filled(row, cells, headings) for _, row in lines[at + 1 :]):
            return at, headings
    return None


def _is_filled(row: Sequence[str], heads: Sequence[str], headings: Sequence[Heading]) -> bool:
    """Tell whether a row says something else than the headings below one that names a language.

    DeepL's own lists name both languages in each row, behind the texts.
    """
    return any(
        heading.locale and heading.role == "text" and cell.strip() and cell != head
        for cell, head, heading in zip(row, heads, headings, strict=False)
    )


def parse_foreign(label: str, lines: Sequence[Line], at: int, headings: Sequence[Heading], locale: str) -> Reading:
    """Return the concepts of a table whose row `at` has the headings; what is not used is named.

    Raises:
        ExchangeError: no column has English terms, or a cell has control characters.
    """
    names = lines[at][1]
    columns = [_column(heading, headings, locale) for heading in headings]
    if not any(column.role == "text" and column.locale.partition("_")[0] == SOURCE_LOCALE for column in columns):
        listed = ", ".join(repr(name.strip()) for name in names if name.strip())
        raise ExchangeError(f"{label}: no column has English terms; name it with --map NAME=en; its columns: {listed}")
    warnings = [f"{label}:{number}: no row of terms; it was left out: {_shown(cells)}" for number, cells in lines[:at]]
    unused = [name.strip() for name, column in zip(names, columns, strict=True) if not column.role]
    if listed := ", ".join(repr(name) for name in unused if name):
        warnings.append(f"{label}: columns that were not used: {listed}; say what they hold with --map NAME=…")
    concepts: list[_Concept] = []
    for number, cells in lines[at + 1 :]:
        where = f"{label}:{number}"
        texts = [_decoded(cell, where) for cell in cells[: len(columns)]]
        concept = _concept(where, columns, texts, warnings)
        if concept.terms:
            concepts.append(concept)
        elif concept.renderings and concepts:
            _continue(concepts[-1], concept)
            warnings.append(f"{where}: has no English term; taken for more of {concepts[-1].terms[0]!r}")
        elif any(texts):
            warnings.append(f"{where}: has no English term; it was left out")
    return Reading([concept.entry() for concept in concepts], warnings)


def _column(heading: Heading, headings: Sequence[Heading], locale: str) -> Heading:
    """Return a heading as what it is in this table: `Term` is English where no column says so, a rendering `--to`'s."""
    named = [one.locale for one in headings if one.role == "text"]
    english = any(one.partition("_")[0] == SOURCE_LOCALE for one in named)
    if heading.role == "term":
        return Heading("" if english else "text", "" if english else SOURCE_LOCALE)
    if heading.role == "rendering":
        return Heading("text", locale) if locale else Heading("")
    return Heading("", "") if heading.role == UNUSED else heading


def _concept(where: str, columns: Sequence[Heading], texts: Sequence[str], warnings: list[str]) -> _Concept:
    concept = _Concept(where)
    named = [(column, text) for column, text in zip(columns, texts, strict=False) if text and column.role]
    for place, (column, text) in enumerate(named):
        match column.role:
            case "text" | "accepted" | "forbidden":
                information = _information(named[place + 1 :])
                is_forbidden = column.role == "forbidden" or "forbidden" in information
                target = column.locale or next((one.locale for one, _ in named if one.role == "text"), "")
                concept.add(target, _forms(text, where, warnings), forbidden=is_forbidden)
            case "definition" | "context":
                concept.meaning.setdefault(column.role, clean(text, where))
            case "authority":
                concept.authority = clean(text, where)
            case "status":
                concept.status = _status(text, where, concept)
            case "note":
                concept.notes.append(clean(text, where))
            case "category" if text.strip().lower() in CATEGORIES:
                concept.category = text.strip().lower()
            case "category" | "subject" | "reliability":
                concept.notes.append(f"{column.role}: {clean(text, where)}")
    if concept.meaning.get("definition"):
        concept.meaning["source"] = concept.authority or Path(where.partition(": ")[0].rpartition(":")[0] or where).name
    return concept


def _information(behind: Sequence[tuple[Heading, str]]) -> str:
    """Return memoQ's facts on the term before: what stands in `Term_Info`, before the next term."""
    for column, text in behind:
        if column.role == "text":
            break
        if column.role == "information":
            return text.lower()
    return ""


def _status(text: str, where: str, concept: _Concept) -> str:
    found = status_of(text)
    if found == "forbidden":
        for kinds in concept.renderings.values():
            kinds["forbidden"], kinds["usable"] = kinds["usable"] + kinds["forbidden"], []
        return ""
    if not found:
        concept.notes.append(f"status: {clean(text, where)}")
    return found


def _continue(concept: _Concept, more: _Concept) -> None:
    for locale, kinds in more.renderings.items():
        concept.add(locale, kinds["usable"])
        concept.add(locale, kinds["forbidden"], forbidden=True)
    concept.notes += [note for note in more.notes if note not in concept.notes]


def _forms(text: str, where: str, warnings: list[str]) -> list[str]:
    """Return the forms in a cell, `a / b`, `a; b` or `a|b`, and say so where there are several."""
    forms = [form for part in _SEPARATOR.split(text) if (form := clean(part, where))]
    if len(forms) > 1:
        warnings.append(f"{where}: {clean(text.replace('|', ' | '), where)!r} was taken for {len(forms)} forms")
    return forms


def _decoded(cell: str, where: str) -> str:
    """Return a cell with its entities, `&amp;`, as the characters that they stand for."""
    text = unguard(cell).strip()
    return html.unescape(text) if _ENTITY.search(text) else text


def _shown(cells: Sequence[str]) -> str:
    text = " · ".join(cell.strip() for cell in cells if cell.strip())
    return text if len(text) <= 60 else f"{text[:59]}…"


def is_iate(lines: Sequence[Line]) -> bool:
    """Tell whether a table is IATE's: a term a row."""
    return bool(lines) and set(_IATE) <= {cell.strip().lower() for cell in lines[0][1]}


def parse_iate(label: str, lines: Sequence[Line]) -> Reading:
    """Return the concepts of IATE's CSV; terms of one entry are forms of one concept, its number is no id.

    Raises:
        ExchangeError: a cell has control characters.
    """
    header = [cell.strip().lower() for cell in lines[0][1]]
    warnings: list[str] = []
    concepts: dict[str, _Concept] = {}
    for number, cells in lines[1:]:
        where = f"{label}:{number}"
        row = dict(zip(header, (_decoded(cell, where) for cell in cells), strict=False))
        term, locale = clean(row.get("t_term", ""), where), locale_of(row.get("l_code", ""))
        if not (term and locale):
            warnings.append(f"{where}: {row.get('l_code', '')!r} is not a language, or there is no term; left out")
            continue
        concept = concepts.setdefault(row.get("e_id", "") or where, _Concept(where))
        is_forbidden = status_of(row.get("t_evaluation", "")) == "forbidden"
        concept.add(locale, [term.replace("|", "/")], forbidden=is_forbidden)
        if subject := clean(row.get("e_domains", ""), where):
            concept.notes += [f"subject: {subject}"] * (f"subject: {subject}" not in concept.notes)
        if worth := clean(row.get("t_reliability", ""), where):
            concept.said.setdefault(locale, []).append(f"{term}: {worth}")
    used = {"e_id", "e_domains", "l_code", "t_term", "t_reliability", "t_evaluation"}
    if unused := [name for name in header if name and name not in used]:
        warnings.append(f"{label}: columns that were not used: {', '.join(unused)}")
    return _with_terms(concepts.values(), warnings)


def is_utx(text: str) -> bool:
    """Tell whether a text is UTX by its first line."""
    return _UTX.match(text.lstrip("\ufeff")) is not None


def parse_utx(label: str, text: str) -> Reading:
    """Return the concepts of a UTX file; rows of one source term, or one concept id, are one concept.

    Raises:
        ExchangeError: the second line does not name the columns, or neither language is English.
    """
    first, *rest = text.lstrip("\ufeff").splitlines()
    found = _UTX.match(first)
    source, target = (locale_of(found[name]) for name in ("source", "target")) if found else ("", "")
    heads = next((number for number, line in enumerate(rest, 2) if line.startswith("#") and "\t" in line), 0)
    names = [name.strip().lower() for name in rest[heads - 2].lstrip("#").split("\t")] if heads else []
    if "src" not in names or "tgt" not in names or not (source and target):
        raise ExchangeError(f"{label}:{heads or 2}: UTX names its columns in a line that begins with #src and has tgt")
    if SOURCE_LOCALE not in (source.partition("_")[0], target.partition("_")[0]):
        raise ExchangeError(f"{label}:1: neither {source} nor {target} is English, which the glossary's terms are in")
    warnings: list[str] = []
    concepts: dict[str, _Concept] = {}
    for number, line in enumerate(rest, 2):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{label}:{number}"
        row = dict(zip(names, (clean(cell, where) for cell in line.split("\t")), strict=False))
        forms = {source: row.get("src", "").replace("|", "/"), target: row.get("tgt", "").replace("|", "/")}
        key = row.get("concept id", "") or forms[source].casefold()
        concept = concepts.setdefault(key, _Concept(where))
        status = row.get("term status", "").lower()
        for locale, form in forms.items():
            if form:
                concept.add(locale, [form], forbidden=status_of(status) == "forbidden" and locale == target)
        concept.status = concept.status or (_UTX_STATUS.get(status) or "proposed")
        if note := row.get("comment", ""):
            concept.notes.append(note)
    used = {"src", "tgt", "term status", "concept id", "comment"}
    if unused := [name for name in names if name not in used]:
        warnings.append(f"{label}: columns that were not used: {', '.join(unused)}")
    return _with_terms(concepts.values(), warnings)


def _with_terms(concepts: Iterable[_Concept], warnings: list[str]) -> Reading:
    entries = []
    for concept in concepts:
        if concept.terms:
            entries.append(concept.entry())
        else:
            warnings.append(f"{concept.place}: the concept has no English term; it was left out")
    return Reading(entries, warnings)
