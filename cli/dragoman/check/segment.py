"""The checks of one translated segment."""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.check import codes
from dragoman.model import Finding, Origin, Rendering, TermUse
from dragoman.text.strings import find_loop


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
    return tuple(sorted(findings, key=lambda finding: finding.severity != "error"))


def _term_findings(origin: Origin, terms: Sequence[TermUse], renderings: Mapping[str, Rendering]) -> Iterator[Finding]:
    """Yield one finding for each distinct missing term."""
    for use in {use.id: use for use in reversed(terms) if use.status == "missing"}.values():
        rendering = renderings[use.id]
        if not rendering.rendering:
            yield codes.TERM_WITHOUT_RENDERING.finding(source=use.source, id=use.id)
            continue
        forms = " / ".join((rendering.preferred(use.source), *rendering.accepted))
        code = codes.TERM_MISSING if origin == "machine" else codes.TERM_NOT_USED
        yield code.finding(source=use.source, forms=forms)


def _forbidden_findings(
    forbidden: Sequence[tuple[str, str]], terms: Sequence[TermUse], renderings: Mapping[str, Rendering]
) -> Iterator[Finding]:
    """Yield one finding for each distinct form."""
    sources = {use.id: use.source for use in reversed(terms)}
    for id_, form in dict.fromkeys(forbidden):
        preferred = renderings[id_].preferred(sources[id_])
        yield codes.TERM_FORBIDDEN.finding(form=form, source=sources[id_], forms=preferred or "–")


def _decoding_findings(source: str, target: str) -> Iterator[Finding]:
    if not target:
        yield codes.TRANSLATION_EMPTY.finding()
    elif (unit := find_loop(target)) and not find_loop(source):
        yield codes.TRANSLATION_LOOPS.finding(unit=unit)
