"""A `<unit>` of XLIFF 2.x: a block, one `<segment>` a sentence."""

from collections.abc import Iterator

from dragoman.exchange.common import Doubts, segment_id
from dragoman.exchange.returned import ReturnedUnit
from dragoman.exchange.xliff.text import InlineText, inline_text
from dragoman.files.xml import Element
from dragoman.model import Origin

_PREFIX = "dragoman:"
"""Begins the types, categories and sub-states that are ours."""


def read_unit(unit: Element, doubts: Doubts) -> Iterator[ReturnedUnit]:
    """Yield the segments of a unit; nothing where it is not to be translated."""
    if unit.get("translate") == "no":
        return
    segments = unit.findall("{*}segment")
    ids = [segment_id(segment.get("id")) for segment in segments]
    if _is_ours(unit) and not all(ids):
        # Where one sentence was cut, its neighbours may have been as well.
        doubts.resegmented.append(unit.get("id") or f"line {unit.sourceline}")
        ids = [""] * len(ids)
    kind = unit.get("type") or ""
    exported = {str(meta.get("type")): meta.text or "" for meta in unit.iterfind("{*}metadata//{*}meta")}
    notes = unit.findall("{*}notes/{*}note")
    sources = [inline_text(segment.find("{*}source")) for segment in segments]
    texts = [(s, inline_text(segment.find("{*}target"), s)) for s, segment in zip(sources, segments, strict=True)]
    comments = _comments(segments, ids, texts, notes)
    for segment, id_, (source, target), comment in zip(segments, ids, texts, comments, strict=True):
        place = f"line {segment.sourceline}"
        if _is_copy(segment, source.text, target.text):
            target = InlineText()
        if target.codes:
            doubts.codes.append(id_ or place)
        yield ReturnedUnit(
            id=id_,
            kind=kind.removeprefix(_PREFIX) if kind.startswith(_PREFIX) else "",
            source=source.text,
            target=target.text,
            said=_said(segment) if target.text.strip() else "none",
            comment="\n".join(dict.fromkeys(filter(None, comment))),
            place=place,
            exported=exported.get(id_, "") if id_ else "",
        )


def _is_ours(unit: Element) -> bool:
    return bool(segment_id(f"{unit.get('id')}s01"))


def _comments(
    segments: list[Element], ids: list[str], texts: list[tuple[InlineText, InlineText]], notes: list[Element]
) -> list[list[str]]:
    """Return what people noted, by segment.

    A note belongs to the segment whose text names it, to the one that holds it (as translate-toolkit writes it), or to
    the one whose id its own id begins with; any other is about the unit, and stands at its first segment.
    """
    comments = [[*source.comments, *target.comments] for source, target in texts]
    for note in notes:
        name = note.get("id") or ""
        if (note.get("category") or "").startswith(_PREFIX):
            continue
        named = (n for n, (source, target) in enumerate(texts) if name and name in (*source.notes, *target.notes))
        begun = (n for n, id_ in enumerate(ids) if id_ and name.startswith(id_))
        place = next(named, next(begun, 0))
        if comments:
            comments[place].append((note.text or "").strip())
    for place, segment in enumerate(segments):
        comments[place] += [(note.text or "").strip() for note in segment.iterfind("{*}notes/{*}note")]
    return comments


def _is_copy(segment: Element, source: str, target: str) -> bool:
    """Tell whether a target is a copy of its source that some program made for people to write over."""
    theirs = segment.get("subState") in (None, f"{_PREFIX}none")
    return segment.get("state") == "initial" and theirs and target == source


def _said(segment: Element) -> Origin | None:
    """Say what a segment says of its translation.

    `translated` is the word of whoever translates, not of a reviewer, but where the sub-state still is ours: so
    translate-toolkit and Weblate write what needs no editing any more. A text that is there is somebody's work,
    whatever a program calls its state.
    """
    state = segment.get("state")
    cleared = state == "translated" and (segment.get("subState") or "").startswith(_PREFIX)
    if cleared or state in ("reviewed", "final"):
        return "reviewed"
    return "draft" if state else None
