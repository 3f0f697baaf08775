"""Stand-ins: the words that take the place of renderings leave nothing of themselves in a translation."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages import parse_language
from dragoman.model import Finding, Match, Rendering, TermUse
from dragoman.progress import Watch
from dragoman.run.findings import segment_findings
from dragoman.terminology.ladder import enforce
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.residue import find_residue, without_residue
from dragoman.terminology.standins import all_stand_ins, put_renderings, stand_ins_for, with_stand_ins
from engines import ScriptedEngine
from factories import one_segment

CHINESE = stand_ins_for("zh")
LONG = sorted(word for word in all_stand_ins("zh") if len(word) > 2 and word not in ("世界银行", "互联网"))


@pytest.mark.parametrize(
    ("hypothesis", "words", "clean"),
    [
        ("要推动与国务院务院、沟通", ["国务院"], "要推动与国务院、沟通"),
        ("参加国务院务院务院的活动", ["国务院"], "参加国务院的活动"),
        ("向务院国务院报告", ["国务院"], "向国务院报告"),
        ("国务院、务院、李明表示感谢", ["国务院"], "国务院、李明表示感谢"),
        ("支持德国和黎巴黎的发展", ["德国", "巴黎"], "支持德国和巴黎的发展"),
        ("国务院和加拿大拿大。", ["国务院", "加拿大"], "国务院和加拿大。"),
        ("巴黎黎的会议", ["巴黎"], "巴黎的会议"),
        ("支持该市务院的国务院", ["国务院"], "支持该市的国务院"),
        ("政务院的档案和多国务院，国务院", ["国务院"], None),
        # Words that begin or end as a stand-in does.
        ("国务院院长发表讲话", ["国务院"], None),
        ("商务部部长在公安部门", ["商务部"], None),
        ("由选举举行的会议会在明天", ["选举", "会议"], None),
        ("能源能为各国", ["能源"], None),
        ("体育教育、现代化文化", ["教育", "文化"], None),
        ("联合国国家工作队的综合国力", ["联合国"], None),
        ("服务部门和商务部", ["商务部"], None),
        ("互联网与全国联网", ["互联网"], None),
    ],
)
def test_pieces_of_a_stand_in_are_taken_away_and_nothing_else(
    hypothesis: str, words: list[str], clean: str | None
) -> None:
    wholes = [(start, start + len(word)) for word in words for start in _starts(hypothesis, word)]
    assert without_residue(hypothesis, wholes, frozenset(words)) == (hypothesis if clean is None else clean)


def _starts(text: str, word: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(word, start)]


@given(st.sampled_from(LONG), st.data(), st.text("甲乙丙丁", max_size=5), st.text("甲乙丙丁", max_size=5))
def test_whatever_stands_in_its_ends_are_found_beside_it_and_it_is_none_of_them(
    word: str, data: st.DataObject, before: str, behind: str
) -> None:
    end = word[data.draw(st.integers(1, len(word) - 2)) :]
    start = len(before)
    for text, place in ((before + word + end + behind, start), (before + end + word + behind, start + len(end))):
        whole = (place, place + len(word))
        assert without_residue(text, [whole], frozenset({word})) == before + word + behind
    assert not find_residue(before + word + behind, [(start, start + len(word))], all_stand_ins("zh"))


@given(
    st.text("国务院联合黎巴⁅⁆P1、的 a", max_size=30), st.sets(st.sampled_from(sorted(all_stand_ins("zh"))), max_size=4)
)
def test_no_text_loses_a_stand_in_or_gains_a_letter(text: str, words: set[str]) -> None:
    wholes = [(start, start + len(word)) for word in words for start in _starts(text, word)]
    clean = without_residue(text, wholes, frozenset(words))
    rest = iter(text)
    assert all(letter in rest for letter in clean)
    assert all(clean.count(word) >= text.count(word) for word in words)


def translated(script: Mapping[str, Sequence[str]]) -> str:
    """Return what becomes of the sentence of an office with the hypotheses for each stand-in."""
    sources = {f"The {word} met in the old hall.": targets for word, targets in script.items()}
    task = Task("The SPP met in the old hall.", (RequiredTerm("spp", ("最高人民检察院",), ((4, 7),), "institution"),))
    [outcome] = enforce([task], ScriptedEngine(sources, inline=True), "zh", Watch())
    return outcome.target


def test_a_hypothesis_without_residue_is_taken_before_a_likelier_one() -> None:
    assert translated({"联合国": ["联合国合国开会。", "联合国开会。"]}) == "最高人民检察院开会。"


def test_other_words_stand_in_where_every_hypothesis_has_residue() -> None:
    assert translated({"联合国": ["联合国合国开会了。"], "国务院": ["国务院开会。"]}) == "最高人民检察院开会。"


def test_residue_that_no_hypothesis_is_free_of_is_taken_away() -> None:
    script = {word: [f"{word}{word[1:]}开会。"] for word in CHINESE["institution"]}
    assert translated(script) == "最高人民检察院开会。"


def test_a_word_that_is_a_rendering_itself_stands_in_for_no_other() -> None:
    first, second = CHINESE["institution"][:2]
    terms = (
        RequiredTerm("office", ("最高人民检察院",), ((4, 7),), "institution"),
        RequiredTerm("body", (first,), ((16, 20),), "institution"),
    )
    worded, chosen = with_stand_ins(Task("The SPP met the body.", terms), CHINESE)
    assert chosen == {second: "最高人民检察院", first: first}
    assert [term.forms for term in worded.terms] == [(second,), (first,)]


@pytest.mark.parametrize(
    ("target", "chosen", "put"),
    [
        ("15李明当选", {"李明": "Anna Holm"}, "15 Anna Holm当选"),
        ("李明小明", {"李明": "Anna Holm", "小明": "Li"}, "Anna Holm Li"),
        ("在李明2024年", {"李明": "Holm"}, "在Holm 2024年"),
        ("IBMler PDF'e", {"IBM": "x.org", "PDF": "y"}, "x.orgler y'e"),
    ],
)
def test_a_rendering_melts_into_no_word_beside_it(target: str, chosen: dict[str, str], put: str) -> None:
    assert put_renderings(target, chosen) == put


def findings(target: str, rendering: str = "最高人民检察院") -> list[Finding]:
    start = target.find(rendering)
    row = Rendering("spp", rendering, (), (), "official", "", "", 1)
    match = Match(4, 7, "SPP", "spp", (rendering,), row, "institution")
    use = TermUse("spp", "SPP", 4, 7, rendering, start, start + len(rendering), "inline", "institution")
    languages = parse_language("en"), parse_language("zh")
    found = segment_findings(one_segment("The SPP met."), target, languages, "machine", [match], [use])
    return [finding for finding in found if finding.code == "M003"]


@pytest.mark.parametrize(
    "target",
    [
        "最高人民检察院务院开会。",
        "最高人民检察院⁅P2⁆开会。",
        "最高人民检察院开会，务院。",
        "最高人民检察院和该市务院的人",
    ],
)
def test_what_is_left_of_a_stand_in_is_a_finding(target: str) -> None:
    assert len(findings(target)) == 1


@pytest.mark.parametrize("target", ["最高人民检察院开会。", "国务院、最高人民检察院开会。", "最高人民检察院部长开会。"])
def test_whole_words_are_no_finding(target: str) -> None:
    assert not findings(target)
