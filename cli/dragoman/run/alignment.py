"""Brings segments, targets, terms and findings of one report together: what every writer draws from."""

from collections.abc import Mapping, Sequence

from dragoman import __version__
from dragoman.check.segment import check_segment
from dragoman.engine.protocol import Engine
from dragoman.model import Alignment, Document, Language, Match, Record, Segment, Suggestion
from dragoman.run.origin import Decision
from dragoman.run.summary import summarise
from dragoman.segment import SEGMENTER
from dragoman.terminology.forbidden import find_forbidden
from dragoman.terminology.uses import term_uses


def align(
    document: Document,
    languages: tuple[Language, Language],
    engine: Engine | None,
    glossary_digest: str,
    segments: Sequence[Segment],
    matches: Sequence[Sequence[Match]],
    decisions: Sequence[Decision],
    suggestions: Mapping[str, tuple[Suggestion, ...]] | None = None,
) -> Alignment:
    """Return the alignment of `document`; `languages` are source and target, the other sequences go by segment.

    `suggestions` are translations of similar texts, by the segment's text.
    """
    renderings = {match.id: match.rendering for found in matches for match in found}
    records = []
    for segment, found, decision in zip(segments, matches, decisions, strict=True):
        uses = term_uses(found, decision.target, decision.rungs, languages[1].tag)
        record = Record(
            id=segment.id,
            block=segment.block,
            kind=segment.kind,
            line=segment.line,
            start=segment.start,
            end=segment.end,
            source=segment.source,
            target=decision.target,
            origin=decision.origin,
            engine=decision.engine,
            score=decision.score,
            terms=uses,
            findings=check_segment(
                segment.source,
                decision.target,
                decision.origin,
                uses,
                renderings,
                _forbidden(decision.target, found, languages[1].tag),
            ),
            suggestions=(suggestions or {}).get(segment.text, ()),
        )
        records.append(record)
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


def _forbidden(target: str, found: Sequence[Match], language: str) -> list[tuple[str, str]]:
    """Return the concept and the form for each form in the target that must not stand for a concept of the segment."""
    rows = list({match.id: (match.id, match.forms, match.rendering.forbidden) for match in reversed(found)}.values())
    if not any(forms for _, _, forms in rows):
        return []
    return [(id_, form) for id_, _, _, form in find_forbidden(target, rows, language)]
