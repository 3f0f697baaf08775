"""Glossaries on top of one another: later rows win, what they do not touch stays."""

from pathlib import Path

import pytest

from dragoman.errors import GlossaryError
from dragoman.glossary import find_terms, load_direction
from dragoman.glossary.stack import stack_glossaries
from dragoman.languages import parse_language
from dragoman.model import Segment

ENGLISH, CHINESE, SPANISH = parse_language("en"), parse_language("zh"), parse_language("es")


def write_glossary(folder: Path, terms: str, renderings: str) -> Path:
    folder.mkdir()
    write(folder / "terms.tsv", "id\tterm\tvariants\tcategory\tmatch\tnote\n" + terms)
    write(folder / "zh_CN.tsv", "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n" + renderings)
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_glossary(
        tmp_path / "base",
        "spp\tSupreme Procuratorate\tSPP\tinstitution\t\t\nboat\tboat\t\tformula\t\t\n",
        "spp\t最高人民检察院\t\t\tproposed\t\t\nboat\t船\t\t\tproposed\t\t\n",
    )


def found(folder: Path, text: str, source: str = "en", target: str = "zh") -> list[tuple[str, ...]]:
    first, second = parse_language(source), parse_language(target)
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
    [[matches]] = find_terms(load_direction(folder, first, second), second, [[segment]])
    return [(match.source, match.forms[0]) for match in matches]


def stacked(tmp_path: Path, *layers: Path, targets: tuple[str, ...] = ("zh",), source: str = "en") -> Path:
    languages = [parse_language(target) for target in targets]
    return stack_glossaries(layers, parse_language(source), languages, tmp_path / "stacks")


def test_a_line_changes_the_rendering_of_the_term_that_it_names(tmp_path: Path, base: Path) -> None:
    mine = write(tmp_path / "mine.tsv", "supreme procuratorate\t最高检\n\n# a remark\nGreen River\t绿河公司\n")
    folder = stacked(tmp_path, base, mine)
    text = "The SPP, the Supreme Procuratorate, sued Green River over a boat."
    assert found(folder, text) == [
        ("SPP", "最高检"),
        ("Supreme Procuratorate", "最高检"),
        ("Green River", "绿河公司"),
        ("boat", "船"),
    ]


def test_a_variant_becomes_a_term_of_its_own(tmp_path: Path, base: Path) -> None:
    folder = stacked(tmp_path, base, write(tmp_path / "mine.tsv", "SPP\t高检院\n"))
    assert found(folder, "SPP, Supreme Procuratorate") == [
        ("SPP", "高检院"),
        ("Supreme Procuratorate", "最高人民检察院"),
    ]


def test_the_last_of_several_wins(tmp_path: Path, base: Path) -> None:
    first, second = write(tmp_path / "1.tsv", "boat\t小船\n"), write(tmp_path / "2.tsv", "boat\t舟\n")
    assert found(stacked(tmp_path, base, first, second), "a boat") == [("boat", "舟")]
    assert found(stacked(tmp_path, base, second, first), "a boat") == [("boat", "小船")]


def test_a_folder_takes_forms_and_ids_from_those_below(tmp_path: Path, base: Path) -> None:
    own = write_glossary(
        tmp_path / "own",
        "ship\tship\tboat\tformula\t\t\nspp\tHigh Office\t\tinstitution\t\t\n",
        "ship\t船舶\t\t\tproposed\t\t\n",
    )
    folder = stacked(tmp_path, base, own)
    assert found(folder, "The High Office has a boat; the Supreme Procuratorate.") == [
        ("High Office", "最高人民检察院"),
        ("boat", "船舶"),
    ]


def test_a_header_names_languages(tmp_path: Path, base: Path) -> None:
    mine = write(tmp_path / "mine.tsv", "term\tzh\tes\nBlue Bay\t蓝湾\tBahía Azul\nboat\t\tbarca\n")
    folder = stacked(tmp_path, base, mine, targets=("zh", "es"))
    assert found(folder, "Blue Bay, boat") == [("Blue Bay", "蓝湾"), ("boat", "船")]
    assert found(folder, "Blue Bay, boat", target="es") == [("Blue Bay", "Bahía Azul"), ("boat", "barca")]


def test_a_header_of_one_column_may_say_anything(tmp_path: Path, base: Path) -> None:
    mine = write(tmp_path / "mine.tsv", "English\tChinese\nBlue Bay\t蓝湾\n")
    assert found(stacked(tmp_path, base, mine), "Blue Bay") == [("Blue Bay", "蓝湾")]


def test_a_list_for_a_chinese_report_is_read_the_other_way_round(tmp_path: Path, base: Path) -> None:
    folder = stacked(
        tmp_path, base, write(tmp_path / "mine.tsv", "绿河公司\tGreen River\n"), targets=("en",), source="zh"
    )
    assert found(folder, "绿河公司和最高人民检察院", "zh", "en") == [
        ("绿河公司", "Green River"),
        ("最高人民检察院", "Supreme Procuratorate"),
    ]


def test_the_same_layers_are_written_once(tmp_path: Path, base: Path) -> None:
    mine = write(tmp_path / "mine.tsv", "boat\t舟\n")
    first = stacked(tmp_path, base, mine)
    assert stacked(tmp_path, base, mine) == first
    assert [path.name for path in first.parent.iterdir()] == [first.name]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("boat\n", "mine.tsv:1: expected 2 tab-separated cells"),
        ("boat\t舟\tx\n", "mine.tsv:1: expected 2 tab-separated cells"),
        ("term\tChinese\tes\nboat\t舟\tx\n", "mine.tsv:1: 'Chinese' is not a language code"),
    ],
)
def test_a_line_that_means_nothing_is_refused(tmp_path: Path, base: Path, text: str, message: str) -> None:
    with pytest.raises(GlossaryError, match=message.partition(",")[0]):
        stacked(tmp_path, base, write(tmp_path / "mine.tsv", text))
    with pytest.raises(GlossaryError, match=r"none\.tsv: no such folder or file"):
        stacked(tmp_path, base, tmp_path / "none.tsv")


def test_what_is_wrong_with_a_folder_is_said_by_its_own_lines(tmp_path: Path, base: Path) -> None:
    bad = write_glossary(tmp_path / "bad", "a\tA\t\tnonsense\t\t\n", "")
    with pytest.raises(GlossaryError, match=r"bad/terms\.tsv:2"):
        stacked(tmp_path, base, bad)
