"""The real `msgfmt` and `msgcat` on what dragoman writes."""

import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from polib import POEntry

from dragoman.model import Alignment, Provenance, fold_lines
from dragoman.po import read_catalogue, template, update_catalogue
from dragoman.po.layout import serialise
from factories import CHINESE, SPANISH, Passage, Sentence, alignment, arabic_report, chinese_report

pytestmark = pytest.mark.skipif(
    not (shutil.which("msgfmt") and shutil.which("msgcat")),
    reason="msgfmt and msgcat are not installed: they are in the Debian package gettext",
)
NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
LABEL = Provenance("machine", "argos en-zh 0.1, draft engine", -0.4183, ("inline",), "9c1f03ab77de")


def run(*command: str | Path) -> tuple[bytes, str]:
    done = subprocess.run(command, capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    return done.stdout, done.stderr.decode()


def lays_out_alike() -> bool:
    # Line breaking follows Unicode 14 there; libunistring 1.2 and later treat “ ” and digits by newer rules.
    return b" 0.21" in run("msgcat", "--version")[0].splitlines()[0]


def assert_taken_as_its_own(path: Path) -> None:
    if not lays_out_alike():
        pytest.skip("the layout is that of gettext 0.21, which is not the one installed")
    laid_out, complaints = run("msgcat", path)
    assert complaints == ""
    assert laid_out.decode().split("\n") == path.read_bytes().decode().split("\n")


def assert_valid(path: Path) -> None:
    _, said = run("msgfmt", "-c", "-v", "-o", "/dev/null", path)
    assert "warning" not in said
    assert len(said.splitlines()) == 1, said


def spanish_report() -> Alignment:
    made = chinese_report()
    records = tuple(replace(r, target="El 50 % de «las cartas» " * 6 if r.target else "") for r in made.records)
    return replace(made, target_language=SPANISH, records=records)


REPORTS = [chinese_report, arabic_report, spanish_report]


@pytest.mark.parametrize("make", REPORTS)
def test_new_catalogue(make: Callable[[], Alignment], tmp_path: Path) -> None:
    made = make()
    path = tmp_path / "report.po"
    labels: dict[tuple[str, str], Provenance] = {(r.kind, fold_lines(r.source)): LABEL for r in made.records}
    path.write_text(update_catalogue(None, made, provenances=labels, now=NOW), encoding="utf-8")
    assert_valid(path)
    assert_taken_as_its_own(path)


@pytest.mark.parametrize("make", REPORTS)
def test_template(make: Callable[[], Alignment], tmp_path: Path) -> None:
    path = tmp_path / "report.pot"
    path.write_text(template(make(), existing=None, now=NOW), encoding="utf-8")
    assert_taken_as_its_own(path)


def test_catalogue_that_people_worked_on(tmp_path: Path) -> None:
    path = tmp_path / "report.po"
    made = chinese_report()
    text = update_catalogue(None, made, provenances={}, now=NOW)
    text = text.replace("#, fuzzy\nmsgctxt", "#, no-wrap\nmsgctxt", 4).replace("# dragoman", "# checked\n# dragoman", 7)
    path.write_text(text + '\n#~ msgid "left"\n#~ msgstr "剩下"\n', encoding="utf-8")
    shorter = replace(made, records=made.records[3:])
    path.write_text(update_catalogue(read_catalogue(path), shorter, provenances={}, now=NOW), encoding="utf-8")
    assert "#~ msgctxt" in path.read_text(encoding="utf-8")
    assert_valid(path)
    assert_taken_as_its_own(path)


def test_unknown_flags_are_all_that_msgcat_drops(tmp_path: Path) -> None:
    path = tmp_path / "report.po"
    made = alignment([Passage("list", [Sentence("Maps of the survey", "地图")])], CHINESE)
    text = update_catalogue(None, made, provenances={}, now=NOW).replace("#, fuzzy\n", "#, fuzzy, odd-flag\n")
    path.write_text(text, encoding="utf-8")
    path.write_text(update_catalogue(read_catalogue(path), made, provenances={}, now=NOW), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert run("msgcat", path)[0].decode() == text.replace(", odd-flag", "")


ENGLISH = (
    "the of archive State rule anti-corruption 1,234.5 50% U.S. (SA) “quoted” re-elected e.g. reader’s … — – and/or "
    'http://archive.example/a/b?c=d&e=f#g wen@archive.example "x" C:\\maps $5 §3 No. 5; a:b [1] <b>it’s</b> naïve '
    "3–5 10.12.2024 #7 100,000"
)
CHINESE_CHARACTERS = (
    "国家档案馆启用新阅览室这是首都第一间无需预约即可进入的读者说有人到上年月日件同比下降一二三十百万亿"
)
CHINESE_MARKS = "，。、；：？！“”‘’（）《》【】—…·％￥〈〉「」"
ARABIC_TEXT = "دار المحفوظات الوطنية تفتح قاعة المطالعة، القراء؛ هل؟ ٢٠٢٥ «الوثيقة»"
OTHER = (
    "архив читальный зал е\u0301 カナー、ッャ 한국어 ไทย שלום- 👍🏽 🇨🇳🇫🇷 \U00020000 "
    '\u200b \u2028 \x85 \xa0 \n \t \\ " \\n'
)


def prose(source: random.Random, words: Sequence[str], joints: Sequence[str]) -> str:
    return "".join(source.choice(words) + source.choice(joints) for _ in range(source.choice([1, 3, 9, 27, 81])))


def any_text(source: random.Random) -> str:
    chinese = ["".join(source.choices(CHINESE_CHARACTERS, k=source.randint(1, 9))) for _ in range(30)]
    english, arabic, other = ENGLISH.split(" "), ARABIC_TEXT.split(" "), OTHER.split(" ")
    joints = [" ", " ", " ", ", ", ". ", "-", "  ", ""]
    match source.randint(0, 4):
        case 0:
            return prose(source, english, joints)
        case 1:
            return prose(source, chinese, [*CHINESE_MARKS, "", "", "。”", "》（", "2024", "（SA）"])
        case 2:
            return prose(source, arabic, [" ", " ", " SA ", "، "])
        case 3:
            return prose(source, [*chinese, *english], [*joints, *CHINESE_MARKS])
    return prose(source, [*english, *chinese, *arabic, *other], [*joints, *CHINESE_MARKS])


@pytest.mark.parametrize("seed", range(3))
def test_any_text_is_cut_where_gettext_cuts_it(seed: int, tmp_path: Path) -> None:
    source = random.Random(seed)
    entries: dict[tuple[str | None, str], POEntry] = {}
    for number in range(1500):
        entry = POEntry(
            msgctxt=source.choice([None, "paragraph", any_text(source)]),
            msgid=any_text(source),
            msgstr=any_text(source),
            obsolete=source.random() < 0.2,
            occurrences=[("report.txt", str(line)) for line in range(number, number + source.choice([0, 1, 2, 12]))],
            flags=source.choice([[], ["fuzzy"], ["no-wrap"]]),
            previous_msgid=source.choice([None, None, any_text(source)]),
        )
        entries.setdefault((entry.msgctxt, entry.msgid), entry)
    header = POEntry(msgid="", msgstr=f"Content-Type: text/plain; charset=UTF-8\nX-Note: {'a long line ' * 20}\n")
    path = tmp_path / "any.po"
    path.write_text(serialise(header, entries.values()), encoding="utf-8", newline="")
    assert_taken_as_its_own(path)
