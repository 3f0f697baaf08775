from pathlib import Path

import pytest

from dragoman.documents import read_document
from dragoman.documents.html.tree import declared_charset
from dragoman.errors import DocumentError
from places import DATA, check_page_places, check_tiling, read, shown

PAGES = DATA / "pages"
PROSE = "The meeting was held in the large hall of the ministry and lasted for two days, the ministry said."


def page(body: str, head: str = "") -> list[tuple[str, str]]:
    """Kinds and texts of a page with the body given."""
    return shown(read("page.html", f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>"))


def texts(body: str, head: str = "") -> list[str]:
    return [text for _, text in page(body, head)]


def kinds(body: str) -> list[str]:
    return [kind for kind, _ in page(body)]


# Whole pages


def test_the_news_page_of_a_ministry() -> None:
    document = read_document(PAGES / "ministry-news.html")
    assert shown(document) == [
        ("heading", "Procuratorates protect the harbor"),
        ("byline", "Source: Harbor Gazette | Updated: November 21, 2025"),
        (
            "paragraph",
            "The Supreme People’s Procuratorate held a meeting on the protection of the sea in Shanghai on Friday. "
            "Ying\u00a0Yong, the procurator-general, spoke.",
        ),
        ("image!", "hall.jpg"),
        ("caption", "The hall before the opening. [Photo/Harbor Gazette]"),
        ("image!", "ship.jpg"),
        ("caption", "A survey ship in the outer harbor"),
        ("caption", "The survey ship at work"),
        ("heading", "What was decided"),
        ("paragraph", "Three measures were agreed:"),
        ("list", "Cases are handed over within 24 hours;"),
        ("list", "the survey covers 120 km² of the bay;"),
        ("list", "north of the pier"),
        ("list", "south of the pier"),
        ("list", "a report is published each year."),
        ("quote", "“The sea has no advocate but us.”"),
        ("heading", "Figures of the year"),
        ("caption", "Cases by port"),
        ("table", "Port"),
        ("table", "Cases"),
        ("table", "Remarks"),
        ("table", "Shanghai"),
        ("table!", "214"),
        ("table", "Ningbo"),
        ("table", "not yet counted"),
        ("paragraph", "Office of the Prosecutor"),
        ("paragraph", "12 Harbor Road"),
        ("paragraph", "Shanghai"),
        ("paragraph", "For Sea Watch see the law."),
        ("paragraph!", "SEA WATCH"),
        ("paragraph!", "ssh harbor.example.org"),
        ("paragraph", "1. The measures take effect on January 1, 2026."),
        ("paragraph", "Editor: Lin Wei"),
        ("copyright!", "Copyright © 2025 Ministry of Harbors. All rights reserved."),
        ("footer!", "ICP No. 12345678"),
    ]
    assert "Port\tCases\tRemarks\nShanghai\t214\nNingbo\t\tnot yet counted\n\n" in document.text
    assert document.notes == (
        f"{PAGES}/ministry-news.html: the numbers of numbered lists are not part of the text",
        f"{PAGES}/ministry-news.html: left out what stands around the report, 10 pieces of text (“Skip to content”, “"
        "Ministry of Harbors”, “Home” …); if part of the report is missing, save its text as a text file",
    )


def test_a_page_laid_out_with_tables_in_gb2312() -> None:
    document = read_document(PAGES / "ministry-news-gb2312.html")
    assert document.encoding == "gb18030"
    assert [(kind, text[:12]) for kind, text in shown(document)] == [
        ("heading", "检察机关保护港口环境"),
        ("byline", "来源：港口日报　时间：2"),
        ("paragraph", "全国检察机关海洋环境保护"),
        ("image!", "W020251121.j"),
        ("caption", "图为座谈会现场"),
        ("heading", "一、主要措施"),
        ("paragraph", "各地检察机关要加强与海警"),
        ("paragraph", "会议强调，要坚持问题导向"),
        ("byline", "责任编辑：林伟"),
        ("copyright!", "版权所有 港务部"),
        ("footer!", "京ICP备1234567"),
    ]
    assert "会议指出，要依法履行职责" in document.text, "a line end between Chinese characters is no blank"
    assert len(document.notes) == 1, "the encoding is declared, not guessed"


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_places_lead_back_into_the_page(path: Path) -> None:
    document = read_document(path)
    check_tiling(document)
    check_page_places(document, path.read_bytes().decode(document.encoding), gaps=True)


def test_lines_are_those_of_the_text_in_the_file() -> None:
    source = (PAGES / "ministry-news.html").read_text("utf-8").split("\n")
    document = read_document(PAGES / "ministry-news.html")
    for block in document.blocks:
        word = document.text[block.start : block.end].split()[0]
        if block.kind != "image" and word.isascii() and "procurat" not in word:
            assert word in source[block.line - 1], block


# Text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("Shang<b>hai</b>", "Shanghai", id="markup inside of a word"),
        pytest.param("<b>the</b> <i>rule</i>", "the rule", id="a blank between elements"),
        pytest.param("the<b> rule</b>", "the rule", id="a blank at the edge of an element"),
        pytest.param("the <!-- not --> rule", "the rule", id="comment between words"),
        pytest.param("Shang<!-- x -->hai", "Shanghai", id="comment inside of a word"),
        pytest.param("pro&shy;cu<wbr>rator", "procurator", id="soft hyphens"),
        pytest.param("a &lt;b&gt; &amp;amp; &#x4E2D;&nbsp;c", "a <b> &amp; 中\u00a0c", id="entities"),
        pytest.param("&nosuch; entity", "&nosuch; entity", id="unknown entity"),
        pytest.param("the rule\n   of law", "the rule of law", id="line end"),
        pytest.param("法治\n   中国", "法治中国", id="line end between Chinese characters"),
        pytest.param("the rule<br>of law", "the rule of law", id="break within a sentence"),
        pytest.param("10<sup>6</sup> t of H<sub>2</sub>O", "10⁶ t of H₂O", id="raised and lowered figures"),
        pytest.param("the 21<sup>st</sup> day", "the 21st day", id="raised letters"),
        pytest.param('The rule<sup><a href="#n">2</a></sup> holds', "The rule holds", id="footnote mark"),
        pytest.param("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です", "漢字です", id="ruby"),
        pytest.param("a<script>b</script><style>c</style>d", "ad", id="script and style"),
        pytest.param("shown <span hidden>not</span>here", "shown here", id="hidden"),
        pytest.param('x <a href="javascript:print()">Print</a>', "x", id="control"),
        pytest.param("<o:p>Word</o:p> text", "Word text", id="tags of Word"),
        pytest.param("<span style='mso-list:Ignore'>·&nbsp;</span>Item", "Item", id="bullet that Word wrote"),
        pytest.param("x <span>【字号：<a href='javascript:f()'>大</a>】</span>", "x", id="sizes to choose from"),
        pytest.param("The font <span>size is</span> 12", "The font size is 12", id="text about sizes"),
    ],
)
def test_inline_markup(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>One.<p>Two.", ["One.", "Two."], id="paragraphs without end tags"),
        pytest.param("One.<p>Two.</p>Three.", ["One.", "Two.", "Three."], id="text around a paragraph"),
        pytest.param("<p>Road 12<br>Shanghai</p>", ["Road 12", "Shanghai"], id="break"),
        pytest.param("<p>One.<br/><br/>two.</p>", ["One.", "two."], id="two breaks"),
        pytest.param("<div>One.<div>Two.</div></div>", ["One.", "Two."], id="divisions"),
        pytest.param("<dl><dt>Pier</dt><dd>A wall.</dd></dl>", ["Pier", "A wall."], id="definitions"),
        pytest.param("<p> \n&nbsp; </p><p>One.</p>", ["One."], id="blank paragraph"),
        pytest.param("<p>&shy;</p><p>One.</p>", ["One."], id="soft hyphen alone"),
        pytest.param("<pre>One is\nhere.\n\nTwo.</pre>", ["One is", "here.", "Two."], id="preformatted text"),
    ],
)
def test_blocks(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_parts_of_one_element_are_told_apart() -> None:
    document = read("page.html", "<html><body><p>Road 12<br>\nShanghai<br>\nChina</p>")
    assert [(block.place, block.line) for block in document.blocks] == [
        ("/html[1]/body[1]/p[1]", 1),
        ("/html[1]/body[1]/p[1] part 2", 2),
        ("/html[1]/body[1]/p[1] part 3", 3),
    ]


# Kinds


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<h4>Piers</h4>", ["heading"], id="heading"),
        pytest.param("<p><b>Short and bold</b></p>", ["heading"], id="bold line"),
        pytest.param("<p><b>Bold:</b> not all of it</p>", ["paragraph"], id="bold opening"),
        pytest.param(f"<p><b>{PROSE}</b></p>", ["paragraph"], id="bold prose"),
        pytest.param("<div><b>Bold line</b><br>Plain line.</div>", ["heading", "paragraph"], id="bold line of several"),
        pytest.param("<div class='detail_tit2'>Piers</div>", ["heading"], id="class of a title"),
        pytest.param(f"<div class=title>{PROSE}</div>", ["paragraph"], id="class of a title, prose"),
        pytest.param("<blockquote>Quoted.</blockquote>", ["quote"], id="quotation"),
        pytest.param("<ul><li>Item<li>Item 2</ul>", ["list", "list"], id="list"),
        pytest.param("<p>1. Not a list by its markup</p>", ["paragraph"], id="number alone"),
        pytest.param('<p class="byline">Lin Wei</p>', ["byline"], id="class of a byline"),
        pytest.param(f'<div class="info"><p>{PROSE * 2}</p></div>', ["paragraph"], id="class of a byline, prose"),
        pytest.param('<img src="a/1.jpg"><p>Figure 1: The pier</p>', ["image!", "caption"], id="caption by wording"),
        pytest.param('<img src="1.jpg"><p>The pier was shut.</p>', ["image!", "paragraph"], id="text behind a picture"),
        pytest.param('<img src="1.jpg" alt="1.jpg">', ["image!"], id="file name as alternative text"),
        pytest.param(
            '<p>A <img src="1.jpg" alt="pier"> b</p>', ["paragraph", "image!", "caption"], id="picture in text"
        ),
        pytest.param('<p>a</p><img src="x.gif" width=1 height=1>', ["paragraph"], id="picture that counts readers"),
        pytest.param("<table><tr><td>a<td>b</table>", ["table", "table"], id="table"),
        pytest.param("<table><tr><td>All of the page</table>", ["paragraph"], id="table for layout"),
        pytest.param(f"<table><tr><td>a<td>{PROSE * 3}</table>", ["table", "paragraph"], id="prose in a cell"),
        pytest.param("<p>https://example.org</p>", ["paragraph!"], id="address"),
        pytest.param("<p>12–14</p>", ["paragraph!"], id="figures"),
        pytest.param("<p>Copyright © 2025 Ministry</p>", ["copyright!"], id="copyright"),
    ],
)
def test_kinds(markup: str, expected: list[str]) -> None:
    assert kinds(markup) == expected


