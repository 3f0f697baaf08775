"""Translate a test set in each mode and score it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.engine.protocol import Engine
from dragoman.evaluation.random_terms import random_terms
from dragoman.evaluation.required import find_required
from dragoman.evaluation.rows import Row
from dragoman.evaluation.scores import Scores, score
from dragoman.model import Language, Rung
from dragoman.progress import Watch
from dragoman.run.machine import CHUNK
from dragoman.terminology.ladder import RUNGS, Outcome, enforce
from dragoman.terminology.required import RequiredTerm, Task


class Mode(StrEnum):
    """The modes, named as in WMT23, and `none`."""

    NONE = "none"
    """No terms: the free translation of each segment as a whole, measured against the proper terms."""
    PROPER = "proper"
    """The terms of the test set."""
    RANDOM = "random"
    """Random words of the source with random words of the reference as their targets."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """What enforces the terms."""

    engine: Engine
    language: Language
    """The target."""
    rungs: frozenset[Rung] = RUNGS
    """The rungs to use."""
    whole: bool = False
    """Translate each segment as one, as Argos Translate does, although the engine may do better clause by clause."""

    def translate(
        self, sources: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]], watch: Watch
    ) -> list[Outcome]:
        """Translate the sources so that each keeps what it requires, in pieces of the size that a report is done in.

        Raises:
            EngineError: the engine cannot be loaded.
        """
        tasks = [Task(source, tuple(expected)) for source, expected in zip(sources, required_terms, strict=True)]
        outcomes: list[Outcome] = []
        for start in range(0, len(tasks), CHUNK):
            chunk = tasks[start : start + CHUNK]
            outcomes += enforce(chunk, self.engine, self.language.tag, watch, rungs=self.rungs, whole=self.whole)
        return outcomes


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A test set, its translations and their scores, by mode."""

    rows: Sequence[Row]
    required_terms: Sequence[Sequence[RequiredTerm]]
    """The proper ones of each segment."""
    random: Sequence[Sequence[RequiredTerm]]
    """Empty unless that mode was asked for."""
    unmatched: Sequence[tuple[int, str]]
    """Lines and terms that do not stand in their source, or only within longer terms; they are not measured."""
    outputs: Mapping[Mode, Sequence[str]]
    scores: Mapping[Mode, Scores]


def evaluate(rows: Sequence[Row], ladder: Ladder, modes: Sequence[Mode], seed: int, watch: Watch) -> Evaluation:
    """Translate the segments in each mode and score them; `seed` chooses the random terms.

    Raises:
        EngineError: the engine cannot be loaded.
    """
    sources, references = [row.source for row in rows], [row.reference for row in rows]
    required_terms = [find_required(row.source, row.terms) for row in rows]
    chosen = random_terms(sources, references, required_terms, seed) if Mode.RANDOM in modes else [()] * len(rows)
    nothing: Sequence[tuple[RequiredTerm, ...]] = [()] * len(rows)
    outputs: dict[Mode, Sequence[str]] = {}
    scores: dict[Mode, Scores] = {}
    with watch.stage("load", 1):
        ladder.translate(sources[:1], nothing[:1], Watch())  # loads the engine, which is no part of the seconds
    for mode in modes:
        given = {Mode.NONE: nothing, Mode.PROPER: required_terms, Mode.RANDOM: chosen}[mode]
        began = time.perf_counter()
        outcomes = replace(ladder, whole=mode is Mode.NONE).translate(sources, given, watch)
        seconds = time.perf_counter() - began
        outputs[mode] = [outcome.target for outcome in outcomes]
        with watch.stage("score", 1):
            scores[mode] = score(
                outputs[mode],
                references,
                chosen if mode is Mode.RANDOM else required_terms,
                ladder.language,
                seconds=seconds,
                rungs=None if mode is Mode.NONE else [rung for outcome in outcomes for rung in outcome.rungs],
            )
    return Evaluation(
        rows=rows,
        required_terms=required_terms,
        random=chosen,
        unmatched=[
            (row.line, term)
            for row, found in zip(rows, required_terms, strict=True)
            for term, _ in row.terms
            if term not in {required.id for required in found}
        ],
        outputs=outputs,
        scores=scores,
    )
