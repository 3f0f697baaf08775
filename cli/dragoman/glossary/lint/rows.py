"""Rows as concepts and renderings, and what is wrong with their cells (G001 to G005, G020 to G026, G029, G030)."""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.sound import composed_cells, last_line, make_concept, make_rendering
from dragoman.glossary.table import Table, items
from dragoman.model import Concept, Rendering, RenderingStatus

_CONTROL = re.compile(
    # Those of bidirectional text that hide what is written (CVE-2021-42574), of annotations and of tags are among them.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ESCAPED = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8."""

LONGEST = 1_000
"""Characters of a form: the longest titles of laws have 300, and looking for forms takes time that grows with them."""

Row = tuple[int, list[str]]
"""The line of a row, from 1, and its cells in the order of `Table.columns`: composed, no blanks around them."""


def read_rows(table: Table, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows that have all their cells, and report the others."""
    if found := _ESCAPED.search(table.lines[0]):
        problems.append(Rule.NOT_UTF8.at(table.path, 1, at=_offset(table, 1, found.start())))
        return
    places = table.places()
    if not places:
        problems.append(Rule.HEADER.at(table.path, 1, columns=" ".join(table.required)))
        return
    plain = places == list(range(len(table.header)))
    wanted = len(table.header)
    lacking = [""] if max(places) == wanted else []
    suspect = not table.valid or any(map(_CONTROL.search, table.lines))
    for line, raw in enumerate(table.lines[1 : last_line(table)], 2):
        text = raw.removesuffix("\r")
        if suspect and (problem := _unreadable(table, line, text)):
            problems.append(problem)
            continue
        cells = composed_cells(text)
        if len(cells) == wanted:
            if plain:
                yield line, [cell.strip() for cell in cells]
            else:
                cells += lacking
                yield line, [cells[place].strip() for place in places]
        elif not text.strip():
            problems.append(Rule.BLANK_LINE.at(table.path, line))
        else:
            problems.append(Rule.ROW.at(table.path, line, found=len(cells), wanted=wanted))


def _unreadable(table: Table, line: int, text: str) -> Problem | None:
    if found := _ESCAPED.search(text):
        return Rule.NOT_UTF8.at(table.path, line, at=_offset(table, line, found.start()))
    if found := _CONTROL.search(text):
        return Rule.CONTROL.at(table.path, line, code=f"{ord(found[0]):04X}")
    return None


def _offset(table: Table, line: int, start: int) -> int:
    """Return the byte of the file that the character at `start` of a line begins with."""
    before = "".join(f"{text}\n" for text in table.lines[: line - 1]) + table.lines[line - 1][:start]
    return 3 * table.marked + len(before.encode(errors="surrogateescape"))


CATEGORIES = ("title", "institution", "place", "person", "event", "law", "formula")
DOMAINS = ("", "prc", "un", "foreign", "general")
"""Whose a concept is: of China, of the United Nations, of other countries, of no country; empty: anybody's."""
STATUSES: tuple[RenderingStatus, ...] = get_args(RenderingStatus)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FLAG = re.compile(r"case|exact|(?:short|context):\S.*")


def read_concepts(table: Table, problems: list[Problem]) -> tuple[dict[str, Concept], bool]:
    """Return the rows of terms.tsv that have an id of their own, and whether every row could be read."""
    path = table.path
    concepts: dict[str, Concept] = {}
    unread: list[Problem] = []
    for line, cells in read_rows(table, unread):
        id_, term, variants, category, match, domain, _ = cells
        flags = items(match)
        faults = [*_id_faults(id_, concepts)]
        if not faults:
            concepts[id_] = make_concept(line, cells)
        if long := _too_long(term, variants):
            faults.append(long)
            concepts.pop(id_, None)
        if not term:
            faults.append((Rule.TERM, {"what": "the term is empty"}))
        if category not in CATEGORIES:
            faults.append((Rule.CATEGORY, {"found": category, "known": ", ".join(CATEGORIES)}))
        if domain not in DOMAINS:
            faults.append((Rule.DOMAIN, {"found": domain, "known": ", ".join(filter(None, DOMAINS))}))
        if flags:
            faults += [(Rule.FLAG, {"found": flag}) for flag in flags if not _FLAG.fullmatch(flag)]
        if faults:
            problems += [rule.at(path, line, **facts) for rule, facts in faults]
    problems += unread
    return concepts, not unread


def read_renderings(
    table: Table, concepts: Mapping[str, Concept] | None, problems: list[Problem]
) -> dict[str, Rendering]:
    """Return the rows of a language file; ids are checked against `concepts` where those are sound."""
    renderings: dict[str, Rendering] = {}
    for line, cells in read_rows(table, problems):
        if long := _too_long(*cells[1:4]):
            problems.append(long[0].at(table.path, line, **long[1]))
            continue
        id_, _, _, _, status, authority, _, _ = cells
        known = concepts is None or id_ in concepts
        # All that can be wrong at once: most commands read thousands of rows, and nearly all of them are sound.
        if (
            id_ in renderings
            or not _SLUG.fullmatch(id_)
            or not known
            or status not in STATUSES
            or (status == "official" and not authority)
        ):
            faults = _rendering_faults(id_, status, authority, renderings, known=known)
            problems += [rule.at(table.path, line, **facts) for rule, facts in faults]
        else:
            renderings[id_] = make_rendering(line, cells)
    return renderings


def _rendering_faults(
    id_: str, status: str, authority: str, earlier: Mapping[str, Rendering], *, known: bool
) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    faults = list(_id_faults(id_, earlier))
    yield from faults
    if not faults and not known:
        yield Rule.NO_CONCEPT, {"id": id_}
    if status not in STATUSES:
        yield Rule.STATUS, {"found": status, "known": ", ".join(STATUSES)}
    if status == "official" and not authority:
        yield Rule.AUTHORITY, {}


def is_slug(text: str) -> bool:
    """Tell whether `text` can be the id of a concept.

    >>> is_slug("supreme-peoples-court"), is_slug("Supreme Court")
    (True, False)
    """
    return bool(_SLUG.fullmatch(text))


def _too_long(*cells: str) -> tuple[Rule, Mapping[str, object]] | None:
    for form in (form for cell in cells if len(cell) > LONGEST for form in items(cell) if len(form) > LONGEST):
        return Rule.LENGTH, {"count": len(form), "most": LONGEST, "form": f"{form[:40]}…"}
    return None


def _id_faults(
    id_: str, earlier: Mapping[str, Concept] | Mapping[str, Rendering]
) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    if id_ in earlier:
        yield Rule.DUPLICATE, {"id": id_, "line": earlier[id_].line}
    elif not id_:
        yield Rule.ID, {"what": "the id is empty"}
    elif not _SLUG.fullmatch(id_):
        yield Rule.ID, {"what": f"bad id {id_!r}; use lower-case letters, digits and single hyphens"}
