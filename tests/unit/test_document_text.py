from pathlib import Path

import pytest

from dragoman.documents import parse_text, read_document
from dragoman.documents.layout import line_spans
from dragoman.documents.text import split_blocks
from dragoman.model import Block

DATA = Path(__file__).parents[1] / "data" / "reports"
REAL = Path(__file__).parents[3] / "shared" / "reports" / "spp-foreign-related-prosecution.txt"
PROSE = "The meeting was held in the large hall and lasted for two days."


def kinds(text: str) -> list[str]:
    """Kinds of the blocks, `!` behind those that are verbatim."""
    return [block.kind + "!" * block.verbatim for block in split_blocks(text)]


def kind_of(line: str) -> str:
    """Kind of a block in the middle of a report."""
    return kinds(f"Title of the report\n\n{PROSE}\n\n{line}\n\n{PROSE}")[2]


def texts(text: str) -> list[str]:
    return [text[block.start : block.end] for block in split_blocks(text)]


# Layout


def test_blank_lines_separate_blocks_and_edges_are_trimmed() -> None:
    assert texts("\n\n  One is here. \n \t \nTwo is here.\u3000\n\n") == ["One is here.", "Two is here."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_each_line_end_counts_once(end: str) -> None:
    blocks = split_blocks(f"Title{end}{end}{end}{PROSE}{end}")
    assert [(block.number, block.line) for block in blocks] == [(1, 1), (2, 4)]


def test_other_separators_end_lines_but_do_not_count() -> None:
    assert [number for number, *_ in line_spans("a\u2028b\x0cc\nd\x85e")] == [1, 1, 1, 2, 2]


WRAPPED = (
    "The court met in the afternoon and heard both of the parties, who had\n"
    "come with their counsel. It ruled on the same day that the appeal was\n"
    "well founded."
)


def test_hard_wrapped_prose_is_one_block_with_its_line_breaks() -> None:
    assert texts(f"Title\n\n{WRAPPED}\n\n{PROSE}")[1] == WRAPPED


def test_a_line_that_does_not_fill_the_column_ends_the_paragraph() -> None:
    text = f"{WRAPPED}\n{WRAPPED}"
    assert texts(text) == [WRAPPED, WRAPPED]


def test_a_run_too_short_to_show_its_width_borrows_it() -> None:
    short = "It was signed by the head of the Office of the Prosecutor General and\nProsecutor Lin."
    assert texts(f"{WRAPPED}\n\n{short}")[-1] == short
    assert len(texts(short)) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Office of the Prosecutor General\n12 Harbor Road\nShanghai\nPeople's Republic", id="address"),
        pytest.param("Home\nAbout us\nContact", id="navigation"),
        pytest.param("apples\npears\nplums", id="lower-case list"),
        pytest.param(f"{PROSE * 3}\n{PROSE * 2}", id="a paragraph a line"),
        pytest.param(
            "National symposium on the protection of the sea held in Shanghai\nBy Lin Wei", id="title, byline"
        ),
        pytest.param("全国检察机关海洋环境保护工作座谈会在上海召开\n最高人民检察院新闻办公室发布", id="two headings"),
    ],
)
def test_lines_that_are_not_wrapped_stay_apart(text: str) -> None:
    assert texts(text) == text.split("\n")


def test_wrapped_chinese_is_joined() -> None:
    text = "会议二十一日在上海召开，来自全国各地的检察官就海洋环境保护\n工作进行讨论，会议历时两天。"
    assert texts(text) == [text]


def test_items_of_a_wrapped_list_keep_their_continuation() -> None:
    text = "The steps are:\n- a common course that all of the offices of the region will\n  support;\n- a report."
    assert texts(text) == [
        "The steps are:",
        "- a common course that all of the offices of the region will\n  support;",
        "- a report.",
    ]


def test_a_number_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    text = (
        "The appeal was based on the rules that are laid down in Article\n"
        "12. That article was changed in the year in which the court was set\n"
        "up and moved to its house."
    )
    assert kinds(text) == ["paragraph"]


