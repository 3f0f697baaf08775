"""Inline codes of a translated segment, by their tags."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.check.codes import finding, times
from dragoman.model import Code, Finding, Origin
from dragoman.segment.tags import find_tags


def check_codes(codes: Sequence[Code], origin: Origin, message: str) -> Iterator[Finding]:
    """Yield which codes of a source are not in its translation as they should be; `message` has them as tags.

    In a person's text, which stays as it is, that is a warning.
    """
    if not codes or origin in ("verbatim", "none") or not message:
        return
    for one in _findings(codes, message):
        yield one if origin == "machine" else replace(one, severity="warning")


def _findings(codes: Sequence[Code], message: str) -> Iterator[Finding]:
    found = find_tags(message, codes)
    counts = Counter((code.number, closing) for code, closing in found)
    for code in codes:
        tags = [(False, f"<{code.name}{code.number}{'/' * code.alone}>")]
        tags += [(True, f"</{code.name}{code.number}>")] * (not code.alone)
        for closing, tag in tags:
            if (count := counts[code.number, closing]) != 1:
                yield finding("C001", tag=tag, times=times(1), found=times(count))
                break
    opened: list[int] = []
    for code, closing in found:
        if code.alone:
            continue
        if not closing:
            opened.append(code.number)
        elif not opened or opened.pop() != code.number:
            yield finding("C002", tag=f"</{code.name}{code.number}>")
            return