def test_the_title_of_the_page_is_used_where_nothing_else_is_a_heading() -> None:
    head = "<title>Report on the piers - Ministry</title>"
    assert page("<p>Text.</p>", head) == [("heading", "Report on the piers - Ministry"), ("paragraph", "Text.")]
    assert page("<h2>Piers</h2><p>Text.</p>", head)[0] == ("heading", "Piers")
    assert page("<div>Report on the piers</div><p>Text.</p>", head)[0] == ("heading", "Report on the piers")


# What stands around the report


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<nav><ul><li><a href='/'>News</a></ul></nav>", id="nav"),
        pytest.param("<div class='left-menu'>Laws of the sea</div>", id="class"),
        pytest.param("<div id='mainNav'>Laws of the sea</div>", id="id"),
        pytest.param("<div role='navigation'>Laws of the sea</div>", id="role"),
        pytest.param("<aside><p>The other harbor was shut for a week.</p></aside>", id="aside"),
        pytest.param("<p>Print</p>", id="navigation words"),
        pytest.param("<form><select><option>Choose</select><textarea>Write</textarea></form>", id="controls"),
        pytest.param("<noscript>Switch scripts on.</noscript>", id="noscript"),
    ],
)
def test_boilerplate_is_left_out(around: str) -> None:
    assert texts(f"{around}<h1>Piers</h1><p>{PROSE}</p><p>{PROSE[:-1]}.</p>{around}") == ["Piers", PROSE, PROSE]


