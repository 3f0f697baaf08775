"""TBX, read: of either edition, in either style, as dragoman or any other program wrote it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import ExchangeError
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Cells, Entry, Reading, clean, clean_items, locale_of
from dragoman.glossary.exchange.tbx import OURS
from dragoman.glossary.lint.fields import CATEGORIES
from dragoman.xml import Element, local_name, parse_xml

_ROOTS = frozenset({"tbx", "martif"})
_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_GROUPS = frozenset({"descripGrp", "adminGrp", "termNoteGrp", "termGrp"})
_TYPED = frozenset({"descrip", "admin", "termNote"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ADVICE = "export the file again from the program it comes from"
_REFUSED = ("deprecated", "superseded", "obsolete", "forbidden")


def parse_tbx(label: str, data: bytes) -> Reading:
    """Return the concepts of a TBX file.

    The first preferred form of a language is its rendering, deprecated and superseded forms are forbidden, all
    others accepted; in the source language every form is one to be found.

    Raises:
        ExchangeError: the file is no TBX, is malformed or hostile, or two concepts have one id.
    """
    root = parse_xml(label, data, advice=_ADVICE, raises=ExchangeError)
    if local_name(root) not in _ROOTS:
        raise ExchangeError(f"{label}: <{local_name(root)}> is not the beginning of a TBX file; export it as TBX")
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
    return Reading(entries, warnings)


def _entry(element: Element, id_: str, where: str, warnings: list[str]) -> Entry | None:
    extra, note = _notes(element, where)
    concept = {"id": id_} if id_ else {}
    renderings: dict[str, Cells] = {}
    for locale, row in extra.get("unknown", {}).items():
        renderings[locale] = {name: clean(str(cell), where) for name, cell in row.items()}
    for section in element:
        if local_name(section) not in _LANGUAGES:
            continue
        tag = section.get(_LANG) or section.get("lang") or ""
        locale = locale_of(tag)
        if not locale:
            warnings.append(f"{where}: {tag!r} is no language; its terms were left out")
        elif locale.partition("_")[0] == SOURCE_LOCALE:
            preferred, *others = [form for form, _, _ in _forms(section, where)] or [""]
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
    elif note:
        concept["note"] = note
    return Entry(concept, renderings, where)


def _row(section: Element, where: str) -> Cells:
    """Return the renderings of one language."""
    extra, note = _notes(section, where)
    forms = _forms(section, where)
    usable = [form for form, status, _ in forms if not _is_refused(status)]
    row = {
        "rendering": usable[0] if usable else "",
        "accepted": "|".join(usable[1:]),
        "forbidden": "|".join(form for form, status, _ in forms if _is_refused(status)),
        "authority": next((source for _, _, source in forms if source), ""),
        "note": note,
    }
    if "status" not in extra:
        return {name: cell for name, cell in row.items() if cell}
    if "rendering" in extra:
        row["rendering"] = clean(str(extra["rendering"]), where)
        row["accepted"] = "|".join(usable[1:] if row["rendering"] else usable)
    return row | {name: clean(str(extra.get(name, "")), where) for name in ("status", "checked")}


def _forms(section: Element, where: str) -> list[tuple[str, str, str]]:
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
