"""What stands around the text of the bilingual page: the figures of the summary and the lists of terms and findings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from dragoman.exchange.html.rows import preferred_form
from dragoman.model import Alignment, Finding, Language, Rendering, TermUse

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
    versions: tuple["EntryVersion", ...]
    """In the target languages that it is required in."""
    segments: tuple[str, ...]
    more: int
    """Segments beyond those named."""


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """What the glossary and the text say of a term in one target language."""

    language: Language
    rendering: str
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]
    seen: tuple[str, ...]
    """Forms in the target other than the preferred rendering."""
    status: str
    authority: tuple[tuple[str, str], ...]
    """Pieces of text, each with the address that it links to, or none."""
    note: str
    expected: int
    kept: int


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


def findings(alignments: Sequence[Alignment]) -> Iterator[tuple[str, Language, Finding]]:
    """Yield the findings in the order of the text, each with the id of its segment and its target language."""
    for records in zip(*(alignment.records for alignment in alignments), strict=True):
        for record, alignment in zip(records, alignments, strict=True):
            for finding in record.findings:
                yield record.id, alignment.target_language, finding


@dataclass(slots=True)
class _Seen:
    """How a term occurs in one target language."""

    forms: dict[str, None] = field(default_factory=dict)
    expected: int = 0
    kept: int = 0


@dataclass(slots=True)
class _Occurrence:
    """How a term occurs; its size does not depend on the number of segments."""

    sources: dict[str, None] = field(default_factory=dict)
    seen: dict[int, _Seen] = field(default_factory=dict)
    """By target language."""
    segments: list[str] = field(default_factory=list)
    """The first of them."""
    total: int = 0
    last: str = ""

    def add(self, column: int, segment: str, use: TermUse) -> None:
        self.sources.setdefault(" ".join(use.source.split()))
        seen = self.seen.setdefault(column, _Seen())
        seen.expected += use.status != "offered"
        seen.kept += use.status not in {"missing", "offered"}
        if use.target:
            seen.forms.setdefault(use.target)
        if segment != self.last:
            self.total, self.last = self.total + 1, segment
            if len(self.segments) < _MOST_LINKS:
                self.segments.append(segment)


def entries(alignments: Sequence[Alignment]) -> dict[str, Entry]:
    """Return the distinct terms by concept, in the order of the alphabet."""
    found: dict[str, _Occurrence] = {}
    for records in zip(*(alignment.records for alignment in alignments), strict=True):
        for column, record in enumerate(records):
            for use in record.terms:
                found.setdefault(use.id, _Occurrence()).add(column, record.id, use)
    ordered = sorted(found.items(), key=lambda item: (next(iter(item[1].sources)).casefold(), item[0]))
    return {
        concept: Entry(
            f"term-{number}",
            tuple(occurrence.sources),
            tuple(
                _version(alignments[column], concept, next(iter(occurrence.sources)), seen)
                for column, seen in sorted(occurrence.seen.items())
            ),
            tuple(occurrence.segments),
            occurrence.total - len(occurrence.segments),
        )
        for number, (concept, occurrence) in enumerate(ordered, start=1)
    }


def _version(alignment: Alignment, concept: str, source: str, seen: _Seen) -> EntryVersion:
    rendering = alignment.renderings.get(concept) or Rendering(concept, "", (), (), "proposed", "", "", 0)
    preferred = preferred_form(rendering, source)
    return EntryVersion(
        alignment.target_language,
        preferred,
        rendering.accepted,
        rendering.forbidden,
        tuple(form for form in seen.forms if form != preferred),
        rendering.status if concept in alignment.renderings else "",
        _linkify(rendering.authority),
        rendering.note,
        seen.expected,
        seen.kept,
    )


def _linkify(text: str) -> tuple[tuple[str, str], ...]:
    """Split `text` into addresses, as people read them, and what stands between them.

    >>> _linkify("Act 12, https://law.example/12.")
    (('', 'Act 12, '), ('https://law.example/12', 'law.example/12'), ('', '.'))
    >>> _linkify("https://law.example/%E6%B3%95")
    (('https://law.example/%E6%B3%95', 'law.example/法'),)
    """
    pieces = enumerate(_URL.split(text))
    return tuple((piece, _legible(piece)) if i % 2 else ("", piece) for i, piece in pieces if piece)


def _legible(address: str) -> str:
    shown = unquote(address.partition("://")[2], errors="replace")
    return shown if shown.isprintable() and "\ufffd" not in shown else address.partition("://")[2]