def test_a_page_that_is_named_like_boilerplate_is_no_boilerplate() -> None:
    assert texts(f"<div class='menu share'><h1>Piers</h1><p>{PROSE}</p></div>") == ["Piers", PROSE]
    assert texts(f"<aside>{PROSE}</aside>") == [PROSE]


def test_a_page_of_the_nineties() -> None:
    menu = "<td><a href=a>Office</a><br><a href=b>Ships of the line</a></td>"
    text = f"<td><b>Piers</b><br><br>{PROSE}<br><br>{PROSE}<br><br>{PROSE}<hr>&copy; 2025 Ministry</td>"
    assert page(f"<table border=0><tr>{menu}{text}</tr></table>") == [
        ("heading", "Piers"),
        ("paragraph", PROSE),
        ("paragraph", PROSE),
        ("paragraph", PROSE),
        ("copyright!", "© 2025 Ministry"),
    ]


def test_teasers_beside_the_report_are_left_out_and_noted() -> None:
    teasers = "".join(f"<div><a href='/{n}'>{PROSE}</a></div>" for n in range(9))
    body = f"<div><div>Harbors</div>{teasers}</div><div><h1>Piers</h1><div><p>{PROSE}</p><p>{PROSE}</p></div></div>"
    document = read("page.html", f"<html><body>{body}")
    assert [text for _, text in shown(document)] == ["Piers", PROSE, PROSE]
    assert "10 pieces of text (“Harbors”, “The meeting was held in the large hall o…”" in document.notes[0]