@pytest.mark.parametrize(
    ("marker", "count"),
    [
        pytest.param("5.", 2, id="counts in another way"),
        pytest.param("  c)", 2, id="lies deeper"),
        pytest.param("c)", 3, id="is the next item"),
    ],
)
def test_a_marker_at_the_start_of_a_wrapped_line_of_an_item(marker: str, count: int) -> None:
    text = (
        "  b) The work must carry prominent notices that say clearly that it\n"
        "  is released under this licence and the conditions added in section\n"
        f"  {marker} This requirement changes the one in section 4 to keep the notices.\n"
        "  d) The work must be kept whole.\n"
    )
    assert kinds(text) == ["list"] * count


def test_quoted_lines_are_joined_with_quoted_lines_only() -> None:
    text = "> The court met in the afternoon and heard both of the\n> parties and their counsel.\nWe agree."
    assert kinds(text) == ["quote", "paragraph"]


def test_width_needs_a_sign_that_the_run_is_wrapped() -> None:
    assert len(texts(WRAPPED)) == 1
    assert len(texts(WRAPPED.replace("\ncome", "\nCome").replace("\nwell", "\nWell"))) == 3


# Kinds


def test_title_is_the_first_short_block_without_a_full_stop() -> None:
    assert kinds("Symposium opens\n\nIt opened today.") == ["heading", "paragraph"]
    assert kinds("1.jpg\n\nNovember 14, 2024\n\nSymposium opens") == ["image!", "byline", "heading"]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("It opened today.", id="full stop"),
        pytest.param("Dear colleagues,", id="comma"),
        pytest.param("The steps are:", id="colon"),
        pytest.param("word " * 60, id="long"),
        pytest.param("- an item", id="list"),
        pytest.param("“A clean sea”", id="quotation"),
    ],
)
def test_not_every_first_block_is_a_title(first: str) -> None:
    assert kinds(f"{first}\n\n{PROSE}")[0] != "heading"


@pytest.mark.parametrize(
    "line",
    [
        "Results of the campaign",
        "Annex B",
        "Chapter II General provisions",
        "2.1 Scope",
        "1. Overall requirements",
        "II. Overall requirements",
        "一、总体要求",
        "第二章 总则",
    ],
)
def test_headings_inside(line: str) -> None:
    assert kind_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The campaign is over.", id="full stop"),
        pytest.param("the campaign", id="small letter"),
        pytest.param("The campaign, with all of its many parts and all that belongs to them too", id="long"),
        pytest.param("Results of the campaign:", id="colon"),
        pytest.param("Article 5 applies to all cases.", id="sentence with an article"),
        pytest.param("2.1 million people came", id="amount"),
    ],
)
def test_not_headings_inside(line: str) -> None:
    assert kind_of(line) == "paragraph"


def test_lines_in_a_row_and_lines_at_the_end_are_no_headings() -> None:
    assert kinds(f"Title\n\n{PROSE}\n\nLin Wei\n\nMa Lan\n\nWu Di")[2:] == ["paragraph"] * 3
    assert kinds(f"Title\n\n{PROSE}\n\nLin Wei\nMa Lan\n\n{PROSE}")[2:4] == ["paragraph"] * 2


def test_numbered_lines_in_a_row_are_a_list() -> None:
    assert kinds(f"Title\n\n{PROSE}\n\n1. Read\n\n2. Hear\n\n{PROSE}")[2:4] == ["list", "list"]


@pytest.mark.parametrize(
    "line",
    [
        "en.example.org| November 14, 2024",
        "en.example.org November 14, 2024",
        "Example News | 2024-11-14 10:20",
        "By Lin Wei",
        "By Lin Wei and Karl Weber",
        "Source: Example News",
        "Updated: November 14, 2024",
        "来源：示例新闻",
        "November 14, 2024",
        "Thursday, 14 November 2024",
        "2024年11月14日",
        "Shanghai, November 14, 2024",
        "SHANGHAI, Nov 14 (Example) --",
        "14 de noviembre de 2024",
    ],
)
def test_bylines_near_the_top_are_prose(line: str) -> None:
    assert kinds(f"Symposium opens\n\n{line}\n\n{PROSE}")[1] == "byline"
    assert kinds(f"Symposium opens\n{line}\n\n{PROSE}")[1] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "By 2030, all ports will be clean.",
        "By Monday the port was clean.",
        "The source: nobody knew it.",
        "November 14, 2024, was a cold day.",
        "SHANGHAI, Nov 14 (Example) -- The symposium opened.",
    ],
)
def test_sentences_near_the_top_are_not_bylines(line: str) -> None:
    assert kinds(f"Symposium opens\n\n{line}\n\n{PROSE}")[1] == "paragraph"


