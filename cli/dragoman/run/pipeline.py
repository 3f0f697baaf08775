"""The main job: report → document → segments → matches and memory → engine and terminology → checks → writers."""

from collections.abc import Sequence
from pathlib import Path

from dragoman.files.lock import redo_if_outdated
from dragoman.files.outputs import Outputs
from dragoman.glossary import ENGLISH
from dragoman.glossary.load import lacks
from dragoman.model import Document, Segment
from dragoman.po.catalogue import catalogue_path
from dragoman.progress import Watch
from dragoman.run.edited import protect_edited
from dragoman.run.eras import Eras
from dragoman.run.loaded import NOTHING, Loaded
from dragoman.run.machine import task_key, translate_jobs
from dragoman.run.origin import engine_label
from dragoman.run.publish import check_names, output_files, publish
from dragoman.run.recall import recall_jobs
from dragoman.run.request import Item, Job, Request, Result
from dragoman.segment import segment_document
from dragoman.terminology.required import tasks

__all__ = ["Request", "Result", "translate_reports"]


def translate_reports(
    request: Request,
    documents: Sequence[Document],
    watch: Watch,
    *,
    inputs: Sequence[Path] = (),
    loaded: Loaded = NOTHING,
) -> Result:
    """Translate every document into every target language and write all formats, or nothing.

    A catalogue that somebody saves in the meantime is read again, so that it keeps what they wrote. `inputs` are the
    files that the documents were read from; none of them is ever replaced.

    Raises:
        DragomanError: something in the request or on this machine stands in the way; no file was changed.
    """
    catalogues = [
        catalogue_path(request.locales, target, document.stem) for target in request.targets for document in documents
    ]
    # What the engine did the first time is in the cache when it is done anew.
    return redo_if_outdated(lambda: _translate_reports(request, documents, watch, inputs, loaded), catalogues)


def _translate_reports(
    request: Request, documents: Sequence[Document], watch: Watch, inputs: Sequence[Path], loaded: Loaded
) -> Result:
    warnings: list[str] = []
    with watch.stage("segment", len(documents)):
        segmented = [segment_document(document, request.source.tag) for document in documents]
    with Outputs(inputs) as outputs:
        outputs.check_folder(request.out)
        outputs.check_folder(request.locales)
        with watch.stage("glossary", len(documents)) as advance:
            eras = loaded.eras or Eras.for_request(request)
            warnings += lacks(request.glossary, request.source, request.targets, eras.latest())
            reports = []
            for document, segments in zip(documents, segmented, strict=True):
                reports.append(_jobs(request, document, segments, eras))
                advance(1)
        check_names(request, reports)
        for jobs in reports:
            places = output_files(request, jobs[0].document.stem, jobs[0].document.name)
            protect_edited(places, outputs, force=request.force, catalogues=[job.path for job in jobs])
        for number, target in enumerate(request.targets):
            jobs = [report[number] for report in reports]
            with watch.stage("recall", len(jobs)):
                warnings += recall_jobs(request, loaded, jobs, target, outputs)
            if engine := request.engines.get(target.tag):
                translate_jobs(jobs, engine, (request.source, target), request.cache_bytes, watch)
        with watch.stage("write", len(reports) * len(request.targets)) as advance:
            published = publish(request, reports, outputs, advance)
        files = outputs.staged if request.dry_run else outputs.commit()
    return Result(
        summaries=published.summaries,
        engines=tuple(dict.fromkeys(map(engine_label, request.engines.values()))),
        severities=frozenset(published.severities),
        files=tuple(map(str, files)),
        warnings=tuple(warnings),
        changes=tuple(published.changes),
    )


def _jobs(
    request: Request,
    document: Document,
    segments: tuple[Segment, ...],
    eras: Eras,
) -> list[Job]:
    """Find what a document requires in each target language."""
    jobs = []
    glossaries, finder = eras.of(document)
    english = request.source.tag == ENGLISH
    for target, glossary, matches in zip(request.targets, glossaries, finder.find(segments), strict=True):
        engine = request.engines.get(target.tag)
        items = [
            Item(segment, found, task, task_key(task, engine, target.tag) if engine else None)
            for segment, found, task in zip(segments, matches, tasks(segments, matches, english=english), strict=True)
        ]
        path = catalogue_path(request.locales, target, document.stem)
        jobs.append(Job(document, target, engine, glossary.digest, path, items))
    return jobs
