"""What a person should know about a translated segment: the same in every output of a run and in `po check`."""

from collections.abc import Sequence

from dragoman.check.codes import by_severity, finding
from dragoman.check.pair import Pair
from dragoman.check.reading import check_speed
from dragoman.check.segment import check_segment, name_forms
from dragoman.check.translation import check_translation
from dragoman.glossary.offices.units import terms_of
from dragoman.glossary.placeables.news import carried_names
from dragoman.model import COMPARED, NAME, Finding, Language, Match, Origin, Segment, TermUse, fold_lines, is_carried
from dragoman.terminology.forbidden import find_forbidden
from dragoman.terminology.required import EXACT
from dragoman.terminology.residue import find_residue, stray_slots
from dragoman.terminology.standins import all_stand_ins


def segment_findings(
    segment: Segment,
    target: str,
    languages: tuple[Language, Language],
    origin: Origin,
    matches: Sequence[Match],
    uses: Sequence[TermUse],
) -> tuple[Finding, ...]:
    """Return the findings about a segment and its target, errors first; none where there is no translation to judge.

    `languages` are those of source and target; `uses` are those of the matches' terms. A person may write
    a date otherwise than it is required (N004). What literals and numbers require is compared as what it says.
    """
    source = segment.source
    if origin in ("verbatim", "none"):
        return ()
    machine = origin == "machine"
    told = list(zip(terms_of(matches), uses, strict=True))
    named = [(term, use) for term, use in told if term.category not in COMPARED and (term.category != NAME or machine)]
    dates = {match.id: match for match, use in named if match.category == "date" and use.status == "missing"}
    found = [] if machine else [_date(match) for match in dates.values()]
    found += [
        _name(match)
        for match, use in told
        if is_carried(match) or (machine and match.category == NAME and use.status != "missing")
    ]
    found += [finding("T005", name=name) for name in carried_names(matches, languages[1])] if machine else []
    terms = [use for match, use in named if machine or match.category != "date"]
    renderings = {term.id: term.rendering for term in terms_of(matches)}
    whole = [match for match in matches if match.category not in COMPARED]
    forbidden = _forbidden(target, [*(term for term, _ in named), *whole], languages[1].tag)
    found += check_segment(source, target, origin, terms, renderings, forbidden)
    found += _residue(source, target, uses, languages[1].tag) if machine else ()
    spans = [(match.start, match.end) for match in whole]
    length = sum(len(match.forms[0]) if match.forms else match.end - match.start for match in whole)
    # Figures alone are compared by their values, and nothing was left untranslated.
    exact = (match.source for match in terms_of(matches) if match.category in EXACT)
    names = tuple(name for name in exact if any(map(str.isalpha, name)))
    settled = _on_one_line(source, spans)
    pair = Pair(fold_lines(source), target, *languages, segment.kind, settled, length, names)
    found += check_translation(pair)
    if segment.seconds:
        found += check_speed(pair, segment.seconds)
    return tuple(by_severity(found))


def _residue(source: str, target: str, uses: Sequence[TermUse], language: str) -> list[Finding]:
    """Return what stand-ins for the renderings have left in a machine translation."""
    places = [(use.target_start, use.target_end) for use in uses]
    wholes = [(start, end) for start, end in places if start is not None and end is not None]
    spans = find_residue(target, wholes, all_stand_ins(language))
    spans += [] if stray_slots(source) else stray_slots(target)
    return [finding("M003", piece=target[start:end]) for start, end in spans]


def _on_one_line(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return where spans of a text stand when its lines are folded into one."""
    if text.isprintable():
        return tuple(spans)
    return tuple((len(fold_lines(text[:start])), len(fold_lines(text[:end]))) for start, end in spans)


def _name(match: Match) -> Finding:
    """Return that a name stands there as it is written, or that the glossary should have a rendering for it."""
    if match.rendering.rendering:
        return finding("T005", name=match.source)
    return finding("T003", source=match.source, id=match.id)


def _date(match: Match) -> Finding:
    return finding("N004", source=match.source, forms=name_forms(match.forms))


def _forbidden(target: str, matches: Sequence[Match], language: str) -> list[tuple[str, str]]:
    """Return the concept and the form for each form in the target that must not stand for a concept of the segment."""
    rows = list({match.id: (match.id, match.forms, match.rendering.forbidden) for match in reversed(matches)}.values())
    return [(id_, form) for id_, _, _, form in find_forbidden(target, rows, language)]
