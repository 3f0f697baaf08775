"""Datelines and credits of news as placeables: `BEIJING, March 5 (Xinhua) --` is 新华社北京3月5日电.

Who and where are terms of the glossary as everywhere else, or names that are carried over; agencies have short names of
their own here. Rows of `news.toml` say how a language puts the line together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from dragoman.glossary.placeables.dates import date_forms, to_date
from dragoman.glossary.placeables.literals import literal_id
from dragoman.model import Language, Match, Rendering, fold_lines
from dragoman.resources import table_of
from dragoman.text.newsroom import CREDIT, DATELINE, SIGNATURE
from dragoman.text.scripts import scripts_of

_HAN_FIRST = frozenset({"zh", "zt", "ja"})
"""Here the larger place stands before the smaller one."""
_WIDE = str.maketrans("()", "（）")
_UNDATED = re.compile(r"[,،]? ?\{date\}")
_JOINT = "\0"
_LATIN_JOINT = re.compile(r"(?<=[A-Za-z\d.])\0(?=[A-Za-z\d])")
_MOST = 12
"""Forms of a line: each makes every search for it longer."""


def with_news_lines(source: str, matches: Sequence[Match], language: Language) -> list[Match]:
    """Return the matches of an English text with its datelines and credits, which take up what stands in them."""
    found = list(_lines(source, matches, language))
    if not found:
        return list(matches)
    others = [one for one in matches if not any(one.start < line.end and line.start < one.end for line in found)]
    return sorted((*others, *found), key=lambda match: match.start)


def carried_names(matches: Iterable[Match], language: Language) -> Iterator[str]:
    """Yield the names in credits that stand in the rendering as they are written, though its script is another."""
    if "Latin" in scripts_of(language.tag):
        return
    for match in matches:
        found = CREDIT.fullmatch(match.source) if match.category == "credit" else None
        if found and found["name"] and found["name"] in match.forms[0]:
            yield found["name"]


def _lines(source: str, matches: Sequence[Match], language: Language) -> Iterator[Match]:
    if (found := DATELINE.match(source)) and (forms := _dateline(found, matches, language)):
        yield _match(source, found, "dateline", forms)
        return
    if (found := SIGNATURE.fullmatch(source)) and found["agency"] in _agencies():
        forms = [_agency(found, "agency", matches, language)]
        yield _match(source, found, "credit", _bracketed(found, forms, language))
        return
    for found in CREDIT.finditer(source):
        if forms := _credit(found, matches, language):
            yield _match(source, found, "credit", _bracketed(found, forms, language))


def _dateline(found: re.Match[str], matches: Sequence[Match], language: Language) -> list[str]:
    value = to_date(found["year"], found["month"], found["day"]) if found["day"] else None
    if found["day"] and value is None:
        return []
    lines = _table()["dateline"].get(language.argos, ())
    dates = date_forms(value, language, with_year=bool(found["year"]))[:3] if value else ("",)
    if not value:
        lines = [_UNDATED.sub("", line) for line in lines]
    parts = {"agency": _agency(found, "agency", matches, language), "place": _place(found, matches, language)}
    return [_joined(line, {**parts, "date": date}) for date, line in product(dates, lines)]


def _joined(line: str, parts: Mapping[str, str]) -> str:
    """Return a line with its parts; a blank is between two that stand there in Latin letters or figures."""
    text = line.format(**{name: f"{part}{_JOINT}" for name, part in parts.items()})
    return _LATIN_JOINT.sub(" ", text).replace(_JOINT, "")


def _credit(found: re.Match[str], matches: Sequence[Match], language: Language) -> list[str]:
    of = "agency" if found["agency"] else "of"
    parts = {"name": _term(found, "name", matches), "agency": _agency(found, of, matches, language)}
    rows = _table()["credit"]["_".join(part for part, text in parts.items() if text)]
    return [line.format(**parts) for line in rows.get(language.argos, ())]


def _bracketed(found: re.Match[str], forms: Sequence[str], language: Language) -> list[str]:
    """Return forms in the brackets of the source, full-width round ones in Chinese and Japanese, and without any."""
    opening, closing = found[0][0], found[0][-1]
    if language.argos in _HAN_FIRST:
        opening, closing = opening.translate(_WIDE), closing.translate(_WIDE)
    first, *_ = forms
    return [f"{opening}{first}{closing}", *forms]


def _agency(found: re.Match[str], group: str, matches: Sequence[Match], language: Language) -> str:
    """Return an agency's short name, the glossary's rendering, or what the report writes."""
    written = fold_lines(found[group] or "").replace("’", "'")
    if names := _agencies().get(written):
        return names.get(language.argos, written)
    return _term(found, group, matches)


def _place(found: re.Match[str], matches: Sequence[Match], language: Language) -> str:
    start = found.start("place")
    parts = []
    for part in re.finditer(r"[^,]+", found["place"]):
        word = part[0].strip()
        first = start + part.start() + part[0].index(word)
        parts.append(_at(first, first + len(word), matches) or fold_lines(word))
    return "".join(reversed(parts)) if language.argos in _HAN_FIRST else ", ".join(parts)


def _term(found: re.Match[str], group: str, matches: Sequence[Match]) -> str:
    return (_at(*found.span(group), matches) or fold_lines(found[group])) if found[group] else ""


def _at(start: int, end: int, matches: Sequence[Match]) -> str:
    """Return the first form of the match in exactly this place; empty where there is none."""
    return next((one.forms[0] for one in matches if (one.start, one.end) == (start, end) and one.forms), "")


def _match(source: str, found: re.Match[str], category: str, forms: Sequence[str]) -> Match:
    start, end = found.span()
    words = source[start:end]
    kept = tuple(dict.fromkeys(forms))[:_MOST]
    id_ = literal_id(category, fold_lines(words))
    rendering = Rendering(id_, kept[0], kept[1:], (), "established", "", "made on the fly", 0)
    return Match(start, end, words, id_, kept, rendering, category)


@cache
def _table() -> Mapping[str, Any]:
    return table_of(__file__)


def _agencies() -> Mapping[str, Mapping[str, str]]:
    agencies: Mapping[str, Mapping[str, str]] = _table()["agencies"]
    return agencies
