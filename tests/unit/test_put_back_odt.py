"""OpenDocument texts put back: bookmarks stay around their words, tracked changes are accepted where words change."""

import io
import zipfile

from office import odt
from pseudo import messages, put_back, same

REGIONS = (
    '<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><text:p>5</text:p></text:deletion>'
    '</text:changed-region><text:changed-region text:id="ct2"><text:insertion/></text:changed-region>{}'
    "</text:tracked-changes>"
)
FEE = (
    '<text:p>The fee is <text:change text:change-id="ct1"/><text:change-start text:change-id="ct2"/>7'
    '<text:change-end text:change-id="ct2"/> dollars.</text:p>'
)
OTHER = '<text:changed-region text:id="ct3"><text:insertion/></text:changed-region>'
UNTOUCHED = '<text:p><text:change-start text:change-id="ct3"/>1984<text:change-end text:change-id="ct3"/></text:p>'


def content(data: bytes) -> str:
    """Return the body of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml").decode().partition("<office:text>")[2]


def test_tracked_changes_are_accepted_where_the_words_change() -> None:
    data = odt(REGIONS.format(OTHER) + FEE + UNTOUCHED)
    done = content(put_back("report.odt", data))
    assert done.startswith(REGIONS.partition("<text:changed-region")[0] + OTHER + "</text:tracked-changes>")
    assert "<text:p>Thé féé ís 7 dóllárs.</text:p>" in done
    assert UNTOUCHED in done
    assert "tracked-changes" not in content(put_back("report.odt", odt(REGIONS.format("") + FEE)))
    assert put_back("report.odt", data, same) == data


def test_a_bookmark_stays_around_its_words() -> None:
    start, end = '<text:bookmark-start text:name="t1"/>', '<text:bookmark-end text:name="t1"/>'
    data = odt(f"<text:p>As {start}the long table{end} shows, all is well.</text:p>")
    assert messages("report.odt", data) == [("paragraph", "As <mark1>the long table</mark1> shows, all is well.")]
    assert f"Ás {start}thé lóng táblé{end} shóws, áll ís wéll." in content(put_back("report.odt", data))
    turned = put_back("report.odt", data, lambda _: "Todo bien, según <mark1>la tabla</mark1>.")
    assert f"Todo bien, según {start}la tabla{end}.</text:p>" in content(turned)
    lost = content(put_back("report.odt", data, lambda _: "Todo bien."))
    assert (lost.count(start), lost.count(end)) == (1, 1)


def test_a_bookmark_over_two_sentences_begins_and_ends_once() -> None:
    start, end = '<text:bookmark-start text:name="t1"/>', '<text:bookmark-end text:name="t1"/>'
    data = odt(f"<text:p>It rained{start} all day. The boats{end} stayed in.</text:p>")
    done = content(put_back("report.odt", data))
    assert f"Ít ráínéd{start} áll dáy. Thé bóáts{end} stáyéd ín." in done
    assert put_back("report.odt", data, same) == data


def test_a_bookmark_that_crosses_a_look_keeps_both_its_ends() -> None:
    start, end = '<text:bookmark-start text:name="t1"/>', '<text:bookmark-end text:name="t1"/>'
    data = odt(
        f'<text:p>The <text:span text:style-name="B">old {start}harbor</text:span> office{end} is closed.</text:p>',
        automatic='<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/>'
        "</style:style>",
    )
    done = content(put_back("report.odt", data))
    assert done.index(start) <= done.index(end)
    assert (done.count(start), done.count(end)) == (1, 1)


def test_bold_is_bold_in_chinese_and_arabic_too() -> None:
    style = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    data = odt('<text:p>The <text:span text:style-name="B">old</text:span> harbor is closed.</text:p>', automatic=style)
    for to, kind in (("zh", "asian"), ("ar", "complex")):
        with zipfile.ZipFile(io.BytesIO(put_back("report.odt", data, to=to))) as archive:
            done = archive.read("content.xml").decode()
        assert f'<style:text-properties fo:font-weight="bold" style:font-weight-{kind}="bold"/>' in done
    with zipfile.ZipFile(io.BytesIO(put_back("report.odt", data))) as archive:
        assert style in archive.read("content.xml").decode()
