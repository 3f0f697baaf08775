"""Brings segments, targets, terms and findings of one report together: what every writer draws from."""

from collections.abc import Mapping, Sequence

from dragoman import __version__
from dragoman.check.dismiss import dismissed_codes, is_dismissed
from dragoman.check.inline_codes import check_codes
from dragoman.engine.protocol import Engine
from dragoman.glossary.offices.units import terms_of
from dragoman.model import Alignment, Document, Language, Match, Record, Segment, Suggestion
from dragoman.run.findings import segment_findings
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.run.summary import summarise
from dragoman.segment import SEGMENTER
from dragoman.segment.tags import message_of, untagged
from dragoman.terminology.uses import term_uses


def align(
    document: Document,
    languages: tuple[Language, Language],
    engine: Engine | None,
    glossary_digest: str,
    items: Sequence[Item],
    suggestions: Mapping[str, tuple[Suggestion, ...]] | None = None,
) -> Alignment:
    """Return the alignment of `document`, all of whose items are decided; `languages` are source and target.

    `suggestions` are translations of similar texts, by the segment's message.
    """
    renderings = {match.id: match.rendering for item in items for match in terms_of(item.matches)}
    records = [
        _record(item.segment, item.matches, item.decision, languages, suggestions or {})
        for item in items
        if item.decision
    ]
    name = engine.name if engine else None
    return Alignment(
        document=document,
        source_language=languages[0],
        target_language=languages[1],
        engine=name,
        draft=bool(engine and engine.draft and any(record.origin == "machine" for record in records)),
        signature=f"dragoman {__version__} | {name or 'no engine'} | glossary {glossary_digest} | {SEGMENTER}",
        records=tuple(records),
        renderings=renderings,
        summary=summarise(records),
    )


def _record(
    segment: Segment,
    matches: Sequence[Match],
    decision: Decision,
    languages: tuple[Language, Language],
    suggestions: Mapping[str, tuple[Suggestion, ...]],
) -> Record:
    target, codes = untagged(decision.target, segment.codes)
    if segment.verbatim:
        target, codes = segment.source, segment.codes
    if decision.origin == "verbatim":
        matches = ()  # nobody has translated anything
    uses = term_uses(matches, target, decision.rungs, languages[1].tag)
    findings = [
        *check_codes(segment, decision.origin, decision.target),
        *segment_findings(segment, target, languages, decision.origin, matches, uses),
    ]
    dismissed = dismissed_codes(decision.flags)
    return Record(
        segment=segment,
        target=target,
        codes=codes,
        origin=decision.origin,
        engine=decision.engine,
        score=decision.score,
        terms=uses,
        findings=tuple(finding for finding in findings if not is_dismissed(finding, dismissed)),
        suggestions=suggestions.get(message_of(segment), ()),
    )
