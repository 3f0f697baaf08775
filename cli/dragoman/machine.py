"""Machine translation of a run's tasks: each distinct task once, out of the cache or by one batched call."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from dragoman import resources
from dragoman.cache import Cache
from dragoman.engine.protocol import Engine
from dragoman.model import Language, Provenance
from dragoman.origin import engine_label, machine_decision
from dragoman.progress import Watch
from dragoman.request import Job
from dragoman.terminology.ladder import VERSION, Outcome, enforce
from dragoman.terminology.owed import Task
from dragoman.terminology.standins import stand_ins_for

CHUNK = 500
"""Tasks decoded before what is done is put into the cache: large enough to fill every batch, small enough that an
interrupted run over an archive loses little and that memory does not grow with the archive."""


def task_key(task: Task, engine: Engine, language: str) -> str:
    """Return 12 hexadecimal digits that stand for all that decides the translation of `task` into a language (tag)."""
    words = dict(stand_ins_for(language)) if engine.inline and task.debts else {}
    debts = [[debt.id, debt.category, debt.forms, debt.forbidden, len(debt.spans)] for debt in task.debts]
    facts = [engine.identity, VERSION, language, task.text, debts, words]
    return sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def translate_tasks(
    tasks: Mapping[str, Task], engine: Engine, language: str, cache: Cache, watch: Watch
) -> dict[str, Outcome]:
    """Return the outcome of each task, given and returned by its key; `language` is the target's BCP 47 tag.

    Raises:
        EngineError: the engine cannot be loaded.
    """
    outcomes = {key: Outcome(target, score, tuple(rungs)) for key, (target, score, rungs) in cache.get(tasks).items()}
    left = [key for key in tasks if key not in outcomes]
    for start in range(0, len(left), CHUNK):
        chunk = left[start : start + CHUNK]
        done = dict(zip(chunk, enforce([tasks[key] for key in chunk], engine, language, watch), strict=True))
        cache.put({key: [outcome.target, outcome.score, outcome.rungs] for key, outcome in done.items()})
        outcomes |= done
    return outcomes


def translate_jobs(jobs: Sequence[Job], engine: Engine, target: Language, watch: Watch) -> None:
    """Let the engine translate what is left of all documents in one call; the jobs are those of one target language.

    Raises:
        EngineError: the engine cannot be loaded.
    """
    left = {
        key: task
        for job in jobs
        for key, task, decision in zip(job.keys, job.tasks, job.decisions, strict=True)
        if decision is None and key
    }
    if not left:
        return
    cache = Cache(resources.cache_folder() / "translations.sqlite")
    try:
        outcomes = translate_tasks(left, engine, target.tag, cache, watch)
    finally:
        cache.close()
    for job in jobs:
        for number, (key, task) in enumerate(zip(job.keys, job.tasks, strict=True)):
            if key and job.decisions[number] is None:
                outcome = outcomes[key]
                provenance = Provenance("machine", engine_label(engine), outcome.score, outcome.rungs, key)
                job.decisions[number] = machine_decision(outcome.target, provenance, task)
