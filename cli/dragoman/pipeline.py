"""The main job: report → document → segments → matches and memory → engine and terminology → checks → writers."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from dragoman import resources
from dragoman.alignment import align
from dragoman.cache import Cache
from dragoman.catalogue import (
    Catalogue,
    CatalogueChanges,
    compare,
    find_changed,
    read_catalogue_if_exists,
    template,
    update_catalogue,
)
from dragoman.engine.protocol import Engine
from dragoman.errors import OutdatedError
from dragoman.glossary import ENGLISH, Glossary, find_terms, load_direction
from dragoman.machine import task_key, translate_tasks
from dragoman.memory import MemoryStore
from dragoman.model import (
    Alignment,
    Document,
    Language,
    Match,
    Provenance,
    Segment,
    Severity,
    Suggestion,
    Summary,
    Unit,
)
from dragoman.origin import Decision, decide, engine_label, machine_decision
from dragoman.output import Outputs
from dragoman.progress import Watch
from dragoman.recollection import memory_files, open_store
from dragoman.segment import segment_document
from dragoman.summary import total
from dragoman.terminology.owed import Task, tasks
from dragoman.writers import writer
from dragoman.writers.style import PLAIN, Style

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one run is asked to do."""

    documents: Sequence[Document]
    inputs: Sequence[Path]
    """The files that the documents were read from; none of them is ever replaced."""
    source: Language
    targets: Sequence[Language]
    engines: Mapping[str, Engine]
    """By target tag; a language that has none keeps its targets empty."""
    glossary: Path
    out: Path
    locales: Path
    formats: Sequence[str]
    style: Style = PLAIN
    memory: bool = True
    """Recall reviewed translations from the catalogues of other reports."""
    now: datetime
    """Goes into the headers of new PO files."""
    list_changes: bool = False
    """Say for each PO file which entries change."""
    dry_run: bool = False
    """Do everything but the last step: no file is written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did; its records are in its files, so that memory does not grow with the number of reports."""

    summary: Summary
    engines: Sequence[str]
    """The engines of the run, each once, with a word where one calls itself a draft."""
    severities: frozenset[Severity]
    """Of all findings."""
    files: Sequence[Path]
    """Those that were written; of a dry run, those that would be."""
    warnings: Sequence[str]
    changes: Sequence[CatalogueChanges] = ()
    """By PO file, if the request asks for them."""


@dataclass(slots=True)
class _Job:
    """One document on its way into one language."""

    document: Document
    path: Path
    """Its catalogue."""
    segments: tuple[Segment, ...]
    matches: list[tuple[Match, ...]]
    tasks: list[Task]
    keys: list[str | None]
    """What stands for all that decides the engine's output, by segment; `None` without an engine."""
    catalogue: Catalogue | None = None
    changed: Mapping[tuple[str, str], Unit] = field(default_factory=dict)
    """What people wrote for older wordings of texts that are new in the report."""
    suggestions: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    """By text: what people wrote for similar texts in other reports."""
    decisions: list[Decision | None] = field(default_factory=list)
    """Where each target comes from; `None` while an engine has to translate it."""

    def unit(self, kind: str, text: str) -> Unit | None:
        """Return what the report's catalogue holds for a text."""
        return self.catalogue.unit(kind, text) if self.catalogue else None


def translate_reports(request: Request, watch: Watch) -> Result:
    """Translate every document into every target language and write all formats, or nothing.

    A catalogue that somebody saves in the meantime is read again, so that it keeps what they wrote.

    Raises:
        DragomanError: something in the request or on this machine stands in the way; no file was changed.
    """
    for _ in range(_ATTEMPTS - 1):
        with suppress(OutdatedError):  # the engine's work is in the cache by now
            return _translate_reports(request, watch)
    return _translate_reports(request, watch)


