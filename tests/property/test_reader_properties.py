"""What holds for whatever the readers are given: blocks tile the text, places lead back, only our own errors."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.token import Token

from dragoman.documents import parse_text
from dragoman.documents.decode import with_line_feeds
from dragoman.documents.formats import (
    ANDROID,
    DELIMITED,
    HTML,
    JSON,
    MAIL,
    MARKDOWN,
    PLAIN,
    PO,
    PROPERTIES,
    STRINGS,
    SUBTITLES,
    XLIFF,
    YAML,
    Format,
)
from dragoman.documents.html import reader as html_reader
from dragoman.documents.html.tree import parse_markup
from dragoman.documents.markdown.reader import block_parser, windows
from dragoman.errors import DocumentError, RequestError
from dragoman.model import Document
from dragoman.segment import segment_document
from places import bare, check_page_places, check_tiling, read

PLAIN_WORDS = ["The pier", "is open.", "法治", "中国。", "a", "B", "1", "é", "“", "\u2028", "\u00a0"]
WORDS = st.sampled_from([*PLAIN_WORDS, "*", "_", "`", "<", "&", "#", ">", "|"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
BLOCK_NAMES = ["p", "div", "li", "ul", "td", "tr", "table", "h2", "blockquote", "br", "pre"]
NAMES = st.sampled_from([*BLOCK_NAMES, "b", "span", "i", "img", "a", "sup", "o:p"])
OF_PROGRAMS = [JSON, PROPERTIES, STRINGS, YAML, ANDROID, DELIMITED, SUBTITLES, MAIL]
ESCAPES = {"<": "&lt;", "&": "&amp;", ">": "&gt;"}


def escaped(text: str) -> str:
    return "".join(ESCAPES.get(char, char) for char in text)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda name, inside: f"<{name}>{''.join(inside)}</{name}>", NAMES, st.lists(children, max_size=4))


MARKUP = st.lists(st.recursive(TEXTS.map(escaped), element, max_leaves=14), min_size=1, max_size=5).map("\n".join)
LINE_MARKS = ["# ", "> ", "- ", "1. ", "    ", "```\n", "\n", "\n\n", "  \n", "---\n"]
INLINE_MARKS = ["**", "*", "`", "[a](b)", "![a](b.jpg)", "| a |", "<b>", "<br>"]
MARKS = st.lists(st.sampled_from(LINE_MARKS + INLINE_MARKS) | WORDS, max_size=25).map("".join)


def read_or_refuse(known: Format, data: bytes) -> Document | None:
    """Read, and let nothing but an error of our own pass."""
    name = f"report{known.suffixes[0]}"
    try:
        document = parse_text(name, "report", data)
    except (DocumentError, RequestError) as error:
        assert str(error).startswith(name)  # noqa: PT017
        return None
    check_tiling(document)
    return document


@given(st.sampled_from([PLAIN, MARKDOWN, HTML, PO, XLIFF, *OF_PROGRAMS]), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(known: Format, data: bytes) -> None:
    read_or_refuse(known, data)


@given(st.sampled_from([PLAIN, MARKDOWN, HTML, PO, *OF_PROGRAMS]), st.text(max_size=120))
def test_any_text_is_read_or_refused(known: Format, text: str) -> None:
    read_or_refuse(known, text.encode("utf-8", "replace"))


@pytest.mark.parametrize("known", [PLAIN, MARKDOWN, HTML, PO, XLIFF], ids=lambda known: known.module)
@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u3000", "\u2028", "\n "], ids=ascii)
def test_a_long_row_of_blanks_takes_no_time(known: Format, blank: str) -> None:
    blanks = blank * 100_000  # In quadratic time these are minutes.
    data = {
        PO: f'msgid ""\nmsgstr ""\n\nmsgid "a{blanks}b"\nmsgstr ""\n'.replace(" \n", " "),
        XLIFF: f"<xliff version='1.2'><file><body><unit><source>a{blanks}b</source></unit></body></file></xliff>",
        HTML: f"<!DOCTYPE html><p>a{blanks}b</p>",
    }.get(known, f"a{blanks}b")
    if document := read_or_refuse(known, data.encode()):
        assert bare("".join(segment.text for segment in segment_document(document, "zh"))) == "ab"


@given(MARKUP)
def test_the_places_of_a_page_lead_back(markup: str) -> None:
    page = f"<!DOCTYPE html>\n<html><body>{markup}</body></html>"
    if document := read_or_refuse(HTML, page.encode()):
        check_page_places(document, page)


@given(MARKUP, st.sampled_from(["p", "b", "i", "span"]))
def test_inline_markup_neither_glues_nor_splits_words(markup: str, name: str) -> None:
    plain = read_or_refuse(HTML, f"<!DOCTYPE html><div>The pier is open.</div>{markup}".encode())
    marked = f"<!DOCTYPE html><div>The p<{name}>i</{name}>er<!-- x --> <b>is</b> open.</div>{markup}"
    if plain and name != "p":
        assert read("page.html", marked).text == plain.text


@given(MARKUP, st.integers(1, 60))
def test_a_page_is_read_alike_while_it_is_parsed_and_afterwards(markup: str, cut: int) -> None:
    text = with_line_feeds(f"<!doctype html><html><body>{markup}"[:-cut])
    try:
        streamed = html_reader.read("page.html", text.encode())
    except DocumentError:
        return
    root = parse_markup("page.html", text)
    assert root is not None
    whole = html_reader.read_root("page.html", root, streamed.encoding)
    assert (streamed.text, streamed.blocks) == (whole.text, whole.blocks)


BLOCKS = st.sampled_from(
    [
        *(
            "Text",
            "two\nlines",
            "",
            " \t",
            "- item",
            "  - inner",
            "  more",
            "1. first",
            "> quote",
            "    code",
            "\tcode",
        ),
        *("```", "~~~ x", "<!--", "-->", "<pre>", "</pre>", "<div>", "</div>", "<b>", "# head", "===", "---", "***"),
        *(
            "[a]: /b",
            "[a]:\n/c\n'long",
            "title'",
            "[^1]: note",
            "| a |\n|---|",
            "| b |",
            "a\f",
            "+",
            "\tcode",
            "\u2028",
        ),
    ]
)


@given(st.lists(BLOCKS, max_size=14).map("\n".join), st.integers(1, 9))
@example("- a\n\n\n  b\n\n```\n\nc\n\n```\n\n    d\n\n    e\n\n<!--\n\nf\n\n-->\n\n> g\n\n> h", 1)
def test_markdown_in_stretches_is_markdown_in_one(source: str, size: int) -> None:
    def told(some: list[Token], before: int) -> list[tuple[object, ...]]:
        return [
            (one.type, one.level, one.content, one.markup, one.info, one.map and [n + before for n in one.map])
            for one in some
        ]

    def named(references: dict[str, Any]) -> dict[str, tuple[str, str]]:
        return {name: (one["href"], one["title"]) for name, one in references.get("references", {}).items()}

    names: dict[str, Any] = {}
    whole = told(block_parser().parse(source, names), 0)
    called: dict[str, Any] = {}
    assert [one for some, before in windows(source, called, size) for one in told(some, before)] == whole
    assert named(called) == named(names)


@given(MARKS)
def test_the_places_of_markdown_lead_back(source: str) -> None:
    document = read_or_refuse(MARKDOWN, source.encode())
    if document is None:
        return
    lines = re.split(r"\r\n|\r|\n", source)
    for block in document.blocks:
        match = re.match(r"lines? (\d+)(?:-(\d+))?", block.place)
        assert match is not None
        first, last = int(match[1]), int(match[2] or match[1])
        assert first <= block.line <= last <= len(lines)
        inside = re.sub(r"[\W_]+", "", bare("".join(lines[first - 1 : last])))
        content = re.sub(r"[\W_]+", "", bare(document.text[block.start : block.end]))
        assert set(content) <= set(inside) or block.kind == "image"


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "heading", "menu"])), min_size=1, unique=True, max_size=6))
def test_the_places_of_messages_lead_back(messages: list[tuple[str, str]]) -> None:
    source = 'msgid ""\nmsgstr ""\n'
    expected = []
    for text, context in messages:
        if not text.strip():
            continue
        if context:
            source += f'\nmsgctxt "{context}"'
        expected.append((source.count("\n") + (not context) + bool(context), text))
        source += f'\nmsgid "{text}"\nmsgstr ""\n'
    document = read_or_refuse(PO, source.encode())
    if document:
        assert [bare(document.text[b.start : b.end]) for b in document.blocks] == [bare(text) for _, text in expected]
        for block in document.blocks:
            assert source.split("\n")[block.line - 1].startswith(("msgid", "msgctxt"))


@given(MARKUP)
def test_the_segments_of_a_page_tile_its_text(markup: str) -> None:
    document = read_or_refuse(HTML, f"<!DOCTYPE html>{markup}".encode())
    if document:
        end = 0
        for segment in segment_document(document, "en"):
            assert not document.text[end : segment.start].strip()
            assert segment.source == document.text[segment.start : segment.end]
            end = segment.end
