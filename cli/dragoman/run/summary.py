"""Counts over records, for the closing table, the summary object and the head of the bilingual page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dragoman.model import NAME, Record, Summary
from dragoman.text.strings import count_characters, count_words


def summarise(records: Sequence[Record]) -> Summary:
    """Count segments, source words, origins, terms and findings."""
    uses = [use for record in records for use in record.terms]
    return Summary(
        segments=len(records),
        words=sum(count_words(record.source) for record in records),
        characters=sum(count_characters(record.source) for record in records),
        origins=_sorted(record.origin for record in records),
        terms_required=sum(use.status != "offered" for use in uses),
        terms_kept=sum(use.status not in {"missing", "offered"} for use in uses),
        terms_by_status=_sorted(use.status for use in uses),
        findings=_sorted(finding.code for record in records for finding in record.findings),
        names=_sorted(
            use.source
            for record in records
            if record.origin == "machine"
            for use in record.terms
            if use.category == NAME and use.status != "missing"
        ),
    )


def total(summaries: Sequence[Summary]) -> Summary:
    """Add summaries up."""
    return Summary(
        segments=sum(summary.segments for summary in summaries),
        words=sum(summary.words for summary in summaries),
        characters=sum(summary.characters for summary in summaries),
        origins=_added(summary.origins for summary in summaries),
        terms_required=sum(summary.terms_required for summary in summaries),
        terms_kept=sum(summary.terms_kept for summary in summaries),
        terms_by_status=_added(summary.terms_by_status for summary in summaries),
        findings=_added(summary.findings for summary in summaries),
        names=_added(summary.names for summary in summaries),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for count in counts:
        added.update(count)
    return dict(sorted(added.items()))


def _sorted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
