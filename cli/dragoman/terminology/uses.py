"""Where the terms of a segment stand in its finished translation."""

from collections.abc import Mapping, Sequence

from dragoman.model import Match, Rung, TermUse
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import locate_all


def term_uses(
    matches: Sequence[Match], target: str, rungs: Mapping[str, Rung], language: str = ""
) -> tuple[TermUse, ...]:
    """Return one entry for each match, in order, with the rung that kept its term.

    The first occurrence of a term in the source goes with the first of its renderings in the target, the second with
    the second; where the target says it once only, all point there. `rungs` holds the rung of each concept; a person's
    text has none, so what stands there was `present`. `language` is that of the target (BCP 47 tag).
    """
    counts: dict[str, int] = {}
    for match in matches:
        counts[match.id] = counts.get(match.id, 0) + 1
    forms = {match.id: match.forms for match in reversed(matches)}
    terms = [RequiredTerm(id, forms[id], ((0, 0),) * count) for id, count in counts.items()]
    spans = dict(zip(counts, locate_all(target, terms, language), strict=True))
    seen: dict[str, int] = {}
    uses = []
    for match in matches:
        number = seen[match.id] = seen.get(match.id, -1) + 1
        found = spans[match.id]
        if not found:
            uses.append(TermUse(match.id, match.source, match.start, match.end, None, None, None, "missing"))
            continue
        start, end = found[number] if number < len(found) else found[0]
        rung = rungs.get(match.id, "present")
        uses.append(TermUse(match.id, match.source, match.start, match.end, target[start:end], start, end, rung))
    return tuple(uses)
