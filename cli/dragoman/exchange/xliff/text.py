"""The text of a `<source>` or `<target>` of XLIFF, without the inline markup of whatever program wrote it."""

from dataclasses import dataclass, field

from dragoman.exchange.xliff.codes import FOREIGN_PAIRS, PAIRS, tags_of
from dragoman.files.xml import Element, local_name

_CODES = frozenset({"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec"})
"""Stand for markup of an original; what stands in them is not text."""
_LINE_BREAKS = frozenset({"lb", "xlf:lb"})
_MARKS_SEGMENT = "seg"


@dataclass(slots=True)
class InlineText:
    """What an element holds."""

    text: str = ""
    codes: int = 0
    """Codes that were left out."""
    empty_parts: int = 0
    """Parts that a program has made of a segment (1.2), and that have no text."""
    comments: list[str] = field(default_factory=list)
    """What people wrote to marks of the text (2.x)."""
    notes: list[str] = field(default_factory=list)
    """Ids of the unit's notes that marks of the text name (2.x)."""
    pairs: dict[str, str] = field(default_factory=dict)
    """Tags of the pairs that another program wrote, by their ids."""
    is_target: bool = False

    def tag(self, pair: Element) -> str:
        """Return the name of the tags that a foreign pair stands for, empty where it stands for none."""
        id_ = str(pair.get("id") or "")
        if not self.is_target and id_ not in self.pairs:
            kind = pair.get("ctype") or pair.get("subType") or pair.get("type")
            self.pairs[id_] = f"{FOREIGN_PAIRS.get(kind, 'f')}{len(self.pairs) + 1}"
        return self.pairs.get(id_, "")


def inline_text(element: Element | None, source: InlineText | None = None) -> InlineText:
    """Collect what an element holds; nothing where there is no element.

    Pairs that another program wrote are numbered as `dragoman.documents.xliff` does it; a target has those of its
    `source`, by their ids, and no others.
    """
    found = InlineText(pairs=source.pairs if source else {}, is_target=source is not None)
    if element is not None:
        pieces: list[str] = []
        _collect(element, pieces, found)
        found.text = "".join(pieces)
    return found


def _collect(element: Element, pieces: list[str], found: InlineText) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = local_name(child)
        if name == "cp":
            pieces.append(_character(str(child.get("hex") or "")))
        elif any(tags := tags_of(child)):
            pieces.append(tags[0])
            _collect(child, pieces, found)
            pieces.append(tags[1])
        elif name in PAIRS and (tag := found.tag(child)):
            pieces.append(f"<{tag}>")
            _collect(child, pieces, found)
            pieces.append(f"</{tag}>")
        elif name in _CODES:
            pieces.append(_coded(child, found))
        else:
            if name == "mrk":
                _note(child, found)
            _collect(child, pieces, found)
        pieces.append(child.tail or "")


def _coded(code: Element, found: InlineText) -> str:
    """Return the text that a code stands for, which only a line break does."""
    if code.get("ctype") in _LINE_BREAKS or code.get("subType") in _LINE_BREAKS:
        return "\n"
    found.codes += 1
    return ""


def _character(hexadecimal: str) -> str:
    """Return the character that a `<cp>` names; half of one, which no text can hold, as U+FFFD."""
    try:
        char = chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return ""
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def _note(mark: Element, found: InlineText) -> None:
    if mark.get("mtype") == _MARKS_SEGMENT:
        found.empty_parts += not "".join(mark.itertext()).strip()
    elif mark.get("type") == "comment" and (value := mark.get("value")):
        found.comments.append(str(value))
    elif mark.get("type") == "comment":
        found.notes.append(str(mark.get("ref") or "").rpartition("n=")[2])
