"""The picture of a run, taken apart: its pages are well-formed XML but for what HTML alone knows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dragoman.exchange.picture.page import render_report
from dragoman.model import Alignment
from dragoman.po.history import History

SVG = "{http://www.w3.org/2000/svg}"
_META = re.compile(r"<meta ([^>]*)>")


def draw(
    *alignments: Alignment,
    pages: Mapping[str, str] | None = None,
    together: str = "",
    histories: Mapping[str, History] | None = None,
) -> str:
    """Render the picture."""
    return render_report(alignments, pages=pages or {}, together=together, histories=histories or {})


def parse(html: str) -> ET.Element:
    """Parse a page; raises where it is not well-formed."""
    return ET.fromstring(_META.sub(r"<meta \1/>", html.removeprefix("<!doctype html>\n")))


def maps(page: ET.Element, family: str) -> list[ET.Element]:
    """Return the maps of one family, `origin` or `rung`, one for each language."""
    found = (svg for svg in page.iter(f"{SVG}svg") if svg.get("class") == "map")
    return [svg for svg in found if str(svg.get("aria-labelledby")).startswith(f"{family}-")]


def strips(picture: ET.Element) -> Iterator[tuple[str, float]]:
    """Yield name and width, in percent, of each coloured rectangle of a map."""
    for rect in picture.iter(f"{SVG}rect"):
        if name := rect.get("class"):
            yield name.partition("-")[2], float(str(rect.get("width")).removesuffix("%"))


def lengths(picture: ET.Element, letters: int) -> Mapping[str, int]:
    """Return how many characters each colour of a map covers, `letters` being those of a full line."""
    totals: Counter[str] = Counter()
    for name, width in strips(picture):
        totals[name] += round(width * letters / 100)
    return totals


def keys(page: ET.Element) -> list[Mapping[str, int]]:
    """Return the figures beside the colours: those of the origins of each language, then those of the rungs."""
    return [
        {"".join(row.find("dt").itertext()): int(str(row.findtext("dd")).replace(",", "")) for row in _rows(found)}  # type: ignore[union-attr]
        for found in page.iter("dl")
        if found.get("class") == "key"
    ]


def _rows(element: ET.Element) -> Sequence[ET.Element]:
    return element.findall("div")
