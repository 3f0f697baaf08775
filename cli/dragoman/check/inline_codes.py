"""Inline codes of a translated segment, by their tags."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.check.codes import finding, times
from dragoman.check.kept import find_literals
from dragoman.check.sentences import Prose, check_moved, without_tags
from dragoman.model import Code, Finding, Origin, Segment
from dragoman.segment.tags import find_tags, message_of, tag_of


def check_codes(segment: Segment, origin: Origin, message: str) -> Iterator[Finding]:
    """Yield which codes of a source are not in its translation as they should be; `message` has them as tags.

    In a person's text, which stays as it is, that is a warning.
    """
    codes = segment.codes
    if not codes or origin in ("verbatim", "none") or not message:
        return
    moved = check_moved(_prose(message_of(segment)), _prose(message))
    for one in (*_findings(codes, message), *moved):
        yield one if origin == "machine" else replace(one, severity="warning")


def _prose(message: str) -> Prose:
    return without_tags(message, (one for one in find_literals(message) if one.kind == "tag"))


def _findings(codes: Sequence[Code], message: str) -> Iterator[Finding]:
    found = find_tags(message, codes)
    counts = Counter((code.number, closing) for code, closing in found)
    for code in codes:
        for closing in (False,) if code.alone else (False, True):
            if (count := counts[code.number, closing]) != 1:
                yield finding("C001", tag=tag_of(code, closing=closing), times=times(1), found=times(count))
                break
    opened: list[int] = []
    for code, closing in found:
        if code.alone:
            continue
        if not closing:
            opened.append(code.number)
        elif not opened or opened.pop() != code.number:
            yield finding("C002", tag=tag_of(code, closing=True))
            return
