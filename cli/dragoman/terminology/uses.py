"""Where the terms of a segment stand in its finished translation.

They are looked for in the text as it is given out, be it the ladder's, the catalogue's, a memory's or a person's: no
place that was found on the way is sure to be right in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.model import Match, Rung, TermUse
from dragoman.terminology.required import EXACT
from dragoman.terminology.verify import Span, locate_all


class _Sought(NamedTuple):
    forms: tuple[str, ...]
    exact: bool
    times: int


def term_uses(
    matches: Sequence[Match], target: str, rungs: Mapping[str, Rung], language: str = ""
) -> tuple[TermUse, ...]:
    """Return one entry for each term, in order, with the rung that kept it.

    The first occurrence of a term in the source goes with the first of its renderings in the target, the second with
    the second; where the target says it once only, all point there. What was put together of several terms is looked
    for as a whole and told by its parts; where it does not stand there as a whole, its parts are terms of their own.
    A term that is offered and not required is told too, and missed nowhere. `rungs` holds the rung of each required
    term; a person's text has none, so what stands there was `present`. `language` is that of the target (BCP 47 tag).
    """
    spans = _places(matches, target, language)
    if any(match.parts and not spans[match.id] for match in matches):
        loose = [part for match in matches for part in (match.parts if not spans[match.id] else ()) or (match,)]
        matches, spans = loose, _places(loose, target, language)
    seen: dict[str, int] = {}
    uses: list[TermUse] = []
    for match in matches:
        number = seen[match.id] = seen.get(match.id, -1) + 1
        found = spans[match.id]
        place = found[number] if number < len(found) else next(iter(found), None)
        rung = rungs.get(match.id, "present")
        if match.parts and place:
            uses += _of_parts(match, place, target, rung, language)
        else:
            uses.append(_use(match, place, target, rung))
    return tuple(uses)


def _places(matches: Sequence[Match], target: str, language: str) -> dict[str, list[Span]]:
    """Return where the renderings of each match stand, by its id."""
    counts = Counter(match.id for match in matches)
    first = {match.id: match for match in reversed(matches)}
    terms = [_Sought(first[id].forms, first[id].category in EXACT, count) for id, count in counts.items()]
    return dict(zip(counts, locate_all(target, terms, language), strict=True))


def _of_parts(match: Match, place: Span, target: str, rung: Rung, language: str) -> Iterator[TermUse]:
    """Yield the parts of a whole that stands in the target, each where it stands within."""
    start, end = place
    within = target[start:end]
    spans = _places(match.parts, within, language)
    for part in match.parts:
        first = spans[part.id].pop(0) if len(spans[part.id]) > 1 else next(iter(spans[part.id]), None)
        # Of a part that melted into another, an institution that is said once for two offices, the whole tells.
        span = (start + first[0], start + first[1]) if first else place if part.forms else None
        yield _use(part, span, target, rung)


def _use(match: Match, place: Span | None, target: str, rung: Rung) -> TermUse:
    if place is None:
        rung = "offered" if match.rendering.status == "proposed" and match.forms else "missing"
        return TermUse(match.id, match.source, match.start, match.end, None, None, None, rung, match.category)
    start, end = place
    words = target[start:end]
    return TermUse(match.id, match.source, match.start, match.end, words, start, end, rung, match.category)
