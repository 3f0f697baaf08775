"""The tables behind the pictures: the same facts for those who cannot see them, or want a word or a number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.exchange.html.rows import RUNGS, preferred_form
from dragoman.model import Alignment, Finding, Kind, Record
from dragoman.text.strings import count_characters, count_words

MOST_ROWS = 500
"""Of a table; a longer report has the rest in its bilingual page and in the JSON lines."""
MOST_FINDINGS = 200
"""Findings of one language that are listed."""
_MOST_LINKS = 8
"""Segments that are named for one term."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block, and where its segments come from in each language."""

    first: Record
    kind: Kind
    length: int
    """In words, or in characters where the language puts no blanks between words."""
    segments: int
    origins: Sequence[Sequence[tuple[str, int]]]
    """By language."""


@dataclass(frozen=True, slots=True)
class TermCell:
    """One term in one language."""

    rendering: str
    rungs: Sequence[tuple[str, int]]
    missing: Sequence[str]
    """Segments that lack the rendering, up to some."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One distinct term of the report."""

    source: str
    count: int
    """The most times that any language requires it."""
    cells: Sequence[TermCell | None]
    """By language; `None` where the language does not have the term."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """The findings with one code."""

    code: str
    severity: str
    counts: Sequence[tuple[int, float]]
    """By language: how many, and in percent of the most that any language has of any."""


def block_rows(alignments: Sequence[Alignment]) -> list[BlockRow]:
    """Return the blocks in document order."""
    count = count_characters if alignments[0].source_language.spaceless else count_words
    blocks = [
        [tuple(group) for _, group in groupby(alignment.records, key=lambda record: record.block)]
        for alignment in alignments
    ]
    return [
        BlockRow(
            groups[0][0],
            groups[0][0].kind,
            sum(count(record.source) for record in groups[0]),
            len(groups[0]),
            [sorted(Counter(record.origin for record in group).items()) for group in groups],
        )
        for groups in list(zip(*blocks, strict=True))
    ]


def term_rows(alignments: Sequence[Alignment]) -> list[TermRow]:
    """Return the distinct terms in the order of the alphabet."""
    sources: dict[str, str] = {}
    cells = [_term_cells(alignment, sources) for alignment in alignments]
    return [
        TermRow(
            source,
            max(sum(number for _, number in found[concept].rungs) for found in cells if concept in found),
            [found.get(concept) for found in cells],
        )
        for concept, source in sorted(sources.items(), key=lambda item: (item[1].casefold(), item[0]))
    ]


def _term_cells(alignment: Alignment, sources: dict[str, str]) -> dict[str, TermCell]:
    """Return the cells of one language by concept, and note how the report writes each concept first."""
    rungs: dict[str, Counter[str]] = {}
    missing: dict[str, list[str]] = {}
    for record in alignment.records:
        for use in record.terms:
            sources.setdefault(use.id, " ".join(use.source.split()))
            rungs.setdefault(use.id, Counter())[use.status] += 1
            if use.status == "missing":
                missing.setdefault(use.id, []).append(record.id)
    return {
        concept: TermCell(
            preferred_form(alignment.renderings.get(concept), sources[concept]),
            [(rung, counts[rung]) for rung in RUNGS if counts[rung]],
            list(dict.fromkeys(missing.get(concept, ())))[:_MOST_LINKS],
        )
        for concept, counts in rungs.items()
    }


def finding_rows(alignments: Sequence[Alignment]) -> list[FindingRow]:
    """Return the findings by code, errors first, then by number."""
    severities = {finding.code: finding.severity for alignment in alignments for _, finding in findings(alignment)}
    counts = {code: [alignment.summary.findings.get(code, 0) for alignment in alignments] for code in severities}
    most = max((number for numbers in counts.values() for number in numbers), default=0) or 1
    ordered = sorted(severities, key=lambda code: (severities[code] != "error", -sum(counts[code]), code))
    return [
        FindingRow(code, severities[code], [(number, round(100 * number / most, 2)) for number in counts[code]])
        for code in ordered
    ]


def findings(alignment: Alignment) -> list[tuple[Record, Finding]]:
    """Return the findings of one language with their segments, in document order."""
    return [(record, finding) for record in alignment.records for finding in record.findings]
