"""What a run of a Word document looks like, as far as it matters to a reader (ECMA-376 part 1, 17.3.2)."""

from dataclasses import dataclass

from dragoman.documents.elements import Element, attribute, local_name
from dragoman.documents.paint import painted, share_of
from dragoman.model import Paint

_PASSING = frozenset(
    {
        *("lang", "noProof", "bCs", "iCs", "szCs", "spacing", "kern", "w", "snapToGrid", "webHidden", "rtl", "cs"),
        *("fitText", "eastAsianLayout", "specVanish", "oMath", "ins", "del", "rPrChange", "bdr"),
    }
)
"""Properties that no reader sees, that belong to the language, or that only set letters closer."""
_OFF = frozenset({"0", "false", "off", "none"})
_TOGGLES = {"b": ("b", "bold"), "i": ("i", "italic"), "strike": ("s", "struck out"), "dstrike": ("s", "struck out")}
_NAMES = {
    **{"u": ("u", "underlined"), "smallCaps": ("f", "small capitals"), "caps": ("f", "capitals")},
    **{"color": ("f", "colour"), "highlight": ("f", "highlighted"), "shd": ("f", "shaded"), "sz": ("f", "size")},
    **{"rFonts": ("f", "font"), "em": ("f", "emphasis mark"), "position": ("f", "raised or lowered")},
}


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of a run that show."""

    properties: frozenset[tuple[str, tuple[tuple[str, str], ...]]] = frozenset()
    """Local names and attributes."""

    @property
    def shift(self) -> str:
        """`superscript` or `subscript`; empty for text on the line."""
        found = (dict(attributes).get("val", "") for name, attributes in self.properties if name == "vertAlign")
        return next((value for value in found if value in ("superscript", "subscript")), "")

    def against(self, usual: "Look") -> tuple[str, str]:
        """Return name and explanation of the code for a stretch that looks so among others that look usual."""
        said = [_describe(*one) for one in sorted(self.properties - usual.properties)]
        plain = [f"not {_describe(*one)[1]}" for one in sorted(usual.properties - self.properties)]
        names = {name for name, _ in said}
        own = {name for name, _ in self.properties}
        about = [what for _, what in said] + [
            what
            for what, one in zip(plain, sorted(usual.properties - self.properties), strict=True)
            if one[0] not in own
        ]
        name = names.pop() if len(names) == 1 and not plain else "f"
        return name, ", ".join(about) or "formatted"

    def paint_against(self, usual: "Look") -> Paint:
        """Return what colours, size and font the stretch has that the others have not."""
        there, here = ({name: dict(values) for name, values in look.properties} for look in (usual, self))
        found: dict[str, str] = {}
        for name, values in here.items():
            value = values.get("val", "")
            if values == there.get(name):
                continue
            if name == "color":
                found["color"] = value
            elif name == "highlight":
                found["background"] = _HIGHLIGHTS.get(value, "")
            elif name == "shd":
                found.setdefault("background", values.get("fill", ""))
            elif name == "sz":
                found["size"] = share_of(value, there.get("sz", {}).get("val", _USUAL_SIZE))
            elif name == "rFonts":
                found["font"] = values.get("ascii") or values.get("hAnsi") or values.get("eastAsia", "")
        return painted(found)


_USUAL_SIZE = "22"
"""Of text whose size its style says, in half points."""
_HIGHLIGHTS = {
    **{"black": "000000", "white": "ffffff", "darkGray": "808080", "lightGray": "c0c0c0", "yellow": "ffff00"},
    **{"blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000"},
    **{"darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080"},
    **{"darkRed": "800000", "darkYellow": "808000"},
}
"""ECMA-376 part 1, 17.18.40."""


def look_of(properties: Element | None) -> Look:
    """Return what a `w:rPr` makes a run look like."""
    if properties is None:
        return Look()
    found = []
    for element in properties:
        name = local_name(element)
        if name in _PASSING:
            continue
        attributes = tuple(sorted((str(key).rpartition("}")[2], str(value)) for key, value in element.items()))
        if name == "rFonts":
            attributes = tuple(one for one in attributes if one[0] != "hint")
            if not attributes:
                continue
        if attribute(element, "val").lower() in _OFF and (name in _TOGGLES or name in ("u", "caps", "smallCaps")):
            attributes = (("val", "0"),)
        elif name in _TOGGLES:
            attributes = ()
        found.append((name, attributes))
    return Look(frozenset(found))


def _describe(name: str, attributes: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    value = dict(attributes).get("val", "")
    if value == "0" and name in ("b", "i", "strike", "dstrike", "u"):
        return "f", f"not {(_TOGGLES | _NAMES)[name][1]}"
    if name == "vertAlign":
        return {"superscript": ("sup", "superscript"), "subscript": ("sub", "subscript")}.get(value, ("f", "formatted"))
    if name == "rStyle":
        return "f", f"style {value}"
    return (_TOGGLES | _NAMES).get(name, ("f", "formatted"))
