"""Whatever a translation looks like: what is said to be kept is there, and nothing that was there is lost."""

import string
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.engine.protocol import Focus, Hypothesis, Piece
from dragoman.model import Rung
from dragoman.progress import Advance, Watch
from dragoman.terminology.candidate import Draft
from dragoman.terminology.clauses import in_clauses, join_cjk
from dragoman.terminology.forbidden import replace_forbidden
from dragoman.terminology.inline import inline_source
from dragoman.terminology.insertion import insert_missing
from dragoman.terminology.ladder import RUNGS, enforce
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.sound import is_no_worse, lost_numbers
from dragoman.terminology.standins import StandIns
from dragoman.terminology.verify import kept, locate, locate_all, occurrences
from dragoman.text.strings import find_loop, tidy_cjk

# Few letters, so that renderings hold, repeat and overlap one another.
PIECES = [*"国家ab Aé。.1“-ن ก한ß", "国家", "安全", "ab", "نا"]
WORDS = ["The", "SPP", "Court", "met,", "and", "Ying", "2024", "(U.S.);", "“Go!”"]
targets = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
forms = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
renderings = forms.map(str.strip).filter(lambda form: any(map(str.isalpha, form)))


@st.composite
def requiring(draw: st.DrawFn) -> Task:
    """A text with some of its words required."""
    words = draw(
        st.lists(
            st.sampled_from(["The", "SPP", "Court", "met,", "and", "Ying", "2024", "(U.S.);", "“Go!”"]),
            min_size=1,
            max_size=8,
        )
    )
    text = " ".join(words)
    terms: dict[str, RequiredTerm] = {}
    position = 0
    for word in words:
        span = (position, position + len(word))
        position += len(word) + 1
        if word in terms:
            terms[word] = replace(terms[word], spans=(*terms[word].spans, span))
        elif word in ("SPP", "Court", "Ying"):
            expected = tuple(draw(st.lists(renderings, max_size=3, unique=True)))
            terms[word] = RequiredTerm(word, expected, (span,), draw(st.sampled_from(["", "title", "person"])))
    return Task(text, tuple(terms.values()))


