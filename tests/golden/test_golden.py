"""Whole outputs, byte for byte, of an engine that never changes; `pytest tests/golden --update-golden` rewrites them.

A case is a folder: its report, or the sample report where it has none, and every file that a run writes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.documents import read_document
from dragoman.languages import parse_language
from dragoman.progress import Watch
from dragoman.run.pipeline import Request, translate_reports
from engines import FixedEngine
from running import SAMPLE

GOLDEN = Path(__file__).parent
NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
FORMATS = ("html", "jsonl", "po", "txt")


@dataclass(frozen=True, slots=True)
class Case:
    """A report, a language and an engine."""

    name: str
    to: str
    engine: FixedEngine

    @property
    def folder(self) -> Path:
        return GOLDEN / self.name

    @property
    def report(self) -> Path:
        own = self.folder / "report.txt"
        return own if own.is_file() else SAMPLE


CASES = [
    Case(
        "sample",
        "zh",
        FixedEngine(
            {"Shanghai": "上海", "the": "", "a": "", "an": ""},
            # The engine misspells a name, says nothing about one sentence and repeats itself over another.
            mangles={"朱忠明": "朱中", "政法委员会": "委会"},
            sentences={
                "Both serve high-quality development and Chinese modernization.": "",
                "The session lasted until 6 p.m.": "会议到到到到到到到到。",
            },
        ),
    ),
    Case(
        "arabic",
        "ar",
        FixedEngine({"room": "قاعة", "law": "قانون", "the": "", "a": ""}, target="ar", inline=False),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_run_writes_what_it_wrote_before(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    written = run(case, tmp_path)
    assert len(written) == len(FORMATS) + 1
    if pytestconfig.getoption("--update-golden"):
        for name, data in written.items():
            (case.folder / name).write_bytes(data)
    expected = {path.name: path.read_bytes() for path in case.folder.iterdir() if path.name != "report.txt"}
    assert written.keys() == expected.keys(), HINT
    for name in written:
        assert written[name].decode() == expected[name].decode(), f"{name} is not as it was. {HINT}"
    assert run(case, tmp_path) == written, "the second run wrote something else"


HINT = "If that is meant: uv run pytest tests/golden --update-golden, and look at the difference"


def run(case: Case, folder: Path) -> dict[str, bytes]:
    """Run the main job and return the files that it wrote by their names."""
    target = parse_language(case.to)
    request = Request(
        source=parse_language("en"),
        targets=[target],
        engines={target.tag: case.engine},
        glossary=GOLDEN / "glossary",
        out=folder / "out",
        locales=folder / "locales",
        formats=FORMATS,
        now=NOW,
    )
    result = translate_reports(request, [read_document(case.report)], Watch(), inputs=[case.report])
    return {path.name: _content(path) for path in map(Path, result.files)}


def _content(path: Path) -> bytes:
    """Return what a file holds; of a page without its style and script, which are files of the sources."""
    return ASSETS.sub(rb"\1\2", path.read_bytes()) if path.suffix == ".html" else path.read_bytes()


ASSETS = re.compile(rb"(<(?:style|script)>).*?(</(?:style|script)>)|sha256-[\w+/=]+", re.DOTALL)
