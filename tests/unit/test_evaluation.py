"""The measures of `dragoman evaluate`, by hand-made examples and against sacrebleu where it has the same measure."""

import random
from collections.abc import Sequence

import pytest
from sacrebleu.metrics.ter import TER

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
from dragoman.evaluation.rows import parse_rows
from dragoman.evaluation.scores import score
from dragoman.evaluation.tokens import tokens
from dragoman.languages import parse_language
from dragoman.terminology.required import RequiredTerm

COURT = RequiredTerm("court", ("法院",), ((4, 9),))
TWICE = RequiredTerm("court", ("法院",), ((4, 9), (20, 25)))


@pytest.mark.parametrize(
    ("output", "terms", "success", "kept"),
    [
        ("法院开庭。", [COURT], 1.0, 1.0),
        ("法庭开庭。", [COURT], 0.0, 0.0),
        ("法院开庭。", [TWICE], 0.5, 1.0),
        ("法院和法院。", [TWICE], 1.0, 1.0),
        ("高级法院开庭。", [COURT, RequiredTerm("high court", ("高级法院",), ((0, 1),))], 0.5, 0.5),
        ("无", [], None, None),
    ],
    ids=["kept", "lost", "once-of-twice", "twice", "one-place-for-one-term", "nothing-required"],
)
def test_success_counts_occurrences_and_kept_counts_terms(
    output: str, terms: list[RequiredTerm], success: float | None, kept: float | None
) -> None:
    assert term_success([output], [terms]) == success
    assert term_kept([output], [terms]) == kept


@pytest.mark.parametrize(
    ("output", "reference", "size", "overlap"),
    [
        ("the old court sat here", "the old court sat there", 2, 3 / 4),
        ("the old court sat here", "the old court sat there", 1, 1.0),
        ("court", "the court sat", 2, 0.0),
        ("a judge sat", "the court sat", 2, 0.0),
        ("court sat, here", "court sat here", 2, 1.0),
        ("a a court", "a court", 2, 1.0),
        ("a court", "a a court", 2, 1 / 2),
        ("court a, court b", "court b, court a", 1, 3 / 4),
        ("court", "court", 2, None),
        ("court", "judge", 2, None),
    ],
    ids=[
        *("window-2", "window-1", "nothing-around", "no-target", "punctuation-left-out", "reference-counts"),
        *("each-word-once", "best-pairs-first", "reference-is-the-term", "reference-without-the-term"),
    ],
)
def test_window_overlap_compares_the_words_beside_the_term(
    output: str, reference: str, size: int, overlap: float | None
) -> None:
    terms = [RequiredTerm("Gericht", ("court",), ((0, 7), (8, 15)))]
    assert window_overlap([output], [reference], [terms], size) == overlap


def test_edits_to_terms_cost_double() -> None:
    terms = [RequiredTerm("Gericht", ("court",), ((0, 7),))]
    assert one_minus_term(["the court sat"], ["the court sat"], [terms]) == 1.0
    assert one_minus_term(["the judge sat"], ["the court sat"], [terms]) == pytest.approx(1 - 2 / 3)
    assert one_minus_term(["the court saw"], ["the court sat"], [terms]) == pytest.approx(1 - 1 / 3)
    assert one_minus_term([""], [""], [terms]) is None


def test_edits_without_weights_are_those_of_sacrebleu() -> None:
    chance = random.Random(3)
    metric = TER(normalized=False, no_punct=False, asian_support=False, case_sensitive=True)
    for _ in range(120):
        hypothesis, reference = ([chance.choice("abcdefgh") for _ in range(chance.randint(1, 14))] for _ in "12")
        theirs = metric.sentence_score(" ".join(hypothesis), [" ".join(reference)])
        assert count_edits(hypothesis, reference, [1] * len(reference)) == theirs.num_edits