class RandomEngine:
    """Says anything at all."""

    name = identity = "random 1.0"
    draft = False

    def __init__(
        self, draw: st.DataObject, *, inline: bool, blind: bool, steps: int = 1, clause: int | None = None
    ) -> None:
        self.inline = inline
        self.slots: dict[str, tuple[str, ...]] = draw.draw(
            st.sampled_from([{}, {"formula": ("⁅F1⁆", "⁅F2⁆"), "place": ("⁅L1⁆",)}])
        )
        self.clause = clause
        self.steps = (self,) * steps
        self._blind = blind
        self._draw = draw

    def translate(
        self,
        sources: Sequence[str],
        *,
        prefixes: Sequence[str] | None = None,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        if prefixes is not None:
            more = st.lists(targets, max_size=2)
            return [
                tuple(Hypothesis(prefix + text, -1, len(text) + 1) for text in self._draw.draw(more))
                for prefix in prefixes
            ]
        hypotheses = st.lists(targets.map(str.strip), min_size=1, max_size=3)
        return [
            tuple(Hypothesis(text, -number / 10) for number, text in enumerate(self._draw.draw(hypotheses)))
            for _ in sources
        ]

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """Look anywhere, or nowhere."""
        if self._blind:
            return ()
        weights = st.floats(0, 1)
        return tuple(Focus(at, at + 1, self._draw.draw(weights)) for at in range(len(hypothesis.text)))

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Cut every other target into pairs of characters, with empty pieces between, and judge by hash."""
        if self._blind:
            return [() for _ in pairs]
        return [tuple(self._pieces(source, target)) for source, target in pairs]

    @staticmethod
    def _pieces(source: str, target: str) -> list[Piece]:
        step = 1 + len(target) % 2
        cuts = sorted([*[0] * (len(target) % 3), 0, *range(step, len(target), step), len(target)])
        return [
            Piece(start, end, -float(sum(map(ord, source + target[start:end])) % 7))
            for start, end in (pairwise(cuts) if target else ())
        ]


terms = st.lists(
    st.builds(
        RequiredTerm,
        st.text(string.ascii_lowercase, min_size=1, max_size=3),
        st.lists(forms, max_size=3).map(tuple),
        st.lists(st.just((0, 1)), min_size=1, max_size=3).map(tuple),
    ),
    max_size=4,
    unique_by=lambda term: term.id,
)


def overlap(spans: Sequence[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return any(first[1] > second[0] for first, second in pairwise(ordered))


def capitalised(form: str) -> str:
    return form[:1].upper() + form[1:]


@given(targets, terms)
def test_located_spans_hold_a_form_and_never_overlap(target: str, terms: list[RequiredTerm]) -> None:
    found = locate(target, terms)
    spans = [span for span in found if span]
    assert not overlap(spans)
    for term, span in zip(terms, found, strict=True):
        if span:
            assert 0 <= span[0] < span[1] <= len(target)
            assert target[slice(*span)] in {spelled for form in term.forms for spelled in (form, capitalised(form))}
            assert span in {place for form in term.forms for place in occurrences(target, form)}


@given(targets, terms)
def test_further_spans_hold_forms_too_and_leave_the_first_where_they_were(
    target: str, terms: list[RequiredTerm]
) -> None:
    first, every = locate(target, terms), locate_all(target, terms)
    assert not overlap([span for spans in every for span in spans])
    for term, span, spans in zip(terms, first, every, strict=True):
        assert len(spans) <= len(term.spans)
        assert bool(spans) == bool(span)
        assert span is None or span in spans


@given(targets, terms)
def test_a_required_term_that_stands_alone_is_found_exactly_where_a_form_occurs(
    target: str, terms: list[RequiredTerm]
) -> None:
    for term in terms:
        [span] = locate(target, [term])
        assert (span is not None) == any(any(occurrences(target, form)) for form in term.forms)


@given(requiring())
def test_an_inline_source_says_where_each_rendering_stands(task: Task) -> None:
    source, stands = inline_source(task)
    assert set(stands) == {term.id for term in task.terms if term.forms}
    for term in task.terms:
        if term.forms:
            assert {source[slice(*span)] for span in stands[term.id]} == {term.forms[0]}
    assert (source == task.text) or stands


rung_sets = st.sampled_from([RUNGS, RUNGS - {"forced"}, RUNGS - {"spliced"}, RUNGS - {"present", "inline"}])
languages = st.sampled_from(["zh", "es", "fr", "ar", "ru", "ko", "de", ""])


@given(requiring(), targets, st.booleans(), rung_sets, languages, st.data())
def test_paying_loses_no_term_repeats_none_and_ends(
    task: Task, target: str, blind: bool, rungs: frozenset[Rung], language: str, data: st.DataObject
) -> None:
    stands = {term.id: term.spans for term in task.terms}
    [inserted] = insert_missing(
        [Draft(task.text, stands, Hypothesis(target, -1.0), task.terms)],
        RandomEngine(data, inline=False, blind=blind),
        language,
        rungs,
        lambda count: None,
    )
    there, now = locate(target, task.terms, language), locate(inserted.target, task.terms, language)
    for term, before, after in zip(task.terms, there, now, strict=True):
        assert after or not before, term
        assert term.id not in inserted.rungs or (after and not before)
    assert set(inserted.rungs.values()) <= rungs


@given(requiring(), targets, st.lists(renderings, max_size=2), languages)
def test_replacing_forbidden_forms_loses_no_rendering(
    task: Task, target: str, forbidden: list[str], language: str
) -> None:
    expected = [replace(term, forbidden=tuple(forbidden)) for term in task.terms]
    replaced = replace_forbidden(target, expected, language)
    before, after = locate_all(target, expected, language), locate_all(replaced, expected, language)
    assert all(len(now) >= len(then) for now, then in zip(after, before, strict=True))
    assert replaced == target or sum(map(len, after)) > sum(map(len, before))


@given(requiring(), targets, targets)
def test_what_is_no_worse_has_every_number_and_rendering_of_the_other(task: Task, target: str, other: str) -> None:
    if is_no_worse(target, other, task.text, task.terms, ""):
        assert kept(other, task.terms) <= kept(target, task.terms)
        assert not lost_numbers(target, other, task.text)
        assert target


STAND_INS: list[StandIns] = [{}, {"title": ["国家", "a", "国"], "formula": ["安全"]}, {"person": ["ab", "a", "نا"]}]


@given(
    st.lists(requiring(), max_size=4),
    st.booleans(),
    st.booleans(),
    st.integers(1, 2),
    st.sampled_from([None, 1, 12, 30]),
    st.sampled_from(STAND_INS),
    st.data(),
)
def test_each_task_has_one_outcome_and_each_rung_is_true(
    tasks: list[Task],
    inline: bool,
    blind: bool,
    steps: int,
    clause: int | None,
    stand_ins: StandIns,
    data: st.DataObject,
) -> None:
    engine = RandomEngine(data, inline=inline, blind=blind, steps=steps, clause=clause)
    outcomes = enforce(tasks, engine, "zh", Watch(), stand_ins=stand_ins)
    assert len(outcomes) == len(tasks)
    for task, outcome in zip(tasks, outcomes, strict=True):
        assert len(outcome.rungs) == len(task.terms)
        for term, rung, span in zip(task.terms, outcome.rungs, locate(outcome.target, task.terms), strict=True):
            assert (rung == "missing") == (span is None)
            assert rung in ("present", "forced", "spliced", "missing", "inline")
            assert term.forms or rung == "missing"


@given(requiring(), st.integers(1, 60))
def test_clauses_are_the_text_and_cut_no_term(task: Task, longest: int) -> None:
    clauses = in_clauses(task, longest)
    position = 0
    places: dict[str, list[tuple[int, int]]] = {term.id: [] for term in task.terms}
    for clause in clauses:
        start = task.text.index(clause.text, position)
        assert not task.text[position:start].strip(), "nothing but blanks is left out"
        position = start + len(clause.text)
        for term in clause.terms:
            places[term.id] += [(first + start, last + start) for first, last in term.spans]
    assert not task.text[position:].strip()
    assert {term.id: list(term.spans) for term in task.terms} == places


@given(requiring(), st.integers(1, 60), st.data())
def test_clauses_are_joined_without_loss(task: Task, longest: int, data: st.DataObject) -> None:
    clauses = in_clauses(task, longest)
    said = [data.draw(targets) for _ in clauses]
    joined = join_cjk(clauses, said)
    letters = [[c for c in text if c.isalnum()] for text in (joined, "".join(said))]
    assert letters[0] == letters[1]
    assert len(clauses) > 1 or joined == said[0]


cjk = st.lists(
    st.sampled_from([*"中文，,;:?!() 。“”…—1a\n\u3000（）", "  ", "検", "か", "(中)", "( 中)", ", "]), max_size=30
).map("".join)


@given(st.one_of(cjk, st.text(max_size=60)))
def test_tidying_changes_no_letter_and_no_figure_and_has_an_end(text: str) -> None:
    tidy = tidy_cjk(text)
    assert [c for c in tidy if c.isalnum()] == [c for c in text if c.isalnum()]
    assert tidy_cjk(tidy) == tidy


@given(st.one_of(cjk, st.text(max_size=60), st.text("ab ", max_size=60)))
def test_a_loop_stands_in_the_text_four_times_in_a_row(text: str) -> None:
    unit = find_loop(text)
    if unit is not None:
        assert unit * 4 in text
        assert any(map(str.isalpha, unit))
        assert 1 <= len(unit) <= 8


@given(st.text("ab -1.中,(", min_size=1, max_size=6), st.integers(1, 8))
def test_long_repetitions_take_no_time(unit: str, blanks: int) -> None:
    text = (unit + " " * blanks) * (30_000 // (len(unit) + blanks))
    began = time.perf_counter()
    find_loop(text)
    tidy_cjk(text)
    assert time.perf_counter() - began < 2
