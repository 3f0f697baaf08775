"""The checks of one translated segment."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dragoman.check.codes import by_severity, finding
from dragoman.model import Finding, Origin, Rendering, TermUse
from dragoman.text.strings import find_loop

_FORMS = 3
_WORD = re.compile(r"\w+")


def check_segment(
    source: str,
    target: str,
    origin: Origin,
    terms: Sequence[TermUse],
    renderings: Mapping[str, Rendering],
    forbidden: Sequence[tuple[str, str]] = (),
) -> tuple[Finding, ...]:
    """Return what a person should know about a segment, errors first.

    `forbidden` names the concept and the form for each form in the target that must not stand for it.
    """
    if origin in ("verbatim", "none"):
        return ()
    findings = [*_term_findings(target, origin, terms, renderings), *_forbidden_findings(forbidden, terms, renderings)]
    if origin == "machine":
        findings += _decoding_findings(source, target)
    return tuple(by_severity(findings))


def _term_findings(
    target: str, origin: Origin, terms: Sequence[TermUse], renderings: Mapping[str, Rendering]
) -> Iterator[Finding]:
    """Yield one finding for each distinct missing term."""
    for use in {use.id: use for use in reversed(terms) if use.status == "missing"}.values():
        rendering = renderings[use.id]
        if not rendering.rendering:
            yield finding("T003", source=use.source, id=use.id)
            continue
        accepted = (rendering.preferred(use.source), *rendering.accepted)
        if origin != "machine" and any(_is_inflected(form, target) for form in accepted):
            continue
        forms = name_forms(accepted)
        yield finding("T001" if origin == "machine" else "T002", source=use.source, forms=forms)


def _is_inflected(form: str, target: str) -> bool:
    """Tell whether a person has written the words of a rendering with other endings or capitals, in their order.

    >>> _is_inflected("14e Plan quinquennal", "la fin du 14e plan quinquennal"), _is_inflected("Совет", "о Совете")
    (True, True)
    >>> _is_inflected("Plan quinquennal", "le plan quadriennal"), _is_inflected("国务院", "国务")
    (False, False)
    """
    wanted, words = _WORD.findall(form.casefold()), _WORD.findall(target.casefold())
    starts = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(all(map(_same_word, wanted, words[start:])) for start in starts)


def _same_word(one: str, other: str) -> bool:
    """Tell whether two words differ in their last letters at most."""
    stem = max(4, min(len(one), len(other)) - 3)
    return one == other or (abs(len(one) - len(other)) < 4 and len(one) >= 4 and one[:stem] == other[:stem])


def name_forms(forms: Sequence[str]) -> str:
    """Return at most three of the forms that a term may take, as a message lists them."""
    return " / ".join(forms[:_FORMS]) + (" …" if len(forms) > _FORMS else "")


def _forbidden_findings(
    forbidden: Sequence[tuple[str, str]], terms: Sequence[TermUse], renderings: Mapping[str, Rendering]
) -> Iterator[Finding]:
    """Yield one finding for each distinct form."""
    sources = {use.id: use.source for use in reversed(terms)}
    for id_, form in dict.fromkeys(forbidden):
        preferred = renderings[id_].preferred(sources[id_])
        yield finding("T004", form=form, source=sources[id_], forms=preferred or "–")


def _decoding_findings(source: str, target: str) -> Iterator[Finding]:
    if not target:
        yield finding("M001")
    elif (unit := find_loop(target)) and not find_loop(source):
        yield finding("M002", unit=unit)
