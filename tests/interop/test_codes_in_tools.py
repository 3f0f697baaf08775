"""Inline codes through other people's tools and back: OmegaT, and the translate-toolkit as Weblate uses it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from lxml import etree
from translate.storage import pypo, xliff, xliff2
from translate.storage.placeables.lisa import strelem_to_xml, xml_to_strelem

from dragoman.documents import parse_text
from dragoman.exchange.returned import read_returned
from dragoman.exchange.style import Style
from dragoman.model import Alignment
from dragoman.po.update import update_catalogue
from dragoman.segment.tags import message_of, shown
from factories import written_bytes
from pseudo import pseudo, translated
from rich_docx import rich_docx

STYLES = {"1.2": Style(xliff="1.2"), "2.1": Style(xliff="2.1")}
_TAG = re.compile(r"(<[^>]*>)")


@pytest.fixture(scope="module")
def untranslated() -> Alignment:
    report = translated(parse_text("report.docx", "report", rich_docx()), to="zh")
    records = (
        record if record.origin == "verbatim" else replace(record, origin="none", target="", codes=())
        for record in report.records
    )
    return replace(report, records=tuple(records))


def expected(report: Alignment) -> dict[str, str]:
    """Return the pseudo-translations by segment; there are codes in some."""
    found = {one.id: pseudo(message_of(one.segment)) for one in report.records if one.origin != "verbatim"}
    assert sum("<" in text for text in found.values()) > 5
    return found


def accented(text: str) -> str:
    """Return a text with XML in it, its letters changed."""
    return "".join(piece if piece.startswith("<") else pseudo(piece) for piece in _TAG.split(text))


@pytest.mark.parametrize(("version", "read"), [("1.2", xliff.Xliff1File), ("2.1", xliff2.Xliff2File)])
def test_xliff_with_codes_comes_back_from_the_toolkit(
    untranslated: Alignment, tmp_path: Path, version: str, read: Callable[..., object]
) -> None:
    """As Weblate's formats do: the text is edited with its codes as XML, and set as the target."""
    path = tmp_path / "report.zh.xlf"
    path.write_bytes(written_bytes("xliff", untranslated, STYLES[version]))
    store = read.parsefile(str(path))  # type: ignore[attr-defined]
    for unit in store.units:
        if not unit.istranslatable():
            continue
        pieces = []
        for one in unit.rich_source:
            holder = etree.Element("e")
            strelem_to_xml(holder, one)  # type: ignore[no-untyped-call]
            pieces.append(etree.tostring(holder, encoding="unicode").removeprefix("<e>").removesuffix("</e>"))
        target = etree.fromstring(f"<e>{accented(''.join(pieces))}</e>")
        unit.rich_target = [xml_to_strelem(target)]  # type: ignore[no-untyped-call]
    store.savefile(str(path))
    back = {unit.id: unit.target for unit in read_returned(path, 2**24).units}
    assert {id_: back[id_] for id_ in expected(untranslated)} == expected(untranslated)


def test_a_catalogue_with_codes_comes_back_from_the_toolkit(untranslated: Alignment, tmp_path: Path) -> None:
    path = tmp_path / "report.po"
    now = datetime(2025, 3, 3, tzinfo=UTC)
    path.write_text(update_catalogue(None, shown(untranslated), provenances={}, now=now), "utf-8")
    store = pypo.pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    for unit in store.units:
        if not unit.isheader():
            unit.target = accented(str(unit.source))
    store.savefile(str(path))
    assert {one.msgstr for one in polib.pofile(str(path))} == set(expected(untranslated).values())
