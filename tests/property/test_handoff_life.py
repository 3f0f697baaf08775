"""The life of a catalogue among forty people and their tools: no word is lost, and none passes for another's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import polib
import pytest

from dragoman.documents.read import parse_text
from dragoman.exchange.po import read_po
from dragoman.files.outputs import Outputs
from dragoman.po.catalogue import read_catalogue
from dragoman.po.entry import entry_unit, is_conflict
from dragoman.po.past import stage_past
from dragoman.progress import Watch
from dragoman.run.pipeline import translate_reports
from dragoman.run.reimport.files import ReimportRequest, reimport
from dragoman.run.request import Request
from engines import FixedEngine
from factories import CHINESE, ENGLISH
from running import environment, tool

PEOPLE, RUNS = 40, 40
NOUNS = ["archive", "museum", "harbour", "mill", "library", "school", "office", "garden", "theatre", "station"]
SENTENCES = [f"The {noun} of the {place} town was opened in the spring." for noun in NOUNS for place in ("old", "new")]
ENGINES = [
    FixedEngine(dict(zip(NOUNS, texts, strict=True))) for texts in ("档博港磨图校局园剧站", "案物口坊书学所林院台")
]


@dataclass
class Town:
    """A repository with one report, and what people have written in it."""

    folder: Path
    random: Random
    report: list[str] = field(default_factory=lambda: list(SENTENCES[:12]))
    written: set[str] = field(default_factory=set)
    """Every text of a person's, ever."""
    reviewed: set[str] = field(default_factory=set)
    """Every text that a person has called reviewed."""
    held: set[str] = field(default_factory=set)
    """What must be in the catalogue, for no person has replaced it."""
    number: int = 0

    @property
    def path(self) -> Path:
        return self.folder / "locales" / "zh_CN" / "LC_MESSAGES" / "town.po"

    def new_text(self) -> str:
        self.number += 1
        text = f"第{self.number}号手写的译文。"
        self.written.add(text)
        return text

    def run(self, number: int) -> None:
        request = Request(
            source=ENGLISH,
            targets=[CHINESE],
            engines={CHINESE.tag: self.random.choice(ENGINES)},
            glossary=self.folder / "glossary",
            out=self.folder / "out",
            locales=self.folder / "locales",
            formats=["po"],
            now=datetime(2025, 3, 3, 9, 30, tzinfo=UTC) + timedelta(number),
        )
        document = parse_text("town.txt", "town", ("\n\n".join(self.report) + "\n").encode())
        translate_reports(request, [document], Watch())

    def edit(self, path: Path, *, here: bool) -> dict[str, str]:
        """Let a person work on one entry of a file; return the texts that were written, by what they replaced."""
        file = polib.pofile(str(path), wrapwidth=self.random.choice([0, 60, 78]))
        entries = [entry for entry in file if not entry.obsolete and "#-#-#" not in entry.msgstr]
        entry = self.random.choice(entries)
        what = self.random.choice(["correct", "correct", "begin", "remark", "approve"])
        before = entry.msgstr
        if what == "remark":
            entry.tcomment = f"{entry.tcomment}\n{self.new_text()}".strip()
            self.held |= {entry.tcomment.split("\n")[-1]} if here else set()
        elif what == "approve":
            if "fuzzy" in entry.flags and self.approved_alone(file):
                entry.flags.remove("fuzzy")
                self.reviewed.add(entry.msgstr)
        else:
            entry.msgstr = self.new_text()
            entry.flags = [] if what == "correct" else ["fuzzy"]
            if what == "correct":
                self.reviewed.add(entry.msgstr)
            if here:
                self.held -= {before}
                self.held.add(entry.msgstr)
        file.save()
        return {before: entry.msgstr} if entry.msgstr != before else {}

    @staticmethod
    def approved_alone(file: polib.POFile) -> bool:
        """Tell whether approvals in a file are far from what a converter does to it."""
        stamped = [entry for entry in file if "dragoman: " in entry.tcomment]
        cleared = [entry for entry in stamped if "fuzzy" not in entry.flags]
        return len(cleared) + 2 < len(stamped) - len(cleared)

    def bring(self, path: Path, base: Path | None, *, take: bool) -> None:
        """Import a file that came back; what is listed as a conflict is for people to see to, so it is not lost."""
        request = ReimportRequest(
            files=[path],
            locales=self.folder / "locales",
            out=self.folder / "out",
            target=CHINESE,
            stem="town",
            source=ENGLISH,
            on_conflict="take" if take else "keep",
            base=str(base or ""),
            now=datetime(2025, 6, 1, tzinfo=UTC),
            max_size=2**20,
        )
        before = {unit.target for unit in read_catalogue(self.path).all_units}
        [done] = reimport(request)
        listed = {conflict.unit.target for conflict in done.merged.conflicts}
        came = {unit.target for unit in read_po(path).units} & self.written - before
        blob = self.blob()
        assert all(text in blob or text in listed or text not in self.fresh for text in came), "a returned text is lost"
        self.held |= {text for text in came if text in blob}
        self.held -= {text for text in self.held if text not in blob and text in self.replaced}

    fresh: set[str] = field(default_factory=set)
    """Texts that people wrote in the file that is coming back."""
    replaced: set[str] = field(default_factory=set)
    """What they replaced there."""

    def blob(self) -> str:
        file = polib.pofile(str(self.path))
        return "\n".join(f"{entry.msgstr}\n{''.join(entry.tcomment.split())}" for entry in file)

    def check(self) -> None:
        blob = self.blob()
        assert [text for text in self.held if text not in blob] == [], "a person's words are lost"
        for entry in read_catalogue(self.path).entries:
            unit = entry_unit(entry)
            if is_conflict(entry) or not unit.target:
                continue
            if unit.origin == "reviewed":
                assert unit.target in self.reviewed, "passes for reviewed"
                assert not unit.unchanged
            elif unit.origin == "draft":
                assert unit.target in self.written | self.reviewed, "passes for a person's"
            elif unit.origin == "machine":
                assert unit.target not in self.written, "a person's text passes for a machine's"


