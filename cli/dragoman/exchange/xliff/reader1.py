"""A `<trans-unit>` of XLIFF 1.2: one segment."""

import re
from collections.abc import Iterator

from dragoman.exchange.common import STUDIO, Doubts, segment_id
from dragoman.exchange.returned import ReturnedUnit
from dragoman.exchange.xliff.text import InlineText, inline_text
from dragoman.files.xml import Element, unpictured
from dragoman.model import Origin

_KIND = re.compile(r"x-dragoman-(\w+)")
_OURS = "dragoman"
"""Who our own notes are from."""
_REVIEWED = frozenset({"final", "signed-off"})
_NOT_BEGUN = frozenset({"new", "needs-translation", "needs-l10n", "needs-adaptation"})


def read_trans_unit(unit: Element, doubts: Doubts) -> Iterator[ReturnedUnit]:
    """Yield what a unit holds; nothing where it is not to be translated."""
    if unit.get("translate") == "no":
        return
    target = unit.find("{*}target")
    source = inline_text(unit.find("{*}source"))
    translation = inline_text(target, source)
    if target is not None and target.get("state") in _NOT_BEGUN and translation.text == source.text:
        translation = InlineText()  # a copy of the source is no translation
    id_, place = segment_id(unit.get("id")), f"line {unit.sourceline}"
    if translation.codes:
        doubts.codes.append(id_ or place)
    if translation.empty_parts and translation.text.strip():
        doubts.partly.append(id_ or place)
    if unit.get("equiv-trans") == "no" or unit.getparent().get("merged-trans") == "yes":
        doubts.merged.append(id_ or place)
    kind = _KIND.fullmatch(unit.get("restype") or "")
    notes = [_note(note) for note in unit.findall("{*}note") if note.get("from") != _OURS]
    yield ReturnedUnit(
        id=id_,
        kind=kind[1] if kind else "",
        source=unpictured(source.text),
        target=unpictured(translation.text),
        said=_said(unit, target) if translation.text.strip() else "none",
        comment="\n".join(filter(None, notes)),
        place=place,
        exported=unit.get("extradata") or "",
    )


def _note(note: Element) -> str:
    return "".join(note.itertext()).strip()


def _said(unit: Element, target: Element | None) -> Origin | None:
    """Say what a unit says of its translation.

    `translated` is the word of whoever translates, not of a reviewer. A text that is there is somebody's work, whatever
    a program calls its state.
    """
    state = target.get("state") if target is not None else None
    # Trados Studio has a word of its own for each part of a unit: `<sdl:seg conf="Translated">`.
    studio = {STUDIO.get(part.get("conf") or "", "") for part in unit.iterfind("{*}seg-defs/{*}seg")}
    if "draft" in studio:
        return "draft"
    approved = unit.get("approved")
    if approved == "yes" or studio == {"reviewed"} or (state in _REVIEWED and approved is None):
        return "reviewed"
    return "draft" if state or approved else None
