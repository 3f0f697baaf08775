"""Blocks and segments tile any text exactly."""

import re

import regex
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.layout import line_spans
from dragoman.documents.text import split_blocks
from dragoman.model import Block, Document
from dragoman.segment import segment_document
from dragoman.segment.engine import splitter_for
from examples import examples

LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr", "es", "ru", "ar", "xx")
TRICKY = (
    *".!?…。！？؟।\"'”’»）》)]([（《“‘«",
    *" \n\t\u3000\u2028\u00a0,;:،、-–—>*•⁃|",
    *(
        "\r\n",
        "\r",
        "\n\n",
        ". . .",
        "...",
        "\u0301",
        "\u200d",
        "1.",
        "2.",
        "1)",
        "2)",
        "3.)",
        "a.",
        "b.",
        "(a)",
        "I",
        "I.",
    ),
    *(
        "No.",
        "Art.",
        "U.S.",
        "p.m.",
        "At 5",
        "Mr.",
        "Co.",
        "Nov.",
        "the",
        "The",
        "He",
        "Ying",
        "said",
        "asked",
        "that",
        "and",
    ),
    *(
        "«",
        "»",
        "「",
        "」",
        "『",
        "』",
        "［",
        "］",
        "．",
        "……",
        "——",
        "；",
        " — ",
        "\ufe0f",
        "\U0001f3fd",
        "🇨🇳",
        "ก\u0e33",
        "각",
    ),
    *(
        "说",
        "的",
        "是",
        "と",
        "という",
        "라고",
        "회의다.",
        "г.",
        "2024 г.",
        "т. д.",
        "z. B.",
        "14.",
        "Er",
        "د.",
        "قال",
        "EE. UU.",
    ),
    *("1.jpg", "[Photo/A]", "Copyright ©", "Links", "x@y.zz", "会议", "他说", "1", "ß", "İ", "word " * 12),
)
anything = st.text(max_size=200)
tricky = st.lists(st.one_of(st.sampled_from(TRICKY), st.just(" "), st.text(max_size=3)), max_size=60).map("".join)
texts = st.one_of(anything, tricky)


def check_tiling(text: str, spans: list[tuple[int, int]]) -> None:
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert all(map(str.isspace, text[position:start]))
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        position = end
    assert all(map(str.isspace, text[position:]))


def document_of(text: str) -> Document:
    return Document("report.txt", "report", text, tuple(split_blocks(text)), "utf-8")


@examples(400)
@given(texts)
def test_blocks_tile_the_text(text: str) -> None:
    blocks = split_blocks(text)
    check_tiling(text, [(block.start, block.end) for block in blocks])
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    for block in blocks:
        assert block.line == len(re.findall(r"\r\n|\r|\n", text[: block.start])) + 1


@examples(400)
@given(texts, st.sampled_from(LANGUAGES))
def test_segments_tile_the_text(text: str, language: str) -> None:
    document = document_of(text)
    segments = segment_document(document, language)
    check_tiling(text, [(segment.start - len(segment.marker), segment.end) for segment in segments])
    ids = [segment.id for segment in segments]
    assert len(set(ids)) == len(ids)
    assert [segment.block for segment in segments] == sorted(segment.block for segment in segments)
    for segment in segments:
        assert segment.marker + segment.source == text[segment.start - len(segment.marker) : segment.end]
        assert segment.line == len(re.findall(r"\r\n|\r|\n", text[: segment.start])) + 1
        assert segment.kind == document.blocks[segment.block - 1].kind
        assert segment.verbatim or any(map(str.isalpha, segment.source))


@examples(400)
@given(tricky, st.sampled_from(LANGUAGES))
def test_a_sentence_segmented_again_stays_whole(text: str, language: str) -> None:
    splitter = splitter_for(language)
    stripped = text.strip()
    for start, end in splitter.spans(stripped, 0, len(stripped)):
        sentence = stripped[start:end]
        assert list(splitter.spans(sentence, 0, len(sentence))) == [(0, len(sentence))]


@examples(400)
@given(texts, st.sampled_from(LANGUAGES))
def test_no_cut_falls_inside_of_what_a_reader_sees_as_one_character(text: str, language: str) -> None:
    stripped = text.strip()
    clusters = {found.start() for found in regex.finditer(r"\X", stripped)} | {len(stripped)}
    spans = list(splitter_for(language).spans(stripped, 0, len(stripped)))
    check_tiling(stripped, spans)
    for start, end in spans:
        assert {start, end} <= clusters


@examples(200)
@given(tricky, tricky, st.sampled_from(LANGUAGES))
def test_sentences_do_not_depend_on_where_the_text_lies(before: str, text: str, language: str) -> None:
    splitter, stripped, offset = splitter_for(language), text.strip(), len(before)
    inside = [
        (start - offset, end - offset)
        for start, end in splitter.spans(before + stripped + before, offset, offset + len(stripped))
    ]
    assert inside == list(splitter.spans(stripped, 0, len(stripped)))


@examples(200)
@given(tricky)
def test_the_same_text_gives_the_same_segments(text: str) -> None:
    document = document_of(text)
    assert segment_document(document, "en") == segment_document(document_of(text), "en")


@examples(200)
@given(texts)
def test_lines_cover_the_text_but_for_its_line_ends(text: str) -> None:
    position = 0
    for _, start, end in line_spans(text):
        assert start - position <= 2
        assert not set(text[start:end]) & set("\r\n\x0b\x0c\x85\u2028\u2029")
        position = end
    assert position == len(text)


def test_a_block_that_is_one_long_line_is_cut_too() -> None:
    text = "It met. " * 5_000 + "It rose."
    document = Document("r", "r", text, (Block(1, "paragraph", 1, 0, len(text)),), "utf-8")
    assert len(segment_document(document, "en")) == 5_001


items = st.lists(st.sampled_from(("A room.", "A lamp for each desk.", "A line. It is new.", "屋子。")), min_size=1)
numbering = st.sampled_from(("{n}. ", "({n}) ", "{n}) ", "{n}、", "- ", "• "))


@examples(100)
@given(items, numbering, st.integers(1, 90))
def test_items_read_the_same_whatever_their_numbers_are(found: list[str], style: str, first: int) -> None:
    text = "\n".join(style.format(n=n) + item for n, item in enumerate(found, first))
    segments = segment_document(document_of(f"The office needs:\n\n{text}\n"), "en")[1:]
    assert " ".join(segment.source for segment in segments) == " ".join(found)