# What tools do


def copy_out(town: Town, name: str) -> Path:
    copy = town.folder / name
    shutil.copy(town.path, copy)
    stage = read_catalogue(town.path)
    with Outputs() as outputs:  # as `kit make` does
        stage_past(outputs, town.path, stage.units)
        outputs.commit()
    return copy


def through_csv(town: Town) -> None:
    """A copy goes through CSV, with one edit or none, and comes back."""
    copy = copy_out(town, "town.zh.po")
    base = town.folder / "base.po"
    shutil.copy(copy, base)
    csv = town.folder / "town.csv"
    tool("po2csv", copy, csv)
    copy.unlink()
    tool("csv2po", csv, copy)
    town.fresh, town.replaced = set(), set()
    if town.random.random() < 0.5:
        file = polib.pofile(str(copy))
        entry = town.random.choice([entry for entry in file if "#-#-#" not in entry.msgstr])
        town.replaced.add(entry.msgstr)
        entry.msgstr = town.new_text()
        town.fresh.add(entry.msgstr)
        town.reviewed.add(entry.msgstr)
        file.save()
    town.bring(copy, town.random.choice([None, base]), take=town.random.random() < 0.5)


def by_mail(town: Town) -> None:
    """A copy goes to a translator, others work on in the meantime, the copy comes back."""
    copy = copy_out(town, "town.zh.po")
    base = town.folder / "base.po"
    shutil.copy(copy, base)
    town.fresh, town.replaced = set(), set()
    for _ in range(3):
        for before, after in town.edit(copy, here=False).items():
            town.fresh.discard(before)
            town.fresh.add(after)
            town.replaced.add(before)
    for _ in range(3):
        town.edit(town.path, here=True)
    town.bring(copy, base, take=town.random.random() < 0.5)


def without_comments(town: Town) -> None:
    """A program drops all comments."""
    place = town.folder / "drop"
    place.mkdir(exist_ok=True)
    shutil.copy(town.path, place / "town.po")
    tool("pocommentclean", place)
    shutil.copy(place / "town.po", town.path)
    blob = "\n".join(entry.msgstr for entry in polib.pofile(str(town.path)))
    town.held = {text for text in town.held if text in blob}


def laid_out(town: Town) -> None:
    """`msgcat` writes the file anew."""
    tool("msgcat", town.random.choice(["--no-wrap", "--width=50", "--sort-output"]), "-o", town.path, town.path)


def on_branches(town: Town) -> None:
    """Two branches of a real repository are merged by Git, with dragoman as its driver."""
    git = ["git", "-c", "user.name=Lin", "-c", "user.email=lin@a.example"]

    def run(*arguments: str, check: bool = True) -> None:
        subprocess.run([*git, *arguments], cwd=town.folder, check=check, capture_output=True, env=environment())

    if not (town.folder / ".git").exists():
        run("init", "-q", "-b", "main")
        (town.folder / ".gitattributes").write_text("*.po merge=dragoman\n")
        run("config", "merge.dragoman.driver", f"{sys.executable} -m dragoman po merge %O %A %B")
    run("add", "locales", ".gitattributes")
    run("commit", "-qm", "base", check=False)
    run("checkout", "-qB", "branch")
    before = set(town.held)
    for _ in range(3):
        town.edit(town.path, here=True)
    theirs, gone = town.held, before - town.held
    run("commit", "-qam", "theirs", check=False)
    run("checkout", "-q", "main")
    town.held = set(before)
    for _ in range(3):
        town.edit(town.path, here=True)
    gone |= before - town.held
    town.held = (town.held | theirs) - gone
    run("commit", "-qam", "ours", check=False)
    run("merge", "-q", "branch", check=False)
    run("add", "locales")
    run("commit", "-qm", "merged", check=False)


TOOLS: Sequence[Callable[[Town], None]] = (through_csv, by_mail, by_mail, without_comments, laid_out, on_branches)


def amend(town: Town) -> None:
    """Change the report a little."""
    place = town.random.randrange(len(town.report))
    match town.random.choice(["swap", "cut", "add", "leave", "leave"]):
        case "swap":
            town.random.shuffle(town.report)
        case "cut" if len(town.report) > 8:
            town.report.pop(place)
        case "add":
            town.report.insert(place, town.random.choice(SENTENCES))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_word_is_lost_in_forty_runs_of_forty_people(seed: int, tmp_path: Path) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("no msgcat here; install the Debian package gettext")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "terms.tsv").write_text("id\tterm\tvariants\tcategory\tmatch\tnote\n", "utf-8")
    town = Town(tmp_path, Random(seed))
    os.chdir(tmp_path)
    town.run(0)
    for number in range(1, RUNS + 1):
        for _ in range(PEOPLE):
            town.edit(town.path, here=True)
        town.random.choice(TOOLS)(town)
        town.check()
        amend(town)
        town.run(number)
        town.check()
    assert town.number > RUNS * PEOPLE / 4
