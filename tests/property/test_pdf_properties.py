"""What must hold for every text in a PDF: the words of its lines come back, in their order."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.pdf.order import is_rtl, logical
from dragoman.documents.pdf.reader import read
from examples import examples
from pdfs import Put, written

WORDS = st.text("abcxyzABCXYZ0123456789äéß,;()%'&", min_size=1, max_size=12)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)
FIRST, LAST = "The report begins.", "The report ends."


@examples(60)
@given(LINES, st.integers(7, 14))
def test_the_words_of_lines_come_back(lines: list[str], size: int) -> None:
    # Far apart, so that no two lines are one paragraph, whose hyphens and blanks would be mended.
    page = [Put(72, 780 - 40 * number, line, size) for number, line in enumerate([FIRST, *lines, LAST])]
    extract = read("report.pdf", written([page]))
    assert extract.text.split() == " ".join([FIRST, *lines, LAST]).split()
    assert [block.place for block in extract.blocks] == ["page 1"] * len(extract.blocks)
    for before, block in zip(extract.blocks, extract.blocks[1:], strict=False):
        assert before.end < block.start
        assert not extract.text[before.end : block.start].strip()


@given(st.lists(st.text("abc", min_size=1, max_size=5) | st.text("אבגדה", min_size=1, max_size=5), min_size=1))
def test_runs_of_both_directions_are_turned_back(words: list[str]) -> None:
    text = " ".join(words)
    rtl = is_rtl(text)
    # What a renderer does by the Unicode bidirectional algorithm, where there are neither numbers nor brackets.
    shown = logical(list(text), rtl=rtl)
    assert logical(list(shown), rtl=rtl) == text
