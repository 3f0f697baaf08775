"""Where the target of each segment comes from: a person, a person's work on another report, or an engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.engine.protocol import Engine
from dragoman.model import Origin, Provenance, Rung
from dragoman.terminology.required import Task

DRAFT_MARK = " (draft engine)"
"""Stands behind an engine's name wherever a person reads it and the package calls itself a draft."""


def engine_label(engine: Engine) -> str:
    """Return an engine's name as a person reads it."""
    return engine.name + DRAFT_MARK * engine.draft


@dataclass(frozen=True, slots=True)
class Decision:
    """The target of a segment and where it comes from."""

    origin: Origin
    target: str
    """With its inline codes as tags."""
    engine: str | None = None
    score: float | None = None
    rungs: Mapping[str, Rung] = field(default_factory=dict)
    """By concept id, for machine translations."""
    provenance: Provenance | None = None
    """For what dragoman itself writes into the catalogue."""
    flags: tuple[str, ...] = ()
    """Of the catalogue's entry, as `Unit.flags`."""


def machine_decision(target: str, provenance: Provenance, task: Task, flags: tuple[str, ...] = ()) -> Decision:
    """Return the decision for a machine translation of `task`; `flags` are those of its entry, if it has one."""
    rungs = dict(zip((term.id for term in task.terms), provenance.rungs, strict=False))
    return Decision("machine", target, provenance.label, provenance.score, rungs, provenance, flags)
