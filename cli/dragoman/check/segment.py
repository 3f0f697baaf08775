"""The checks of one translated segment."""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.check.codes import by_severity, finding
from dragoman.model import Finding, Origin, Rendering, TermUse
from dragoman.text.strings import find_loop

_FORMS = 3


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
    findings = [*_term_findings(origin, terms, renderings), *_forbidden_findings(forbidden, terms, renderings)]
    if origin == "machine":
        findings += _decoding_findings(source, target)
    return tuple(by_severity(findings))


def _term_findings(origin: Origin, terms: Sequence[TermUse], renderings: Mapping[str, Rendering]) -> Iterator[Finding]:
    """Yield one finding for each distinct missing term."""
    for use in {use.id: use for use in reversed(terms) if use.status == "missing"}.values():
        rendering = renderings[use.id]
        if not rendering.rendering:
            yield finding("T003", source=use.source, id=use.id)
            continue
        forms = name_forms((rendering.preferred(use.source), *rendering.accepted))
        yield finding("T001" if origin == "machine" else "T002", source=use.source, forms=forms)


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
