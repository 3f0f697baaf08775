"""Stages that are fed texts that grow, and the time that they take."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from polib import POEntry, POFile

from dragoman.check.pair import Pair
from dragoman.check.translation import check_facts, check_translation
from dragoman.documents import parse_text
from dragoman.errors import DragomanError
from dragoman.exchange.formats import FORMATS
from dragoman.glossary import Glossary, TermFinder, load_directions
from dragoman.glossary.candidates.collect import cover
from dragoman.glossary.lint.run import lint_files
from dragoman.glossary.table import TERMS, Files
from dragoman.languages import parse_language
from dragoman.model import Document
from dragoman.po.catalogue import read_catalogue
from dragoman.progress import Watch
from dragoman.resources import glossary_folder
from dragoman.run.pipeline import translate_reports
from dragoman.run.request import Request
from dragoman.segment import segment_document
from dragoman.terminology.verify import stands_in
from dragoman.text.similarity import similarity
from engines import FixedEngine

SMALL, GROWN = 8_000, 32_000
"""Characters."""
WORST = 9
"""Times as long as the small text the grown one may take: four times is linear, sixteen quadratic."""
LEAST_SECONDS = 0.4
"""A stage that takes less is not worth a look."""

Case = tuple[str, str, str, str]
"""What stands before, over and over, over and over again, and behind: `("", "(", ")", ".")`."""
Stage = Callable[[str, Path], None]

CHINESE = parse_language("zh")
ENGLISH = parse_language("en")
SPANISH = parse_language("es")


def pumped(case: Case, size: int) -> str:
    """Return a text of about so many characters."""
    before, piece, closing, behind = case
    count = (size - len(before) - len(behind)) // max(len(piece) + len(closing), 1)
    return before + piece * count + closing * count + behind


def seconds_of(stage: Stage, case: Case, size: int, folder: Path) -> float:
    """Return the processor time of a stage on a text of that size."""
    text = pumped(case, size)
    work = folder / f"{size}"
    work.mkdir()
    began = time.process_time()
    with suppress(DragomanError):
        stage(text, work)
    return time.process_time() - began


def read(text: str) -> Document:
    return parse_text("report.txt", "report", text.encode("utf-8", "replace"))


def segment_as(tag: str) -> Stage:
    def stage(text: str, folder: Path) -> None:
        segment_document(read(text), tag)

    return stage


def read_markdown(text: str, folder: Path) -> None:
    parse_text("report.md", "report", text.encode("utf-8", "replace"))


@cache
def glossaries(source: str) -> list[Glossary]:
    targets = [CHINESE, SPANISH] if source == "en" else [ENGLISH]
    return load_directions(glossary_folder(), parse_language(source), targets)


def match_from(source: str) -> Stage:
    def stage(text: str, folder: Path) -> None:
        targets = [CHINESE, SPANISH] if source == "en" else [ENGLISH]
        TermFinder(glossaries(source), targets).find(segment_document(read(text), source))

    return stage


def coverage(text: str, folder: Path) -> None:
    cover([("report", segment_document(read(text), "en"))], glossaries("en")[0])


def check(text: str, folder: Path) -> None:
    for source, target in ((ENGLISH, CHINESE), (CHINESE, ENGLISH), (ENGLISH, SPANISH)):
        for pair in (Pair(text, text, source, target), Pair("Two ships came.", text, source, target)):
            check_translation(pair)
            check_facts(pair)


def run_whole(text: str, folder: Path) -> None:
    """All stages, with all formats."""
    engine = FixedEngine({"the": "", "of": "的"})
    request = Request(
        source=ENGLISH,
        targets=[CHINESE],
        engines={"zh": engine},
        glossary=glossary_folder(),
        out=folder / "out",
        locales=folder / "locales",
        formats=(*FORMATS, "po", "report"),
        now=datetime(2025, 3, 3, tzinfo=UTC),
        cache_bytes=0,
    )
    for _ in range(2):  # the second finds the catalogue of the first
        translate_reports(request, [read(text)], Watch())


def read_po(text: str, folder: Path) -> None:
    file = POFile()
    file.append(POEntry(msgid=text, msgstr=text, tcomment=text[:2000], flags=["fuzzy"]))
    path = folder / "a.po"
    path.write_text(str(file), "utf-8")
    read_catalogue(path)


def lint(text: str, folder: Path) -> None:
    """A term and a rendering of that length."""
    cell = " ".join(text.replace("|", " ").split())
    terms = (
        f"id\tterm\tvariants\tcategory\tmatch\tdomain\tnote\na\t{cell}\t{cell}s|b\tlaw\t\t\t\nb\tThe Law\t\tlaw\t\t\t\n"
    )
    row = f"a\t{cell}\t法\t{cell}的\tproposed\t\t\t\nb\t法\t\t\tproposed\t\t\t\n"
    rows = f"id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote\n{row}"
    lint_files(
        Files(folder, {TERMS: terms.encode("utf-8", "replace"), "zh_CN.tsv": rows.encode("utf-8", "replace")}),
        stands_in,
    )


def compare(text: str, folder: Path) -> None:
    similarity(text, text[1:] + "a")


STAGES: Mapping[str, Stage] = {
    **{f"segment-{tag}": segment_as(tag) for tag in ("en", "zh", "fr", "de", "ru", "ja", "ar")},
    "read-markdown": read_markdown,
    "match": match_from("en"),
    "match-zh": match_from("zh"),
    "coverage": coverage,
    "check": check,
    "lint": lint,
    "po": read_po,
    "compare": compare,
    "run": run_whole,
}
