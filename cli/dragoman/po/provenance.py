"""The comment line by which dragoman knows its own translations again.

    # dragoman: machine translation: argos en-zh 0.1, terms inline, key 9c1f03ab77de, check 5d41402abc4b of 7d793037a076

The check stands for the `msgstr`: where it no longer fits, a person has changed the text and it is theirs. What follows
it stands for `msgctxt` and `msgid`: where that no longer fits, `msgmerge` has given the text to another one. Files of
older versions lack it.

A shorter line stands among the `#.` lines, for tools that drop `# ` comments; it says, too, what became of the text
where `fuzzy` was cleared in bulk, without an edit:

    #. machine text, approved unchanged, check 5d41402abc4b of 7d793037a076
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal, cast, get_args

from polib import POEntry

from dragoman.model import Provenance, Rung

_PREFIX = "dragoman: "
_MACHINE = "machine translation: "
_MEMORY = "recalled from "
_LINE = re.compile(
    rf"{_PREFIX}(?:(?P<machine>{_MACHINE})|{_MEMORY})"
    r"(?P<label>\"(?:[^\"\\]|\\.)*\"|.*?)"
    r"(?:, score (?P<score>-?[0-9.]+(?:e[+-]?[0-9]+)?))?"
    rf"(?:, terms (?P<rungs>(?:{'|'.join(get_args(Rung))})(?: (?:{'|'.join(get_args(Rung))}))*))?"
    r"(?:, key (?P<key>[0-9a-f]{12}))?"
    r", check (?P<target>[0-9a-f]{12})(?: of (?P<source>[0-9a-f]{12}))?"
)
_MAX_LINES = 6
_AT_HAND = 256
"""Results kept: an entry is looked at several times in a row."""
CREDIT = "Translator: "
"""Begins the comment by which people, or `po import --credit`, say who translated an entry, and when."""

MachineOrigin = Literal["machine", "memory"]
Said = Literal["", "fuzzy cleared in bulk", "approved unchanged"]
"""What became of a text of dragoman's that nobody changed."""
CLEARED: Said = "fuzzy cleared in bulk"
APPROVED: Said = "approved unchanged"
_TEXTS: Mapping[MachineOrigin, str] = {"machine": "machine text", "memory": "recalled text"}
_TRACE = re.compile(
    rf"(?P<text>{'|'.join(_TEXTS.values())})(?:, (?P<said>{'|'.join(filter(None, get_args(Said)))}))?"
    r", check (?P<target>[0-9a-f]{12}) of (?P<source>[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line says."""

    provenance: Provenance
    target: str
    """Fingerprint of the `msgstr` that dragoman wrote."""
    source: str = ""
    """Of what it was written for, as `source_fingerprint`; empty in files of older versions."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a `#.` line says."""

    origin: MachineOrigin
    said: Said
    target: str
    source: str
    """Fingerprints, as in `Stamp`."""


@lru_cache(maxsize=_AT_HAND)
def fingerprint(text: str) -> str:
    """Return 12 hexadecimal digits that stand for a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def source_fingerprint(kind: str | None, source: str) -> str:
    """Return 12 hexadecimal digits that stand for an entry's `msgctxt` and `msgid`."""
    return fingerprint(f"{kind or ''}\4{source}")  # joined as in a MO file


def stamp_of(entry: POEntry) -> Stamp | None:
    """Return what dragoman's line in an entry says if the `msgstr` is still the one that it wrote there."""
    _, stamp = split_comment(entry.tcomment)
    if stamp and stamp.target == fingerprint(entry.msgstr):
        return stamp
    trace = trace_of(entry)
    return Stamp(Provenance(trace.origin, "unknown"), trace.target, trace.source) if trace else None


def trace_of(entry: POEntry) -> "Trace | None":
    """Return what dragoman's `#.` line in an entry says if text and entry are still those that it was written for."""
    if "check" not in entry.comment:
        return None
    found = next(filter(None, map(parse_trace, entry.comment.split("\n"))), None)
    if not found or found.target != fingerprint(entry.msgstr):
        return None
    return found if found.source == source_fingerprint(entry.msgctxt, entry.msgid) else None


def format_trace(origin: MachineOrigin, said: Said, target: str, kind: str | None, source: str) -> str:
    """Write the `#.` line for a translation of `source` in the role `kind`, without the leading `#. `."""
    parts = [_TEXTS[origin], said, f"check {fingerprint(target)} of {source_fingerprint(kind, source)}"]
    return ", ".join(filter(None, parts))


def with_trace(comment: str, line: str) -> str:
    """Return the `#.` lines of an entry with another trace at their end, or with none where `line` is
    empty."""
    lines = [one for one in comment.split("\n") if not parse_trace(one)] if comment else []
    return "\n".join([*lines, *filter(None, [line])])


def parse_trace(line: str) -> "Trace | None":
    """Return what a `#.` line says, or `None` where it is another one."""
    found = _TRACE.fullmatch(line)
    if not found:
        return None
    origin: MachineOrigin = "machine" if found["text"] == _TEXTS["machine"] else "memory"
    return Trace(origin, cast("Said", found["said"] or ""), found["target"], found["source"])


def format_provenance(provenance: Provenance, target: str, kind: str | None, source: str) -> str:
    """Write the line for a translation of `source` in the role `kind`, without the leading `# `."""
    stamp = Stamp(provenance, fingerprint(target), source_fingerprint(kind, source))
    details = [
        f"score {provenance.score!r}" if provenance.score is not None else "",
        "terms " + " ".join(provenance.rungs) if provenance.rungs else "",
        f"key {provenance.key}" if provenance.key else "",
        f"check {stamp.target} of {stamp.source}",
    ]
    start = _PREFIX + (_MACHINE if provenance.origin == "machine" else _MEMORY)
    rest = "".join(f", {detail}" for detail in details if detail)
    line = start + provenance.label + rest
    if provenance.label.isprintable() and parse_provenance(line) == stamp:
        return line
    # A label that could be taken for something else, or that an editor could spoil, is quoted.
    return start + json.dumps(provenance.label) + rest


@lru_cache(maxsize=_AT_HAND)
def parse_provenance(comment_line: str) -> Stamp | None:
    """Return what a line says, or `None` where the line is not dragoman's."""
    found = _LINE.fullmatch(comment_line)
    if not found:
        return None
    label = found["label"]
    if label.startswith('"'):
        try:
            label = json.loads(label)
        except ValueError:
            return None
    try:
        score = float(found["score"]) if found["score"] else None
    except ValueError:
        return None
    rungs = cast("tuple[Rung, ...]", tuple((found["rungs"] or "").split()))
    provenance = Provenance("machine" if found["machine"] else "memory", label, score, rungs, found["key"] or "")
    return Stamp(provenance, found["target"], found["source"] or "")


@lru_cache(maxsize=_AT_HAND)
def split_comment(comment: str) -> tuple[str, Stamp | None]:
    """Part a translator comment into what people wrote and dragoman's own line.

    Editors that wrap comments spread the line over several; it is put together again, as much of it as there is, for
    it may be wrapped before its optional end.
    """
    if _PREFIX.rstrip() not in comment:
        return comment, None
    lines = comment.split("\n")
    for first, line in enumerate(lines):
        if not line.startswith(_PREFIX.rstrip()):
            continue
        for last in range(min(first + _MAX_LINES, len(lines)), first, -1):
            found = parse_provenance(" ".join(part.strip(" ") for part in lines[first:last]))
            if found:
                return "\n".join(lines[:first] + lines[last:]), found
    return comment, None
