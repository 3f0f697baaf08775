"""A Markdown parser shows the texts and nothing that came out of them."""

from collections import Counter

from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dragoman.exchange.html.characters import visible
from dragoman.exchange.style import Style
from dragoman.exchange.txt import marker_of
from dragoman.model import Alignment, Language, Record, fold_lines
from examples import examples
from factories import Passage, Sentence, alignment, written
from random_reports import alignments

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    *(
        "1. one",
        "12) b",
        "1.jpg",
        "# head",
        "a #",
        "> q",
        "- i",
        "+ i",
        "* i",
        "***",
        "---",
        "===",
        "~~~",
        "```",
        "    x",
    ),
    *("[a]: b", "[a](b)", "![a](b)", "<b>", "<!-- -->", "&amp;", "&#65;", "a | b", "`|`", "\\", "\\|", "$x$", "a\\\nb"),
)


def texts(record: Record, language: Language) -> tuple[str, str]:
    """Return what is shown of both sides of a record."""
    source = folded(record.marker + fold_lines(record.source))
    return source, folded(marker_of(record, language) + record.target) if record.target else "not translated"


def shown(inline: Token) -> str:
    """Return the text of an inline token, of which no markup but our own may be left."""
    pieces = []
    for child in inline.children or []:
        assert child.type in {
            "text",
            "html_inline",
            "em_open",
            "em_close",
            "code_inline",
            "strong_open",
            "strong_close",
        }
        if child.type == "html_inline":
            assert child.content == "<br>"
        pieces.append("\n" if child.type == "html_inline" else child.content)
    return folded("".join(pieces))


def folded(text: str) -> str:
    return " ".join(visible(text).split())


def inlines(report: Alignment, style: Style) -> tuple[list[str], Counter[str]]:
    tokens = PARSER.parse(written("md", report, style))
    return [shown(token) for token in tokens if token.type == "inline"], Counter(token.type for token in tokens)


@examples(60)
@given(alignments())
@example(alignment([Passage("paragraph", [Sentence(text, text, "reviewed")]) for text in HOSTILE]))
def test_side_by_side(report: Alignment) -> None:
    found, types = inlines(report, Style())
    assert types.keys() <= {
        *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "hr", "table_open"),
        *("table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close"),
        *("th_open", "th_close", "td_open", "td_close"),
    }
    position = 0
    for record in report.records:
        source, target = texts(record, report.target_language)
        wanted = [f"{source} {target}"] if record.kind == "heading" else [record.id, source, target]
        while found[position : position + len(wanted)] != wanted:
            position += 1
            assert position < len(found), wanted
    assert types["heading_open"] == 1 + sum(record.kind == "heading" for record in report.records)


@examples(60)
@given(alignments())
@example(alignment([Passage("paragraph", [Sentence(text, text, "reviewed")]) for text in HOSTILE]))
@example(alignment([Passage("list", [Sentence(text, text, "reviewed")]) for text in HOSTILE]))
def test_interleaved(report: Alignment) -> None:
    found, types = inlines(report, Style(bilingual="interleaved"))
    assert types["blockquote_open"] == len(report.records)
    assert {"fence", "code_block", "html_block", "ordered_list_open"}.isdisjoint(types)
    assert types["heading_open"] == 1 + sum(record.kind == "heading" for record in report.records)
    position = 0
    for record in report.records:
        source, target = texts(record, report.target_language)
        position = found.index(f"{record.id} {record.origin}: {source}", position) + 1
        assert found[position] == target
