"""A badge for a README or a wiki: how much of a translation people have reviewed, as SVG."""

from html import escape

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{text}">
<title>{text}</title>
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#555"/><rect x="{left}" width="{right}" height="20" \
fill="{colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{left_middle}" y="14" textLength="{left_text}">{label}</text>\
<text x="{right_middle}" y="14" textLength="{right_text}">{value}</text>
</g>
</svg>
"""
_COLOURS = ((1.0, "#2e7d32"), (0.75, "#558b2f"), (0.5, "#8a6d00"), (0.25, "#b45309"), (0.0, "#b3261e"))
"""From each share on; every one has a contrast of at least 4.5 with white (WCAG 2.2, 1.4.3)."""
_NARROW = "fijlt.,:;|!'()[] -_1"


def render_badge(label: str, share: float) -> str:
    """Return the SVG of a badge that reads `label` and `share`, from 0 to 1, as a percentage rounded down.

    Rounded down, so that it says 100 % only when everything is reviewed.
    """
    value = f"{int(share * 100 + 1e-9)}%"
    left_text, right_text = _width(label), _width(value)
    left, right = left_text + 12, right_text + 12
    return _SVG.format(
        text=escape(f"{label}: {value}"),
        label=escape(label),
        value=value,
        width=left + right,
        left=left,
        right=right,
        left_text=left_text,
        right_text=right_text,
        left_middle=left / 2,
        right_middle=left + right / 2,
        colour=next(colour for least, colour in _COLOURS if share >= least),
    )


def _width(text: str) -> int:
    """Return roughly the pixels of a text in Verdana 11; `textLength` makes it exact in every font."""
    return round(sum(4.2 if char in _NARROW else 11 if ord(char) > 0x2E7F else 7.2 for char in text))
