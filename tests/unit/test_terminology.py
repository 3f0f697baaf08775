"""The guarantee: what is required, how it gets into a translation, and that nothing is claimed that is not there."""

import pytest

from dragoman.languages import parse_language
from dragoman.model import Match, Rendering, Rung, Segment
from dragoman.progress import Watch
from dragoman.terminology.doubles import without_doubles
from dragoman.terminology.inline import complete_text, inline_source
from dragoman.terminology.ladder import Outcome, enforce
from dragoman.terminology.required import RequiredTerm, Task, tasks
from dragoman.terminology.uses import term_uses
from dragoman.terminology.verify import locate, locate_all, occurrences
from engines import ScriptedEngine


def task(text: str, **expected: str) -> Task:
    """Make a task: `task("The SPP met.", SPP="最高检|高检")` requires one for each of its words."""
    terms = []
    for word, forms in expected.items():
        shown = word.replace("_", " ")
        starts = [start for start in range(len(text)) if text.startswith(shown, start)]
        spans = tuple((start, start + len(shown)) for start in starts)
        terms.append(RequiredTerm(word.lower(), tuple(forms.split("|")) if forms else (), spans))
    return Task(text, tuple(sorted(terms, key=lambda term: term.spans)))


def climb(engine: ScriptedEngine, *requiring: Task) -> list[Outcome]:
    return enforce(requiring, engine, "zh", Watch(), stand_ins={})


def outcome(engine: ScriptedEngine, requiring: Task) -> tuple[str, tuple[str, ...]]:
    """Return the target of a task and its rungs, after checking that they say what the target shows."""
    [found] = climb(engine, requiring)
    for span, rung in zip(locate(found.target, requiring.terms), found.rungs, strict=True):
        assert (rung == "missing") == (span is None)
    return found.target, found.rungs


# --- what is required


def match(concept: str, source: str, start: int, *forms: str, category: str = "") -> Match:
    rendering = Rendering(concept, forms[0] if forms else "", forms[1:], (), "established", "", "", 1)
    return Match(start, start + len(source), source, concept, forms, rendering, category)


def segment(source: str, number: int = 1) -> Segment:
    return Segment(f"b{number:03}s01", number, "paragraph", 1, 0, len(source), source)


def test_a_term_is_required_once_however_often_it_occurs() -> None:
    source = "The SPP and the SPP"
    [found] = tasks([segment(source)], [[match("spp", "SPP", 4, "最高检"), match("spp", "SPP", 16, "最高检")]])
    assert found == Task(source, (RequiredTerm("spp", ("最高检",), ((4, 7), (16, 19))),))


def test_spans_are_those_of_the_text_on_one_line() -> None:
    source = "The\r\n  State \n Archive met the SPP"
    found = [match("archive", "State \n Archive", 7, "档案馆"), match("spp", "SPP", 31, "最高检")]
    [requiring] = tasks([segment(source)], [found])
    assert requiring.text == "The State Archive met the SPP"
    assert [requiring.text[start:end] for term in requiring.terms for start, end in term.spans] == [
        "State Archive",
        "SPP",
    ]


def test_spans_are_right_where_a_line_break_between_chinese_characters_vanishes() -> None:
    [found] = tasks([segment("会议研究海洋\n检察\n工作")], [[match("work", "检察\n工作", 7, "work")]])
    [(start, end)] = found.terms[0].spans
    assert (found.text, found.text[start:end]) == ("会议研究海洋检察工作", "检察工作")


def test_the_category_goes_along() -> None:
    [found] = tasks([segment("SPP")], [[match("spp", "SPP", 0, "最高检", category="institution")]])
    assert found.terms[0].category == "institution"


def test_segments_with_one_text_share_the_task_that_requires_most() -> None:
    """A surname requires nothing before the full name appeared."""
    requiring = [[], [match("ying", "Ying", 0, "应勇")], []]
    first, second, third = tasks([segment("Ying spoke.", number) for number in (1, 2, 3)], requiring)
    assert first == second == third
    assert first.terms[0].forms == ("应勇",)


