import pytest

from dragoman.errors import DocumentError
from places import bare, check_tiling, line_of, read, shown

REPORT = """\
---
title: Report on the piers
lang: en
---

# Report on the **piers**

By Lin Wei | November 21, 2025

The *northern* pier was re**paired** and [opened again](https://example.org "News").
It is safe,\\
the ministry said.

![The pier](img/1.jpg "pier")

*The pier before the storm.*

- First item with `code`
  continued here.
  1. Nested one
  2. Nested two

     A second paragraph.
- Second item

> A quotation of the judge.
>
> > Quoted within.

| Port | Cases |
|------|------:|
| Ningbo | 12 |
| a \\| b | |

```python
print("open")

close()
```

    indented

<div class="note">
<p>Text in HTML, <b>bo</b>ld.</p>
</div>

<!-- a comment -->

Second heading
==============

Noted here.[^1]

[^1]: The note.

[ref]: https://example.org
A [ref], <https://example.org>, ~~gone~~ and &copy;.
"""


def md(text: str) -> list[tuple[str, str]]:
    return shown(read("report.md", text))


def texts(text: str) -> list[str]:
    return [text for _, text in md(text)]


def test_a_report() -> None:
    document = read("report.md", REPORT)
    assert shown(document) == [
        ("paragraph!", "---"),
        ("heading", "Report on the piers"),
        ("paragraph!", "lang: en"),
        ("paragraph!", "---"),
        ("heading", "Report on the piers"),
        ("byline", "By Lin Wei | November 21, 2025"),
        ("paragraph", "The northern pier was repaired and opened again. It is safe, the ministry said."),
        ("image!", "1.jpg"),
        ("caption", "The pier"),
        ("caption", "The pier before the storm."),
        ("list", "First item with code continued here."),
        ("list", "Nested one"),
        ("list", "Nested two"),
        ("list", "A second paragraph."),
        ("list", "Second item"),
        ("quote", "A quotation of the judge."),
        ("quote", "Quoted within."),
        ("table", "Port"),
        ("table", "Cases"),
        ("table", "Ningbo"),
        ("table!", "12"),
        ("table", "a | b"),
        ("paragraph!", 'print("open")'),
        ("paragraph!", "close()"),
        ("paragraph!", "indented"),
        ("paragraph", "Text in HTML, bold."),
        ("heading", "Second heading"),
        ("paragraph", "Noted here."),
        ("paragraph", "The note."),
        ("paragraph", "A ref, https://example.org, gone and ©."),
    ]
    assert "Quoted within.\n\nPort\tCases\nNingbo\t12\na | b\n\nprint" in document.text
    assert document.language == "en"
    assert document.notes == ("report.md: the numbers of numbered lists are not part of the text",)
    check_tiling(document)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_places_lead_back_to_the_lines(end: str) -> None:
    source = REPORT.replace("\n", end)
    document = read("report.md", source)
    for block in document.blocks:
        content = document.text[block.start : block.end]
        first = content.split()[0].rstrip(".,")
        assert first in line_of(source, block).replace("**", "").replace("\\|", "|"), block
        assert block.place.split()[1].partition("-")[0] == str(block.line) or "part" in block.place
    assert document.text == read("report.md", REPORT).text


