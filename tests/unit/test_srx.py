"""A translator's own rules applied to text: what SRX 2.0 says, and what other tools that read it do."""

import time
from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.errors import RequestError
from dragoman.segment import segment_document
from dragoman.segment.srx import apply
from dragoman.segment.srx.apply import SrxSplitter

Rule = tuple[str, str, str]
STOP: Rule = ("yes", r"[.?!]+", r"\s")


def srx_text(rules: dict[str, list[Rule]], maps: list[tuple[str, str]], cascade: str = "yes") -> str:
    bodies = "".join(
        f'<languagerule languagerulename="{name}">'
        + "".join(
            f'<rule break="{breaks}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'
            for breaks, before, after in found
        )
        + "</languagerule>"
        for name, found in rules.items()
    )
    mapped = "".join(f'<languagemap languagepattern="{pattern}" languagerulename="{name}"/>' for pattern, name in maps)
    return (
        f'<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="{cascade}"/>'
        f"<body><languagerules>{bodies}</languagerules><maprules>{mapped}</maprules></body></srx>"
    )


class Cutter:
    """Writes rules into a file and cuts texts by them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rules.srx"

    def write(self, rules: dict[str, list[Rule]], maps: list[tuple[str, str]], cascade: str = "yes") -> None:
        self.path.write_text(srx_text(rules, maps, cascade), "utf-8")

    def cut(self, text: str, *rules: Rule, language: str = "en") -> list[str]:
        if rules:
            self.write({"Default": list(rules)}, [(".*", "Default")])
        return [text[start:end] for start, end in SrxSplitter(self.path, language).spans(text, 0, len(text))]


@pytest.fixture
def cutter(tmp_path: Path) -> Cutter:
    return Cutter(tmp_path)


def test_the_first_rule_that_fits_decides(cutter: Cutter) -> None:
    text = "Dr. Lin met. It rose."
    no_break: Rule = ("no", r"\bDr\.", r"\s")
    assert cutter.cut(text, no_break, STOP) == ["Dr. Lin met.", "It rose."]
    assert cutter.cut(text, STOP, no_break) == ["Dr.", "Lin met.", "It rose."]
    assert cutter.cut(text, STOP) == ["Dr.", "Lin met.", "It rose."]
    assert cutter.cut(text, no_break) == [text]


def test_one_of_both_expressions_is_enough(cutter: Cutter) -> None:
    assert cutter.cut("a;b;c", ("yes", ";", "")) == ["a;", "b;", "c"]
    assert cutter.cut("aXbXc", ("yes", "", "X")) == ["a", "Xb", "Xc"]


def test_a_run_at_the_end_of_a_breaking_rule_is_taken_whole(cutter: Cutter) -> None:
    assert cutter.cut("真的吗？！好。。。", ("yes", "[。？！]+", "")) == ["真的吗？！", "好。。。"]
    assert cutter.cut("a--b-c", ("yes", "-{1,}", "")) == ["a--", "b-", "c"]
    assert cutter.cut("a--b", ("yes", "-", "")) == ["a-", "-", "b"]


def test_cascade_and_the_order_of_maps(cutter: Cutter) -> None:
    rules: dict[str, list[Rule]] = {"English": [("no", r"Dr\.", r"\s")], "Default": [STOP]}
    maps = [("en.*", "English"), (".*", "Default")]
    cutter.write(rules, maps, "yes")
    assert cutter.cut("Dr. Lin met. It rose.") == ["Dr. Lin met.", "It rose."]
    assert cutter.cut("Dr. Lin met.", language="fr") == ["Dr.", "Lin met."]
    cutter.write(rules, maps, "no")
    assert cutter.cut("Dr. Lin met. It rose.") == ["Dr. Lin met. It rose."]
    cutter.write(rules, maps[::-1], "yes")
    assert cutter.cut("Dr. Lin met.") == ["Dr.", "Lin met."]


@pytest.mark.parametrize(
    ("pattern", "language", "fits"),
    [
        pytest.param("en", "en", True, id="whole"),
        pytest.param("en", "en-GB", True, id="without the territory"),
        pytest.param("EN-GB", "en-gb", True, id="case does not matter"),
        pytest.param("pt_BR", "pt-BR", True, id="underscore"),
        pytest.param("[Zz][Hh].*", "zh-Hant", True, id="as OmegaT writes them"),
        pytest.param("e", "en", False, id="the whole tag has to fit"),
        pytest.param("en", "de", False, id="another language"),
    ],
)
def test_language_patterns(cutter: Cutter, pattern: str, language: str, fits: bool) -> None:
    cutter.write({"Default": [STOP]}, [(pattern, "Default")])
    if fits:
        assert cutter.cut("It met. It rose.", language=language) == ["It met.", "It rose."]
    else:
        with pytest.raises(RequestError, match=f"no rules for '{language}'; its languages are {pattern}; choose one"):
            cutter.cut("It met.", language=language)


def test_no_cut_inside_of_a_grapheme_cluster(cutter: Cutter) -> None:
    anywhere: Rule = ("yes", "", "")
    assert cutter.cut("e\u0301a", anywhere) == ["e\u0301", "a"]
    assert cutter.cut("? \u0301a", anywhere) == ["? \u0301", "a"]
    assert cutter.cut("🇨🇳🇫🇷", anywhere) == ["🇨🇳", "🇫🇷"]
    assert cutter.cut("👩\u200d👧x", anywhere) == ["👩\u200d👧", "x"]
    assert cutter.cut("a" + "\u0301" * 200 + "b", anywhere) == ["a" + "\u0301" * 200, "b"]


def test_rules_see_one_block_alone(cutter: Cutter) -> None:
    cutter.write({"Default": [STOP, ("yes", "^ab", "c")]}, [(".*", "Default")])
    document = parse_text("r", "r", b"Title\n\nabcab. It rose.\n\nabcd ends here.\n")
    found = segment_document(document, "en", splitter=SrxSplitter(cutter.path, "en"))
    assert [segment.source for segment in found] == ["Title", "ab", "cab.", "It rose.", "ab", "cd ends here."]
    assert all(document.text[segment.start : segment.end] == segment.source for segment in found)


def test_rules_without_end_are_stopped(cutter: Cutter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "_SECONDS", 0.3)
    cutter.write({"Default": [STOP, ("yes", r"\.", r"\s(?:\w|\w\w)+\d")]}, [(".*", "Default")])
    with pytest.raises(RequestError, match=r"rules\.srx:1: this rule takes too long; avoid nested repetitions"):
        cutter.cut("He said. " + "a" * 60 + ".")


def test_a_breaking_rule_may_look_far_back_in_a_line_without_end(cutter: Cutter) -> None:
    text = "It met in the hall. " * 2_000
    assert len(cutter.cut(text, ("no", r"^.*Dr\.", r"\s"), ("yes", r"\w.*\.", r"\s+"))) == 2_000


ENDLESS = r"(?:\w|\p{L}|[a-z])*!x"


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("", ENDLESS, ".*"),
        (r"\w", f"(?!{ENDLESS})", ".*"),
        (ENDLESS, ENDLESS, ".*"),
        (r"\.", r"\s", r"(?:\w|\p{L}|[a-z])*\d"),
    ],
)
def test_a_pattern_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, language: str
) -> None:
    monkeypatch.setattr(apply, "_SECONDS", 0.2)
    monkeypatch.setattr(apply, "_CHARACTERS_A_SECOND", 10_000)
    path = tmp_path / "a.srx"
    path.write_text(srx_text({"a": [("yes", before, after)]}, [(language, "a")]), "utf-8")
    text = f"The ship {'a' * 80} came in. It left."
    began = time.process_time()
    with pytest.raises(RequestError, match=r"take too long|takes too long|take more than"):
        list(SrxSplitter(path, "a" * 80).spans(text, 0, len(text)))
    assert time.process_time() - began < 3