def test_segments_that_differ_in_line_breaks_share_a_task() -> None:
    first, second = tasks([segment("the rule of law"), segment("the rule\nof law", 2)], [[], []])
    assert first is second


# --- renderings in the source


def test_inline_source_replaces_every_occurrence_and_says_where_each_stands() -> None:
    requiring = task("SPP and Court, Court and SPP", SPP="最高检", Court="最高人民法院|法院")
    source, stands = inline_source(requiring)
    assert source == "最高检 and 最高人民法院, 最高人民法院 and 最高检"
    assert {concept: [source[slice(*span)] for span in spans] for concept, spans in stands.items()} == {
        "spp": ["最高检"] * 2,
        "court": ["最高人民法院"] * 2,
    }
    assert stands["spp"][0] == (0, 3)


def test_inline_source_leaves_terms_without_a_rendering() -> None:
    source, stands = inline_source(task("The SPP met the Court", SPP="", Court="法院"))
    assert (source, list(stands)) == ("The SPP met the 法院", ["court"])


def test_terms_side_by_side_stay_apart_as_in_the_source() -> None:
    assert inline_source(task("President Ying", President="院长", Ying="应勇"))[0] == "院长 应勇"


@pytest.mark.parametrize(
    ("requiring", "text"),
    [
        pytest.param(task("SPP", SPP="最高检"), "最高检", id="all of it"),
        pytest.param(task("SPP (2024)", SPP="最高检"), "最高检 (2024)", id="figures"),
        pytest.param(task("www.example.org | SPP", SPP="最高检"), "www.example.org | 最高检", id="an address"),
        pytest.param(task("info@example.org: SPP", SPP="最高检"), "info@example.org: 最高检", id="mail"),
        pytest.param(task("SPP, Court", SPP="最高检", Court="法院"), "最高检，法院", id="a list"),
        pytest.param(task("The SPP", SPP="最高检"), None, id="a word is left"),
        pytest.param(task("2024"), None, id="no term"),
        pytest.param(task("SPP", SPP=""), None, id="no rendering"),
    ],
)
def test_complete_text(requiring: Task, text: str | None) -> None:
    assert complete_text(requiring) == text


def test_a_text_that_its_renderings_complete_needs_no_engine() -> None:
    engine = ScriptedEngine({"a": ["啊"]})
    outcomes = climb(engine, task("SPP", SPP="最高检"), task("a"), task("Court, 2024", Court="法院"))
    assert [(found.target, found.rungs) for found in outcomes] == [
        ("最高检", ("inline",)),
        ("啊", ()),
        ("法院, 2024", ("inline",)),
    ]
    assert engine.asked == [("a", False)]


# --- verification


@pytest.mark.parametrize(
    ("target", "form", "spans"),
    [
        pytest.param("La fiscalía y las fiscalías", "fiscalía", [(3, 11)], id="a plural is another word"),
        pytest.param("Fiscalía", "fiscalía", [(0, 8)], id="a capital at the beginning"),
        pytest.param("FISCALÍA", "fiscalía", [], id="capitals throughout"),
        pytest.param("fiscalía", "Fiscalía", [], id="a capital that is required"),
        pytest.param("ley, Ley; (ley)", "ley", [(0, 3), (11, 14), (5, 8)], id="between marks"),
        pytest.param("ley2 2ley leyes", "ley", [], id="figures join"),
        pytest.param("прокуратура, прокуратуры", "прокуратура", [(0, 11)], id="Cyrillic"),
        pytest.param("النيابة والنيابة", "النيابة", [(0, 7)], id="Arabic"),
        pytest.param("在检察院里", "检察院", [(1, 4)], id="ideographs"),
        pytest.param("在UN里，UNO", "UN", [(1, 3)], id="Latin among ideographs"),
        pytest.param("ที่ศาลฎีกาใน", "ศาลฎีกา", [(3, 10)], id="Thai"),
        pytest.param("대검찰청은", "대검찰청", [], id="a Korean particle joins"),
        pytest.param("检检检", "检检", [(0, 2), (1, 3)], id="overlapping"),
        pytest.param("anything", "", [], id="nothing"),
        pytest.param("", "form", [], id="in nothing"),
    ],
)
def test_occurrences(target: str, form: str, spans: list[tuple[int, int]]) -> None:
    assert list(occurrences(target, form)) == spans