def test_parts_behind_hard_breaks_know_their_line() -> None:
    document = read("a.md", "Road 12  \nShanghai\\\nChina<br>\nAsia<br>Earth\n")
    assert [(block.line, block.place) for block in document.blocks] == [
        (1, "lines 1-4"),
        (2, "lines 1-4 part 2"),
        (3, "lines 1-4 part 3"),
        (4, "lines 1-4 part 4"),
        (4, "lines 1-4 part 5"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Shang**hai**", "Shanghai", id="emphasis inside of a word"),
        pytest.param("**the** *rule*", "the rule", id="emphasis"),
        pytest.param("snake_case_name", "snake_case_name", id="underscores inside of a word"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="stars that are none"),
        pytest.param("the [rule](a) of [law][x]", "the rule of [law][x]", id="link, and one to nowhere"),
        pytest.param("\\*no\\* emphasis", "*no* emphasis", id="escapes"),
        pytest.param("a <span>b</span> c", "a b c", id="inline HTML"),
        pytest.param("Shang<b>hai</b>", "Shanghai", id="HTML inside of a word"),
        pytest.param("AT&amp;T &lt;b&gt;", "AT&T <b>", id="entities"),
        pytest.param("`a  *b*`", "a  *b*", id="code"),
        pytest.param("法治\n中国", "法治中国", id="line end between Chinese characters"),
        pytest.param("rule\nof law", "rule of law", id="line end"),
        pytest.param("A rule[^note] holds", "A rule holds", id="footnote mark"),
        pytest.param("#no heading", "#no heading", id="hash"),
        pytest.param("1986\\. A year", "1986. A year", id="number that opens no list"),
    ],
)
def test_marks_are_left_out_and_nothing_else(source: str, expected: str) -> None:
    assert texts(source) == [expected]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        pytest.param("Title\n---\n\nText.", ["heading", "paragraph"], id="underlined heading"),
        pytest.param("***\n\nText.\n\n---", ["paragraph"], id="rules are no text"),
        pytest.param("---\nText.\n---", ["heading"], id="no front matter without a key"),
        pytest.param("![](a.jpg)\n\nText.", ["image!", "paragraph"], id="text behind a picture"),
        pytest.param("![](a.jpg)\n\nFigure 1: Text.", ["image!", "caption"], id="caption by wording"),
        pytest.param("![](a.jpg)\n\n*All of it*", ["image!", "caption"], id="caption by emphasis"),
        pytest.param("*All of it*", ["paragraph"], id="emphasis without a picture"),
        pytest.param("> - item", ["list"], id="list in a quotation"),
        pytest.param("- > quoted", ["quote"], id="quotation in a list"),
        pytest.param("- # Title", ["heading"], id="heading in a list"),
        pytest.param("https://example.org", ["paragraph!"], id="address"),
        pytest.param("<!-- note -->", None, id="comment alone"),
        pytest.param("| a | b |\n|---|---|\n| 1 | c |", ["table", "table", "table!", "table"], id="table"),
        pytest.param("<table><tr><td>a<td>b</table>", ["table", "table"], id="table in HTML"),
    ],
)
def test_kinds(source: str, kinds: list[str] | None) -> None:
    if kinds is None:
        with pytest.raises(DocumentError, match="nothing to translate"):
            md(source)
    else:
        assert [kind for kind, _ in md(source)] == kinds


def test_front_matter_of_toml() -> None:
    assert md('+++\ntitle = "Piers"\n+++\nText.')[-1] == ("paragraph", "Text.")


def test_lines_of_html_blocks() -> None:
    document = read("a.md", "One.\n\n<div>\nTwo.\n<p>\nThree.</p>\n</div>\n\nFour.")
    assert [(b.line, b.place) for b in document.blocks] == [(n, f"line {n}") for n in (1, 4, 6, 9)]


@pytest.mark.parametrize("mark", [">", "- ", "1. ", "> - "])
def test_absurd_nesting_is_refused(mark: str) -> None:
    with pytest.raises(DocumentError, match=r"a\.md:1: quotes or lists nested more than 24 deep"):
        read("a.md", mark * 10_000 + "text")


@pytest.mark.parametrize(
    "unit",
    ["*", "[", "![", "`", "``` ", "<", "&", "\\", "**a ", "[a](", "~~", "_a__", "[a]: b\n", "|", "| a\n|-\n", "<a "],
)
def test_a_long_paragraph_of_marks_takes_bounded_time(unit: str) -> None:
    document = read("a.md", "Text. " + unit * (60_000 // len(unit)))
    check_tiling(document)


def test_a_long_paragraph_keeps_its_marks_with_a_note() -> None:
    document = read("a.md", "The **rule** holds. " * 2_000 + "\n\nA **rule**.")
    assert "The **rule** holds." in document.text
    assert document.text.endswith("\n\nA rule.")
    assert document.notes == (
        "a.md: a paragraph of more than 20,000 characters without an empty line; the marks in it were kept as text",
    )


def test_a_cut_off_report_gives_what_is_there() -> None:
    for length in range(60, len(REPORT), 7):
        document = read("report.md", REPORT[:length])
        check_tiling(document)
        assert bare(document.text)[:20] == bare(read("report.md", REPORT).text)[:20]
