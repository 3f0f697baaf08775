"""Machine translation of a run's tasks: each distinct task once, out of the cache or by one batched call."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, get_args

from dragoman import resources
from dragoman.engine.protocol import Engine
from dragoman.files.cache import Cache
from dragoman.model import Language, Provenance, Rung
from dragoman.progress import WORDS, Watch
from dragoman.run.origin import engine_label, machine_decision
from dragoman.run.request import Item, Job
from dragoman.segment.tags import folded, tagged
from dragoman.terminology.codes import VERSION as CODES_VERSION
from dragoman.terminology.codes import Coded, place_codes
from dragoman.terminology.ladder import VERSION, Outcome, enforce
from dragoman.terminology.pivot import translate_pivot
from dragoman.terminology.required import Task
from dragoman.terminology.standins import stand_ins_for

CHUNK = 200
"""Tasks that are decoded together and put into the cache together: enough to fill batches, and not so many that memory
grows with the run or that much is lost when it is stopped. Never cut by the clock: what is done together is the same in
every run."""

_CODED = 200
"""Texts whose inline codes are placed together."""


_RUNGS = frozenset(get_args(Rung))


def task_key(task: Task, engine: Engine, language: str) -> str:
    """Return 12 hexadecimal digits that stand for all that decides the translation of `task` into a language (tag)."""
    words = [dict(stand_ins_for(language)), dict(engine.slots)] if engine.inline and task.terms else []
    terms = [[term.id, term.category, term.forms, term.forbidden, term.offered, len(term.spans)] for term in task.terms]
    facts = [engine.identity, VERSION, language, task.text, terms, words]
    return sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def translate_tasks(
    tasks: Mapping[str, Task],
    engine: Engine,
    language: str | tuple[Language, Language],
    cache: Cache,
    watch: Watch,
) -> dict[str, Outcome]:
    """Return the outcome of each task, given and returned by its key; `language` is as `enforce` takes it.

    Raises:
        EngineError: the engine cannot be loaded.
    """
    outcomes = {key: outcome for key, value in cache.get(tasks).items() if (outcome := _as_outcome(value, tasks[key]))}
    left = [key for key in tasks if key not in outcomes]

    def project(projected: Sequence[Task], step: Engine, watch: Watch) -> list[Task]:
        return _project(projected, step, cache, watch)

    words = sum(len(tasks[key].text.split()) for key in left)
    with watch.shown(WORDS, words) as advance:
        for start in range(0, len(left), CHUNK):
            chunk = left[start : start + CHUNK]
            done = enforce([tasks[key] for key in chunk], engine, language, watch, project=project)
            cache.put(
                {key: [outcome.target, outcome.score, outcome.rungs] for key, outcome in zip(chunk, done, strict=True)}
            )
            outcomes |= zip(chunk, done, strict=True)
            advance(sum(len(tasks[key].text.split()) for key in chunk))
    return outcomes


def _as_outcome(value: Any, task: Task) -> Outcome | None:
    """Return what the cache holds; `None` where somebody else has put it there."""
    match value:
        case [str(target), None | float() | int() as score, [*rungs]] if len(rungs) == len(task.terms):
            return Outcome(target, score, tuple(rungs)) if _RUNGS.issuperset(map(str, rungs)) else None
    return None


def _project(tasks: Sequence[Task], step: Engine, cache: Cache, watch: Watch) -> list[Task]:
    """Return the tasks in the pivot language, out of the cache if another target language has needed them before."""
    keys = [_projection_key(task, step) for task in tasks]
    kept = cache.get(keys)
    found = [_as_projected(task, kept.get(key)) for key, task in zip(keys, tasks, strict=True)]
    left = {key: task for key, task, moved in zip(keys, tasks, found, strict=True) if moved is None}
    projected = dict(zip(left, translate_pivot(list(left.values()), step, watch) if left else (), strict=True))
    cache.put({key: [task.text, [term.spans for term in task.terms]] for key, task in projected.items()})
    return [moved or projected[key] for key, moved in zip(keys, found, strict=True)]


def _projection_key(task: Task, step: Engine) -> str:
    # What is required is another in each target language; whether anything is decides whether it is looked for.
    terms = [[term.spans, term.forms[:1] if term.exact else bool(term.forms)] for term in task.terms]
    facts = json.dumps([step.identity, VERSION, task.text, terms], ensure_ascii=False)
    return "pivot " + sha256(facts.encode()).hexdigest()[:24]


def _as_projected(task: Task, value: Any) -> Task | None:
    """Return what the cache holds; `None` where somebody else has put it there."""
    try:
        text, spans = value
        moved = (
            replace(term, spans=tuple((start, end) for start, end in places if 0 <= start <= end <= len(text)))
            for term, places in zip(task.terms, spans, strict=True)
        )
        return Task(text, tuple(moved)) if isinstance(text, str) else None
    except (ValueError, TypeError):
        return None


def translate_jobs(
    jobs: Sequence[Job], engine: Engine, languages: tuple[Language, Language], cache_bytes: int, watch: Watch
) -> None:
    """Let the engine translate what is left of all documents in one call; the jobs are those of one target language.

    What it translates is kept for other runs, in so many bytes.

    Raises:
        EngineError: the engine cannot be loaded.
    """
    items = [item for job in jobs for item in job.items if item.decision is None]
    left = {item.key: item.task for item in items if item.key}
    if not left:
        return
    cache = Cache(resources.translations_file(), cache_bytes)
    try:
        outcomes = translate_tasks(left, engine, languages, cache, watch)
        messages = _with_codes(items, outcomes, engine, languages[1].tag, cache, watch)
    finally:
        cache.close()
    for item in items:
        if item.key:
            outcome = outcomes[item.key]
            provenance = Provenance("machine", engine_label(engine), outcome.score, outcome.rungs, item.key)
            message = messages.get(_coded(item, outcome), outcome.target)
            item.decision = machine_decision(message, provenance, item.task)


def _coded(item: Item, outcome: Outcome) -> Coded:
    codes = tuple(folded(item.segment.source, item.segment.codes))
    return Coded(item.task.text, codes, outcome.target, item.task.terms)


def _with_codes(
    items: Sequence[Item],
    outcomes: Mapping[str, Outcome],
    engine: Engine,
    language: str,
    cache: Cache,
    watch: Watch,
) -> dict[Coded, str]:
    """Return the translations of segments that have inline codes, with the codes as tags."""
    coded = {_coded(item, outcomes[item.key]): item.key for item in items if item.key and item.segment.codes}
    facts = {one: f"{CODES_VERSION} {key} {one.target} {tagged(one.source, one.codes)}" for one, key in coded.items()}
    places = {one: f"codes {sha256(said.encode()).hexdigest()[:24]}" for one, said in facts.items()}
    found = cache.get(places.values())
    messages = {one: found[place] for one, place in places.items() if place in found}
    left = [one for one in places if one not in messages]
    with watch.stage("codes", len(left)) as advance:
        for start in range(0, len(left), _CODED):
            chunk = left[start : start + _CODED]
            placed = place_codes(chunk, engine, language)
            done = {one: tagged(one.target, codes) for one, codes in zip(chunk, placed, strict=True)}
            cache.put({places[one]: message for one, message in done.items()})
            messages |= done
            advance(len(chunk))
    return messages