def term(concept: str, *forms: str, times: int = 1) -> RequiredTerm:
    return RequiredTerm(concept, forms, ((0, 1),) * times)


def test_the_longest_rendering_is_placed_first() -> None:
    state, crimes = term("state", "国家安全"), term("crimes", "危害国家安全犯罪")
    assert locate("惩治危害国家安全犯罪", [state, crimes]) == [None, (2, 10)]
    assert locate("惩治危害国家安全犯罪，维护国家安全", [state, crimes]) == [(13, 17), (2, 10)]


def test_the_preferred_form_goes_before_an_accepted_one_of_the_same_length() -> None:
    assert locate("高检和最高", [term("spp", "最高", "高检")]) == [(3, 5)]
    assert locate("高检院", [term("spp", "最高", "高检")]) == [(0, 2)]


def test_two_concepts_with_one_rendering_need_it_twice() -> None:
    both = [term("office", "检察院"), term("procuratorate", "检察院")]
    assert locate("检察院", both) == [(0, 3), None]
    assert locate("检察院和检察院", both) == [(0, 3), (4, 7)]


def test_a_required_term_without_forms_is_never_paid() -> None:
    assert locate("anything", [term("bare")]) == [None]
    assert locate("anything", []) == []


def test_locate_all_gives_each_required_term_one_span_before_any_gets_a_second() -> None:
    first, second = term("a", "检察院", times=2), term("b", "检察院")
    assert locate_all("检察院，检察院", [first, second]) == [[(0, 3)], [(4, 7)]]
    assert locate_all("检察院，检察院，检察院", [first, second]) == [[(0, 3), (8, 11)], [(4, 7)]]


def test_the_nth_term_goes_with_the_nth_rendering() -> None:
    found = [match("spp", "SPP", 0, "最高检", "高检"), match("spp", "it", 8, "最高检", "高检")]
    uses = term_uses(found, "最高检说，高检", {"spp": "inline"})
    assert [(use.source, use.target, use.target_start, use.target_end) for use in uses] == [
        ("SPP", "最高检", 0, 3),
        ("it", "高检", 5, 7),
    ]
    assert {use.status for use in uses} == {"inline"}


def test_where_the_target_says_it_once_all_terms_point_there() -> None:
    uses = term_uses([match("spp", "SPP", 0, "最高检"), match("spp", "SPP", 8, "最高检")], "最高检。", {})
    assert [(use.target_start, use.status) for use in uses] == [(0, "present"), (0, "present")]


def test_a_missing_term_claims_nothing_whatever_its_rung_was() -> None:
    [use] = term_uses([match("spp", "SPP", 4, "最高检")], "别的", {"spp": "spliced"})
    assert (use.status, use.target, use.target_start, use.target_end) == ("missing", None, None, None)
    assert (use.start, use.end) == (4, 7)


# --- the ladder


def test_present_in_the_best_hypothesis() -> None:
    engine = ScriptedEngine({"The SPP met.": ["最高检开会。", "检察院开会。"]})
    assert outcome(engine, task("The SPP met.", SPP="最高检")) == ("最高检开会。", ("present",))


def test_present_in_a_later_hypothesis() -> None:
    engine = ScriptedEngine({"The SPP met.": ["检方开会。", "最高检开会。", "最高检开过会。"]})
    [found] = climb(engine, task("The SPP met.", SPP="最高检"))
    assert (found.target, found.rungs, found.score) == ("最高检开会。", ("present",), -0.2)


