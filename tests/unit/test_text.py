import time

import pytest

from dragoman.model import fold_lines
from dragoman.terminology.inline import complete_text
from dragoman.terminology.required import Task
from dragoman.text.strings import find_loop, tidy_cjk


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("特别专专专专专供", "专"),
        ("报告报告报告报告", "报告"),
        ("the the the the end", "the "),
        ("A A A A A A", "A "),
        ("no no no no", None),  # the last has no blank behind it: three times only
        ("ababab", None),
        ("abababab", "ab"),
        ("研究研究研究。", None),
        ("12345678123456781234567812345678", None),
        ("123456789abc" * 4, None),
        ("——————", None),
        ("……………………", None),
        ("1000000000", None),
        ("  \n\n\n\n\n\n", None),
        ("=" * 80, None),
        ("- - - - - -", None),
        ("", None),
    ],
)
def test_find_loop(text: str, unit: str | None) -> None:
    assert find_loop(text) == unit


def test_a_loop_behind_repeated_marks_is_found() -> None:
    assert find_loop("………… 专专专专专") == "专"


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        pytest.param("他 说 话", "他说话", id="spaces between ideographs"),
        pytest.param("在 2024 年", "在 2024 年", id="spaces beside figures stay"),
        pytest.param("使用 GPU 训练", "使用 GPU 训练", id="spaces beside Latin stay"),
        pytest.param("他说, 好", "他说，好", id="comma"),
        pytest.param("好吗?", "好吗？", id="question mark at the end"),
        pytest.param("他说:", "他说：", id="colon at the end"),
        pytest.param("时间: 5:30", "时间: 5:30", id="a colon before a figure stays"),
        pytest.param("1,000人", "1,000人", id="a figure's comma stays"),
        pytest.param("a, b; c", "a, b; c", id="Latin stays"),
        pytest.param("最高人民检察院 (最高检)", "最高人民检察院（最高检）", id="parentheses around ideographs"),
        pytest.param("联合国 (UN)", "联合国 (UN)", id="parentheses around Latin stay"),
        pytest.param("(a)第一", "(a)第一", id="a letter in parentheses stays"),
        pytest.param("今日は, 元気?", "今日は，元気？", id="Japanese"),
        pytest.param("", "", id="nothing"),
        pytest.param("好 \n 好", "好 \n 好", id="line breaks stay"),
    ],
)
def test_tidy_cjk(text: str, tidy: str) -> None:
    assert tidy_cjk(text) == tidy


LONG = {
    "one letter": "a" * 100_000,
    "two letters": "ab" * 50_000,
    "blanks": " " * 100_000,
    "blanks behind a letter": "x" + " " * 100_000,
    "blanks behind an ideograph": "中" + " " * 100_000 + "x",
    "letters in a row": "".join(chr(0x4E00 + number % 20_000) for number in range(100_000)),
    "dots": "." * 100_000,
    "figures": "1" * 100_000,
    "dashes": "- " * 50_000,
    "open parentheses": "中(" * 50_000,
    "an open parenthesis": "中(" + "中" * 100_000,
    "commas": "中" + "," * 100_000,
    "combining marks": "e" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    began = time.perf_counter()
    find_loop(text)
    tidy_cjk(text)
    assert time.perf_counter() - began < 2


def test_folding_lines_takes_a_row_of_blanks_once() -> None:
    began = time.perf_counter()
    fold_lines("a" + " " * 12_000 + "b")
    assert time.perf_counter() - began < 0.2


def test_looking_for_addresses_takes_a_long_word_once() -> None:
    began = time.perf_counter()
    complete_text(Task("a-" * 6_000, ()))
    assert time.perf_counter() - began < 0.2
