"""What stands around the text of the bilingual page: the figures of the summary and the list of its terms."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model import Alignment, Finding, Rendering, TermUse
from dragoman.writers.rows import preferred_form

_URL = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])")
_MOST_LINKS = 12
"""Segments that the term list names for one term."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the summary: a name, its number, and its share of the whole for the bar."""

    name: str
    label: str
    number: int
    start: float = 0.0
    width: float = 0.0
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One distinct term of the report, for the list at the end."""

    anchor: str
    sources: tuple[str, ...]
    rendering: str
    seen: tuple[str, ...]
    """Forms in the target other than the preferred rendering."""
    status: str
    authority: tuple[tuple[bool, str], ...]
    """Pieces of text; `True` for those that are links."""
    owed: int
    kept: int
    segments: tuple[str, ...]
    more: int
    """Segments beyond those named."""


def shares(numbers: Mapping[str, int], labels: Mapping[str, str]) -> list[Count]:
    """Return the lines of a bar, in the order of `labels`, with where each begins and how wide it is, in percent."""
    total = sum(numbers.values()) or 1
    counts: list[Count] = []
    done = 0
    for name, label in labels.items():
        number = numbers.get(name, 0)
        if number:
            start, done = done, done + number
            counts.append(Count(name, label, number, round(100 * start / total, 2), round(100 * number / total, 2)))
    return counts


def codes(numbers: Mapping[str, int], findings: Iterable[Finding]) -> list[Count]:
    """Return the lines for the findings by code."""
    severities = {finding.code: finding.severity for finding in findings}
    return [Count(code, code, number, severity=severities.get(code, "")) for code, number in sorted(numbers.items())]


def entries(alignment: Alignment) -> dict[str, Entry]:
    """Return the distinct terms by concept, in the order of the alphabet."""
    uses: dict[str, list[tuple[str, TermUse]]] = {}
    for record in alignment.records:
        for term in record.terms:
            uses.setdefault(term.id, []).append((record.id, term))
    ordered = sorted(uses.items(), key=lambda item: (item[1][0][1].source.casefold(), item[0]))
    return {
        concept: _entry(f"term-{number}", found, alignment.renderings.get(concept))
        for number, (concept, found) in enumerate(ordered, start=1)
    }


def _entry(anchor: str, uses: list[tuple[str, TermUse]], rendering: Rendering | None) -> Entry:
    sources = tuple(dict.fromkeys(" ".join(term.source.split()) for _, term in uses))
    preferred = preferred_form(rendering, sources[0])
    seen = dict.fromkeys(term.target for _, term in uses if term.target)
    segments = tuple(dict.fromkeys(segment for segment, _ in uses))
    return Entry(
        anchor,
        sources,
        preferred,
        tuple(form for form in seen if form != preferred),
        rendering.status if rendering else "",
        _linkify(rendering.authority) if rendering else (),
        len(uses),
        sum(term.status != "missing" for _, term in uses),
        segments[:_MOST_LINKS],
        len(segments) - len(segments[:_MOST_LINKS]),
    )


def _linkify(text: str) -> tuple[tuple[bool, str], ...]:
    """Split `text` into links and what stands between them.

    >>> _linkify("Act 12, https://law.example/12.")
    ((False, 'Act 12, '), (True, 'https://law.example/12'), (False, '.'))
    """
    return tuple((bool(i % 2), piece) for i, piece in enumerate(_URL.split(text)) if piece)
