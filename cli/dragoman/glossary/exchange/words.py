"""Word lists as OmegaT and Weblate have them, and reading any list of two columns.

- OmegaT: UTF-8 text with tabs: term, rendering, comment; a line that begins with # is a comment
  (https://omegat.sourceforge.io/manual-standard/en/app.glossaries.html).
- Weblate: CSV of translate-toolkit with a header (https://docs.weblate.org/en/latest/formats/csv.html); at most 100,000
  rows; what a spreadsheet would take for a formula is put between apostrophes, as Weblate's own export does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.errors import ExchangeError
from dragoman.files.delimited import Line
from dragoman.glossary.exchange.columns import write_rows
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Entry, Reading, clean_items, locale_of
from dragoman.glossary.exchange.services import pairs
from dragoman.glossary.lint.rows import STATUSES

WEBLATE_COLUMNS = (
    *("location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments"),
)
WEBLATE_ROWS = 100_000
_FORMULA = ("=", "+", "-", "@", "|", "%")
_PAIR_COLUMNS = 5
"""Of DeepL's own exports: both texts, both languages, relevance."""


def render_omegat(entries: Sequence[Entry], locale: str, warnings: list[str]) -> bytes:
    """Return a glossary for OmegaT, with the status and authority of each rendering as its comment."""
    comments = {entry.concept["id"]: _comment(entry, locale) for entry in entries}
    rows = []
    for id_, term, [target] in pairs(entries, [locale], warnings):
        if term.startswith("#"):
            warnings.append(f"{id_}: OmegaT takes a line that begins with # for a comment; {term!r} left out")
        else:
            rows.append([term, target, comments[id_]])
    return "".join("\t".join(row) + "\n" for row in rows).encode()  # OmegaT knows no quotes


def render_weblate(entries: Sequence[Entry], locale: str, warnings: list[str]) -> bytes:
    """Return a glossary for Weblate; the id is the context, so that terms of one spelling stay apart.

    Raises:
        ExchangeError: it has more rows than Weblate reads.
    """
    comments = {entry.concept["id"]: _comment(entry, locale) for entry in entries}
    rows = [
        ["", _guarded(term), _guarded(target), "", "", id_, _guarded(comments[id_]), ""]
        for id_, term, [target] in pairs(entries, [locale], warnings)
    ]
    if len(rows) > WEBLATE_ROWS:
        raise ExchangeError(f"{len(rows):,} rows, and Weblate reads {WEBLATE_ROWS:,}; export a part of the glossary")
    return write_rows([WEBLATE_COLUMNS, *rows], ",")


def parse_weblate(label: str, lines: Sequence[Line], locale: str) -> Reading:
    """Return the terms of a Weblate CSV; rows of one context are variants, those without a target have no rendering.

    Raises:
        ExchangeError: its first row does not name the columns.
    """
    header = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if "source" not in header or "target" not in header:
        raise ExchangeError(f"{label}: a Weblate CSV begins with a header: {','.join(WEBLATE_COLUMNS)}")
    wanted = ("source", "target", "context", "translator_comments", "fuzzy")
    places = [header.index(name) if name in header else len(header) for name in wanted]
    rows = []
    for number, cells in lines[1:]:
        padded = [*cells, *[""] * (len(header) + 1 - len(cells))]
        rows.append((number, [_unguarded(padded[place]) for place in places]))
    entries: dict[str, Entry] = {}
    for place, (term, target, id_, comment, fuzzy) in _tidy(label, rows):
        if before := entries.get(id_):
            concept = {**before.concept, "variants": "|".join(filter(None, [before.concept.get("variants", ""), term]))}
            entries[id_] = replace(before, concept=concept)
        elif term:
            concept = {"id": id_, "term": term} if id_ else {"term": term}
            said = _said(comment) | ({"status": "proposed"} if fuzzy.lower() in ("true", "1", "yes") else {})
            entries[id_ or place] = Entry(concept, {locale: {"rendering": target} | said} if target else {}, place)
    return Reading(list(entries.values()))


def _said(comment: str) -> dict[str, str]:
    """Return the status and the authority that a comment of our own exports says; nothing for other comments.

    >>> _said("official; Courts Act, art. 1"), _said("see above")
    ({'status': 'official', 'authority': 'Courts Act, art. 1'}, {})
    """
    status, _, authority = comment.partition("; ")
    if status not in STATUSES:
        return {}
    if status == "official" and not authority:
        status = "established"
    return {"status": status} | ({"authority": authority} if authority else {})


def parse_pairs(label: str, lines: Iterable[Line], locale: str, *, comments: bool = False) -> Reading:
    """Return the terms of a list: source, target, and what else follows, which is left out but for our own comments.

    With `comments`, lines that begin with # are none; else only those that hold nothing but one cell.

    Raises:
        ExchangeError: a row has not two texts.
    """
    rows = [line for line in lines if not (line[1][0].startswith("#") and (comments or len(line[1]) == 1))]
    for number, cells in rows:
        if not 2 <= len(cells) <= _PAIR_COLUMNS or not (cells[0].strip() and cells[1].strip()):
            raise ExchangeError(f"{label}:{number}: needs a term and a rendering; found {list(cells)!r}")
    entries = [
        Entry({"term": term}, {locale: {"rendering": target} | _said(comment[0] if comment else "")}, place)
        for place, (term, target, *comment) in _tidy(label, [(number, cells[:3]) for number, cells in rows])
    ]
    return Reading(entries)


def parse_languages(label: str, lines: Sequence[Line]) -> Reading:
    """Return the terms of a table whose first row names languages, as Amazon's and Google's term sets have.

    Raises:
        ExchangeError: a column is headed by something else.
    """
    header = list(lines[0][1]) if lines else []
    locales = [locale_of(cell.strip()) for cell in header]
    if not locales or "" in locales or locales[0] != SOURCE_LOCALE:
        raise ExchangeError(f"{label}:1: the first row must name languages, en first; found {header}")
    entries = []
    for place, (term, *targets) in _tidy(label, lines[1:]):
        named = zip(locales[1:], targets, strict=False)
        if term:
            entries.append(
                Entry({"term": term}, {locale: {"rendering": text} for locale, text in named if text}, place)
            )
    return Reading(entries)


def _tidy(label: str, rows: Iterable[Line]) -> list[tuple[str, list[str]]]:
    """Return rows that are not empty, their cells tidy, with their places."""
    places = [(f"{label}:{number}", cells) for number, cells in rows if any(cells)]
    return [(place, [clean_items([cell], place) for cell in cells]) for place, cells in places]


def _comment(entry: Entry, locale: str) -> str:
    row = entry.renderings.get(locale, {})
    return "; ".join(filter(None, [row.get("status", ""), row.get("authority", "")]))


def _guarded(text: str) -> str:
    return "'" + text.replace("|", "\\|") + "'" if text.startswith(_FORMULA) else text


def _unguarded(text: str) -> str:
    if len(text) > 2 and text[0] == text[-1] == "'" and text[1] in _FORMULA:
        return text[1:-1].replace("\\|", "|")
    return text
