"""TBX-Basic (ISO 30042): written in both editions, read in either edition and style.

Two editions are in use and share all but the names of their elements. That of 2019 (version 3, here in the style DCA)
is the standard; that of 2008 (`martif`) is what OmegaT, Weblate and translate-toolkit read. The rules come from the
schemas that LTAC publishes for the TBX-Basic dialect, which `tests/interop` holds as data.

What the format has no place for (the match flags, the domain, the status of a rendering, a rendering that nobody knows)
goes into a note that begins with `dragoman: ` and holds a JSON object, so that reading the file back loses nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import ExchangeError
from dragoman.files.xml import Element, local_name, parse_xml
from dragoman.glossary.exchange.entries import (
    SOURCE_LOCALE,
    Cells,
    Entry,
    Reading,
    clean,
    clean_items,
    language_tag,
    locale_of,
    refuse_beyond_xml,
)
from dragoman.glossary.exchange.multiterm import ROOT as MULTITERM
from dragoman.glossary.exchange.multiterm import parse_multiterm
from dragoman.glossary.lint.rows import CATEGORIES
from dragoman.glossary.table import items

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
    if definition := entry.meaning.get("definition"):
        group = _add(found, "descripGrp")
        _add(group, "descrip", definition, type="definition")
        _add(group, "admin", entry.meaning.get("source", ""), type="source")
    _add_notes(found, extra | ({"unknown": unknown} if unknown else {}), cells["note"])
    _add_language(
        edition, found, SOURCE_LOCALE, _source_forms(cells), cells["category"], context=entry.meaning.get("context", "")
    )
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
    context: str = "",
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
        if context and number == 0:
            _add(term, "descrip", context, type="context")


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


_ROOTS = frozenset({"tbx", "martif"})
_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_GROUPS = frozenset({"descripGrp", "adminGrp", "termNoteGrp", "termGrp"})
_TYPED = frozenset({"descrip", "admin", "termNote"})
_LANG_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}lang"
_ADVICE = "export the file again from the program it comes from"
_REFUSED = ("deprecated", "superseded", "obsolete", "forbidden")


def parse_xml_file(label: str, data: bytes) -> Reading:
    """Return the concepts of a TBX file, or of MultiTerm's XML.

    Raises:
        ExchangeError: as `parse_tbx` and `parse_multiterm`.
    """
    root = parse_xml(label, data, advice=_ADVICE, raises=ExchangeError)
    return parse_multiterm(label, root) if local_name(root) == MULTITERM else parse_tbx(label, root)


def parse_tbx(label: str, root: Element) -> Reading:
    """Return the concepts of a TBX file.

    The first preferred form of a language is its rendering, deprecated and superseded forms are forbidden, all
    others accepted; in the source language every form is one to be found.

    Raises:
        ExchangeError: the file is no TBX, is malformed or hostile, or two concepts have one id.
    """
    if local_name(root) not in _ROOTS:
        raise ExchangeError(f"{label}: <{local_name(root)}> is not the root of a TBX file; export it as TBX")
    entries: list[Entry] = []
    warnings: list[str] = []
    lines: dict[str, int] = {}
    for element in root.iter():
        if local_name(element) not in _CONCEPTS:
            continue
        where = f"{label}:{element.sourceline}"
        id_ = (element.get("id") or "").removeprefix("_")
        if id_ and id_ in lines:
            raise ExchangeError(f"{where}: a second concept {id_!r}; the first is in line {lines[id_]}; rename one")
        lines[id_] = element.sourceline
        if entry := _entry(element, id_, where, warnings):
            entries.append(entry)
    return Reading(entries, warnings, ours=any((part.text or "").startswith(OURS) for part in root.iter("{*}note")))


def _entry(element: Element, id_: str, where: str, warnings: list[str]) -> Entry | None:
    extra, note = _notes(element, where)
    concept = {"id": id_} if id_ else {}
    renderings: dict[str, Cells] = {}
    for locale, row in extra.get("unknown", {}).items():
        renderings[locale] = {name: clean(str(cell), where) for name, cell in row.items()}
    for section in element:
        if local_name(section) not in _LANGUAGES:
            continue
        tag = section.get(_LANG_ATTRIBUTE) or section.get("lang") or ""
        locale = locale_of(tag)
        if not locale:
            warnings.append(f"{where}: {tag!r} is not a language; its terms were left out")
        elif locale.partition("_")[0] == SOURCE_LOCALE:
            preferred, *others = [form for form, _, _ in _read_forms(section, where)] or [""]
            concept |= {"term": concept.get("term") or preferred}
            concept["variants"] = "|".join(filter(None, [concept.get("variants", ""), *others]))
        elif locale in renderings:
            warnings.append(f"{where}: a second section for {tag} was left out")
        else:
            renderings[locale] = _row(section, where)
    if not concept.get("term"):
        warnings.append(f"{where}: the concept {id_!r} has no English term; it was left out")
        return None
    subject = next((_text(found) for found in _data(element) if _category(found) == "subjectField"), "")
    if subject in CATEGORIES:  # a file of ours, which says all that there is to say
        ours = {name: clean(str(extra.get(name, "")), where) for name in ("match", "domain")}
        concept |= {"category": subject, **ours, "note": note}
    elif subject or note:
        concept["note"] = "; ".join(filter(None, [note, f"subject: {clean(subject, where)}" if subject else ""]))
    return Entry(concept, renderings, where, _meaning(element, where))


def _meaning(element: Element, where: str) -> Cells:
    """Return the first definition of a concept with its source, and its first context, at whatever level they stand.

    A definition that names no source is from the file.
    """
    found: dict[str, str] = {}
    for part in element.iter():
        name = _category(part)
        if name not in ("definition", "context") or name in found or not (text := clean(_text(part), where)):
            continue
        found[name] = text
        if name == "definition":
            beside = list(_data(part.getparent())) if local_name(part.getparent()) in _GROUPS else []
            sources = (clean(_text(one), where) for one in beside if _category(one) == "source")
            found["source"] = next(sources, Path(where.rpartition(":")[0]).name)
    return found


def _row(section: Element, where: str) -> Cells:
    """Return the renderings of one language."""
    extra, note = _notes(section, where)
    forms = _read_forms(section, where)
    usable = [form for form, status, _ in forms if not _is_refused(status)]
    row = {
        "rendering": usable[0] if usable else "",
        "accepted": "|".join(usable[1:]),
        "forbidden": "|".join(form for form, status, _ in forms if _is_refused(status)),
        "authority": next((source for _, _, source in forms if source), ""),
        "note": note,
    }
    reliability = [clean(_text(part), where) for part in section.iter() if _category(part) == "reliabilityCode"]
    if reliability:
        row["note"] = "; ".join(filter(None, [note, f"reliability: {', '.join(reliability)}"]))
    if "status" not in extra:
        return {name: cell for name, cell in row.items() if cell}
    if "rendering" in extra:
        row["rendering"] = clean(str(extra["rendering"]), where)
        row["accepted"] = "|".join(usable[1:] if row["rendering"] else usable)
    return row | {name: clean(str(extra.get(name, "")), where) for name in ("status", "checked")}


def _read_forms(section: Element, where: str) -> list[tuple[str, str, str]]:
    """Return the terms of one language with their administrative status and source, preferred ones first."""
    found = []
    for element in section:
        if local_name(element) not in _TERMS:
            continue
        text = status = source = ""
        for part in _data(element):
            match _category(part):
                case "term":
                    text = clean_items([_text(part)], where)
                case "administrativeStatus" | "normativeAuthorization":
                    status = _text(part).strip().lower()
                case "source":
                    source = clean(_text(part), where)
        if text:
            found.append((text, status, source))
    return sorted(found, key=lambda form: not form[1].startswith("preferred"))


def _is_refused(status: str) -> bool:
    return status.startswith(_REFUSED)


def _notes(element: Element, where: str) -> tuple[Mapping[str, Any], str]:
    """Return what dragoman wrote into its own note, and the other notes as one text."""
    texts = [clean(_text(part), where) for part in element if local_name(part) == "note"]
    extra: Mapping[str, Any] = {}
    if texts and texts[0].startswith(OURS):
        try:
            extra = json.loads(texts[0].removeprefix(OURS))
        except ValueError:
            extra = {}
        else:
            texts = texts[1:]
    return extra if isinstance(extra, dict) else {}, " ".join(filter(None, texts))


def _data(element: Element) -> Iterator[Element]:
    """Yield the children, and those of groups."""
    for child in element:
        if local_name(child) in _GROUPS:
            yield from _data(child)
        else:
            yield child


def _category(element: Element) -> str:
    """Return the data category: an attribute in the style DCA, the element itself in DCT."""
    name = local_name(element)
    return str(element.get("type") or name) if name in _TYPED else name


def _text(element: Element) -> str:
    return "".join(element.itertext())
