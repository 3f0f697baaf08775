"""The notes that dragoman writes for translators, known again when a program returns them as a person's comments."""

import re
from typing import get_args

from dragoman.exchange.about import parse_facts_line
from dragoman.model import Kind, RenderingStatus, Rung, Severity
from dragoman.po.provenance import parse_trace

_KNOWN = "|".join((*get_args(RenderingStatus), *get_args(Rung)))
_NOTES = re.compile(
    rf"kind: (?:{'|'.join(get_args(Kind))})"
    rf"|\S.* → .*\[(?:{_KNOWN})(?:, (?:{_KNOWN}))*\].*"
    rf"|(?:b\d{{3,}}s\d{{2,}}: )?[A-Z]\d{{3}} (?:{'|'.join(get_args(Severity))}): .*"
    r"|\d{1,3} % like this, in .*: .*|there it reads: .*"
)


def is_ours(line: str) -> bool:
    """Tell whether a line of a comment is a note of dragoman's: a term, a finding, a suggestion, what a text is.

    >>> is_ours("SPP → 最高人民检察院 [official, forced]"), is_ours("T001 error: …"), is_ours("SPP or SPC?")
    (True, True, False)
    """
    return bool(_NOTES.fullmatch(line) or parse_trace(line) or parse_facts_line(line))