def test_nothing_is_left_out_where_nothing_can_be_told() -> None:
    document = read("page.html", "<html><body><div>Piers</div><div>Open again.</div><div>Lin Wei</div>")
    assert (len(document.blocks), document.notes) == (3, ())


def test_links_that_close_the_report_are_left_out_with_their_heading() -> None:
    links = "".join(f"<li><a href='/{n}'>The pier of harbor {n}</a></li>" for n in range(3))
    assert texts(f"<h1>Piers</h1><p>{PROSE}</p><p>{PROSE}</p><p>More reports:</p><ul>{links}</ul>")[1:] == [
        PROSE,
        PROSE,
    ]
    contents = links.replace("/", "#", 1).replace("/1", "#1").replace("/2", "#2")
    assert len(texts(f"<h1>Piers</h1><p>{PROSE}</p><p>{PROSE}</p><ul>{contents}</ul>")) == 6


# Encodings


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="gb2312">', "gb2312"),
        (b"<META http-equiv=content-type content='text/html; charset=Big5'>", "Big5"),
        (b'<?xml version="1.0" encoding="shift_jis"?>', "shift_jis"),
        (b"<meta name=description content=charset>", None),
        (b"<!-- charset=utf-8 -->", None),
    ],
)
def test_declared_encodings(head: bytes, charset: str | None) -> None:
    assert declared_charset(b"\n" + head) == charset


def test_a_declared_encoding_is_taken_without_a_note() -> None:
    document = read("page.html", '<meta charset="big5"><p>港口'.encode("big5"))
    assert (document.text, document.encoding, document.notes) == ("港口", "big5hkscs", ())


def test_an_encoding_that_the_page_declares_wrongly_is_noted() -> None:
    data = '<meta charset="utf-8"><p>最高人民检察院的报告说，各地检察机关要依法履行职责。'.encode("gb18030")
    notes = read("page.html", data).notes
    assert notes[0] == "page.html: says that it is utf-8, but is not; ignored"
    assert notes[1].startswith("page.html: read as GB18030, a guess")


def test_utf8_wins_over_what_an_old_page_declares() -> None:
    document = read("page.html", '<meta charset="gb2312"><p>港口')
    assert (document.text, document.encoding) == ("港口", "utf-8")


