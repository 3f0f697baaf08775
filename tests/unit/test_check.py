import re
from string import Formatter

import pytest

from dragoman.check.codes import Code, all_codes
from dragoman.check.segment import check_segment
from dragoman.model import Origin, Rendering, Rung, TermUse

ALL_ORIGINS: tuple[Origin, ...] = ("reviewed", "draft", "memory", "machine", "verbatim", "none")

_FACTS = {
    *("source", "target", "forms", "id", "unit", "number", "bracket", "quotes", "wanted", "words", "word", "place"),
    *("other", "percent", "what", "address", "problem", "form", "placeholder", "times", "found", "symbol", "reference"),
    *("acronym", "text", "tag", "marks", "mark", "label", "character", "name", "wrong", "right", "language", "hint"),
    *("marker", "piece", "speed", "seconds", "limit"),
}


def use(status: Rung = "missing", concept: str = "archive", source: str = "State Archive") -> TermUse:
    kept = status != "missing"
    return TermUse(concept, source, 0, 5, "档案馆" if kept else None, 0 if kept else None, 3 if kept else None, status)


def rendering(preferred: str = "国家档案馆", *accepted: str, concept: str = "archive") -> dict[str, Rendering]:
    return {concept: Rendering(concept, preferred, accepted, (), "established", "", "", 1)}


def found(
    origin: Origin,
    *uses: TermUse,
    target: str = "译文。",
    source: str = "The State Archive opened.",
    renderings: dict[str, Rendering] | None = None,
) -> list[str]:
    findings = check_segment(source, target, origin, uses, rendering() if renderings is None else renderings)
    return [f"{finding.code} {finding.severity} {finding.message}" for finding in findings]


def test_codes_are_distinct_and_each_template_can_be_filled() -> None:
    for code in all_codes().values():
        assert re.fullmatch("[A-Z]0[0-9]{2}", code.code)
        names = [name for _, name, _, _ in Formatter().parse(code.template) if name]
        assert set(names) <= _FACTS, code.code
        assert "{" not in code.finding(**dict.fromkeys(names, "最高检")).message
        assert code.summary == code.summary.strip().rstrip(".")
        assert code.advice.endswith((".", "`."))


def test_t004_a_forbidden_form_is_one_finding_however_often_it_stands() -> None:
    for origin in ("machine", "reviewed"):
        findings = check_segment(
            "The State Archive opened.",
            "档案局、档案局",
            origin,
            [use("present")],
            rendering(),
            [("archive", "档案局")] * 2,
        )
        [finding] = [finding for finding in findings if finding.code == "T004"]
        assert (finding.severity, finding.message) == (
            "warning",
            "“档案局” is a forbidden rendering of “State Archive”; use 国家档案馆",
        )


def test_t001_an_required_rendering_is_not_in_a_machine_translation() -> None:
    [finding] = found("machine", use(), renderings=rendering("国家档案馆", "国档"))
    assert finding == "T001 error “State Archive” must be 国家档案馆 / 国档, which the translation lacks"


@pytest.mark.parametrize("origin", ["reviewed", "draft", "memory"])
def test_t002_a_person_does_without_an_required_rendering(origin: Origin) -> None:
    [finding] = found(origin, use())
    assert finding.startswith("T002 warning “State Archive” is usually 国家档案馆;")


@pytest.mark.parametrize("origin", ["reviewed", "machine"])
def test_t003_the_glossary_has_no_rendering(origin: Origin) -> None:
    [finding] = found(origin, use(), renderings=rendering(""))
    assert finding == "T003 warning “State Archive” (archive) has no rendering in the glossary yet"


def test_m001_the_engine_gave_nothing() -> None:
    assert found("machine", target="") == ["M001 error the engine gave no translation of this segment"]
    assert found("reviewed", target="") == []


def test_m002_the_machine_translation_repeats_itself() -> None:
    assert found("machine", target="特别专专专专专供") == ["M002 warning the translation repeats “专” over and over"]
    assert found("reviewed", target="特别专专专专专供") == []
    assert found("machine", source="ha ha ha ha ha", target="哈哈哈哈哈") == []


def test_a_sound_translation_has_no_findings() -> None:
    for status in ("present", "inline", "forced", "spliced"):
        assert found("machine", use(status)) == []


def test_nothing_is_said_of_what_nobody_translated() -> None:
    for origin in ("verbatim", "none"):
        assert found(origin, use(), target="") == []


def test_a_term_that_is_missing_several_times_is_one_finding_named_by_its_first_form() -> None:
    [finding] = found("machine", use(source="State Archive"), use("present"), use(source="the Archive"))
    assert "“State Archive”" in finding


def test_errors_come_first() -> None:
    renderings = rendering("", concept="bare") | rendering()
    codes = [line[:4] for line in found("machine", use(concept="bare"), use(), target="", renderings=renderings)]
    assert codes == ["T001", "M001", "T003"]


def test_a_rendering_that_keeps_the_source_form_is_named_by_it() -> None:
    [finding] = found("machine", use(source="UNESCO"), renderings=rendering("=", "教科文组织"))
    assert "must be UNESCO / 教科文组织, which" in finding


def test_braces_in_a_text_are_no_template() -> None:
    code = Code("X001", "warning", "a summary", "“{source}” is odd", "Mend it.")
    assert code.finding(source="{unit}").message == "“{unit}” is odd"


def test_every_origin_is_handled() -> None:
    for origin in ALL_ORIGINS:
        assert isinstance(found(origin, use()), list)