def test_a_date_far_down_is_no_byline() -> None:
    assert "byline" not in kinds("Title\n\n" + f"{PROSE}\n\n" * 12 + "November 14, 2024")


@pytest.mark.parametrize(
    "line",
    [
        "1.jpg",
        "photo_12.PNG",
        "https://example.org/a/b.webp",
        "IMG 0012.jpeg",
        "[Photo/Example]",
        "(Photo by Lin Wei)",
        "【图片】",
    ],
)
def test_images(line: str) -> None:
    assert kind_of(line) == "image!"


@pytest.mark.parametrize(
    "line",
    ["See the map in 1.jpg", "1.jpg shows the hall.", "[Photographs are forbidden]", "(Photo exhibitions were held.)"],
)
def test_not_images(line: str) -> None:
    assert kind_of(line) != "image!"


def test_caption_is_the_prose_after_an_image_and_only_that() -> None:
    assert kinds(f"Title\n\n1.jpg\n\n{PROSE}\n\n{PROSE}")[2:] == ["caption", "paragraph"]
    assert kinds(f"Title\n\n1.jpg\n{PROSE}\n\n{PROSE}")[2:] == ["caption", "paragraph"]
    assert kinds("Title\n\n1.jpg\n\n2.jpg\n\nThe hall")[1:] == ["image!", "image!", "caption"]
    assert kinds("Title\n\n1.jpg\n\n- item\n\n12")[2:] == ["list", "paragraph!"]
    assert kinds("Title\n\n1.jpg\n\n***")[2:] == ["paragraph!"]


def test_after_a_caption_and_its_credit_comes_text() -> None:
    assert kinds(f"Title\n\n1.jpg\n\n{PROSE}\n\n[Photo/Example]\n\n{PROSE}")[2:] == ["caption", "image!", "paragraph"]
    assert kinds(f"Title\n\n[Photo/Example]\n\n{PROSE}")[2:] == ["caption"]


@pytest.mark.parametrize(
    "line",
    [
        "- an item.", "* an item.", "• an item.", "•an item.", "1. An item.", "12) An item.", "(a) An item.",
        "a) An item.", "(3) An item.", "iv. An item.", "①甲。", "（一）甲。", "2、甲。", "– an item.", "1.) An item.",
    ],
)  # fmt: skip
def test_list_items(line: str) -> None:
    assert kind_of(line) == "list"


@pytest.mark.parametrize(
    "line",
    [
        "-5 degrees were measured.", "1.5 million came.", "2024. It was cold.", "J. K. Weber spoke.",
        "(SPP) is the short form.",
        "A. Weber spoke.", "1984 was read.", "*emphasis* was added.", "I. Weber spoke.", "(see below) for more.",
    ],
)  # fmt: skip
def test_not_list_items(line: str) -> None:
    assert kind_of(line) == "paragraph"


@pytest.mark.parametrize("line", ["“We agree.”", '"We agree. All of us."', "«We agree»", "「同意。」", "> We agree."])
def test_quotes(line: str) -> None:
    assert kind_of(line) == "quote"


@pytest.mark.parametrize("line", ['"We agree," he said.', '"Yes" and "no"', "“One.” “Two.”", '"', "He said: “Yes.”"])
def test_not_quotes(line: str) -> None:
    assert kind_of(line).removesuffix("!") in {"paragraph", "heading"}


def test_tables_have_one_block_a_line() -> None:
    assert kinds("Title\n\nName\tOffice\nLin Wei\tClerk\n1\t2") == ["heading", "table", "table", "table!"]
    assert kinds("Title\n\n\tAn indented paragraph is no table.") == ["heading", "paragraph"]
    assert kinds("Title\n\n1.\tAn item with a tab.") == ["heading", "list"]


