"""The ladder with the embedded package as any package is used: what it declares is switched off."""

from itertools import pairwise
from pathlib import Path

import pytest

from archives import stored, working_members
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.archive import unpack
from dragoman.engine.packages.installed import find_route, read_package
from dragoman.engine.protocol import Hypothesis
from dragoman.model import Rung
from dragoman.progress import Watch
from dragoman.terminology.ladder import RUNGS, Outcome, enforce
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.verify import locate

STOCK = RUNGS - {"inline"}


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    return ArgosEngine(find_route("en", "zh"))


def task(text: str, **expected: str) -> Task:
    """Make a task: `task("The court met.", court="法院|法庭")`."""
    terms = []
    for word, forms in expected.items():
        shown = word.replace("_", " ")
        starts = [start for start in range(len(text)) if text.startswith(shown, start)]
        spans = tuple((start, start + len(shown)) for start in starts)
        terms.append(RequiredTerm(word, tuple(forms.split("|")) if forms else (), spans))
    return Task(text, tuple(sorted(terms, key=lambda term: term.spans)))


LONG = " ".join(["The procurator's office published its annual report about the law in March."] * 30)
TASKS = {
    "nested": task(
        "Acts that endanger state security hurt security.", endanger_state_security="危害国家安全", security="国安"
    ),
    "twice": task("The court met the teachers, and the court thanked them.", court="最高人民法院"),
    "side by side": task("He met President Ying in March.", President="检察长", Ying="应勇"),
    "start": task("Procurators visited the school.", Procurators="检察官"),
    "end": task("They visited the procuratorate", procuratorate="检察院"),
    "contains another": task("The court and the high court met.", high_court="高级人民法院", court="人民法院"),
    "outside the vocabulary": task("The committee met Mr. Smith in March.", Smith="㠭𠮷龘"),
    "no rendering": task("The committee met Mr. Shen in the court.", Shen="", court="法院"),
    "as in the source": task("The committee met in the UNDP office.", UNDP="UNDP"),
    "right to left": task("The committee met in the office.", committee="لجنة الأمن"),
    "two forms": task("The committee met in the office.", committee="工作委员会|委员会"),
    "too long": task(LONG + " In 1987 the teachers met in Beijing.", Beijing="北平", teachers="教职工"),
    "nothing required": task("The committee met in March."),
    "nothing but the term": task("Report", Report="报告书"),
}


@pytest.fixture(scope="module")
def outcomes(engine: ArgosEngine) -> dict[str, Outcome]:
    return dict(zip(TASKS, enforce(list(TASKS.values()), engine, "zh", Watch(), rungs=STOCK), strict=True))


@pytest.mark.parametrize("name", TASKS)
def test_every_term_with_a_rendering_is_kept_in_a_place_of_its_own(name: str, outcomes: dict[str, Outcome]) -> None:
    requiring, found = TASKS[name], outcomes[name]
    spans = locate(found.target, requiring.terms, "zh")
    for term, span, rung in zip(requiring.terms, spans, found.rungs, strict=True):
        assert (span is not None) == bool(term.forms)
        assert rung in (STOCK if term.forms else {"missing"})
    assert all(first[1] <= second[0] for first, second in pairwise(sorted(span for span in spans if span)))


def test_a_term_that_occurs_twice_stands_twice(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["twice"].target.count("最高人民法院") == 2


def test_a_text_longer_than_the_model_is_translated_to_its_end(outcomes: dict[str, Outcome]) -> None:
    assert len(outcomes["too long"].target) > 400
    assert "北平" in outcomes["too long"].target[-60:]


def test_where_one_of_two_forms_came_by_itself_it_stays(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["two forms"].rungs == ("present",)


@pytest.mark.parametrize("rungs", [{"forced"}, {"spliced"}])
def test_each_of_the_last_rungs_keeps_a_term_alone(engine: ArgosEngine, rungs: set[Rung]) -> None:
    requiring = task("The teachers visited the procuratorate in March.", procuratorate="稽核院")
    [found] = enforce([requiring], engine, "zh", Watch(), rungs=frozenset(rungs))
    assert set(found.rungs) == rungs
    assert "稽核院" in found.target


def test_the_engine_goes_on_from_a_prefix_that_it_could_not_write(engine: ArgosEngine) -> None:
    source = "The committee met in March."
    for prefix in ("㠭𠮷龘委员会", "委员会", "<unk>▁"):
        [hypotheses] = engine.translate([source], prefixes=[prefix])
        assert all(hypothesis.text.startswith(prefix) for hypothesis in hypotheses)
    assert engine.translate([LONG], prefixes=["法"]) == [()], "a text that has to be cut"


def test_attention_is_told_of_the_tokens_of_a_hypothesis(engine: ArgosEngine) -> None:
    source = "He said, “the committee met in Tokyo” (in March)."
    for hypothesis in engine.translate([source])[0]:
        focus = engine.focus(source, hypothesis, (14, 23))
        assert focus
        assert all(0 <= token.start <= token.end <= len(hypothesis.text) for token in focus)
        assert all(first.end <= second.end for first, second in pairwise(focus))
        assert all(0 <= token.weight <= 1.01 for token in focus)
    assert engine.focus(source, Hypothesis("别的", -1.0), (0, 2)) == (), "not its own"


def test_a_package_with_a_target_prefix_is_forced_and_scored_like_any(tmp_path: Path, engine: ArgosEngine) -> None:
    """Such packages translate into several languages and begin with the token of one."""
    file = stored(tmp_path / "p.argosmodel", working_members("en", "zh", target_prefix="▁"))
    prefixed = ArgosEngine([read_package(unpack(file, tmp_path / "packages"), embedded=False)])
    requiring = task("The teachers visited the procuratorate in March.", procuratorate="稽核院")
    [found] = enforce([requiring], prefixed, "zh", Watch())
    assert "稽核院" in found.target
    pairs = [("The committee met.", "委员会开会。")]
    assert [piece.start for piece in prefixed.score(pairs)[0]] == [piece.start for piece in engine.score(pairs)[0]]
    [hypotheses] = prefixed.translate(["The committee met."], prefixes=["委员会"])
    assert hypotheses[0].text.startswith("委员会")


def test_a_task_has_the_same_outcome_alone_and_in_any_company(engine: ArgosEngine) -> None:
    """Through all rungs: how a run is cut into chunks decides nothing."""
    words = {"committee": "理事会", "teachers": "教员", "law": "法规", "report": "年度白皮书"}
    sources = [
        "The committee met in March and heard the report of the teachers.",
        "The law on schools was passed.",
        "In 2024 the committee asked teachers about the law, and in 2025 it wrote a report.",
        "Report",
        "He said that the report of the committee is the basis of the law.",
        "The teachers of the school thanked the committee, which had written to the teachers.",
        "Ships may now register online.",
    ]
    tasks = [task(text, **{word: form for word, form in words.items() if word in text}) for text in sources]
    together = enforce(tasks * 3, engine, "zh", Watch())
    assert together == [enforce([one], engine, "zh", Watch())[0] for one in tasks] * 3
