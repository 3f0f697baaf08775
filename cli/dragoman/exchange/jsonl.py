"""The alignment record as JSON lines: what other programs read."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from dragoman.exchange.style import Style
from dragoman.model import Alignment, Code, Finding, Record, TermUse, fold_lines
from dragoman.segment.tags import folded, tagged

# JSON allows them raw, but readers that split on every Unicode line break would see two lines.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def write_jsonl(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write one JSON object a segment, in document order."""
    for record in alignment.records:
        file.write(f"{_line(record)}\n".encode())


def _line(record: Record) -> str:
    fields = {
        "id": record.id,
        "block": record.block,
        "kind": record.kind,
        "line": record.line,
        "start": record.start,
        "end": record.end,
        "source": record.source,
        "target": record.target,
        "origin": record.origin,
        "engine": record.engine,
        "score": short_score(record.score),
        "codes": [_code(code, record) for code in record.segment.codes],
        "terms": [_term(term) for term in record.terms],
        "findings": [_finding(finding) for finding in record.findings],
    }
    return json.dumps(fields, ensure_ascii=False, allow_nan=False).translate(_LINE_BREAKS)


def _term(term: TermUse) -> dict[str, str | int | None]:
    return {
        "id": term.id,
        "source": term.source,
        "start": term.start,
        "end": term.end,
        "target": term.target,
        "target_start": term.target_start,
        "target_end": term.target_end,
        "status": term.status,
    }


def _code(code: Code, record: Record) -> dict[str, str | int | bool | list[list[int]]]:
    return {
        "number": code.number,
        "name": code.name,
        "about": code.about,
        "start": code.start,
        "end": code.end,
        "alone": code.alone,
        "parent": code.parent,
        "target": [[one.start, one.end, one.parent] for one in record.codes if one.number == code.number],
    }


def read_messages(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return source and target of a record that was read from its line, with their inline codes as tags.

    Raises `KeyError` or `TypeError` if it is no record.
    """
    codes, target_codes = [], []
    for one in record.get("codes", ()):
        code = Code(*(one[name] for name in ("number", "name", "start", "end", "alone", "parent")))
        codes.append(code)
        target_codes += [replace(code, start=start, end=end, parent=p) for start, end, p in one["target"]]
    source = record["source"]
    return tagged(fold_lines(source), folded(source, codes)), tagged(record["target"], target_codes)


def _finding(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "severity": finding.severity, "message": finding.message}


def short_score(score: float | None) -> float | None:
    """Four decimals: what lies behind them differs between processors.

    >>> short_score(-0.41996612), short_score(-1e-9), short_score(float("-inf"))
    (-0.42, 0.0, None)
    """
    if score is None or not math.isfinite(score):
        return None  # JSON has no infinity
    return round(score, 4) + 0.0  # -0.0 + 0.0 is 0.0
