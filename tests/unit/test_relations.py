"""Concepts that know each other: names that follow one another, doublets, and reports of a day."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.documents.read import parse_text
from dragoman.glossary import find_terms, load_direction
from dragoman.glossary.lint.relations import read_relations
from dragoman.glossary.relations import LATEST
from dragoman.glossary.report_day import report_day
from dragoman.glossary.table import parse_table
from dragoman.languages import parse_language
from dragoman.segment import segment_document

if TYPE_CHECKING:
    from dragoman.glossary.lint.rules import Problem

EN, ZH = parse_language("en"), parse_language("zh")
TERMS = """id\tterm\tvariants\tcategory\tmatch\tdomain\tnote
code\tPort Code\t\tlaw\t\t\t
code-of-the-land\tPort Code of the Land\t\tlaw\t\t\t
harbours\tMinistry of Harbours\tharbour ministry|MOH\tinstitution\t\t\t
ports\tMinistry of Ports\t\tinstitution\t\t\t
quays\tMinistry of Harbours and Quays\tMinistry of Quays\tinstitution\t\t\t
"""
CHINESE = """id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote
code\t《港口法》\t港口法\t\testablished\t\t\t
code-of-the-land\t《全国港口法》\t港口法\t\testablished\t\t\t
harbours\t海港部\t\t\testablished\t\t\t
ports\t港口部\t\t\testablished\t\t\t
quays\t海港部\t码头部\t\testablished\t\t\tsame as harbours
"""
RELATIONS = """id\trelation\tother\tyear\tnote
code-of-the-land\tsame-as\tcode\t\t
harbours\tpredecessor\tports\t2008\t
quays\tpredecessor\tharbours\t2018-03\t
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"terms": TERMS, "zh_CN": CHINESE, "relations": RELATIONS}.items():
        (tmp_path / f"{name}.tsv").write_text(text, "utf-8")
    return tmp_path


def required(folder: Path, text: str, source: str, target: str, day: str = LATEST) -> list[str]:
    spoken, wanted = parse_language(source), parse_language(target)
    glossary = load_direction(folder, spoken, wanted, day)
    segments = segment_document(parse_text("r.txt", "r", text.encode()), spoken.tag)
    [matches] = find_terms(glossary, wanted, [segments])
    return [match.forms[0] for found in matches for match in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (LATEST, "Ministry of Harbours and Quays"),
        ("2018-03-20", "Ministry of Harbours and Quays"),
        ("2018-02-28", "Ministry of Harbours"),
        ("2018", "Ministry of Harbours"),
        ("2017-11-01", "Ministry of Harbours"),
    ],
)
def test_a_name_that_two_had_is_that_of_the_day(folder: Path, day: str, expected: str) -> None:
    assert required(folder, "海港部开会。", "zh", "en", day) == [expected]


@pytest.mark.parametrize(
    ("day", "expected"), [(LATEST, "海港部"), ("2017-11-01", "海港部"), ("2005-11-01", "港口部"), ("2008", "海港部")]
)
def test_a_variant_of_what_was_not_there_yet_is_what_was(folder: Path, day: str, expected: str) -> None:
    assert required(folder, "The harbour ministry met.", "en", "zh", day) == [expected]
    assert required(folder, "The Ministry of Harbours met.", "en", "zh", day) == ["海港部"]
    assert required(folder, "The Ministry of Ports met.", "en", "zh", day) == ["港口部"]


def test_of_doublets_the_preferred_one_is_required(folder: Path) -> None:
    assert required(folder, "港口法生效。", "zh", "en") == ["Port Code"]
    assert required(folder, "《全国港口法》生效。", "zh", "en") == ["Port Code of the Land"]
    assert load_direction(folder, ZH, EN).renderings["code"].accepted == ("Port Code of the Land",)
    (folder / "zh_TW.tsv").write_text(CHINESE.replace("港口法》", "港法》"), "utf-8")
    [other] = [load_direction(folder, ZH, parse_language("zh-Hant")).renderings["code"]]
    assert (other.rendering, other.accepted) == ("《港法》", ("港口法", "《全国港法》"))
    (folder / "relations.tsv").write_text("id\trelation\tother\tyear\tnote\n", "utf-8")
    assert required(folder, "港口法生效。", "zh", "en") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Port opens\n\nNovember 14, 2017\n\nThe port opened.", "2017-11-14"),
        ("Port opens\n\nUpdated: 2017-11-14 08:00\n\nThe port opened.", "2017-11-14"),
        ("Port opens\n\nBy Lin Wen, 14 Nov 2017\n\nThe port opened.", "2017-11-14"),
        ("港口启用\n\n2017年11月4日\n\n港口启用了。", "2017-11-04"),
        ("港口启用\n\n港口启用了。\n\n二〇一七年十一月三十日\n", "2017-11-30"),
        ("Port opens\n\nThe port, which was begun on May 1, 1998, opened.\n\nIt is large.", ""),
        ("Port opens\n\n2017-13-45\n\nThe port opened.", ""),
        ("Port opens\n\nThe port opened.", ""),
    ],
)
def test_the_day_of_a_report(text: str, day: str) -> None:
    assert report_day(parse_text("r.txt", "r", text.encode())) == day


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("a\tbroader\tb\t\t\nb\tbroader\tc\t\t\nc\tbroader\ta\t\t", "broader: in a circle: a → b → c → a"),
        ("a\tpredecessor\tb\t2010\t\nb\tpredecessor\tc\t2012\t", "'b' began in 2012 and ended in 2010"),
        ("a\tpredecessor\tb\t2012\t\nb\tpredecessor\tc\t2012-05\t", "'b' began in 2012-05 and ended in 2012"),
        ("a\tsame-as\tb\t\t\nb\tsame-as\tc\t\t", "'b' is itself the same as 'c'; name that"),
        ("a\tpredecessor\tb\t12\t", "'12' is not a year"),
        ("a\tpredecessor\tmissing\t2012\t", "no concept 'missing'"),
        ("a\tcousin-of\tb\t\t", "unknown relation 'cousin-of'"),
        ("a\tbroader\tb\t\t\nb\tbroader\ta\t\t", "duplicate, reversed or self-referring"),
    ],
)
def test_relations_that_cannot_be_are_linted(rows: str, what: str) -> None:
    problems: list[Problem] = []
    table = parse_table(Path("relations.tsv"), f"id\trelation\tother\tyear\tnote\n{rows}\n".encode())
    read_relations(table, {"a", "b", "c"}, problems)
    assert [problem.code for problem in problems] == ["G053"]
    assert what in problems[0].what