def test_an_accepted_form_is_as_good() -> None:
    engine = ScriptedEngine({"The SPP met.": ["高检开会。"]})
    assert outcome(engine, task("The SPP met.", SPP="最高检|高检")) == ("高检开会。", ("present",))


INLINE = {"The SPP met.": ["检方开会。"], "The 最高检 met.": ["最高检开会。"]}


def test_inline_only_where_the_package_says_so() -> None:
    declared = ScriptedEngine(INLINE, inline=True)
    assert outcome(declared, task("The SPP met.", SPP="最高检")) == ("最高检开会。", ("inline",))
    assert [source for source, _ in declared.asked] == ["The 最高检 met."]
    silent = ScriptedEngine(INLINE)
    assert outcome(silent, task("The SPP met.", SPP="最高检"))[1] == ("spliced",)
    assert [source for source, _ in silent.asked] == ["The SPP met."]


def test_only_texts_that_went_wrong_are_decoded_again() -> None:
    script = {**INLINE, "It rained.": ["下雨。"], "The SPP.": ["最高检。"], "The 最高检.": ["方方方方方。"]}
    engine = ScriptedEngine(script, without_loops={"The 最高检.": ["方方方方方。"]}, inline=True)
    found = climb(engine, task("It rained."), task("The SPP met.", SPP="最高检"), task("The SPP.", SPP="最高检"))
    texts = ["It rained.", "The 最高检 met.", "The 最高检."]
    assert [source for source, _ in engine.asked] == [*texts, "The 最高检.", "The SPP."]
    assert [outcome.rungs for outcome in found] == [(), ("inline",), ("present",)]


PEOPLE = {"person": ("玛丽", "保罗")}


def spoke(script: dict[str, list[str]]) -> Outcome:
    requiring = Task("Ying spoke.", (RequiredTerm("ying-yong", ("应勇",), ((0, 4),), "person"),))
    [found] = enforce([requiring], ScriptedEngine(script, inline=True), "zh", Watch(), stand_ins=PEOPLE)
    return found


def test_a_familiar_word_stands_in_for_a_rare_name() -> None:
    found = spoke({"玛丽 spoke.": ["玛丽讲话。"]})
    assert (found.target, found.rungs) == ("应勇讲话。", ("inline",))


def test_another_word_stands_in_where_the_first_was_lost_or_came_too_often() -> None:
    for first in ("他讲话。", "玛丽，玛丽讲话。"):
        found = spoke({"玛丽 spoke.": [first], "保罗 spoke.": ["保罗说话。"]})
        assert (found.target, found.rungs) == ("应勇说话。", ("inline",))


def test_an_inline_translation_that_is_a_loop_is_not_taken() -> None:
    engine = ScriptedEngine(
        {"The SPP met the Court.": ["最高检会见法庭。"], "The 最高检 met the 法院.": ["最高检法院法院法院法院。"]},
        without_loops={"The 最高检 met the 法院.": [""]},
        meanings={"最高检": "SPP", "会见": "met", "法庭": "Court", "法院": "Court", "。": "."},
        inline=True,
    )
    requiring = task("The SPP met the Court.", SPP="最高检", Court="法院")
    assert outcome(engine, requiring) == ("最高检会见法院。", ("present", "spliced"))


MEANINGS = {
    **{"检方": "SPP", "最高检": "SPP", "法庭": "Court", "法院": "Court"},
    **{"他们": "The SPP", "会见": "met", "开会": "met", "。": "."},
}


def test_spliced_in_the_place_of_what_stood_for_the_term() -> None:
    engine = ScriptedEngine({"The SPP met.": ["检方开会。"]}, meanings=MEANINGS)
    assert outcome(engine, task("The SPP met.", SPP="最高检")) == ("最高检开会。", ("spliced",))


