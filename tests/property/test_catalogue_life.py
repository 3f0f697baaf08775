"""A catalogue's life: people with editors of their own, reports that are amended, and the tool, forty rounds of each.

What people did is entered into a ledger when they do it. After every run of the tool the ledger must be in the file,
read by another reader of PO than dragoman's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import polib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dragoman.documents.read import parse_text
from dragoman.engine.protocol import Hypothesis
from dragoman.languages import parse_language
from dragoman.model import Document
from dragoman.po import fingerprint
from dragoman.po.provenance import split_comment
from dragoman.po.status import read_status
from dragoman.progress import Watch
from dragoman.run.pipeline import Request, translate_reports
from dragoman.segment import segment_document
from engines import FixedEngine
from examples import examples
from people import EDITS, HABITS, Edit, Key, Ledger, correct, key_of, work, wrap_otherwise

ROUNDS = 40
NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
ENGLISH, CHINESE = parse_language("en"), parse_language("zh")
ENGINES = {"none": None, "first": FixedEngine({"harbour": "港口"}), "second": FixedEngine({"harbour": "海港"})}
for name, engine in ENGINES.items():
    if engine:
        engine.identity = f"fixed {name}"

Report = list[tuple[str, str]]
"""Paragraphs: `# ` or nothing, and a sentence."""
WORDS = ("harbour", "bridge", "railway", "archive", "clinic", "mill")
SENTENCES: Report = [
    ("# ", "The harbour of the northern province"),
    ("", "The harbour office opened its new register of ships to the public on Monday morning."),
    ("", "Nobody had asked for the harbour to be closed during the winter months, the clerk said."),
    ("# ", "What the clerk found"),
    ("", "The clerk counted 400 ships in the harbour, among them “The Rule of Law” and its sister."),
    ("", "A second harbour will be built next to the mill when the money has been found."),
    ("# ", "The harbour of the northern province and its mill"),
    ("", "The clerk counted 500 ships in the harbour, among them “The Rule of Law” and its sister."),
]


# How reports are amended


def leave(report: Report, random: Random) -> None:
    """Amend nothing."""


def reword(report: Report, random: Random) -> None:
    """Put one word for another in one sentence."""
    place = random.randrange(len(report))
    mark, text = report[place]
    old = next((word for word in WORDS if word in text), "The")
    report[place] = (mark, text.replace(old, random.choice(WORDS), 1))


def cut(report: Report, random: Random) -> None:
    """Take a sentence out."""
    if len(report) > 2:
        report.pop(random.randrange(len(report)))


def add(report: Report, random: Random) -> None:
    """Put in a sentence that was there once, or is there already."""
    report.insert(random.randrange(len(report) + 1), random.choice(SENTENCES))


def swap(report: Report, random: Random) -> None:
    """Change places."""
    random.shuffle(report)


def promote(report: Report, random: Random) -> None:
    """Make a heading of a paragraph, or a paragraph of a heading."""
    place = random.randrange(len(report))
    mark, text = report[place]
    report[place] = ("" if mark else "# ", text)


def start_again(report: Report, random: Random) -> None:
    """Go back to the first version."""
    report[:] = SENTENCES


AMENDMENTS: Sequence[Callable[[Report, Random], None]] = (leave, reword, cut, add, swap, promote, start_again)


# The life


@dataclass
class Life:
    """Two reports that share sentences, their PO files and ledgers."""

    folder: Path
    ledgers: dict[str, Ledger] = field(default_factory=lambda: {"harbour": Ledger(), "yearbook": Ledger()})
    reports: dict[str, Report] = field(
        default_factory=lambda: {"harbour": list(SENTENCES), "yearbook": list(SENTENCES[3:])}
    )
    runs: int = 0

    def path(self, name: str) -> Path:
        return self.folder / "locales" / "zh_CN" / "LC_MESSAGES" / f"{name}.po"

    def document(self, name: str) -> Document:
        text = "\n\n".join(mark + sentence for mark, sentence in self.reports[name])
        return parse_text(f"{name}.md", name, f"{text}\n".encode())

    def run(self, engine: FixedEngine | None) -> None:
        self.runs += 1
        request = Request(
            source=ENGLISH,
            targets=[CHINESE],
            engines={CHINESE.tag: engine} if engine else {},
            glossary=self.folder / "glossary",
            out=self.folder / "out",
            locales=self.folder / "locales",
            formats=["po"],
            now=NOW + timedelta(self.runs),
        )
        translate_reports(request, [self.document(name) for name in self.ledgers], Watch())

    def check(self) -> None:
        known = {text for ledger in self.ledgers.values() for text in ledger.reviewed.values()}
        for name, ledger in self.ledgers.items():
            sources: set[Key] = {
                (one.kind, one.text) for one in segment_document(self.document(name), "en") if not one.verbatim
            }
            file = polib.pofile(str(self.path(name)), encoding="utf-8")
            check(file, sources, ledger, known)
            assert read_status(self.path(name)).segments["reviewed"] == len(file.translated_entries())


def check(file: polib.POFile, sources: set[Key], ledger: Ledger, known: set[str]) -> None:
    """Hold a file against the ledger, and enter what has moved to another place in it."""
    entries = {key_of(entry): entry for entry in file}
    theirs = {*ledger.reviewed.values(), *ledger.drafts.values()}
    assert len(entries) == len(file)
    assert {key for key, entry in entries.items() if not entry.obsolete} == sources | ledger.foreign.keys()
    for key, text in ledger.reviewed.items():
        assert entries[key].msgstr == text, "a reviewed text was changed"
        assert "fuzzy" not in entries[key].flags
    for key, text in list(ledger.drafts.items()):
        if key not in entries:
            assert key not in sources
            ledger.rename(key, find_moved(entries, key, ledger)[0])
        else:
            assert entries[key].msgstr == text, "a draft was changed"
            assert "fuzzy" in entries[key].flags
    for key, notes in ledger.notes.items():
        assert has_notes(entries[key], notes), "a comment is lost"
    for key, flags in ledger.flags.items():
        assert flags <= set(entries[key].flags), "a flag is lost"
    for key, forms in ledger.foreign.items():
        assert entries[key].msgstr_plural == forms
    assert ledger.headers.items() <= file.metadata.items()
    assert all(note in file.header for note in ledger.header_notes)
    for key, entry in entries.items():
        assert entry.previous_msgid is None or (entry.previous_msgctxt, entry.previous_msgid) != key
        if entry.msgstr and key not in ledger.reviewed and key not in ledger.drafts:
            check_of_the_tool(entry, ledger, known, theirs)


def check_of_the_tool(entry: polib.POEntry, ledger: Ledger, known: set[str], theirs: set[str]) -> None:
    """Make sure that nothing that the tool wrote passes for a person's; enter what was a person's elsewhere."""
    _, found = split_comment(entry.tcomment)
    if "fuzzy" not in entry.flags:
        assert entry.msgstr in known, "the tool's text passes for reviewed"
        ledger.write(key_of(entry), entry.msgstr, reviewed=True)
    elif found is None:
        assert entry.msgstr in theirs, "the tool's text passes for a person's"
        ledger.write(key_of(entry), entry.msgstr, reviewed=False)
    else:
        assert found.target == fingerprint(entry.msgstr)


def find_moved(entries: dict[Key, polib.POEntry], old: Key, ledger: Ledger) -> list[Key]:
    """Return the entries in use to which a draft may have gone, with all that people had put beside it."""
    return [
        key
        for key, entry in entries.items()
        if (entry.msgstr, entry.obsolete, "fuzzy" in entry.flags) == (ledger.drafts[old], False, True)
        and split_comment(entry.tcomment)[1] is None
        and key not in ledger.drafts
        and has_notes(entry, ledger.notes.get(old, []))
        and ledger.flags.get(old, set()) <= set(entry.flags)
    ]


def has_notes(entry: polib.POEntry, notes: list[str]) -> bool:
    comment = squeeze(entry.tcomment)
    return all(squeeze(note) in comment for note in notes)


def squeeze(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Round:
    """What happens between one run and the next."""

    name: str
    edit: Edit
    which: int
    text: str
    habit: str
    amended: str
    amendment: Callable[[Report, Random], None]
    seed: int
    engine: str


NAMES = st.sampled_from(["harbour", "yearbook"])
ROUND = st.builds(
    Round,
    name=NAMES,
    edit=st.sampled_from(EDITS),
    which=st.integers(0, 40),
    text=st.sampled_from([f"人{number}手写的译文。" for number in range(30)]),
    habit=st.sampled_from(HABITS),
    amended=NAMES,
    amendment=st.sampled_from(AMENDMENTS),
    seed=st.integers(0, 200),
    engine=st.sampled_from(sorted(ENGINES, reverse=True)),
)


def begin(folder: str) -> Life:
    life = Life(Path(folder))
    glossary = Path(folder, "glossary")
    glossary.mkdir()
    (glossary / "terms.tsv").write_text("id\tterm\tvariants\tcategory\tmatch\tnote\n", "utf-8")
    return life


@given(st.lists(ROUND, min_size=ROUNDS, max_size=ROUNDS))
@settings(examples(6), phases=[Phase.generate])  # to make a life shorter would take minutes
def test_nothing_that_people_do_is_lost(rounds: list[Round]) -> None:
    with TemporaryDirectory() as folder:
        life = begin(folder)
        life.run(ENGINES["first"])
        for one in rounds:
            ledger = life.ledgers[one.name]
            work(life.path(one.name), one.edit, one.which, one.text, ledger)
            wrap_otherwise(life.path(one.name), one.habit, ledger)
            one.amendment(life.reports[one.amended], Random(one.seed))
            life.run(ENGINES[one.engine])
            life.check()
        life.run(ENGINES["second"])
        life.run(ENGINES["second"])
        settled = [life.path(name).read_bytes() for name in life.ledgers]
        life.run(ENGINES["second"])
        assert [life.path(name).read_bytes() for name in life.ledgers] == settled


class SlowEngine(FixedEngine):
    """Takes so long that a person saves a file before it has done."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        super().__init__({"harbour": "港"})
        self.identity = f"slow {path}"  # nothing of it is in the cache
        self.file: Path | None = path
        self.ledger = ledger

    def translate(self, sources: Sequence[str], **options: Any) -> list[tuple[Hypothesis, ...]]:
        if self.file:
            work(self.file, correct, 2, "人手写的译文。", self.ledger)
            self.file = None
        return super().translate(sources, **options)


def test_what_an_editor_saves_while_the_engine_works_is_kept(tmp_path: Path) -> None:
    life = begin(str(tmp_path))
    life.run(ENGINES["first"])
    ledger = life.ledgers["harbour"]
    life.run(SlowEngine(life.path("harbour"), ledger))
    assert ledger.reviewed
    life.check()
