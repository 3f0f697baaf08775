"""Where the target of each segment comes from: a person, a person's work on another report, or an engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.engine.protocol import Engine
from dragoman.memory import Recall
from dragoman.model import Origin, Provenance, Rung, Segment, Unit
from dragoman.terminology.required import Task

DRAFT_MARK = " (draft engine)"
"""Stands behind an engine's name wherever a person reads it and the package calls itself a draft."""

Lookup = Callable[[str, str], Unit | None]
"""What the report's own catalogue holds for (kind, text)."""
RecallAt = Callable[[str, str, str | None, str | None], Recall | None]
"""What memory holds for (kind, text) between the texts before and after."""


def engine_label(engine: Engine) -> str:
    """Return an engine's name as a person reads it."""
    return engine.name + DRAFT_MARK * engine.draft


def origin_of(unit: Unit) -> Origin:
    """Return the origin of a segment whose target is taken from a catalogue's entry."""
    return "none" if unit.state == "untranslated" else unit.state


@dataclass(frozen=True, slots=True)
class Decision:
    """The target of a segment and where it comes from."""

    origin: Origin
    target: str
    engine: str | None = None
    score: float | None = None
    rungs: Mapping[str, Rung] = field(default_factory=dict)
    """By concept id, for machine translations."""
    provenance: Provenance | None = None
    """For what dragoman itself writes into the catalogue."""


def decide(
    segments: Sequence[Segment],
    tasks: Sequence[Task],
    keys: Sequence[str | None],
    lookup: Lookup,
    recall: RecallAt,
    changed: Mapping[tuple[str, str], Unit],
) -> list[Decision | None]:
    """Return a decision for each segment, `None` where an engine has to translate it.

    A person's translation of this very segment goes first, then one from another report, then a person's translation of
    the older wording (`changed`, by kind and text), then what dragoman wrote into the catalogue before, if nobody
    touched it and the engine would write the same again: `keys` holds what stands for all that decides the engine's
    output, `None` where there is no engine.
    """
    prose = [number for number, segment in enumerate(segments) if not segment.verbatim]
    texts = [None, *(segments[number].text for number in prose), None]
    before = dict(zip(prose, texts, strict=False))
    after = dict(zip(prose, texts[2:], strict=True))
    decisions: list[Decision | None] = []
    for number, (segment, task, key) in enumerate(zip(segments, tasks, keys, strict=True)):
        if segment.verbatim:
            decisions.append(Decision("verbatim", segment.source))
            continue
        unit = lookup(segment.kind, segment.text)
        if unit and unit.state in ("reviewed", "draft"):
            decisions.append(Decision("reviewed" if unit.state == "reviewed" else "draft", unit.target))
        elif found := recall(segment.kind, segment.text, before[number], after[number]):
            decisions.append(_recalled(found))
        elif old := changed.get((segment.kind, segment.text)):
            decisions.append(Decision("draft", old.target))
        elif unit and unit.state == "machine" and unit.provenance and key in (None, unit.provenance.key):
            decisions.append(machine_decision(unit.target, unit.provenance, task))
        elif key is None:
            decisions.append(Decision("none", ""))
        else:
            decisions.append(None)
    return decisions


def machine_decision(target: str, provenance: Provenance, task: Task) -> Decision:
    """Return the decision for a machine translation of `task`."""
    rungs = dict(zip((term.id for term in task.terms), provenance.rungs, strict=False))
    return Decision("machine", target, provenance.label, provenance.score, rungs, provenance)


def _recalled(recall: Recall) -> Decision:
    """A translation whose neighbours agree too is taken as reviewed; any other is offered, with its report's name."""
    if recall.in_context:
        return Decision("reviewed", recall.target)
    return Decision("memory", recall.target, provenance=Provenance("memory", recall.report))
