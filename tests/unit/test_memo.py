"""What is kept from one command to the next is what would be made anew."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import memo
from dragoman.errors import RequestError

PATTERNS = [
    (r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>May|June)|(June)", 0),
    (r"[\u4e00-\u9fff\U00020000-\U0003fffd]{2,}(?<![的了])", 0),
    (r"straße|ΣΊΣΥΦΟΣ|[^a-zß]", re.IGNORECASE),
    (r"(?s: a . b ) # a comment", re.VERBOSE),
    (r"(?a:\w+)(?=\W)|^x$", re.MULTILINE),
    *((rf"(?:number {number}|\b[{chr(0x400 + number)}-\u04ff]+\b)", 0) for number in range(150)),
]
TEXT = "the 3rd May\n27 June, 最高人民检察院的 STRASSE straße Σίσυφος x\nnumber 7 Россия A . B a\nb"


@pytest.fixture(autouse=True)
def _begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(memo, "_memo", None)
    monkeypatch.setattr(memo._compiler, "compile", memo._compile_anew)
    yield
    re.purge()


def compiled() -> list[re.Pattern[str]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in PATTERNS]


def next_process(folder: Path) -> list[re.Pattern[str]]:
    memo.begin(lambda: folder)
    patterns = compiled()
    memo.keep()
    return patterns


def test_patterns_are_those_that_would_be_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew = compiled()
    assert next_process(tmp_path) == anew
    assert len(list(tmp_path.rglob("*"))) == 2

    with monkeypatch.context() as context:
        context.setattr(memo, "_compile_anew", None)
        context.setattr(memo._compiler, "_code", None)
        again = next_process(tmp_path)
    assert again == anew  # their code too
    for one, other in zip(again, anew, strict=True):
        assert [found.span(number) for found in one.finditer(TEXT) for number in range(one.groups + 1)] == [
            found.span(number) for found in other.finditer(TEXT) for number in range(one.groups + 1)
        ]
        assert one.groupindex == other.groupindex
        assert [found.lastgroup for found in one.finditer(TEXT)] == [found.lastgroup for found in other.finditer(TEXT)]


@pytest.mark.parametrize("data", [b"", b"0\n", b"12\nabc", b"\xff" * 100])
def test_a_damaged_file_is_written_anew(tmp_path: Path, data: bytes) -> None:
    anew = next_process(tmp_path)
    [file] = (path for path in tmp_path.rglob("*") if path.is_file())
    sound = file.read_bytes()
    for damaged in (data, sound[:-1], sound[:50] + b"?" + sound[51:]):
        file.write_bytes(damaged)
        assert next_process(tmp_path) == anew
        assert file.read_bytes() == sound


def test_a_few_new_patterns_are_not_worth_writing(tmp_path: Path) -> None:
    memo.begin(lambda: tmp_path)
    re.purge()
    re.compile("Mon|Tue|Wed")
    memo.keep()
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_or_a_place_to_write_all_is_made_anew(tmp_path: Path) -> None:
    def none() -> Path:
        raise RequestError("no home")

    memo.begin(none)
    assert compiled()[0].search(TEXT)
    memo.keep()
    (tmp_path / "file").write_text("")
    assert next_process(tmp_path / "file")[0].search(TEXT)


def test_what_is_wrong_with_a_pattern_is_said_as_ever(tmp_path: Path) -> None:
    memo.begin(lambda: tmp_path)
    with pytest.raises(re.error, match="unterminated subpattern at position 1"):
        re.compile("a(b")


def test_a_table_that_its_user_changes_is_kept_as_it_was(tmp_path: Path) -> None:
    def table(text: str) -> dict[str, list[str]]:
        return {"words": text.split()}

    for _ in range(2):
        memo.begin(lambda: tmp_path)
        text = "word " * 3000
        found = memo.recall(table, text)
        assert found == table(text)
        found.clear()
        assert memo.recall(table, text) == table(text)
        memo.keep()
    assert list(tmp_path.iterdir())
