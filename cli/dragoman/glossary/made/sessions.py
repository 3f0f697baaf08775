"""Numbered congresses, sessions, meetings and plans: “the third session of the 14th NPC” is owed
第十四届全国人民代表大会第三次会议.

A row has phrases with `{n}` for the ordinal of the body and `{m}` for that of its session, and what Chinese says: the
name that the body gives itself first, then the short names in use. Each 第十四届 may be written 第14届. Other languages
have no rows yet and owe nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from dragoman.glossary.made.chinese import numeral
from dragoman.glossary.made.english import ORDINAL, read_ordinal
from dragoman.glossary.made.pattern import Made, Pattern, compiled
from dragoman.model import Language

_NAMES = {
    "NPC": r"(?:National People['’]s Congress(?: \(NPC\))?|NPC)",
    "CPPCC": r"(?:Chinese People['’]s Political Consultative Conference(?: \(CPPCC\))?|CPPCC)",
    "CPC": r"(?:Communist Party of China(?: \(CPC\))?|CPC)",
    "CCDI": r"(?:Central Commission for Discipline Inspection(?: \(CCDI\))?|CCDI)",
    "UN": r"(?:United Nations|UN)",
    "PLENUM": r"plen(?:ary session|ary meeting|um)",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of numbered event or plan."""

    name: str
    """Of the body, for the id."""
    words: tuple[str, ...]
    """See `Pattern.words`."""
    phrases: tuple[str, ...]
    """Regular expressions with `{n}`, `{m}` and names out of `_NAMES`; any case, any white space."""
    forms: tuple[str, ...]
    """The preferred one first."""
    highest: int = 40
    """What is numbered higher is something else."""
    context: str = ""
    """Regular expression that the text must match besides."""


