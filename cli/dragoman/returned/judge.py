"""What a returned segment asks of its entry: the three-way merge of what went out, what came back and what is there.

What went out is known by the mark beside the target, or by the alignment record where it has the very text that came
back. Without either, a text that differs from the entry's counts as changed by a person.
"""

from dataclasses import dataclass
from typing import Literal

from dragoman.handed_out import as_exported, exported_origin, is_as_exported
from dragoman.model import Origin, Unit
from dragoman.po_escapes import readable
from dragoman.returned.find import Exported
from dragoman.returned.unit import ReturnedUnit

_PEOPLE = ("reviewed", "draft")


@dataclass(frozen=True, slots=True)
class Wish:
    """What an entry is to hold."""

    target: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """A wish that stands against what a person did in the catalogue meanwhile."""

    wish: Wish
    about: Literal["text", "status"]


def judge(unit: ReturnedUnit, entry: Unit, known: Exported | None) -> Wish | Clash | None:
    """Return what a returned unit asks of its entry, `None` where it asks nothing.

    An empty target asks nothing: it never erases. A text that nobody changed asks nothing unless the file says that it
    is reviewed now, or no longer.
    """
    if not unit.target.strip():
        return None
    target = settle_lines(unit.target, entry.source)
    origin, untouched = exported(unit, known)
    reviewed = unit.said == "reviewed"
    if as_exported(target) == as_exported(entry.target):
        return _same_text(unit, entry, origin)
    wish = Wish(target, reviewed)
    theirs = not untouched or origin in _PEOPLE or reviewed
    if entry.state not in _PEOPLE:
        return wish if theirs else None
    restated = (reviewed and origin != "reviewed") or (unit.said == "draft" and origin == "reviewed")
    if untouched:
        return Clash(wish, "text") if restated else None  # the entry is newer
    if entry.state == origin and is_as_exported(unit.exported, entry.target):
        return wish  # nobody else has changed it
    return Clash(wish, "text")


def _same_text(unit: ReturnedUnit, entry: Unit, origin: Origin | None) -> Wish | Clash | None:
    if unit.said == "reviewed" and entry.state != "reviewed" and origin != "reviewed":
        return Wish(entry.target, True)
    if unit.said == "draft" and entry.state == "reviewed":
        if origin == "reviewed":
            return Wish(entry.target, False)
        if origin is None:
            return Clash(Wish(entry.target, False), "status")
    return None


def exported(unit: ReturnedUnit, known: Exported | None) -> tuple[Origin | None, bool]:
    """Return the origin of the target that went out, where that is known, and whether it came back as it went."""
    origin = exported_origin(unit.exported)
    if origin:
        return origin, is_as_exported(unit.exported, unit.target)
    if known and known.origin and as_exported(known.target) == as_exported(unit.target):
        return known.origin, True
    return None, False


def settle_lines(target: str, source: str) -> str:
    r"""Return a target with `\n` as its line breaks, and at its edges where the source has them, as gettext demands.

    >>> settle_lines("依法\r\n治国\n", "the rule of law")
    '依法\n治国'
    """
    text = readable(target).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "\n" * source.startswith("\n") + text + "\n" * source.endswith("\n")