# Hostile pages


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"<div>" * 100_000 + b"x", "page.html:1: elements nested more than 2,048 deep", id="deep"),
        pytest.param(b"<b>" * 2_000_001, "more than 2,000,000 tags", id="tags"),
        pytest.param(b"<p " + b" a=1" * 50_000 + b">x", "a tag with more than 1,000 attributes", id="attributes"),
        pytest.param(b"<p " + b'a="<p"' * 50_000 + b">x", "a tag with more than 1,000 attributes", id="quotes"),
        pytest.param(b"<html></html>", "this page holds no text; it may be filled by a script", id="no text"),
        pytest.param(b"<!-- -->", "no text was found in this page", id="no element"),
        pytest.param(b"<html><p>a\0b", "it holds a null character at offset 10", id="null character"),
    ],
)
def test_hostile_pages_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read("page.html", data)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 1_500 + "<p>x" * 8_000, id="paragraphs far down"),
        pytest.param("<div class=nav>" * 500 + f"<p>{PROSE}</p>" * 5_000, id="boilerplate in boilerplate"),
        pytest.param("<figure>" * 1_000 + "<img src=1.jpg alt=pier>" * 5_000, id="pictures in figures"),
        pytest.param("<sup>" * 1_500 + "<a href=#n>1</a>" * 5_000, id="raised text"),
        pytest.param("<table><tr><td>" * 500 + "x", id="tables in tables"),
        pytest.param("x<br>" * 30_000, id="line breaks"),
        pytest.param("<b>" * 1_500 + "<p>x</p>" * 5_000, id="bold text"),
    ],
)
def test_pages_that_are_built_to_take_time_are_read(page: str) -> None:
    check_tiling(read("page.html", f"<!DOCTYPE html>{page}"))


def test_entities_of_the_page_are_not_resolved() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert "&b; &f; x" in read("page.html", f"{bomb}<html><p>&b; &f; x").text


def test_long_scripts_and_pictures_are_no_tags_with_many_attributes() -> None:
    script = "<script>" + "if (a < b && c == 'd') { e = \"f\"; } // don't\n" * 2_000 + "</script>"
    picture = f'<img src="data:image/png;base64,{"A" * 50_000}=="><!-- {"a = b " * 5_000} -->'
    assert texts(f"{script}<p>{picture}Piers</p>") == ["image", "Piers"]


def test_a_cut_off_page_gives_what_is_there() -> None:
    source = (PAGES / "ministry-news.html").read_bytes()
    whole = read("page.html", source).text
    for length in range(1_950, len(source), 97):
        document = read("page.html", source[:length].decode("utf-8", "ignore"))
        check_tiling(document)
        assert document.text[:60] == whole[:60]


def test_markers_of_lists_are_kept_beside_the_text() -> None:
    page = "<ol start=9><li>Rice<li><p>Corn</p><p>It grew.</p><li>Oats<ul><li>Rye</ul></ol><ol><li>Peas</ol>"
    document = read("page.html", f"<!DOCTYPE html><p>{PROSE}</p>{page}")
    found = [(block.marker, document.text[block.start : block.end]) for block in document.blocks[1:]]
    assert found == [
        ("9.", "Rice"), ("10.", "Corn"), ("   ", "It grew."), ("11.", "Oats"), ("    -", "Rye"), ("1.", "Peas"),
    ]  # fmt: skip


# What is not translated


def test_deleted_text_is_not_read() -> None:
    assert texts("<p>A ticket costs <del>4</del><ins>6</ins> euros for <s>adults</s> everyone who comes.</p>") == [
        "A ticket costs 6 euros for adults everyone who comes."
    ]


@pytest.mark.parametrize("mark", ['class="x notranslate"', 'translate="no"'])
def test_what_is_marked_is_kept_as_a_block_and_inline(mark: str) -> None:
    body = f"<p {mark}>Leave this alone, please.</p><p>The club <b {mark}>Blue Kite</b> met on Monday evening.</p>"
    document = read("page.html", f"<!DOCTYPE html>\n<html><body>{body}</body></html>")
    assert shown(document) == [
        ("paragraph!", "Leave this alone, please."),
        ("paragraph", "The club Blue Kite met on Monday evening."),
    ]
    codes = [(code.name, document.text[code.start : code.end]) for block in document.blocks for code in block.codes]
    assert ("keep", "Blue Kite") in codes


def test_preformatted_text_passes_through_unless_it_is_the_page() -> None:
    assert ("paragraph!", "b = f(2)") in page(f"<p>{PROSE}</p><pre>b = f(2)</pre>")
    assert page(f"<pre>{PROSE}</pre>") == [("paragraph", PROSE)]
