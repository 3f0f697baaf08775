"""Whatever an SRX file holds, it is read or refused with a sentence; whatever its rules say, segments tile the text."""

import contextlib
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import RequestError
from dragoman.segment.srx.apply import SrxSplitter
from dragoman.segment.srx.regex import translate
from examples import examples

BAD = Path(__file__).parents[1] / "bad" / "srx"
FRAME = (BAD / "break-maybe.srx").read_bytes()
RULES = (
    '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body>'
    '<languagerules><languagerule languagerulename="Default">{rules}</languagerule></languagerules>'
    '<maprules><languagemap languagepattern=".*" languagerulename="Default"/></maprules></body></srx>'
)
PIECES = (
    *(
        ".",
        "\\.",
        "[.?!]",
        "\\s",
        "\\p{Lu}",
        "(?:a|b)",
        "(",
        ")",
        "[",
        "]",
        "*",
        "+",
        "?",
        "{2,}",
        "{1}",
        "^",
        "$",
        "|",
    ),
    *(
        "\\Q",
        "\\E",
        "\\b",
        "\\x{41}",
        "\\u0041",
        "(?i)",
        "(?<n>",
        "(?=",
        "(?<!",
        "\\h",
        "\\R",
        "&&",
        "[^",
        "\\",
        "é",
        "。",
    ),
)
patterns = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
texts = st.text(st.sampled_from("aAb.?!。 \n\r\u0301\u200d👩é"), max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("srx")


@examples(300)
@given(st.one_of(patterns, st.text(max_size=20)), st.booleans())
def test_an_expression_is_translated_or_refused_with_a_reason(pattern: str, back: bool) -> None:
    reason = "none"
    try:
        regex.compile(translate(pattern, back=back), regex.V1)
    except ValueError as error:
        reason = str(error)
    assert reason


@examples(100)
@given(start=st.integers(0, len(FRAME)), length=st.integers(0, 40), put=st.binary(max_size=8))
def test_a_damaged_file_is_read_or_refused(folder: Path, start: int, length: int, put: bytes) -> None:
    path = folder / "damaged.srx"
    path.write_bytes(FRAME[:start] + put + FRAME[start + length :])
    message = str(path)
    try:
        SrxSplitter(path, "en")
    except RequestError as error:
        message = str(error)
    assert message.startswith(str(path))


@examples(100)
@given(st.lists(st.tuples(st.sampled_from(["yes", "no"]), patterns, patterns), max_size=4), texts)
def test_segments_tile_the_text(folder: Path, rules: list[tuple[str, str, str]], text: str) -> None:
    path = folder / "rules.srx"
    written = "".join(
        f'<rule break="{breaks}"><beforebreak>{escape(before)}</beforebreak>'
        f"<afterbreak>{escape(after)}</afterbreak></rule>"
        for breaks, before, after in rules
    )
    path.write_text(RULES.format(rules=written), "utf-8")
    with contextlib.suppress(RequestError):
        stripped, position = text.strip(), 0
        clusters = {found.start() for found in regex.finditer(r"\X", stripped)} | {len(stripped)}
        for start, end in SrxSplitter(path, "en").spans(stripped, 0, len(stripped)):
            assert position <= start < end
            assert not stripped[position:start].strip()
            assert not stripped[start].isspace()
            assert not stripped[end - 1].isspace()
            assert start in clusters
            position = end
        assert position == len(stripped)