FORCED = {
    **{"他们": "They", "会见": "met", "昨天": "yesterday", "检方": "SPP", "最高检": "SPP", "了": "yesterday"},
    **{"。": ".", "2024": "2024"},
}


def goes_on(target: str, added: str, text: str = "They met the SPP yesterday.") -> tuple[str, tuple[str, ...]]:
    """Let the engine say `target` by itself and add `added` to what stands before the rendering."""
    engine = ScriptedEngine({text: [target]}, goes_on={target.partition("检方")[0] + "最高检": added}, meanings=FORCED)
    return outcome(engine, task(text, SPP="最高检"))


def test_forced_where_the_engine_goes_on_better_than_it_did() -> None:
    assert goes_on("他们会见检方甲乙。", "昨天。") == ("他们会见最高检昨天。", ("forced",))


@pytest.mark.parametrize(
    ("target", "added"),
    [
        pytest.param("他们会见检方昨天。", "甲乙丙。", id="the model likes the splice better"),
        pytest.param("他们会见检方昨天在上海了。", "昨天。", id="cut short"),
        pytest.param("他们会见检方昨天。", "昨天，最高检。", id="the term again"),
        pytest.param("他们会见检方昨天。", "昨天昨天昨天昨天。", id="a loop"),
    ],
)
def test_spliced_where_going_on_loses_something(target: str, added: str) -> None:
    assert goes_on(target, added) == (target.replace("检方", "最高检"), ("spliced",))


def test_spliced_where_going_on_loses_a_number() -> None:
    text = "They met the SPP in 2024."
    assert goes_on("他们会见检方甲2024。", "昨天昨天。", text) == ("他们会见最高检甲2024。", ("spliced",))


def test_going_on_pays_what_comes_later() -> None:
    text = "They met the SPP and the Court."
    engine = ScriptedEngine(
        {text: ["他们会见检方甲法庭。"]},
        goes_on={"他们会见最高检": "和法院。"},
        meanings={**FORCED, "和": "and", "法院": "Court", "法庭": "Court"},
    )
    assert outcome(engine, task(text, SPP="最高检", Court="法院")) == ("他们会见最高检和法院。", ("forced", "forced"))


def test_the_form_that_the_model_likes_best_is_taken_and_the_preferred_one_of_equals() -> None:
    text = "They met the SPP."
    likes = {**FORCED, "高检": "SPP", "最高检": "nothing"}
    accepted = ScriptedEngine({text: ["他们会见检方。"]}, meanings=likes)
    assert outcome(accepted, task(text, SPP="最高检|高检"))[0] == "他们会见高检。"
    equals = ScriptedEngine({text: ["他们会见检方。"]}, meanings={**FORCED, "甲检": "SPP", "乙检": "SPP"})
    assert outcome(equals, task(text, SPP="甲检|乙检"))[0] == "他们会见甲检。"


def test_spliced_without_pieces_where_the_term_stands_in_the_source() -> None:
    """As behind a pivot language."""
    engine = ScriptedEngine({"They met the SPP today.": ["jjj kkk lll"]}, blind=True)
    target, rungs = outcome(engine, task("They met the SPP today.", SPP="MMM"))
    assert (target, rungs) == ("jjj MMM kkk lll", ("spliced",))


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize(
    ("requiring", "target"),
    [
        pytest.param(task("SPP met.", SPP="最高检"), "他们开会。", id="at the start"),
        pytest.param(task("They met the SPP", SPP="最高检"), "他们开会", id="at the end"),
        pytest.param(task("President Ying met.", President="院长", Ying="应勇"), "他们开会。", id="side by side"),
        pytest.param(task("Ying and Ying met.", Ying="应勇"), "他们开会。", id="twice"),
        pytest.param(task("The SPP met.", SPP="最高检"), "。", id="a mark alone"),
        pytest.param(task("The SPP met.", SPP="النيابة العامة"), "اجتمعوا اليوم.", id="right to left"),
        pytest.param(task("The SPP met.", SPP="Fiscalía"), "Se reunieron.", id="Latin"),
        pytest.param(task("The SPP met.", SPP="SPP"), "他们开会。", id="as in the source"),
        pytest.param(task("The SPP met.", SPP="“最高检”"), "他们开会。", id="quoted"),
        pytest.param(task("A B met.", A="国家安全", B="危害国家安全犯罪"), "他们开会。", id="nested"),
        pytest.param(task("B A met.", A="国家安全", B="危害国家安全犯罪"), "他们开会。", id="nested, the other way"),
        pytest.param(task("A B met.", A="检察院", B="检察院"), "检察院开会。", id="one rendering, two concepts"),
        pytest.param(task("A B C met.", A="甲", B="乙", C="丙"), "他们开会。", id="three"),
    ],
)
def test_every_required_term_is_spliced(requiring: Task, target: str, blind: bool) -> None:
    engine = ScriptedEngine({requiring.text: [target]}, blind=blind)
    assert "missing" not in outcome(engine, requiring)[1]


