from dragoman.model import Finding, Summary
from dragoman.run.summary import summarise, total
from factories import Passage, Sentence, alignment

MISSING = Finding("T001", "error", "…")
EMPTY = Finding("M001", "error", "…")


def test_nothing_counts_nothing() -> None:
    assert summarise([]) == Summary()


def test_counts_by_origin_status_and_code() -> None:
    records = alignment(
        [
            Passage("heading", [Sentence("{a:State Archive} opens", "{a:国家档案馆}开放", "reviewed")]),
            Passage(
                "paragraph",
                [
                    Sentence("The {a:Archive} and the {b:Museum}", "{a:国家档案馆}", rungs=["inline", "missing"]),
                    Sentence("It rained.", "", "none", findings=(MISSING, EMPTY)),
                    Sentence("It stopped.", "雨停了。", findings=(MISSING,)),
                ],
            ),
            Passage("image", [Sentence("1.jpg", "1.jpg", "verbatim")]),
        ]
    ).records
    summary = summarise(records)
    assert summary == Summary(
        segments=5,
        words=3 + 5 + 2 + 2 + 1,
        characters=63,
        origins={"machine": 2, "none": 1, "reviewed": 1, "verbatim": 1},
        terms_required=3,
        terms_kept=2,
        terms_by_status={"inline": 1, "missing": 1, "present": 1},
        findings={"M001": 1, "T001": 2},
    )
    assert list(summary.findings) == ["M001", "T001"], "sorted"


def test_words_are_what_stands_between_white_space_of_any_kind() -> None:
    records = alignment([Passage("paragraph", [Sentence("one\u2028two\u3000three\n four–five")])]).records
    assert summarise(records).words == 4


def test_summaries_add_up_to_that_of_all_records() -> None:
    some = alignment([Passage("heading", [Sentence("{a:Archive} opens", "{a:国家档案馆}开放", "reviewed")])]).records
    more = alignment([Passage("paragraph", [Sentence("It stopped.", "雨停了。", findings=(MISSING,))])]).records
    assert total([summarise(some), summarise(more)]) == summarise([*some, *more])
    assert total([]) == Summary()
