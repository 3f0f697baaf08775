"""Forms that must not stand for a concept: found where they do, and replaced."""

from collections.abc import Iterator, Sequence

from dragoman.terminology.fit.rendering import fit
from dragoman.terminology.fit.variants import variants
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import Span, locate_all, occurrences


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
    if not any(forbidden for _, _, forbidden in rows):
        return []
    wanted = [span for _, forms, _ in rows for form in forms for span in _stands(target, form, language)]
    found = []
    for id_, _, forbidden in rows:
        taken = list(wanted)
        for form in sorted(forbidden, key=len, reverse=True):
            spans = [span for span in _stands(target, form, language) if not _is_part(span, taken)]
            taken += spans
            found += [(id_, start, end, form) for start, end in spans]
    return sorted(set(found), key=lambda one: (one[1], one[2], one[0], one[3]))


def replace_forbidden(target: str, terms: Sequence[RequiredTerm], language: str) -> str:
    """Return `target` with the preferred rendering where a forbidden form stands and the rendering stands too seldom.

    Where the rendering stands as often as its term does in the source, the form may be another word's; it stays, and is
    a finding. So does a form whose replacement would cost another rendering.

    >>> term = RequiredTerm("office", ("检察院",), ((0, 3),), forbidden=("检查院",))
    >>> replace_forbidden("在检查院工作", [term], "zh"), replace_forbidden("检察院和检查院", [term], "zh")
    ('在检察院工作', '检察院和检查院')
    """
    rows = [(term.id, term.forms, term.forbidden) for term in terms]
    by_id = {term.id: number for number, term in enumerate(terms)}
    for id_, start, end, _ in reversed(find_forbidden(target, rows, language)):
        number = by_id[id_]
        found = locate_all(target, terms, language)
        if not terms[number].forms or len(found[number]) >= len(terms[number].spans):
            continue
        new = fit(target, (start, end), terms[number].forms[0], language)
        now = locate_all(new, terms, language)
        if all(len(after) >= len(before) for after, before in zip(now, found, strict=True)):
            target = new
    return target


def _stands(target: str, form: str, language: str) -> Iterator[Span]:
    for variant in variants(form, language):
        yield from occurrences(target, variant)


def _is_part(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
