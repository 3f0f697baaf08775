"""What a table says of itself for people to read, and for the way back: whose translation it is, figures, signature."""

import re
from collections.abc import Mapping

from dragoman.model import Alignment, fold_lines

REPORT, SOURCE, TARGET = "report", "from", "to"
"""The names under which a table that came back gives the stem of its report and its two languages."""

_LINE = re.compile(rf"{SOURCE}: (\S+); {TARGET}: (\S+); .*?; {REPORT}: (.*)", re.DOTALL)


def facts(alignment: Alignment) -> dict[str, str]:
    """Return names and values, those that count on the way back first."""
    summary = alignment.summary
    by_rung = _counts(summary.terms_by_status)
    terms = f"{summary.terms_kept:,} of {summary.terms_required:,} kept" + (f" ({by_rung})" if by_rung else "")
    draft = ", a draft engine: not reviewed" if alignment.draft else ""
    return {
        REPORT: alignment.document.stem,
        SOURCE: alignment.source_language.tag,
        TARGET: alignment.target_language.tag,
        "segments": f"{summary.segments:,}",
        "words": f"{summary.words:,}",
        "origins": _counts(summary.origins) or "none",
        "terms": terms,
        "findings": _counts(summary.findings) or "none",
        "engine": f"{alignment.engine or 'none'}{draft}",
        "signature": alignment.signature,
    }


def _counts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items() if number)


def facts_line(alignment: Alignment) -> str:
    """Return all facts on one line; the report comes last, for its name may hold anything."""
    found = facts(alignment)
    report = found.pop(REPORT)
    return fold_lines("; ".join(f"{name}: {value}" for name, value in (*found.items(), (REPORT, report))))


def parse_facts_line(text: str) -> dict[str, str]:
    """Return report and languages from a line that `facts_line` wrote; nothing where it is none.

    >>> parse_facts_line("from: en; to: zh; segments: 3; report: annual; 2024")
    {'from': 'en', 'to': 'zh', 'report': 'annual; 2024'}
    """
    found = _LINE.match(text)
    return {SOURCE: found[1], TARGET: found[2], REPORT: found[3]} if found else {}
