import pytest

from dragoman.model import Provenance
from dragoman.po.provenance import (
    Stamp,
    fingerprint,
    format_provenance,
    parse_provenance,
    source_fingerprint,
    split_comment,
)

HARVEST = source_fingerprint("heading", "Harvest report")
MACHINE = Provenance("machine", "argos en-zh 0.1, draft engine", -0.4183, ("inline", "spliced"), "9c1f03ab77de")


def test_line_says_all_in_words() -> None:
    assert format_provenance(MACHINE, "收成报告", "heading", "Harvest report") == (
        "dragoman: machine translation: argos en-zh 0.1, draft engine, score -0.4183, terms inline spliced, "
        f"key 9c1f03ab77de, check {fingerprint('收成报告')} of {HARVEST}"
    )


def test_recalled_line_names_the_report() -> None:
    line = format_provenance(Provenance("memory", "spring-report.po"), "x", "heading", "Harvest report")
    assert line == f"dragoman: recalled from spring-report.po, check {fingerprint('x')} of {HARVEST}"


@pytest.mark.parametrize(
    "label",
    [
        "argos en-zh 0.1",
        "",
        " edges ",
        '"quoted"',
        '"',
        "back\\slash\\",
        "a, score -0.5",
        "a, score -0.5, key 9c1f03ab77de",
        "a, check 9c1f03ab77de",
        "line\nbreak",
        "\u2028\x85\u202e",
        "报告.po",
        "terms inline",
    ],
)
@pytest.mark.parametrize("score", [None, -0.4183, 0.0, -12.0, 1e-05, -1e22])
def test_round_trip_is_exact(label: str, score: float | None) -> None:
    for provenance in (Provenance("machine", label, score, ("missing",), "0" * 12), Provenance("memory", label, score)):
        line = format_provenance(provenance, "target", None, "source")
        assert "\n" not in line
        assert parse_provenance(line) == Stamp(provenance, fingerprint("target"), source_fingerprint(None, "source"))


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "dragoman: looks odd to me",
        "dragoman: machine translation: argos",
        "machine translation: argos, check 0123456789ab",
        "dragoman: machine translation: argos, check 0123456789ab and I disagree",
        "dragoman: machine translation: argos, score 1.2.3, check 0123456789abc",
        'dragoman: recalled from "broken\\, check 0123456789ab',
    ],
)
def test_comment_of_a_person_is_not_ours(comment: str) -> None:
    assert parse_provenance(comment) is None
    assert split_comment(comment) == (comment, None)


def test_line_is_parted_from_what_people_wrote() -> None:
    line = format_provenance(MACHINE, "x", "heading", "Harvest report")
    assert split_comment(f"before\n{line}\nafter") == ("before\nafter", Stamp(MACHINE, fingerprint("x"), HARVEST))


def test_line_that_an_editor_wrapped_is_put_together() -> None:
    words = format_provenance(MACHINE, "x", "heading", "Harvest report").split(" ")
    for place in range(1, len(words)):  # also before its optional end
        wrapped = " ".join(words[:place]) + "\n" + " ".join(words[place:])
        split = split_comment(f"before\n{wrapped}\nafter")
        assert split == ("before\nafter", Stamp(MACHINE, fingerprint("x"), HARVEST))
