"""Numbered congresses, sessions, meetings and plans: “the third session of the 14th NPC” is required
第十四届全国人民代表大会第三次会议.

A row has phrases with `{n}` for the ordinal of the body and `{m}` for that of its session, and what Chinese says: the
name that the body gives itself first, then the short names in use. Each 第十四届 may be written 第14届. Other languages
have no rows yet and require nothing.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from dragoman.glossary.placeables.chinese import numeral
from dragoman.glossary.placeables.english import ORDINAL, read_ordinal
from dragoman.glossary.placeables.pattern import Pattern, Placeable
from dragoman.model import Language

_NAMES = {
    "NPC": r"(?:national people['’]s congress(?: \(npc\))?|npc)",
    "CPPCC": r"(?:chinese people['’]s political consultative conference(?: \(cppcc\))?|cppcc)",
    "CPC": r"(?:communist party of china(?: \(cpc\))?|cpc)",
    "CCDI": r"(?:central commission for discipline inspection(?: \(ccdi\))?|ccdi)",
    "UN": r"(?:united nations|un)",
    "PLENUM": r"plen(?:ary session|ary meeting|um)",
}


class Row(NamedTuple):
    """A kind of numbered event or plan."""

    name: str
    """Of the body, for the id."""
    words: tuple[str, ...]
    """See `Pattern.words`."""
    phrases: tuple[str, ...]
    """Regular expressions in lower case with `{n}`, `{m}` and names out of `_NAMES`; any case and white space."""
    forms: tuple[str, ...]
    """The preferred one first."""
    highest: int = 40
    """What is numbered higher is something else."""
    context: str = ""
    """See `Pattern.context`."""
    category: str = "event"
    """As of the glossary's terms: it tells which words may stand in for the rendering while the engine works."""


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
            r"{m} (?:session|meeting) of the standing committee of the {n} {NPC}",
            r"{m} (?:session|meeting) of the {n} {NPC} standing committee",
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
        (r"{n} {NPC} standing committee", r"standing committee of the {n} {NPC}"),
        ("第{n}届全国人民代表大会常务委员会", "{n}届全国人大常委会", "第{n}届全国人大常委会"),
    ),
    Row(
        "npc",
        ("npc", "people's congress"),
        (r"{n} {NPC}(?! standing)",),
        ("第{n}届全国人民代表大会", "第{n}届全国人大", "{n}届全国人大"),
    ),
    Row(
        "cppcc-session",
        ("cppcc", "consultative conference"),
        (
            r"{m} (?:annual )?session of the {n} {CPPCC} national committee",
            r"{m} (?:annual )?session of the {n} national committee of the {CPPCC}",
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
            r"{m} (?:session|meeting) of the standing committee of the {n} {CPPCC} national committee",
            r"{m} (?:session|meeting) of the standing committee of the {n} national committee of the {CPPCC}",
            r"{m} (?:session|meeting) of the {n} {CPPCC} national committee standing committee",
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
        (r"{n} {CPPCC} national committee(?! standing)", r"{n} national committee of the {CPPCC}"),
        (
            *("中国人民政治协商会议第{n}届全国委员会", "政协第{n}届全国委员会", "第{n}届全国政协", "{n}届全国政协"),
            *("全国政协第{n}届委员会", "政协{n}届全国委员会"),
        ),
    ),
    Row(
        "cpc-central-committee-plenum",
        ("central committee",),
        (
            r"{m} {PLENUM} of the {n} {CPC} central committee",
            r"{m} {PLENUM} of the {n} central committee of (?:the )?{CPC}",
            r"{n} {CPC} central committee['’]s {m} {PLENUM}",
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
            r"{m} {PLENUM} of the {n} (?:party )?central committee(?! of)",
            r"{m} {PLENUM} of the {n} central committee of the party",
        ),
        ("党的{n}届{m}中全会", "中共{n}届{m}中全会", "{n}届{m}中全会", "第{n}届中央委员会第{m}次全体会议"),
        context=r"\bCPC\b|Communist Party of China|\bParty\b",
    ),
    Row(
        "cpc-central-committee",
        ("central committee",),
        (r"{n} {CPC} central committee(?!['’]s)", r"{n} central committee of (?:the )?{CPC}"),
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
            r"{n} {CPC} (?:national )?congress",
            r"{n} national (?:party )?congress of (?:the )?{CPC}",
            r"{CPC}['’]s {n} (?:national )?congress",
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
            r"{n} (?:national )?party congress(?! of)",
            r"{n} national congress of the party",
            r"party['’]s {n} (?:national )?congress",
        ),
        (
            *("党的{n}大", "中共{n}大", "中国共产党{n}大", "中国共产党第{n}次全国代表大会", "{n}大"),
            *("党的第{n}次全国代表大会", "中共第{n}次全国代表大会", "第{n}次全国代表大会"),
        ),
        context=r"\bCPC\b|Communist Party of China|\b[Tt]he Party\b",
    ),
    Row(
        "un-general-assembly-session",
        ("general assembly",),
        (
            r"{n} (?:regular )?session of the (?:{UN} )?general assembly(?: of the {UN})?",
            r"{n} {UN} general assembly(?: session)?",
        ),
        (
            *("联合国大会第{n}届会议", "第{n}届联合国大会", "大会第{n}届会议", "第{n}届联大", "联大第{n}届会议"),
            *("第{n}届大会会议", "第{n}届联合国大会会议"),
        ),
        highest=199,
    ),
    Row(
        "un-human-rights-council-session",
        ("human rights council",),
        (r"{n} (?:regular )?session of the (?:{UN} )?human rights council",),
        (
            *("联合国人权理事会第{n}届会议", "人权理事会第{n}届会议", "联合国人权理事会第{n}次会议"),
            *("第{n}届联合国人权理事会会议", "第{n}届联合国人权理事会"),
        ),
        highest=199,
    ),
    Row(
        "national-procuratorial-work-conference",
        ("procuratorial work conference", "conference on procuratorial work"),
        (r"{n} national (?:procuratorial work conference|conference on procuratorial work)",),
        ("第{n}次全国检察工作会议",),
    ),
    Row(
        "five-year-plan-period",
        ("year plan",),
        (r"{n} five[-\s]year plan (?:\(\d{{4}}[-–]\d{{2,4}}\) )?period",),
        ("“{n}五”时期", "“{n}五”期间", "「{n}五」時期", '"{n}五"时期', '"{n}五"期间', "{n}五时期", "{n}五期间"),
        highest=20,
        category="formula",
    ),
    Row(
        "five-year-plan",
        ("year plan",),
        (r"{n} five[-\s]year plan(?! period| \(\d{{4}}[-–]\d{{2,4}}\) period)",),
        ("“{n}五”规划", "“{n}五”", '"{n}五"', "{n}五规划", "第{n}个五年规划", "第{n}个五年计划"),
        highest=20,
        category="formula",
    ),
)
"""Rows without `{m}` name a body; what holds a longer phrase is that one's."""