def test_a_rendering_that_holds_another_pays_for_itself_only() -> None:
    requiring = task("Acts that endanger security", endanger="危害国家安全犯罪", security="国家安全")
    engine = ScriptedEngine({requiring.text: ["危害国家安全犯罪行为"]}, meanings={"行为": "Acts"})
    target, rungs = outcome(engine, requiring)
    assert rungs == ("present", "spliced")
    assert target.count("国家安全") == 2
    assert "危害国家安全犯罪" in target


def test_words_are_not_cut_in_halves() -> None:
    engine = ScriptedEngine({"The SPP met.": ["Los fiscales se reunieron."]}, meanings={"scal": "SPP"})
    target, _ = outcome(engine, task("The SPP met.", SPP="Fiscalía"))
    assert target in ("Los Fiscalía se reunieron.", "Los Fiscalía fiscales se reunieron.")


def test_a_term_without_a_rendering_is_missing_and_hinders_no_other() -> None:
    requiring = task("The SPP met the Court.", SPP="", Court="法院")
    engine = ScriptedEngine({requiring.text: ["他们会见法庭。"]}, meanings=MEANINGS)
    assert outcome(engine, requiring) == ("他们会见法院。", ("missing", "spliced"))
    alone = ScriptedEngine({"The SPP met.": ["检方开会。"]})
    assert outcome(alone, task("The SPP met.", SPP="")) == ("检方开会。", ("missing",))


def test_a_loop_is_decoded_again_without_one() -> None:
    engine = ScriptedEngine({"Report": ["报告报告报告报告"]}, without_loops={"Report": ["报告"]})
    assert outcome(engine, task("Report")) == ("报告", ())
    assert engine.asked == [("Report", False), ("Report", True)]


def test_a_hypothesis_without_a_loop_saves_the_second_decoding() -> None:
    engine = ScriptedEngine({"Report": ["报告报告报告报告", "报告"]})
    assert outcome(engine, task("Report")) == ("报告", ())
    assert engine.asked == [("Report", False)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("会议精神精神的落实", "会议精神的落实"),
        ("上海机制、上海机制、北京", "上海机制、北京"),
        ("坚定维护国家安全，坚定维护国家安全。", "坚定维护国家安全。"),
        ("商务部长说：“我们开会，”商务部长说。", "商务部长说：“我们开会。”"),
        ("研究人员和平安的生活", "研究人员和平安的生活"),
    ],
)
def test_what_is_said_twice_in_a_row_is_said_once(target: str, expected: str) -> None:
    terms = (RequiredTerm("spirit", ("精神",), ((0, 3),)), RequiredTerm("mechanism", ("上海机制",), ((4, 9),)))
    assert without_doubles(target, "They met.", terms, "zh") == expected
    assert without_doubles(target, "They met.", terms, "ru") == target


