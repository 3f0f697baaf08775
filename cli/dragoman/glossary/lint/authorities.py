"""Who says that a rendering is right: authorities.tsv, and the rows that rest on it (G027, G028, G053, G054).

An authority names an act or a page first, by its title in authorities.tsv, and then the place in it:
`《中华人民共和国宪法》第五十七条`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.glossary.lint.rows import DOMAINS, read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import Table, items
from dragoman.model import Concept, Rendering

_URL = re.compile(r"https?://[^/\s]+\.[^/\s]+")


@dataclass(frozen=True, slots=True)
class Authority:
    """An act, or another publication, that renderings rest on."""

    title: str
    domains: frozenset[str]
    """Whose names its publisher has a say in."""


class Authorities:
    """What authorities.tsv lists."""

    def __init__(self, listed: Iterable[Authority]) -> None:
        self._listed = {one.title: one for one in listed}
        self._titles = sorted(self._listed)

    def cited(self, authority: str) -> Authority | None:
        """Return the one with the longest title that an authority begins with, if any."""
        place = bisect_right(self._titles, authority)
        while place:
            title = self._titles[place := place - 1]
            if authority.startswith(title):
                return self._listed[title]
            if title[0] != authority[:1]:
                break
        return None


def read_authorities(table: Table, problems: list[Problem]) -> Authorities:
    """Return what authorities.tsv lists, and add what is wrong with its rows."""
    listed: dict[str, Authority] = {}
    for line, (title, publisher, day, domain, address, _) in read_rows(table, problems):
        domains = items(domain)
        unknown = [one for one in domains if one not in DOMAINS]
        if not (title and publisher):
            what = "an authority needs its title and its publisher"
        elif title in listed:
            what = f"a second row for {title!r}"
        elif unknown or not domains:
            what = f"domains must say whose names {publisher} has a say in: {', '.join(filter(None, DOMAINS))}"
        elif day and not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", day):
            what = f"{day!r} is not a date; write 2018, 2018-03 or 2018-03-11"
        elif address and not _URL.match(address):
            what = f"{address!r} is not an address; write https://…"
        else:
            listed[title] = Authority(title, frozenset(domains))
            continue
        problems.append(Rule.BESIDE.at(table.path, line, what=what))
    return Authorities(listed.values())


def authority_problems(
    path: Path, rows: Iterable[Rendering], concepts: Mapping[str, Concept], authorities: Authorities | None
) -> Iterator[Problem]:
    """Yield the rows whose authority says nothing, or is none of those listed for what the row is about.

    Without authorities.tsv any act or page will do.
    """
    for row in rows:
        if row.checked and not is_day(row.checked):
            yield Rule.CHECKED.at(path, row.line, found=row.checked)
        if not row.authority:
            continue
        cited = authorities.cited(row.authority) if authorities else None
        if cited is None and _says_nothing(row.authority):
            yield Rule.NO_SOURCE.at(path, row.line, found=row.authority)
        elif authorities and row.status == "official":
            domain = concepts[row.id].domain if row.id in concepts else ""
            if cited is None:
                yield Rule.PUBLISHER.at(path, row.line, found=row.authority, why="is not listed in authorities.tsv")
            elif domain and domain not in cited.domains:
                yield Rule.PUBLISHER.at(path, row.line, found=row.authority, why=f"has no say in names of {domain}")


def is_day(text: str) -> bool:
    """Tell whether `text` is a date as ISO 8601 writes it.

    >>> is_day("2026-11-30"), is_day("30.11.2026")
    (True, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _says_nothing(authority: str) -> bool:
    """Tell whether an authority is a word that names nothing: no address, no capitals, no second word."""
    return not _URL.match(authority) and " " not in authority and authority.islower()
