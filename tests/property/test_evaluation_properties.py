"""The measures of `dragoman evaluate` hold for all texts: they stay in their bounds and reward the reference."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.measures import (
    consistency,
    count_edits,
    one_minus_term,
    term_kept,
    term_success,
    window_overlap,
)
from dragoman.evaluation.random_terms import random_terms
from dragoman.evaluation.required import find_required
from dragoman.evaluation.tokens import tokens
from dragoman.terminology.required import RequiredTerm

texts = st.text(alphabet="法院检a b,。é\u0301cT1 ", max_size=24)
words = st.sampled_from(["法院", "检", "a", "b c", "cé", "T1"])


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[str], list[str], list[list[RequiredTerm]]]:
    """Outputs, references and what each requires."""
    count = draw(st.integers(1, 4))
    required_terms = [
        [
            RequiredTerm(f"term {term}", (term,), ((0, 1),) * draw(st.integers(1, 3)))
            for term in draw(st.lists(words, max_size=3, unique=True))
        ]
        for _ in range(count)
    ]
    both = [[draw(texts) for _ in range(count)] for _ in range(2)]
    return both[0], both[1], required_terms


@given(cases())
def test_every_measure_is_a_share(case: tuple[list[str], list[str], list[list[RequiredTerm]]]) -> None:
    outputs, references, required_terms = case
    shares = [
        term_success(outputs, required_terms),
        term_kept(outputs, required_terms),
        window_overlap(outputs, references, required_terms, 2),
        window_overlap(outputs, references, required_terms, 3),
        consistency(outputs, required_terms),
    ]
    assert all(share is None or 0 <= share <= 1 for share in shares)
    edits = one_minus_term(outputs, references, required_terms)
    assert edits is None or edits <= 1


@given(cases())
def test_the_reference_itself_has_the_best_figures(case: tuple[list[str], list[str], list[list[RequiredTerm]]]) -> None:
    _, references, required_terms = case
    assert window_overlap(references, references, required_terms, 2) in (None, 1)
    assert one_minus_term(references, references, required_terms) in (None, 1)


@given(cases())
def test_what_is_kept_by_occurrence_is_kept(case: tuple[list[str], list[str], list[list[RequiredTerm]]]) -> None:
    outputs, _, required_terms = case
    for output, found in zip(outputs, required_terms, strict=True):
        success, kept = term_success([output], [found]), term_kept([output], [found])
        assert (success is None) == (kept is None)
        assert success != 1 or kept == 1
        assert kept != 0 or success == 0


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8), st.data())
def test_edits_are_bounded_and_none_for_equals(ours: list[str], theirs: list[str], data: st.DataObject) -> None:
    weights = [data.draw(st.sampled_from([1, 2])) for _ in theirs]
    edits = count_edits(ours, theirs, weights)
    assert count_edits(theirs, theirs, weights) == 0
    assert (edits == 0) == (ours == theirs)
    assert edits <= len(ours) + sum(weights)
    assert edits >= abs(len(ours) - len(theirs))


@given(texts)
def test_tokens_cover_everything_but_space(text: str) -> None:
    found = tokens(text)
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(token.text == text[token.start : token.end] for token in found)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=3), st.integers(0, 3))
def test_random_terms_stand_in_their_texts(pairs: list[tuple[str, str]], seed: int) -> None:
    sources, references = [source for source, _ in pairs], [reference for _, reference in pairs]
    proper = [find_required(source, [("法院", "a"), ("a", "法院")]) for source in sources]
    for source, reference, known, chosen in zip(
        sources, references, proper, random_terms(sources, references, proper, seed), strict=True
    ):
        assert len(chosen) <= len(known)
        spans = [span for required in (*known, *chosen) for span in required.spans]
        assert len({place for start, end in spans for place in range(start, end)}) == sum(b - a for a, b in spans)
        assert all(required.forms[0] in reference and required.id in source for required in chosen)
