"""Colours, sizes and fonts of the report as the bilingual page shows them: readable by day and by night."""

import hashlib
from collections.abc import Iterable, Sequence

from dragoman.model import Paint

_BY_DAY, _BY_NIGHT = "ece7dc", "212e43"
"""The colours behind texts that are hardest to read on: `css/base.css`, `--faint` and `--established-tint`."""
_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""
_STEPS = 20


def paint_class(paint: Paint) -> str:
    """Return the name of the class for what a code sets."""
    return f"paint-{hashlib.sha256(repr(paint).encode()).hexdigest()[:10]}"


def paint_rules(paints: Iterable[Paint]) -> str:
    """Return the style sheet for what codes set, each once."""
    rules = {paint_class(paint): "; ".join(_declarations(dict(paint))) for paint in paints if paint}
    return "".join(f".{name} {{ {rule}; }}\n" for name, rule in rules.items())


def _declarations(paint: dict[str, str]) -> Iterable[str]:
    colour = paint.get("color", "")
    if behind := paint.get("background"):
        best = max((colour or "000000", "000000", "ffffff"), key=lambda one: min(contrast(one, behind), _CONTRAST))
        yield f"background: #{behind}; color: #{best}"
    elif colour:
        yield f"color: light-dark(#{_readable(colour, _BY_DAY)}, #{_readable(colour, _BY_NIGHT)})"
    if size := paint.get("size"):
        yield f"font-size: {size}em; line-height: 1"
    if font := paint.get("font"):
        yield f'font-family: "{font}", {_family(font)}'


def _family(font: str) -> str:
    """Return what stands for a font that the reader's machine may not have."""
    name = font.lower()
    if any(part in name for part in ("mono", "courier", "consol", "typewriter")):
        return "monospace"
    serif = ("times", "georgia", "garamond", "cambria", "serif", "roman", "song", "ming", "宋", "明")
    return "serif" if "sans" not in name and any(part in name for part in serif) else "sans-serif"


def _readable(colour: str, behind: str) -> str:
    """Return a colour, as much darker or lighter as it takes to be read on another."""
    other = 0 if _luminance(_parts(behind)) > 0.2 else 255
    mixed = (
        "".join(f"{round(part + (other - part) * step / _STEPS):02x}" for part in _parts(colour))
        for step in range(_STEPS + 1)
    )
    return next(found for found in mixed if contrast(found, behind) >= _CONTRAST)


def contrast(colour: str, behind: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(_parts(colour)), _luminance(_parts(behind))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: str) -> Sequence[int]:
    return [int(colour[place : place + 2], 16) for place in (0, 2, 4)]


def _luminance(parts: Sequence[int]) -> float:
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