@pytest.mark.parametrize(
    ("outputs", "targets", "value"),
    [
        (["法院", "法院", "法庭"], ["法院", "法院", "法庭"], 2 / 3),
        (["法院", "法院", "无"], ["法院", "法院", "法院"], 2 / 3),
        (["法庭", "法庭", "法院"], ["法院", "法庭", "法庭"], 2 / 3),
        (["无", "无"], ["法院", "法院"], 0.0),
        (["法院"], ["法院"], None),
    ],
    ids=["two-targets", "lost-once", "the-more-frequent", "never-known", "occurs-once"],
)
def test_consistency_is_the_share_of_the_most_frequent_translation(
    outputs: list[str], targets: list[str], value: float | None
) -> None:
    terms = [[RequiredTerm("Court" if n else "court", (target,), ((0, 5),))] for n, target in enumerate(targets)]
    assert consistency(outputs, terms) == value


def test_terms_are_found_as_whole_words_the_longest_first() -> None:
    source = "The Court of Appeal courted the COURT."
    terms = find_required(source, [("court", "法院"), ("Court of Appeal", "上诉法院"), ("judge", "法官")])
    assert [(term.id, [source[a:b] for a, b in term.spans]) for term in terms] == [
        ("Court of Appeal", ["Court of Appeal"]),
        ("court", ["COURT"]),
    ]


def test_random_terms_are_words_of_the_segment_and_no_proper_ones() -> None:
    sources = ["The prosecutors visited several provinces during autumn.", "Several courts visited the ministry."]
    references = ["检察官秋天访问了几个省。", "几个法院访问了该部。"]
    proper = [find_required(sources[0], [("prosecutors", "检察官")]), find_required(sources[1], [("courts", "法院")])]
    chosen = random_terms(sources, references, proper, 1)
    assert chosen == random_terms(sources, references, proper, 1)
    assert chosen != random_terms(sources, references, proper, 2)
    for source, reference, terms, known in zip(sources, references, chosen, proper, strict=True):
        assert len(terms) == len(known) == 1
        for term in terms:
            assert all(source[start:end] == term.id for start, end in term.spans)
            assert term.forms[0] in reference
            assert term.id not in {other.id for other in known}
            assert not set(term.forms[0]) & set(known[0].forms[0])


def test_rows_take_what_editors_do_to_a_file() -> None:
    data = "\ufeffterms\tsource\textra\treference\r\na = b = c\t \t\t \r\n".encode()
    clean = data.replace(b"a = b = c\t \t\t ", b' a = b |  c=d = e\tThe \xc2\x85 a, c=d.\tx\t"R\xc3\xa9f"')
    [row] = parse_rows("set.tsv", clean + b"\r\n\r\n")
    assert (row.line, row.source, row.reference) == (2, "The a, c=d.", '"Réf"')
    assert row.terms == (("a", "b"), ("c=d", "e"))
    assert parse_rows("set.tsv", b"source\treference\tterms\na\tb\nc\td\n", limit=1)[0].terms == ()


def figures(language: str, outputs: Sequence[str], references: Sequence[str]) -> str:
    return score(outputs, references, [()] * len(outputs), parse_language(language), seconds=0.0).bleu_signature


def test_bleu_says_how_it_tokenizes() -> None:
    assert "|tok:zh|" in figures("zh", ["法院"], ["法院"])
    assert "|tok:zh|" in figures("zh-Hant", ["法院"], ["法院"])
    assert "|tok:13a|" in figures("es", ["la corte"], ["la corte"])
    assert "|tok:char|" in figures("th", ["ศาล"], ["ศาล"])
    assert "|tok:char|" in figures("ja", ["裁判所"], ["裁判所"]) or "|tok:ja-mecab" in figures("ja", ["裁"], ["裁"])


def test_tokens_are_words_or_spaceless_characters() -> None:
    assert [token.text for token in tokens("Él dijo: 2024年11月")] == [*("Él", "dijo", ":", "2024", "年", "11", "月")]
    assert [token.text for token in tokens("कि है")] == ["कि", "है"]