def test_a_rendering_that_is_required_twice_stays_twice() -> None:
    twice = RequiredTerm("spirit", ("精神",), ((0, 3), (9, 12)))
    assert without_doubles("会议精神精神", "The spirit, the spirit.", [twice], "zh") == "会议精神精神"


def test_a_single_word_is_said_with_an_article_where_that_is_likelier() -> None:
    languages = (parse_language("en"), parse_language("zh"))
    for word, expected in (("Conclusion", "结论"), ("WTO", "包容"), ("conclusion", "包容")):
        engine = ScriptedEngine({word: ["", "", "包容"], f"the {word.lower()}": ["结论"]})  # the third, -0.3
        [found] = enforce([task(word)], engine, languages, Watch())
        assert found.target == expected


def test_a_loop_that_the_source_has_is_none() -> None:
    engine = ScriptedEngine({"ha ha ha ha ha!": ["哈哈哈哈哈！"]})
    assert outcome(engine, task("ha ha ha ha ha!")) == ("哈哈哈哈哈！", ())


def test_a_loop_that_cannot_be_helped_stays_and_keeps_its_terms() -> None:
    loop = {"The SPP": ["专专专专专"]}
    target, rungs = outcome(ScriptedEngine(loop, without_loops=loop), task("The SPP", SPP="最高检"))
    assert rungs == ("spliced",)
    assert "最高检" in target


@pytest.mark.parametrize("blind", [False, True])
def test_an_empty_translation_is_no_error(blind: bool) -> None:
    nothing = {"The SPP": [""], "x": [""]}
    engine = ScriptedEngine(nothing, without_loops=nothing, blind=blind)
    assert outcome(engine, task("x")) == ("", ())
    target, rungs = outcome(engine, task("The SPP", SPP="最高检"))
    assert (target, rungs) in (("最高检", ("spliced",)), ("", ("missing",)))


def test_soundness_goes_before_terms_and_terms_before_likelihood() -> None:
    engine = ScriptedEngine({"The SPP met.": ["最高检专专专专专", "检方开会。", "最高检开会。"]})
    assert outcome(engine, task("The SPP met.", SPP="最高检")) == ("最高检开会。", ("present",))


def test_outcomes_come_in_the_order_of_the_tasks() -> None:
    engine = ScriptedEngine({f"text {number} SPP": [f"{number}号"] for number in range(7)})
    found = climb(engine, *(task(f"text {number} SPP", SPP=f"最{number}检") for number in range(7)))
    for number, one in enumerate(found):
        assert f"最{number}检" in one.target
        assert "号" in one.target or one.target.startswith(f"最{number}检") or str(number) in one.target


def test_no_tasks_have_no_outcomes() -> None:
    assert climb(ScriptedEngine({})) == []


def test_stages_are_told_to_the_watch() -> None:
    watch = Watch()
    enforce([task("The SPP met.", SPP="最高检")], ScriptedEngine(INLINE, inline=True), "zh", watch)
    assert list(watch.seconds) == ["translate", "reword", "force"]


def test_rungs_can_be_left_out() -> None:
    """`present` left out, nothing but the best hypothesis counts; `inline`, the source stays as it is."""
    requiring = task("The SPP met.", SPP="最高检")
    script = {"The SPP met.": ["检方开会。", "最高检开会。"], "The 最高检 met.": ["最高检开会。"]}

    def with_rungs(*rungs: Rung) -> Outcome:
        engine = ScriptedEngine(script, meanings=MEANINGS, inline=True)
        [found] = enforce([requiring], engine, "zh", Watch(), rungs=frozenset(rungs), stand_ins={})
        return found

    assert with_rungs() == Outcome("检方开会。", -0.1, ("missing",))
    assert with_rungs("present") == Outcome("最高检开会。", -0.2, ("present",))
    assert with_rungs("inline").rungs == ("inline",)
    assert with_rungs("spliced") == Outcome("最高检开会。", -0.1, ("spliced",))
