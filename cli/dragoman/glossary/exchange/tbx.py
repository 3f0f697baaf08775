"""TBX-Basic, written: the terminologists' exchange format, ISO 30042.

Two editions are in use and share all but the names of their elements. That of 2019 (version 3, here in the style DCA)
is the standard; that of 2008 (`martif`) is what OmegaT, Weblate and translate-toolkit read. The rules come from the
schemas that LTAC publishes for the TBX-Basic dialect, which `tests/interop` holds as data.

What the format has no place for (the match flags, the domain, the status of a rendering, a rendering that nobody knows)
goes into a note that begins with `dragoman: ` and holds a JSON object, so that reading the file back loses nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import ExchangeError
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Cells, Entry, language_tag, refuse_beyond_xml
from dragoman.glossary.table import items
from dragoman.xml import Element

OURS = "dragoman: "
"""How a note begins that carries what TBX has no place for."""
PREFERRED, ADMITTED, DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
SOURCE_IS_KEPT = "="

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOUNS = frozenset({"title", "institution", "place", "person", "event", "law"})


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition of the standard calls its elements."""

    root: str
    attributes: str
    header: str
    concept: str
    language: str
    term: str
    doctype: str = ""
    constraints: str = ""
    """Where the data categories of the dialect are listed."""


EDITION_2019 = Edition(
    "tbx",
    'type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2"',
    "tbxHeader",
    "conceptEntry",
    "langSec",
    "termSec",
)
EDITION_2008 = Edition(
    "martif",
    'type="TBX-Basic"',
    "martifHeader",
    "termEntry",
    "langSet",
    "tig",
    doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">',
    constraints="TBXBasicXCSV02.xcs",
)


def render_tbx(entries: Sequence[Entry], edition: Edition = EDITION_2019) -> bytes:
    """Return the concepts as a TBX-Basic file.

    Raises:
        ExchangeError: there are no concepts, which TBX does not allow, or one has a character that XML cannot carry.
    """
    if not entries:
        raise ExchangeError("a TBX file needs at least one concept; this glossary has none yet")
    refuse_beyond_xml(entries)
    opening = f'<{edition.root} {edition.attributes} xml:lang="{SOURCE_LOCALE}">'
    parts = ['<?xml version="1.0" encoding="utf-8"?>', *filter(None, [edition.doctype]), opening]
    parts += [_serialised(_header(edition)), "<text>", "<body>"]
    parts += [_serialised(_concept(edition, entry)) for entry in entries]
    return "\n".join([*parts, "</body>", "</text>", f"</{edition.root}>", ""]).encode()


def _serialised(element: Element) -> str:
    """Return an element, indented; it stands inside the root, whose default namespace is its own."""
    from lxml import etree

    text: str = etree.tostring(element, encoding="unicode", pretty_print=True)
    return text.rstrip()


def xml_id(slug: str) -> str:
    """Return an id that XML takes: one that begins with a digit gets a `_`, which no slug begins with.

    >>> xml_id("spp"), xml_id("20th-congress")
    ('spp', '_20th-congress')
    """
    return f"_{slug}" if slug[:1].isdigit() else slug


def _header(edition: Edition) -> Element:
    header = _element(edition.header)
    source = _add(_add(header, "fileDesc"), "sourceDesc")
    _add(source, "p", "Exported by dragoman from its glossary.")
    if edition.constraints:
        _add(_add(header, "encodingDesc"), "p", edition.constraints, type="XCSURI")
    return header


def _concept(edition: Edition, entry: Entry) -> Element:
    cells = entry.concept
    found = _element(edition.concept)
    found.set("id", xml_id(cells["id"]))
    _add(found, "descrip", cells["category"], type="subjectField")
    unknown = {locale: dict(row) for locale, row in entry.renderings.items() if not _forms(cells, row)}
    extra: dict[str, Any] = {name: cells[name] for name in ("match", "domain") if cells.get(name)}
    _add_notes(found, extra | ({"unknown": unknown} if unknown else {}), cells["note"])
    _add_language(edition, found, SOURCE_LOCALE, _source_forms(cells), cells["category"])
    for locale, row in entry.renderings.items():
        if forms := _forms(cells, row):
            extra = {"status": row["status"]} | ({"checked": row["checked"]} if row.get("checked") else {})
            if row["rendering"] in {SOURCE_IS_KEPT, ""}:
                extra["rendering"] = row["rendering"]
            _add_language(edition, found, locale, forms, cells["category"], row, extra)
    return found


def _source_forms(cells: Cells) -> list[tuple[str, str, str]]:
    """Return the source forms: text, administrative status, type of the term."""
    variants = [(form, ADMITTED, "acronym" if form.isupper() else "variant") for form in items(cells["variants"])]
    return [(cells["term"], PREFERRED, "acronym" if cells["term"].isupper() else "fullForm"), *variants]


def _forms(concept: Cells, row: Cells) -> list[tuple[str, str, str]]:
    """Return the target forms; none where the row holds not even a forbidden one."""
    rendering = concept["term"] if row["rendering"] == SOURCE_IS_KEPT else row["rendering"]
    return [
        *([(rendering, PREFERRED, "")] if rendering else []),
        *((form, ADMITTED, "") for form in items(row["accepted"])),
        *((form, DEPRECATED, "") for form in items(row["forbidden"])),
    ]


def _add_language(
    edition: Edition,
    parent: Element,
    locale: str,
    forms: Sequence[tuple[str, str, str]],
    category: str,
    row: Cells | None = None,
    extra: Mapping[str, Any] | None = None,
) -> None:
    section = _add(parent, edition.language)
    section.set(_LANG, language_tag(locale))
    if row:
        _add_notes(section, extra or {}, row["note"])
    for number, (text, status, kind) in enumerate(forms):
        term = _add(section, edition.term)
        _add(term, "term", text)
        _add(term, "termNote", status, type="administrativeStatus")
        if category in _NOUNS:
            _add(term, "termNote", "noun", type="partOfSpeech")
        if kind:
            _add(term, "termNote", kind, type="termType")
        if row and row["authority"] and number == 0:
            _add(term, "admin", row["authority"], type="source")


def _add_notes(parent: Element, extra: Mapping[str, Any], note: str) -> None:
    """Add what TBX has no place for, also where it is nothing but the note looks like it; then the note."""
    if extra or note.startswith(OURS):
        _add(parent, "note", OURS + json.dumps(extra, ensure_ascii=False))
    if note:
        _add(parent, "note", note)


def _element(name: str) -> Element:
    from lxml import etree

    return etree.Element(name)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    from lxml import etree

    found: Element = etree.SubElement(parent, name, attributes)
    if text:
        found.text = text
    return found
