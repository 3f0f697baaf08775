"""What people, and earlier runs, have translated already: taken for the segments of a run before an engine is asked."""

from collections.abc import Mapping, Sequence
from functools import partial

from dragoman.files.outputs import Outputs
from dragoman.memory import MemoryStore
from dragoman.memory.folder import memory_files, open_store
from dragoman.model import Language, Suggestion
from dragoman.po import find_changed, read_catalogue_if_exists
from dragoman.run.origin import decide
from dragoman.run.request import Job, Request


def recall_jobs(request: Request, jobs: Sequence[Job], target: Language, outputs: Outputs) -> list[str]:
    """Take what people, and earlier runs, have translated already, and look for what resembles the rest.

    Returns what stands in the way of recalling everything. The jobs are those of one target language.

    Raises:
        CatalogueError: a catalogue of the jobs cannot be read.
    """
    warnings: list[str] = []
    for job in jobs:
        outputs.will_read(job.path)
        job.catalogue = read_catalogue_if_exists(job.path)
    store = _open_store(request, jobs, target, warnings) if request.memory else None
    try:
        for job in jobs:
            if job.catalogue:
                texts = ((segment.kind, segment.text) for segment in job.segments if not segment.verbatim)
                job.changed = find_changed(job.catalogue, texts)
            recall = partial(store.recall, besides=job.document.stem) if store is not None else _nothing
            job.decisions = decide(job.segments, job.tasks, job.keys, job.unit, recall, job.changed)
            if store is not None and len(store):
                job.suggestions = _suggestions(job, store)
    finally:
        if store is not None:
            store.close()
    return warnings


def _open_store(request: Request, jobs: Sequence[Job], target: Language, warnings: list[str]) -> MemoryStore:
    """Open the memory, brought up to date where the request does not bring one along."""
    if target.tag in request.snapshots:
        return MemoryStore(request.snapshots[target.tag])
    store = open_store(request.locales, target)
    problems = store.refresh(memory_files(request.locales, request.source, target))
    own = {str(job.path) for job in jobs}  # those have been read, so they can be
    warnings += [problem for problem in problems if not problem.startswith(tuple(own))]
    return store


def _nothing(kind: str, text: str, before: str | None, after: str | None) -> None:
    """Recall nothing."""


def _suggestions(job: Job, store: MemoryStore) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return, by text, what people wrote for similar ones, where nobody has translated the text itself."""
    texts = {
        segment.text
        for segment, decision in zip(job.segments, job.decisions, strict=True)
        if decision is None or decision.origin in ("none", "machine")
    }
    found = {text: tuple(store.suggest(text, besides=job.document.stem)) for text in sorted(texts)}
    return {text: suggestions for text, suggestions in found.items() if suggestions}
