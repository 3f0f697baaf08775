"""What a project thinks of findings: which it does not want, and how bad the others are, by language if need be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.check.codes import SEVERITIES, all_codes
from dragoman.errors import RequestError
from dragoman.model import Finding, Severity

_RULE = re.compile(
    r"(?:(?P<language>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*):)?(?P<code>[A-Z]\d{0,3})(?:=(?P<severity>\w+))?"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    language: str
    """BCP 47 tag or the beginning of one; empty: every language."""
    code: str
    """Or its beginning."""
    severity: Severity | None
    """`None`: not wanted."""

    def is_about(self, finding: Finding, language: str) -> bool:
        named = self.language.lower()
        spoken = language.lower()
        return finding.code.startswith(self.code) and (not named or spoken == named or spoken.startswith(f"{named}-"))


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules, of which the last that is about a finding counts."""

    rules: tuple[_Rule, ...] = ()

    def judge(self, finding: Finding, language: str) -> Finding | None:
        """Return a finding with the severity that it has here; `None` where it is not wanted."""
        for rule in reversed(self.rules):
            if rule.is_about(finding, language):
                return None if rule.severity is None else replace(finding, severity=rule.severity)
        return finding


ANY = Policy()
"""Findings as they are."""


def parse_policy(ignored: Sequence[str], severities: Sequence[str]) -> Policy:
    """Return the policy that options say: `P`, `fr:S003` are not wanted, `P005=info`, `zh:P007=error` are that bad.

    >>> policy = parse_policy(["fr:S003"], ["P=info"])
    >>> policy.judge(Finding("S003", "info", "x"), "fr-CA")
    >>> policy.judge(Finding("P005", "warning", "x"), "de").severity
    'info'

    Raises:
        RequestError: a rule that is none, an unknown code or severity.
    """
    return Policy((*(_rule("--severity", text) for text in severities), *(_rule("--ignore", text) for text in ignored)))


def _rule(option: str, text: str) -> _Rule:
    found = _RULE.fullmatch(text.strip())
    wants = "CODE=SEVERITY" if option == "--severity" else "CODE"
    if not found or bool(found["severity"]) != (option == "--severity"):
        raise RequestError(f"{option}: {text!r} is not {wants}, perhaps with a language before it (fr:{wants})")
    if not any(code.startswith(found["code"]) for code in all_codes()):
        raise RequestError(f"{option}: no finding has a code {found['code']!r}")
    severity = next((one for one in SEVERITIES if one == found["severity"]), None)
    if found["severity"] and severity is None:
        raise RequestError(f"{option}: {found['severity']!r} is not a severity; use {', '.join(SEVERITIES)}")
    return _Rule((found["language"] or "").replace("_", "-"), found["code"], severity)
