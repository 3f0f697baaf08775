"""The last stage of a run: the alignment of each report in each language, and all the files that are drawn from it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.alignment import align
from dragoman.catalogue import CatalogueChanges, compare, read_catalogue_if_exists, template, update_catalogue
from dragoman.model import Alignment, Provenance, Severity, Summary
from dragoman.output import Outputs
from dragoman.progress import Advance
from dragoman.request import Job, Request
from dragoman.summary import total
from dragoman.writers import writer


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
        for job in jobs:
            alignment = _align(request, job)
            _stage_language(request, job, alignment, outputs)
            if "po" in request.formats:
                published.changes += _stage_catalogue(request, job, alignment, outputs)
            tag = job.target.tag
            published.summaries[tag] = total([published.summaries[tag], alignment.summary])
            published.severities |= {finding.severity for record in alignment.records for finding in record.findings}
            advance(1)
    return published


def _align(request: Request, job: Job) -> Alignment:
    decisions = [decision for decision in job.decisions if decision]
    languages = (request.source, job.target)
    return align(
        job.document, languages, job.engine, job.glossary, job.segments, job.matches, decisions, job.suggestions
    )


def _stage_language(request: Request, job: Job, alignment: Alignment, outputs: Outputs) -> None:
    """Write the files of a report in one language, but for its catalogue."""
    for name in request.formats:
        if name != "po":
            with outputs.open(request.out / f"{job.document.stem}.{job.target.tag}.{name}") as file:
                writer(name)(alignment, file, request.style)


def _stage_catalogue(request: Request, job: Job, alignment: Alignment, outputs: Outputs) -> list[CatalogueChanges]:
    """Write the catalogue and its template; return what changes in the catalogue, if that is asked for."""
    provenances: dict[tuple[str, str], Provenance] = {
        (segment.kind, segment.text): decision.provenance
        for segment, decision in zip(job.segments, job.decisions, strict=True)
        if decision and decision.provenance
    }
    text = update_catalogue(job.catalogue, alignment, provenances=provenances, now=request.now, changed=job.changed)
    outputs.stage(job.path, text.encode())
    changes = [compare(job.catalogue, job.path, text)] if request.list_changes else []
    pot = request.locales / f"{job.document.stem}.pot"
    text = template(alignment, existing=read_catalogue_if_exists(pot), now=request.now)
    outputs.stage(pot, text.encode())
    return changes