def _pattern(row: Row) -> Pattern:
    """Return the pattern of a row's phrases."""
    alternatives = []
    for number, phrase in enumerate(row.phrases):
        ordinals = {name: rf"(?P<{name}{number}>{ORDINAL})" for name in "nm"}
        alternatives.append(phrase.format(**_NAMES, **ordinals).replace(" ", r"\s+"))
    expression = rf"\b(?:{'|'.join(alternatives)})(?!\w)"
    return Pattern(row.name, row.words, expression, partial(_read, row), row.category, "", row.context, any_case=True)


def _read(row: Row, found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if language.argos != "zh":
        return
    values = {name[0]: read_ordinal(text) for name, text in found.groupdict().items() if text}
    if not all(0 < value <= row.highest for value in values.values()):
        return
    id_ = "-".join((row.name, *(str(values[name]) for name in "nm" if name in values)))
    yield Placeable(found.start(), found.end(), id_, tuple(_written(row.forms, values)))


def _written(forms: tuple[str, ...], values: dict[str, int]) -> Iterator[str]:
    """Yield the forms with Chinese numerals, then those that may have Arabic ones, which stand behind 第 only."""
    for form in forms:
        yield form.format(**{name: numeral(value) for name, value in values.items()})
    for form in forms:
        mixed = re.sub(r"第\{(\w)\}", lambda match: f"第{values[match[1]]}", form)
        yield mixed.format(**{name: numeral(value) for name, value in values.items()})


SESSIONS = tuple(map(_pattern, ROWS))
