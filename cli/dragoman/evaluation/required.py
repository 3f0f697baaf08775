"""What the translation of a test segment requires: its terms, where they stand in the source."""

import re
from collections.abc import Iterator, Sequence

from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import joins

Span = tuple[int, int]


def find_required(source: str, terms: Sequence[tuple[str, str]]) -> tuple[RequiredTerm, ...]:
    """Return a required term for each term that stands in `source`, in the order in which they first occur there.

    Longer terms are found first and no two spans overlap, so a term within another is not required, as in the product.
    A
    term is found as it is written, and otherwise whatever its capitals. Terms that do not occur have no required term.

    >>> [(required.id, required.spans) for required in find_required("Court of Appeal, court", [("court", "法院")])]
    [('court', ((17, 22),))]
    >>> [(required.id, required.spans) for required in find_required("Court of Appeal", [("court", "法院")])]
    [('court', ((0, 5),))]
    """
    taken: list[Span] = []
    required_terms = []
    for term, target in sorted(terms, key=lambda pair: -len(pair[0])):
        spans = _free(_stands(source, term, 0), taken) or _free(_stands(source, term, re.IGNORECASE), taken)
        if spans:
            taken += spans
            required_terms.append(RequiredTerm(term, (target,), tuple(spans)))
    return tuple(sorted(required_terms, key=lambda required: required.spans))


def _stands(text: str, term: str, flags: int) -> Iterator[Span]:
    """Yield where the term stands in the text, as whole words where its script has words."""
    for found in re.finditer(re.escape(term), text, flags):
        start, end = found.span()
        if not (joins(text[start - 1 : start], text[start]) or joins(text[end - 1], text[end : end + 1])):
            yield start, end


def _free(spans: Iterator[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not overlaps(span, taken)]


def overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Say whether a span has a character in common with any of the others."""
    return any(span[0] < end and start < span[1] for start, end in taken)
