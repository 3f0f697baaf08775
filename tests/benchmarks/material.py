"""What is measured on: reports, their segments and tasks, and data as large as the budgets ask for."""

import itertools
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dragoman import resources
from dragoman.documents import parse_text
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import Package, read_package, unpack_embedded
from dragoman.languages import parse_language
from dragoman.model import Alignment, Block, Document, Finding, Record, Rendering, Segment, TermUse
from dragoman.progress import Watch
from dragoman.run.pipeline import Request, Result, translate_reports
from dragoman.run.summary import summarise
from dragoman.segment import segment_document
from measure import Setup

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "data" / "reports" / "sample-report.txt"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEED = 20_260_101

_SENTENCE_END = re.compile(r"(?<=[a-z])\.(?=\s|$)")


def report_files(setup: Setup) -> list[Path]:
    """Return the sample report and those that lie beside the repository; tiny: the sample's first paragraphs."""
    if setup.tiny:
        path = setup.folder / "short-report.txt"
        path.write_text("\n\n".join(SAMPLE.read_text("utf-8").split("\n\n")[8:11]) + "\n", "utf-8")
        return [path]
    return [SAMPLE, *sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))]


def document(path: Path) -> Document:
    """Read a report."""
    return parse_text(path.name, path.stem, path.read_bytes())


def prose(path: Path) -> list[Segment]:
    """Return the segments of a report that an engine sees."""
    return [segment for segment in segment_document(document(path), "en") if not segment.verbatim]


@cache
def package() -> Package:
    """Return the embedded package, unpacked, whatever packages the user has."""
    return read_package(unpack_embedded(resources.embedded_packages()[0]), embedded=True)


def stock_package(setup: Setup, texts: Sequence[str]) -> Package:
    """Build a package of the size of most of the public index; it copies the texts, word by word."""
    sys.path.append(str(ROOT / "tests" / "support"))
    from packages import SMALL, STOCK, dictionary_package

    known = {word: word for text in texts for word in re.findall(r"\w+", text)}
    folder = dictionary_package(setup.folder / "packages", "en", "xx", known, shape=SMALL if setup.tiny else STOCK)
    return read_package(folder, embedded=False)


@cache
def engine() -> ArgosEngine:
    """Return the engine of the embedded package, loaded."""
    loaded = ArgosEngine([package()])
    loaded.translate(["A trial."])
    return loaded


def translate(paths: Sequence[Path], folder: Path, glossary: Path, formats: Sequence[str]) -> tuple[Result, Watch]:
    """Run the main job in this process, the engine loaded and nothing recalled from an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    resources.translations_file().unlink(missing_ok=True)
    watch = Watch()
    with watch.stage("read", len(paths)):
        documents = [document(path) for path in paths]
    chinese = parse_language("zh")
    request = Request(
        source=parse_language("en"),
        targets=[chinese],
        engines={chinese.tag: engine()},
        glossary=glossary,
        out=folder / "out",
        locales=folder / "locales",
        formats=formats,
        now=NOW,
    )
    return translate_reports(request, documents, watch, inputs=paths), watch


def variant(text: str, number: int) -> str:
    """Return a report in which every sentence differs from those of the other variants; 0 is the report itself."""
    return _SENTENCE_END.sub(f" under item {number}.", text) if number else text


def words() -> list[str]:
    """Return the distinct words of the sample report, sorted."""
    return sorted(set(re.findall(r"[a-z]{3,}", SAMPLE.read_text("utf-8").lower())))


def invented_terms(count: int) -> Iterator[str]:
    """Yield different terms of three and four words of the sample report, the same on every run."""
    chance = random.Random(SEED)
    vocabulary = words()
    seen: set[str] = set()
    for length in itertools.cycle((3, 4)):
        if len(seen) == count:
            return
        term = " ".join(chance.choices(vocabulary, k=length))
        if term not in seen:
            seen.add(term)
            yield term


def write_glossary(folder: Path, count: int) -> list[str]:
    """Write a glossary of invented terms with Chinese renderings and return the terms."""
    folder.mkdir(parents=True, exist_ok=True)
    terms = list(invented_terms(count))
    rows = [f"term-{n:06}\t{term}\t\tinstitution\t\t" for n, term in enumerate(terms)]
    header = "id\tterm\tvariants\tcategory\tmatch\tnote"
    (folder / "terms.tsv").write_text("\n".join([header, *rows, ""]), "utf-8")
    rows = [f"term-{n:06}\t第{n}院\t\t\tproposed\t\t" for n in range(count)]
    header = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote"
    (folder / "zh_CN.tsv").write_text("\n".join([header, *rows, ""]), "utf-8")
    return terms


def invented_segments(terms: Sequence[str], count: int) -> list[Segment]:
    """Return sentences of about 25 words, each with one of the terms in it."""
    chance = random.Random(SEED)
    vocabulary = words()
    segments = []
    for number in range(count):
        sentence = [*chance.choices(vocabulary, k=11), chance.choice(terms), *chance.choices(vocabulary, k=11)]
        source = " ".join(sentence).capitalize() + "."
        segments.append(Segment(f"b{number:06}s01", number, "paragraph", number + 1, 0, len(source), source))
    return segments


def invented_alignment(count: int) -> Alignment:
    """Return a report of that many segments, each a block with a term in it, and some with findings."""
    terms = list(invented_terms(1_000))
    names = {term: f"term-{number}" for number, term in enumerate(terms)}
    chance = random.Random(SEED)
    records = []
    position = 0
    for number, segment in enumerate(invented_segments(terms, count)):
        words = segment.source.split()
        form = f"第{number % 1_000}院"
        target = "".join(chance.choices("的一是在不了有和人这中大为上个国我以要他", k=30)) + form + "。"
        term = " ".join(words[11:-11])
        start = len(" ".join(words[:11])) + 1
        use = TermUse(names.get(term, "term-0"), term, start, start + len(term), form, 30, 30 + len(form), "present")
        finding = Finding("N001", "warning", "2024 is not in the translation")
        records.append(
            Record(
                segment=Segment(
                    id=f"b{number:06}s01",
                    block=number + 1,
                    kind="heading" if number % 100 == 0 else "paragraph",
                    line=number + 1,
                    start=position,
                    end=position + len(segment.source),
                    source=segment.source,
                ),
                target=target,
                origin="machine",
                engine="argos en-zh 0.1",
                score=-0.4,
                terms=(use,),
                findings=(finding,) * (number % 10 == 0),
            )
        )
        position += len(segment.source) + 1
    renderings = {name: Rendering(name, "院", (), (), "official", "", "", 1) for name in names.values()}
    text = "\n".join(record.source for record in records) + "\n"
    blocks = tuple(Block(record.block, record.kind, record.line, record.start, record.end) for record in records)
    return Alignment(
        document=Document("report.txt", "report", text, blocks, "utf-8"),
        source_language=parse_language("en"),
        target_language=parse_language("zh"),
        engine="argos en-zh 0.1",
        draft=True,
        signature="dragoman | argos en-zh 0.1 | glossary 5f3c1a | rules",
        records=tuple(records),
        renderings=renderings,
        summary=summarise(records),
    )
