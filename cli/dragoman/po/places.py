"""Places where people have translated one text in two ways: each but the first has an entry of its own.

Its `msgctxt` is the kind and the text before: `paragraph after: The council met in May.` By it the segment is found
again when the report is amended, also where the text before is, as far as the two are alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.model import Segment
from dragoman.po.catalogue import Catalogue
from dragoman.po.changed import LEAST
from dragoman.po.syntax import writable
from dragoman.segment.tags import message_of
from dragoman.text.similarity import similarity

_ROLE = re.compile(r"([a-z]+) after: (.*)", re.DOTALL)
_MOST = 80


def role_after(kind: str, before: str) -> str:
    """Return the role of a text of some kind after another one, the start of which is enough.

    >>> role_after("paragraph", "The council met in May.")
    'paragraph after: The council met in May.'
    """
    return f"{kind} after: {writable(before)[:_MOST].rstrip()}"


def kind_of(role: str) -> str:
    """Return the kind in a role, which is mostly the role itself."""
    return _split(role)[0]


def placed(segments: Sequence[Segment], catalogue: Catalogue | None) -> list[Segment]:
    """Return the segments of a report; those that have an entry of their own know its role."""
    roles = [unit for unit in catalogue.all_units if _ROLE.fullmatch(unit.kind)] if catalogue else []
    found = list(segments)
    if not roles:
        return found
    before = dict(_before(segments))
    wanted = {unit.source for unit in roles}
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, segment in enumerate(segments):
        if (text := message_of(segment)) in wanted:
            same[segment.kind, text].append(number)
    for unit in roles:
        kind, start = _split(unit.kind)
        free = [number for number in same[kind, unit.source] if not found[number].role_name]
        alike = {number: _alike(unit.kind, start, kind, before[number]) for number in free}
        best = max(free, key=alike.__getitem__, default=-1)
        if best >= 0 and alike[best] >= LEAST:
            found[best] = replace(found[best], role_name=unit.kind)
    return found


def _split(role: str) -> tuple[str, str]:
    found = _ROLE.fullmatch(role)
    return (found[1], found[2]) if found else (role, "")


def _alike(role: str, start: str, kind: str, before: str) -> float:
    return 1.0 if role_after(kind, before) == role else similarity(before[:_MOST], start)


def _before(segments: Sequence[Segment]) -> Iterable[tuple[int, str]]:
    """Yield the number of each segment, and the text before it that is translated."""
    last = ""
    for number, segment in enumerate(segments):
        yield number, last
        if not segment.verbatim:
            last = message_of(segment)