FOOTER = "Copyright © Example Press. All rights reserved."


@pytest.mark.parametrize(
    "line",
    [
        FOOTER,
        "© 2024 Example Press",
        "All rights reserved.",
        "版权所有 示例",
        "京ICP备00000000号-1",
        "ICP No. 12345678",
    ],
)
def test_copyright_and_licence_lines_are_footers_anywhere(line: str) -> None:
    assert kind_of(line) == "footer!"


@pytest.mark.parametrize("line", ["Copyright law was amended.", "The licence number is 12345678.", "(c) An item."])
def test_not_footers(line: str) -> None:
    assert not kind_of(line).startswith("footer")


def test_navigation_counts_only_at_the_end_next_to_a_copyright_line() -> None:
    end = f"{PROSE}\n\nLinks\nHome | About us\n\n{FOOTER}\nPresented by Example\n"
    assert kinds(f"Title\n\n{end}")[2:] == ["footer!"] * 4
    assert kinds(f"Title\n\n{PROSE}\n\nLinks\nHome | About us\n")[2:] == ["paragraph"] * 2
    assert kinds(f"Title\n\nLinks\n\n{PROSE}\n\n{FOOTER}")[1:] == ["heading", "paragraph", "footer!"]
    assert kinds(f"Title\n\n{PROSE}\n\nLinks to the sea\n\n{FOOTER}")[2:] == ["paragraph", "footer!"]


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/a?b=c",
        "www.example.org",
        "example.org",
        "office@example.org",
        "12 34 56",
        "***",
        "* * *",
        "----",
        "…",
        "（2024）",
    ],
)
def test_what_is_no_prose_is_verbatim(line: str) -> None:
    assert kind_of(line) == "paragraph!"


@pytest.mark.parametrize("line", ["Call 12 34 56", "See www.example.org", "Write to office@example.org.", "U.S.A"])
def test_prose_with_an_address_is_not_verbatim(line: str) -> None:
    assert not kind_of(line).endswith("!")


# Whole reports


def test_sample_report() -> None:
    document = read_document(DATA / "sample-report.txt")
    found = [block.kind for block in document.blocks]
    assert found[:9] == ["heading", "byline", "image", "caption", "image", "caption", "image", "caption", "paragraph"]
    assert found[-4:] == ["navigation", "navigation", "copyright", "footer"]
    assert {kind: found.count(kind) for kind in set(found)} == {
        "heading": 1, "byline": 1, "image": 4, "caption": 4, "list": 3, "paragraph": 17,
        "navigation": 2, "copyright": 1, "footer": 1,
    }  # fmt: skip
    assert {block.kind for block in document.blocks if block.verbatim} == {"image", *found[-4:]}


def test_hard_wrapped_report() -> None:
    document = read_document(DATA / "hard-wrapped.txt")
    assert [(block.kind, block.line) for block in document.blocks] == [
        ("heading", 1), ("byline", 3), ("paragraph", 5), ("paragraph", 10), ("paragraph", 16), ("list", 18),
        ("list", 20), ("paragraph", 22), ("paragraph", 26), ("paragraph", 27), ("paragraph", 28),
    ]  # fmt: skip


@pytest.mark.skipif(not REAL.is_file(), reason="the report is not part of the repository")
def test_real_report() -> None:
    blocks = read_document(REAL).blocks
    expected = ["heading", "byline", *["image", "caption"] * 4, *["paragraph"] * 35, "image", "caption"]
    expected += [*["paragraph"] * 2, *["navigation", "navigation", "copyright", "footer"]]
    assert [block.kind for block in blocks] == expected
    assert {block.kind for block in blocks if block.verbatim} == {"image", *expected[-4:]}
    assert [block.line for block in blocks] == [1, *range(3, 98, 2), 99, 100, 101, 102]


def test_standard_input_keeps_the_given_name() -> None:
    document = parse_text("stdin", "stdin", b"A report on the sea")
    assert (document.name, document.stem) == ("stdin", "stdin")
    assert document.blocks == (Block(1, "heading", 1, 0, 19),)
