"""Expected lines were written by `msgcat` 0.21."""

import pytest
from polib import POEntry

from dragoman.po.layout import serialise
from dragoman.po.linebreak import columns, cut_lines


def written(**fields: object) -> list[str]:
    return serialise(None, [POEntry(**fields)]).splitlines()


def test_short_texts_stay_on_one_line() -> None:
    assert written(msgctxt="list", msgid='a "b" \\ c\t', msgstr="大米") == [
        'msgctxt "list"',
        'msgid "a \\"b\\" \\\\ c\\t"',
        'msgstr "大米"',
    ]


@pytest.mark.parametrize(("length", "lines"), [(71, 1), (72, 2)])
def test_room_beside_the_keyword(length: int, lines: int) -> None:
    text = "a" * (length - 2) + " b"
    assert len(written(msgid=text, msgstr="")) - 1 == lines


def test_text_without_a_legal_break_stays_beside_the_keyword() -> None:
    assert written(msgid="a" * 300, msgstr="")[0] == f'msgid "{"a" * 300}"'


def test_line_ends_are_line_ends() -> None:
    assert written(msgid="one\n", msgstr="one\ntwo") == ['msgid "one\\n"', 'msgstr ""', '"one\\n"', '"two"']


def test_chinese_is_cut_by_columns_and_never_before_closing_punctuation() -> None:
    text = (
        "全县四十三个村的谷仓在八月底以前都已装满，比往年早了两个星期；"
        "农会说“今年的雨水来得正是时候”，并请各家把种子留好。"
    )
    assert written(msgid=text, msgstr="") == [
        'msgid ""',
        '"全县四十三个村的谷仓在八月底以前都已装满，比往年早了两个星期；农会说“今年的雨"',
        '"水来得正是时候”，并请各家把种子留好。"',
        'msgstr ""',
    ]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the rule of law", 9, ["the rule ", "of law"]),
        ("anti-corruption", 8, ["anti-", "corruption"]),
        ("and/or either", 6, ["and/", "or ", "either"]),
        ("example.org/page", 9, ["example.", "org/page"]),
        ("a\u00a0b c", 3, ["a\u00a0b ", "c"]),
        ("one (two) three", 6, ["one ", "(two) ", "three"]),
        ("他说：“好。”她笑了。", 12, ["他", "说：“好。”她", "笑了。"]),
        ("第１２条，第３款", 10, ["第１２条，", "第３款"]),
        ("50% of $5", 4, ["50% ", "of ", "$5"]),
        ("say \u2026 no", 5, ["say ", "\u2026 no"]),
        ('a \\" b', 3, ["a ", "\\\\", '\\" ', "b"]),
        ("it is e\u0301te\u0301", 6, ["it is ", "e\u0301te\u0301"]),
        ("🇨🇳🇫🇷🇪🇸", 4, ["🇨🇳🇫🇷", "🇪🇸"]),
        ("هل هذا صحيح؟ نعم", 9, ["هل هذا ", "صحيح؟ نعم"]),
        ("a\u2028bb cc", 3, ["a\u2028bb ", "cc"]),
    ],
)
def test_break_opportunities(text: str, width: int, lines: list[str]) -> None:
    assert cut_lines(text, width) == lines


def test_widths() -> None:
    assert [columns(char) for char in "a法Ａｱ“…—\u0301\u200b\x1b한ا"] == [1, 2, 2, 1, 1, 1, 1, 0, 0, 0, 2, 1]


def test_comments_references_flags_and_previous_texts() -> None:
    entry = POEntry(
        msgctxt="list",
        msgid="rice",
        msgstr="大米",
        tcomment="mine\n\n two spaces",
        comment="kind: list",
        occurrences=[("report.txt", "1"), ("report.txt", "1"), ("a b.txt", "2"), ("plain", "")]
        + [("report.txt", str(line)) for line in range(100, 104)],
        flags=["no-wrap", "odd-flag", "c-format", "fuzzy", "fuzzy"],
        previous_msgctxt="l",
        previous_msgid="ric",
    )
    assert serialise(None, [entry]).splitlines() == [
        "# mine",
        "#",
        "#  two spaces",
        "#. kind: list",
        "#: report.txt:1 \u2068a b.txt\u2069:2 plain report.txt:100 report.txt:101",
        "#: report.txt:102 report.txt:103",
        "#, fuzzy, c-format, no-wrap, odd-flag",
        '#| msgctxt "l"',
        '#| msgid "ric"',
        'msgctxt "list"',
        'msgid "rice"',
        'msgstr "大米"',
    ]


def test_no_wrap_is_obeyed_and_fuzzy_needs_a_text() -> None:
    text = "rice and beans " * 8
    assert written(msgid=text, msgstr="", flags=["fuzzy", "no-wrap"]) == ["#, no-wrap", f'msgid "{text}"', 'msgstr ""']


def test_plural_forms_and_order() -> None:
    entries = [
        POEntry(msgid="gone", msgstr="没了", obsolete=True, previous_msgid="left"),
        POEntry(msgid="field", msgid_plural="fields", msgstr_plural={1: "b", 0: "a"}),
    ]
    assert serialise(POEntry(msgid="", msgstr="Language: zh_CN\n"), entries, "the end").splitlines() == [
        'msgid ""',
        'msgstr "Language: zh_CN\\n"',
        "",
        'msgid "field"',
        'msgid_plural "fields"',
        'msgstr[0] "a"',
        'msgstr[1] "b"',
        "",
        '#~| msgid "left"',
        '#~ msgid "gone"',
        '#~ msgstr "没了"',
        "",
        "# the end",
    ]
