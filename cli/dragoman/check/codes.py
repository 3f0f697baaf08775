"""The codes of all findings: severity, one sentence each, and how a finding of the kind reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.check.tables import rows
from dragoman.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    code: str
    severity: Severity
    """`error`: certainly wrong and harmful. `warning`: have a look. `info`: a matter of style."""
    summary: str
    template: str
    advice: str
    """What to do about it."""

    def finding(self, **facts: str) -> Finding:
        """Return a finding of this kind about the given facts."""
        return Finding(self.code, self.severity, self.template.format(**facts))


@cache
def all_codes() -> Mapping[str, Code]:
    """Return every kind of finding by its code."""
    return {code: Code(code, _severity(severity), *texts) for code, severity, *texts in rows("codes")}


def finding(code: str, **facts: str) -> Finding:
    """Return a finding of a kind about the given facts.

    >>> finding("N001", number="24").message
    '24 is not in the translation'
    """
    return all_codes()[code].finding(**facts)


def times(count: int) -> str:
    """Return how often in words."""
    return {0: "not", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _severity(name: str) -> Severity:
    if name not in SEVERITIES:
        raise ValueError(f"codes.tsv: no severity {name!r}")
    return name


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The worst first."""


def by_severity(found: list[Finding]) -> list[Finding]:
    """Return findings, each once, the worst first, otherwise in the order in which they were found."""
    return sorted(dict.fromkeys(found), key=lambda one: SEVERITIES.index(one.severity))
