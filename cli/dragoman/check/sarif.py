"""Findings as SARIF 2.1.0, which code hosts show beside the lines, and as GitHub's annotation commands."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman import __version__
from dragoman.check.codes import all_codes
from dragoman.model import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"info": "note"}
"""What SARIF calls a severity, where it has another name."""
_COMMANDS = {"info": "notice"}
"""What GitHub calls one."""
Located = tuple[str, int, Finding]
"""Path as given, line from 1, finding."""


def render_sarif(located: Sequence[Located]) -> str:
    """Return a SARIF log with one run (OASIS, SARIF 2.1.0, 3.13 and 3.14)."""
    rules = [
        {
            "id": code.code,
            "shortDescription": {"text": code.summary},
            "help": {"text": code.advice},
            "defaultConfiguration": {"level": _LEVELS.get(code.severity, code.severity)},
        }
        for code in sorted(all_codes().values(), key=lambda code: code.code)
    ]
    driver = {"name": "dragoman", "version": __version__, "rules": rules}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": _results(located)}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _results(located: Iterable[Located]) -> list[dict[str, Any]]:
    return [
        {
            "ruleId": finding.code,
            "level": _LEVELS.get(finding.severity, finding.severity),
            "message": {"text": finding.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(path)},
                        "region": {"startLine": line},
                    }
                }
            ],
        }
        for path, line, finding in located
    ]


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/").removeprefix("./"))


def github_annotation(path: str, line: int, finding: Finding) -> str:
    """Return GitHub's workflow command for a finding; `%`, line ends, and in properties `:` and `,`, are escaped.

    >>> github_annotation("a,b.po", 3, Finding("N001", "warning", "50% is not there"))
    '::warning file=a%2Cb.po,line=3,title=N001::50%25 is not there'
    """
    message = finding.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    name = path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")
    command = _COMMANDS.get(finding.severity, finding.severity)
    return f"::{command} file={name},line={line},title={finding.code}::{message}"
