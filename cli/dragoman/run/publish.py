"""The last stage of a run: the alignment of each report in each language, and all the files that are drawn from it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import RequestError
from dragoman.exchange.formats import PICTURE, SAME, writer
from dragoman.exchange.same import finished_suffix
from dragoman.files.outputs import Outputs
from dragoman.model import Alignment, Language, Provenance, Severity, Summary
from dragoman.po import CatalogueChanges, compare, read_catalogue_if_exists, template
from dragoman.po.catalogue import catalogue_path
from dragoman.po.entry import units_of
from dragoman.po.history import read_history
from dragoman.po.layout import serialise
from dragoman.po.past import stage_past
from dragoman.po.update import updated
from dragoman.progress import Advance
from dragoman.run.alignment import align
from dragoman.run.clashes import clashes
from dragoman.run.request import Job, Request
from dragoman.run.summary import total
from dragoman.segment.tags import message_of, shown


@dataclass(slots=True)
class Published:
    """What is kept of the alignments once they are written."""

    summaries: dict[str, Summary] = field(default_factory=lambda: defaultdict(Summary))
    """Of all reports, by target tag."""
    severities: set[Severity] = field(default_factory=set)
    changes: list[CatalogueChanges] = field(default_factory=list)


def publish(request: Request, reports: Sequence[Sequence[Job]], outputs: Outputs, advance: Advance) -> Published:
    """Write all files of each report beside their places; `reports` holds the jobs of each, one for each target.

    Raises:
        DragomanError: a file cannot be written, or a template cannot be read.
    """
    published = Published()
    for jobs in reports:
        together: list[Alignment] = []
        for job in jobs:
            alignment = _align(request, job)
            if PICTURE in request.formats or ("html" in request.formats and len(jobs) > 1):
                together.append(alignment)
            _stage_language(request, job, alignment, outputs)
            if "po" in request.formats:
                published.changes += _stage_catalogue(request, job, alignment, outputs)
            tag = job.target.tag
            published.summaries[tag] = total([published.summaries[tag], alignment.summary])
            published.severities |= {finding.severity for record in alignment.records for finding in record.findings}
            advance(1)
        _stage_together(request, jobs, together, outputs)
    return published


def check_names(request: Request, reports: Sequence[Sequence[Job]]) -> None:
    """Make sure that no two reports would write the same file.

    Raises:
        RequestError: two reports would.
    """
    documents = [jobs[0].document for jobs in reports]
    for clash in clashes([(one.name, output_files(request, one.stem, one.name)) for one in documents]):
        raise RequestError(clash.message)


def output_files(request: Request, stem: str, report: str) -> Iterator[Path]:
    """Yield the files that the run writes for a `report` (its name), which must be no other's.

    `a.zh.html` is the page of `a` in Chinese, and of `a.zh` in several languages.
    """
    for name in request.formats:
        if name == PICTURE:
            yield _picture(request, stem)
        elif name == "po":
            yield request.locales / f"{stem}.pot"
            yield from (catalogue_path(request.locales, target, stem) for target in request.targets)
        else:
            suffix = _suffix(request, name, report)
            yield from (_page(request, stem, suffix, target) for target in request.targets)
            if name == "html" and len(request.targets) > 1:
                yield _combined(request, stem)


def _suffix(request: Request, name: str, report: str, data: bytes = b"") -> str:
    """Return what the name of a file in a format ends with; the finished report keeps out of other formats' way."""
    if name != SAME:
        return name
    suffix = finished_suffix(report, data)
    return f"{SAME}.{suffix}" if suffix in request.formats else suffix


def _page(request: Request, stem: str, suffix: str, target: Language) -> Path:
    return request.out / f"{stem}.{target.tag}.{suffix}"


def _combined(request: Request, stem: str) -> Path:
    return request.out / f"{stem}.html"


def _picture(request: Request, stem: str) -> Path:
    return request.out / f"{stem}.{PICTURE}.html"


def _align(request: Request, job: Job) -> Alignment:
    languages = (request.source, job.target)
    return align(job.document, languages, job.engine, job.glossary, job.items, job.suggestions)


def _stage_language(request: Request, job: Job, alignment: Alignment, outputs: Outputs) -> None:
    """Write the files of a report in one language, but for its catalogue."""
    for name in request.formats:
        if name not in ("po", PICTURE):
            document = job.document
            suffix = _suffix(request, name, document.name, document.data)
            with outputs.open(_page(request, document.stem, suffix, job.target)) as file:
                writer(name)(alignment, file, request.style)


def _stage_together(request: Request, jobs: Sequence[Job], alignments: Sequence[Alignment], outputs: Outputs) -> None:
    """Write the files that hold all languages of a report; `alignments` is empty where there are none."""
    stem = jobs[0].document.stem
    if alignments and "html" in request.formats and len(jobs) > 1:
        from dragoman.exchange.html.page import write_combined_html

        with outputs.open(_combined(request, stem)) as file:
            write_combined_html([shown(alignment) for alignment in alignments], file, request.style)
    if PICTURE in request.formats:
        from dragoman.exchange.picture.page import write_report

        pages = {
            job.target.tag: _page(request, stem, "html", job.target).name for job in jobs if "html" in request.formats
        }
        histories = {job.target.tag: read_history(job.path) for job in jobs}
        together = _combined(request, stem).name if len(pages) > 1 else ""
        with outputs.open(_picture(request, stem)) as file:
            write_report(alignments, file, pages=pages, together=together, histories=histories)


def _stage_catalogue(request: Request, job: Job, alignment: Alignment, outputs: Outputs) -> list[CatalogueChanges]:
    """Write the catalogue and its template; return what changes in the catalogue, if that is asked for."""
    provenances: dict[tuple[str, str], Provenance] = {
        (item.segment.role, message_of(item.segment)): item.decision.provenance
        for item in job.items
        if item.decision and item.decision.provenance
    }
    alignment = shown(alignment)
    po = request.po
    content = updated(
        job.catalogue,
        alignment,
        provenances=provenances,
        now=request.now,
        changed=job.changed,
        location=po.add_location,
    )
    no_wrap = po.no_wrap or bool(job.catalogue and job.catalogue.no_wrap)
    text = serialise(content.header, content.entries, content.trailer, wrap=not no_wrap)
    outputs.stage(job.path, text.encode())
    if not request.dry_run:
        stage_past(outputs, job.path, [*(job.catalogue.units if job.catalogue else ()), *units_of(content.entries)])
    changes = [compare(job.catalogue, job.path, text)] if request.list_changes else []
    pot = request.locales / f"{job.document.stem}.pot"
    there = read_catalogue_if_exists(pot)
    text = template(alignment, existing=there, now=request.now, location=po.add_location, no_wrap=po.no_wrap)
    outputs.stage(pot, text.encode())
    return changes