def _translate_reports(request: Request, watch: Watch) -> Result:
    warnings: list[str] = []
    summaries: list[Summary] = []
    changes: list[CatalogueChanges] = []
    severities: set[Severity] = set()
    with watch.stage("segment", len(request.documents)):
        segmented = [segment_document(document, request.source.tag) for document in request.documents]
    with Outputs(request.inputs) as outputs:
        outputs.check_folder(request.out)
        outputs.check_folder(request.locales)
        for target in request.targets:
            engine = request.engines.get(target.tag)
            with watch.stage("glossary", 1):
                glossary = load_direction(request.glossary, request.source, target)
                jobs = _match(request, target, engine, glossary, segmented)
                if not glossary.has_language and glossary.source != ENGLISH:
                    both = f"{request.source.name} and {target.name}"
                    warnings.append(f"{request.glossary} does not render both {both}: no term is owed")
                elif not glossary.has_language:
                    file = f"{target.gettext}.tsv"
                    warnings.append(f"{request.glossary} has no {file}: nothing but dates and numbers is owed")
            with watch.stage("recall", len(jobs)):
                _recall(request, jobs, target, outputs, warnings)
            if engine:
                _translate(jobs, engine, target, watch)
            with watch.stage("write", len(jobs)) as advance:
                for job in jobs:
                    decisions = [decision for decision in job.decisions if decision]
                    languages = (request.source, target)
                    alignment = align(
                        job.document,
                        languages,
                        engine,
                        glossary.digest,
                        job.segments,
                        job.matches,
                        decisions,
                        job.suggestions,
                    )
                    changes += _stage(request, job, alignment, outputs)
                    summaries.append(alignment.summary)
                    severities |= {finding.severity for record in alignment.records for finding in record.findings}
                    advance(1)
        files = outputs.staged if request.dry_run else outputs.commit()
    engines = list(dict.fromkeys(map(engine_label, request.engines.values())))
    return Result(total(summaries), engines, frozenset(severities), files, warnings, changes)


def _match(
    request: Request,
    target: Language,
    engine: Engine | None,
    glossary: Glossary,
    segmented: Sequence[tuple[Segment, ...]],
) -> list[_Job]:
    """Find what each document owes."""
    folder = request.locales / target.gettext / "LC_MESSAGES"
    jobs = []
    for document, segments, matches in zip(
        request.documents, segmented, find_terms(glossary, target, segmented), strict=True
    ):
        owed = tasks(segments, matches)
        keys = [task_key(task, engine, target.tag) if engine else None for task in owed]
        jobs.append(_Job(document, folder / f"{document.stem}.po", segments, matches, owed, keys))
    return jobs


def _recall(request: Request, jobs: Sequence[_Job], target: Language, outputs: Outputs, warnings: list[str]) -> None:
    """Take what people, and earlier runs, have translated already, and look for what resembles the rest."""
    for job in jobs:
        outputs.will_read(job.path)
        job.catalogue = read_catalogue_if_exists(job.path)
    store = open_store(request.locales, target) if request.memory else None
    try:
        if store is not None:
            troubles = store.refresh(memory_files(request.locales, request.source, target))
            own = {str(job.path) for job in jobs}  # those have been read, so they can be
            warnings += [trouble for trouble in troubles if not trouble.startswith(tuple(own))]
        for job in jobs:
            if job.catalogue:
                texts = ((segment.kind, segment.text) for segment in job.segments if not segment.verbatim)
                job.changed = find_changed(job.catalogue, texts)
            recall = partial(store.recall, besides=job.path.stem) if store is not None else _nothing
            job.decisions = decide(job.segments, job.tasks, job.keys, job.unit, recall, job.changed)
            if store is not None and len(store):
                job.suggestions = _suggestions(job, store)
    finally:
        if store is not None:
            store.close()


def _nothing(kind: str, text: str, before: str | None, after: str | None) -> None:
    """Recall nothing."""


def _suggestions(job: _Job, store: MemoryStore) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return, by text, what people wrote for similar ones, where nobody has translated the text itself."""
    texts = {
        segment.text
        for segment, decision in zip(job.segments, job.decisions, strict=True)
        if decision is None or decision.origin in ("none", "machine")
    }
    found = {text: tuple(store.suggest(text, besides=job.path.stem)) for text in sorted(texts)}
    return {text: suggestions for text, suggestions in found.items() if suggestions}


def _translate(jobs: Sequence[_Job], engine: Engine, target: Language, watch: Watch) -> None:
    """Let the engine translate what is left of all documents in one call."""
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


def _stage(request: Request, job: _Job, alignment: Alignment, outputs: Outputs) -> list[CatalogueChanges]:
    """Write one document's files beside their places; return what changes in its catalogue, if that is asked for."""
    changes = []
    for name in request.formats:
        if name == "po":
            provenances: dict[tuple[str, str], Provenance] = {
                (segment.kind, segment.text): decision.provenance
                for segment, decision in zip(job.segments, job.decisions, strict=True)
                if decision and decision.provenance
            }
            text = update_catalogue(
                job.catalogue, alignment, provenances=provenances, now=request.now, changed=job.changed
            )
            outputs.stage(job.path, text.encode())
            if request.list_changes:
                changes.append(compare(job.catalogue, job.path, text))
            pot = request.locales / f"{job.document.stem}.pot"
            text = template(alignment, existing=read_catalogue_if_exists(pot), now=request.now)
            outputs.stage(pot, text.encode())
        else:
            path = request.out / f"{job.document.stem}.{alignment.target_language.tag}.{name}"
            with outputs.open(path) as file:
                writer(name)(alignment, file, request.style)
    return changes
