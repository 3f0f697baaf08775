"""Forms that must not stand for a concept, found where they do."""

from collections.abc import Iterator, Sequence

from dragoman.terminology.fit_variants import variants
from dragoman.terminology.verify import Span, occurrences


def find_forbidden(
    target: str, rows: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]], language: str
) -> list[tuple[str, int, int, str]]:
    """Return where a forbidden form stands in `target`: concept id, start and end in code points, and the form.

    Each row has the id of a concept, its renderings (preferred and accepted) and its forbidden forms. A form counts as
    a whole word where the script has words, as the longest of its concept at its place, and not where it is a part of,
    or the same as, a rendering of any row: that stands for its own concept. Rows without forbidden forms thus protect
    their renderings. In the order of the places.

    >>> rows = [("procurator-general", ("最高人民检察院检察长",), ("检察长", "总检察长"))]
    >>> find_forbidden("最高人民检察院检察长会见总检察长", rows, "zh")
    [('procurator-general', 12, 16, '总检察长')]
    """
    wanted = [span for _, forms, _ in rows for form in forms for span in _stands(target, form, language)]
    found = []
    for id_, _, forbidden in rows:
        taken = list(wanted)
        for form in sorted(forbidden, key=len, reverse=True):
            spans = [span for span in _stands(target, form, language) if not _is_part(span, taken)]
            taken += spans
            found += [(id_, start, end, form) for start, end in spans]
    return sorted(set(found), key=lambda one: (one[1], one[2], one[0], one[3]))


def _stands(target: str, form: str, language: str) -> Iterator[Span]:
    for variant in variants(form, language):
        yield from occurrences(target, variant)


def _is_part(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