ROWS = (
    Row(
        "npc-session",
        ("npc", "people's congress"),
        (r"{m} (?:annual )?session of the {n} {NPC}",),
        (
            *("第{n}届全国人民代表大会第{m}次会议", "{n}届全国人大{m}次会议", "第{n}届全国人大第{m}次会议"),
            *("{n}届全国人大第{m}次会议", "第{n}届全国人大{m}次会议", "全国人大{n}届{m}次会议"),
        ),
    ),
    Row(
        "npc-standing-committee-session",
        ("npc", "people's congress"),
        (
            r"{m} (?:session|meeting) of the Standing Committee of the {n} {NPC}",
            r"{m} (?:session|meeting) of the {n} {NPC} Standing Committee",
        ),
        (
            *("第{n}届全国人民代表大会常务委员会第{m}次会议", "{n}届全国人大常委会第{m}次会议"),
            *("{n}届全国人大常委会{m}次会议", "第{n}届全国人大常委会第{m}次会议"),
        ),
        highest=99,
    ),
    Row(
        "npc-standing-committee",
        ("npc", "people's congress"),
        (r"{n} {NPC} Standing Committee", r"Standing Committee of the {n} {NPC}"),
        ("第{n}届全国人民代表大会常务委员会", "{n}届全国人大常委会", "第{n}届全国人大常委会"),
    ),
    Row(
        "npc",
        ("npc", "people's congress"),
        (r"{n} {NPC}(?! Standing)",),
        ("第{n}届全国人民代表大会", "第{n}届全国人大", "{n}届全国人大"),
    ),
    Row(
        "cppcc-session",
        ("cppcc", "consultative conference"),
        (
            r"{m} (?:annual )?session of the {n} {CPPCC} National Committee",
            r"{m} (?:annual )?session of the {n} National Committee of the {CPPCC}",
        ),
        (
            *("中国人民政治协商会议第{n}届全国委员会第{m}次会议", "全国政协{n}届{m}次会议"),
            *("政协第{n}届全国委员会第{m}次会议", "政协{n}届全国委员会{m}次会议", "政协第{n}届全国委员会{m}次会议"),
            *("全国政协第{n}届委员会第{m}次会议", "第{n}届全国政协第{m}次会议"),
        ),
    ),
    Row(
        "cppcc-standing-committee-session",
        ("cppcc", "consultative conference"),
        (
            r"{m} (?:session|meeting) of the Standing Committee of the {n} {CPPCC} National Committee",
            r"{m} (?:session|meeting) of the Standing Committee of the {n} National Committee of the {CPPCC}",
            r"{m} (?:session|meeting) of the {n} {CPPCC} National Committee Standing Committee",
        ),
        (
            *("政协第{n}届全国委员会常务委员会第{m}次会议", "全国政协{n}届常委会第{m}次会议"),
            *("政协{n}届全国委员会常务委员会第{m}次会议", "第{n}届全国政协常委会第{m}次会议"),
        ),
        highest=99,
    ),
    Row(
        "cppcc-national-committee",
        ("cppcc", "consultative conference"),
        (r"{n} {CPPCC} National Committee(?! Standing)", r"{n} National Committee of the {CPPCC}"),
        (
            *("中国人民政治协商会议第{n}届全国委员会", "政协第{n}届全国委员会", "第{n}届全国政协", "{n}届全国政协"),
            *("全国政协第{n}届委员会", "政协{n}届全国委员会"),
        ),
    ),
    Row(
        "cpc-central-committee-plenum",
        ("central committee",),
        (
            r"{m} {PLENUM} of the {n} {CPC} Central Committee",
            r"{m} {PLENUM} of the {n} Central Committee of (?:the )?{CPC}",
            r"{n} {CPC} Central Committee['’]s {m} {PLENUM}",
        ),
        (
            *("中共{n}届{m}中全会", "党的{n}届{m}中全会", "{n}届{m}中全会"),
            *("中国共产党第{n}届中央委员会第{m}次全体会议", "中共第{n}届中央委员会第{m}次全体会议"),
            "第{n}届中央委员会第{m}次全体会议",
        ),
    ),
    Row(
        "party-central-committee-plenum",
        ("central committee",),
        (
            r"{m} {PLENUM} of the {n} (?:Party )?Central Committee(?! of)",
            r"{m} {PLENUM} of the {n} Central Committee of the Party",
        ),
        ("党的{n}届{m}中全会", "中共{n}届{m}中全会", "{n}届{m}中全会", "第{n}届中央委员会第{m}次全体会议"),
        context=r"\bCPC\b|Communist Party of China|\b(?:the )?Party\b",
    ),
    Row(
        "cpc-central-committee",
        ("central committee",),
        (r"{n} {CPC} Central Committee(?!['’]s)", r"{n} Central Committee of (?:the )?{CPC}"),
        (
            *("中国共产党第{n}届中央委员会", "中共第{n}届中央委员会", "第{n}届中央委员会", "{n}届中央委员会"),
            *("第{n}届中共中央委员会", "{n}届中共中央委员会"),
        ),
    ),
    Row(
        "ccdi-plenum",
        ("discipline inspection", "ccdi"),
        (
            r"{m} {PLENUM} of the {n} {CCDI}(?: of (?:the )?{CPC})?",
            r"{m} {PLENUM} of the {n} {CPC} {CCDI}",
        ),
        (
            *("中国共产党第{n}届中央纪律检查委员会第{m}次全体会议", "{n}届中央纪委{m}次全会"),
            *("中共第{n}届中央纪律检查委员会第{m}次全体会议", "第{n}届中央纪律检查委员会第{m}次全体会议"),
            *("第{n}届中央纪委第{m}次全会", "{n}届中央纪律检查委员会第{m}次全体会议"),
        ),
    ),
    Row(
        "cpc-national-congress",
        (" congress",),
        (
            r"{n} {CPC} (?:National )?Congress",
            r"{n} National (?:Party )?Congress of (?:the )?{CPC}",
            r"{CPC}['’]s {n} (?:National )?Congress",
        ),
        (
            *("中国共产党第{n}次全国代表大会", "党的{n}大", "中共{n}大", "中国共产党{n}大", "{n}大"),
            *("中共第{n}次全国代表大会", "党的第{n}次全国代表大会", "第{n}次全国代表大会"),
        ),
    ),
    Row(
        "party-national-congress",
        (" congress",),
        (
            r"{n} (?:National )?Party Congress(?! of)",
            r"{n} National Congress of the Party",
            r"Party['’]s {n} (?:National )?Congress",
        ),
        (
            *("党的{n}大", "中共{n}大", "中国共产党{n}大", "中国共产党第{n}次全国代表大会", "{n}大"),
            *("党的第{n}次全国代表大会", "中共第{n}次全国代表大会", "第{n}次全国代表大会"),
        ),
        context=r"\bCPC\b|Communist Party of China|\b(?:the|The) Party\b",
    ),
    Row(
        "un-general-assembly-session",
        ("general assembly",),
        (
            r"{n} (?:regular )?session of the (?:{UN} )?General Assembly(?: of the {UN})?",
            r"{n} {UN} General Assembly(?: session)?",
        ),
        (
            *("联合国大会第{n}届会议", "第{n}届联合国大会", "大会第{n}届会议", "第{n}届联大", "联大第{n}届会议"),
            *("第{n}届大会会议", "第{n}届联合国大会会议"),
        ),
        highest=199,
        context=r"\bUN\b|\bUnited Nations\b|\bGeneral Assembly\b",
    ),
    Row(
        "un-human-rights-council-session",
        ("human rights council",),
        (r"{n} (?:regular )?session of the (?:{UN} )?Human Rights Council",),
        (
            *("联合国人权理事会第{n}届会议", "人权理事会第{n}届会议", "联合国人权理事会第{n}次会议"),
            *("第{n}届联合国人权理事会会议", "第{n}届联合国人权理事会"),
        ),
        highest=199,
    ),
    Row(
        "national-procuratorial-work-conference",
        ("procuratorial work conference", "conference on procuratorial work"),
        (r"{n} National (?:Procuratorial Work Conference|Conference on Procuratorial Work)",),
        ("第{n}次全国检察工作会议",),
    ),
    Row(
        "five-year-plan-period",
        ("year plan",),
        (r"{n} Five[-\s]Year Plan (?:\(\d{{4}}[-–]\d{{2,4}}\) )?period",),
        ("“{n}五”时期", "“{n}五”期间", "「{n}五」時期", '"{n}五"时期', '"{n}五"期间', "{n}五时期", "{n}五期间"),
        highest=20,
    ),
    Row(
        "five-year-plan",
        ("year plan",),
        (r"{n} Five[-\s]Year Plan(?! period| \(\d{{4}}[-–]\d{{2,4}}\) period)",),
        ("“{n}五”规划", "“{n}五”", '"{n}五"', "{n}五规划", "第{n}个五年规划", "第{n}个五年计划"),
        highest=20,
    ),
)
"""Rows without `{m}` name a body; what holds a longer phrase is that one's."""


