"""MultiTerm XML, which SDL and RWS MultiTerm export and the Glossary Converter writes (`<mtf>`)."""

from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import ExchangeError
from dragoman.files.xml import Element, local_name
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Entry, Reading, clean, clean_items, locale_of
from dragoman.glossary.exchange.headings import read_headings, status_of
from dragoman.glossary.lint.rows import CATEGORIES

ROOT = "mtf"


def parse_multiterm(label: str, root: Element) -> Reading:
    """Return the concepts of a MultiTerm file; terms whose status is `forbidden` or the like are forbidden forms.

    Fields that are told by their names (in ten languages) are kept: definition, source, note, subject, status; the
    others are named. The numbers of the concepts are no ids.

    Raises:
        ExchangeError: the file holds no concept, or a cell has control characters.
    """
    entries: list[Entry] = []
    warnings: list[str] = []
    unused: dict[str, None] = {}
    for element in root.iter("{*}conceptGrp"):
        if entry := _entry(element, f"{label}:{element.sourceline}", warnings, unused):
            entries.append(entry)
    if not entries and not warnings:
        raise ExchangeError(f"{label}: holds no concept; export the termbase again as MultiTerm XML")
    if unused:
        warnings.append(f"{label}: fields that were not used: {', '.join(unused)}")
    return Reading(entries, warnings)


def _entry(element: Element, where: str, warnings: list[str], unused: dict[str, None]) -> Entry | None:
    terms: list[str] = []
    renderings = {}
    facts = dict(_facts(element, where, unused))
    for group in _children(element, "languageGrp"):
        language = next(_children(group, "language"), None)
        tag = (language.get("lang") or "") if language is not None else ""
        name = (language.get("type") or "") if language is not None else ""
        locale = locale_of(tag) or next((one.locale for one in read_headings([name], {}) if one.role == "text"), "")
        if not locale:
            warnings.append(f"{where}: {tag or name!r} is not a language; its terms were left out")
            continue
        facts = dict(_facts(group, where, unused)) | facts
        forms = list(_terms(group, where, unused))
        if locale.partition("_")[0] == SOURCE_LOCALE:
            terms += [form for form, _ in forms]
            facts = {name: fact for _, said in forms for name, fact in said.items() if name != "status"} | facts
        elif locale in renderings:
            warnings.append(f"{where}: a second section for {tag or name} was left out")
        elif forms:
            renderings[locale] = _row(forms)
    if not terms:
        warnings.append(f"{where}: the concept has no English term; it was left out")
        return None
    concept = {"term": terms[0]} | ({"variants": "|".join(terms[1:])} if terms[1:] else {})
    category, subject = facts.get("category", ""), facts.get("subject", "")
    if category.lower() in CATEGORIES:
        concept["category"] = category.lower()
    notes = [facts.get("note", ""), f"subject: {subject}" if subject else ""]
    if any(notes):
        concept["note"] = "; ".join(filter(None, notes))
    meaning: dict[str, str] = {name: facts[name] for name in ("definition", "context") if name in facts}
    if "definition" in meaning:
        meaning["source"] = facts.get("authority") or Path(where.rpartition(":")[0]).name
    return Entry(concept, renderings, where, meaning)


def _row(forms: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    statuses = {form: status_of(said.get("status", "")) for form, said in forms}
    usable = [form for form, _ in forms if statuses[form] != "forbidden"]
    row = {
        "rendering": usable[0] if usable else "",
        "accepted": "|".join(usable[1:]),
        "forbidden": "|".join(form for form, _ in forms if statuses[form] == "forbidden"),
        "status": statuses[usable[0]] if usable else "",
        "authority": next((said["authority"] for _, said in forms if said.get("authority")), ""),
        "note": "; ".join(said["note"] for _, said in forms if said.get("note")),
    }
    return {name: cell for name, cell in row.items() if cell}


def _terms(group: Element, where: str, unused: dict[str, None]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the terms of a language, each with what is said of it."""
    for term in _children(group, "termGrp"):
        text = "".join(part for one in _children(term, "term") for part in one.itertext())
        if form := clean_items([text.replace("|", "/")], where):
            yield form, dict(_facts(term, where, unused))


def _facts(element: Element, where: str, unused: dict[str, None]) -> Iterator[tuple[str, str]]:
    """Yield what the fields of an element say, by their roles; those inside of a field are about it."""
    for group in _children(element, "descripGrp"):
        for field in _children(group, "descrip"):
            name = field.get("type") or ""
            [heading] = read_headings([name], {})
            if not heading.role or heading.role == "text":
                unused[name] = None
            elif text := clean("".join(field.itertext()), where):
                yield heading.role, text
        yield from _facts(group, where, unused)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)
