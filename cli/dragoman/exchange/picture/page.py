"""The picture of a run: one report in all its target languages, as something to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from dragoman.exchange.html.lists import Count, shares
from dragoman.exchange.html.rows import RUNGS
from dragoman.exchange.pages import assets, environment, policy
from dragoman.exchange.picture.map import WAITING, Layout, Map, coverage_map, rung_of, term_map
from dragoman.exchange.picture.tables import MOST_FINDINGS, MOST_ROWS, block_rows, finding_rows, findings, term_rows
from dragoman.exchange.picture.timeline import Timeline, span, timeline
from dragoman.model import Alignment, Finding, Record
from dragoman.po.history import History

_STYLES = ("css/base.css", "css/picture.css")
_ORIGINS = {
    "reviewed": "reviewed",
    "draft": "human draft",
    "memory": "memory",
    "machine": "machine",
    "verbatim": "verbatim",
    "none": "untranslated",
}


@dataclass(frozen=True, slots=True)
class Target:
    """One target language of the page."""

    alignment: Alignment
    page: str
    """Address of the bilingual page in this language; empty where the run wrote none."""
    origins: Sequence[Count]
    rungs: Sequence[Count]
    coverage: Map
    terms: Map
    findings: Sequence[tuple[Record, Finding]]
    severities: Mapping[str, int]
    timeline: Timeline | None


def write_report(
    alignments: Sequence[Alignment],
    file: BinaryIO,
    *,
    pages: Mapping[str, str],
    together: str,
    histories: Mapping[str, History],
) -> None:
    """Write the picture of one report; `alignments` are those of its target languages, at least one.

    `pages` has the names of the bilingual pages beside it that segments link to, `histories` what Git knows of the
    catalogues, both by target tag; `together` is the name of the page with all languages, empty where there is none.
    """
    file.write(render_report(alignments, pages=pages, together=together, histories=histories).encode())


def render_report(
    alignments: Sequence[Alignment], *, pages: Mapping[str, str], together: str, histories: Mapping[str, History]
) -> str:
    """Render the picture of one report; the same input always gives the same bytes."""
    first = alignments[0]
    style = assets(_STYLES)
    layout = Layout(first.records, spaceless=first.source_language.spaceless)
    whole = span(histories.values())
    targets = []
    for one in alignments:
        tag = one.target_language.tag
        history = histories.get(tag)
        line = timeline(history, whole) if whole and history and history.milestones else None
        targets.append(_target(one, layout, pages.get(tag, ""), line))
    blocks, terms = block_rows(alignments), term_rows(alignments)
    return (
        environment()
        .get_template("report.html.jinja")
        .render(
            name=first.document.name,
            source=first.source_language,
            together=quote(together),
            summary=first.summary,
            length=sum(block.length for block in blocks),
            blocks=blocks[:MOST_ROWS],
            blocks_total=len(blocks),
            terms=terms[:MOST_ROWS],
            terms_total=len(terms),
            codes=finding_rows(alignments),
            targets=targets,
            whole=whole and tuple(f"{time:%Y-%m-%d}" for time in whole),
            layout=layout,
            rung_names=RUNGS,
            most_findings=MOST_FINDINGS,
            style=style,
            policy=policy(style),
        )
    )


def _target(alignment: Alignment, layout: Layout, page: str, line: Timeline | None) -> Target:
    found = findings(alignment)
    return Target(
        alignment,
        quote(page),
        shares(alignment.summary.origins, _ORIGINS),
        shares(_rungs(alignment), {rung: rung for rung in RUNGS} | {WAITING: "not yet translated"}),
        coverage_map(layout, alignment),
        term_map(layout, alignment),
        found,
        Counter(finding.severity for _, finding in found),
        line,
    )


def _rungs(alignment: Alignment) -> Mapping[str, int]:
    """Count how terms were kept; those that the summary calls missing are told apart by whether they are awaited."""
    return Counter(rung_of(record, use) for record in alignment.records for use in record.terms)