def _pattern(row: Row) -> Pattern:
    """Return the pattern of a row's phrases."""
    alternatives = []
    for number, phrase in enumerate(row.phrases):
        ordinals = {name: rf"(?P<{name}{number}>{ORDINAL})" for name in "nm"}
        alternatives.append(phrase.format(**_NAMES, **ordinals).replace(" ", r"\s+"))
    expression = rf"(?i)\b(?:{'|'.join(alternatives)})(?!\w)"
    return Pattern(row.name, row.words, expression, partial(_read, row), "session", "")


def _read(row: Row, found: re.Match[str], language: Language) -> Iterator[Made]:
    if language.argos != "zh" or (row.context and not compiled(row.context).search(found.string)):
        return
    values = {name[0]: read_ordinal(text) for name, text in found.groupdict().items() if text}
    if not all(0 < value <= row.highest for value in values.values()):
        return
    id_ = "-".join((row.name, *(str(values[name]) for name in "nm" if name in values)))
    yield Made(found.start(), found.end(), id_, tuple(_written(row.forms, values)))


def _written(forms: tuple[str, ...], values: dict[str, int]) -> Iterator[str]:
    """Yield the forms with Chinese numerals, then those that may have Arabic ones, which stand behind 第 only."""
    for form in forms:
        yield form.format(**{name: numeral(value) for name, value in values.items()})
    for form in forms:
        mixed = re.sub(r"第\{(\w)\}", lambda match: f"第{values[match[1]]}", form)
        yield mixed.format(**{name: numeral(value) for name, value in values.items()})


SESSIONS = tuple(map(_pattern, ROWS))
