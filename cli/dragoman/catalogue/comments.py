"""The `#.` lines of an entry: what helps the translator, written anew on every run."""

from collections.abc import Iterable, Mapping, Sequence

from dragoman.model import Finding, Record, Rendering, Suggestion, TermUse
from dragoman.po_escapes import writable


def kind_line(kind: str) -> str:
    """Say what the text is in the report; all that a template can say."""
    return f"kind: {kind}"


def extracted_comment(records: Sequence[Record], renderings: Mapping[str, Rendering]) -> str:
    """Write the lines for the records that share an entry: kind, owed terms, findings, suggestions.

    A term reads `SPP → 最高人民检察院 [official]`, and after the bracket how it got there where the engine did not say
    it by itself: `inline`, `forced`, `spliced`, or that it is missing; `as …` is an accepted form that stands instead.
    An untranslated text has the rendering alone, as a hint.
    """
    lines = [kind_line(records[0].kind)]
    translated = any(record.target for record in records)
    lines += _term_lines((term for record in records for term in record.terms), renderings, translated)
    lines += [_finding_line(finding) for record in records for finding in record.findings]
    lines += [line for record in records for one in record.suggestions for line in _suggestion_lines(one)]
    return "\n".join(map(writable, dict.fromkeys(lines)))


def _term_lines(terms: Iterable[TermUse], renderings: Mapping[str, Rendering], translated: bool) -> list[str]:
    by_term: dict[tuple[str, str], TermUse] = {}
    for term in terms:
        known = by_term.setdefault((term.id, term.source), term)
        if term.status == "missing" != known.status:
            by_term[term.id, term.source] = term  # kept here and missing there: say the worse
    return [_term_line(term, renderings.get(term.id), translated) for term in by_term.values()]


def _term_line(term: TermUse, rendering: Rendering | None, translated: bool) -> str:
    preferred = rendering.preferred(term.source) if rendering else term.target or ""
    line = f"{term.source} → {preferred or '?'}"
    if rendering:
        line += f" [{rendering.status}]"
    if not preferred:
        return f"{line} the glossary has no rendering yet"
    if term.status == "missing":
        return f"{line} missing from the translation" if translated else line
    if term.status != "present":
        line += f" {term.status}"
    return line if term.target in (None, preferred) else f"{line} as {term.target}"


def _suggestion_lines(one: Suggestion) -> Sequence[str]:
    return (f"{int(one.score * 100)} % like this, in {one.report}: {one.source}", f"there it reads: {one.target}")


def _finding_line(finding: Finding) -> str:
    return f"{finding.code} {finding.severity}: {finding.message}"
