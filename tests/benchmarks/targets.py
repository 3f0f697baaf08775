"""Several target languages in one run, against a run for each; and what the pages of all languages take."""

from collections.abc import Iterator
from pathlib import Path

from dragoman import resources
from dragoman.documents import read_document
from dragoman.glossary import TermFinder, find_terms, load_direction, load_directions
from dragoman.languages import parse_language
from dragoman.segment import segment_document
from material import report_files
from measure import Finished, Row, Setup, compared, paired, run_dragoman

LANGUAGES = ("zh", "zh-Hant", "es", "fr", "ru", "ar", "ja", "de")
"""Those of the shipped glossary."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    report = report_files(setup)[-1]
    yield _terms(setup, report)
    tags = LANGUAGES if not setup.tiny else LANGUAGES[:2]
    numbers = iter(range(1_000))

    def together() -> float:
        return _job(setup, next(numbers), [report], ",".join(tags)).seconds

    def apart() -> float:
        return sum(_job(setup, next(numbers), [report], tag).seconds for tag in tags)

    note = f"{report.name}, without an engine, all files"
    name = f"the job in {len(tags)} languages / a run for each"
    yield compared(name, together, apart, times=setup.times(5), note=note)
    yield from _memory(setup, report.read_text("utf-8"), next(numbers))


def _terms(setup: Setup, report: Path) -> Row:
    folder, english = resources.glossary_folder(), parse_language("en")
    targets = [parse_language(tag) for tag in LANGUAGES]
    segments = segment_document(read_document(report, max_size=2**30), "en")

    def together() -> object:
        return TermFinder(load_directions(folder, english, targets), targets).find(segments)

    def apart() -> object:
        return [find_terms(load_direction(folder, english, target), target, [segments])[0] for target in targets]

    if together() != apart():
        raise AssertionError("several languages at once do not find what each finds alone")
    name = f"glossary loaded and matched in {len(targets)} languages / one by one"
    return paired(name, together, apart, times=setup.times(9), note=report.name)


def _memory(setup: Setup, text: str, number: int) -> Iterator[Row]:
    """Draw pages and pictures of many reports in three languages."""
    count = setup.size(50, 2)
    paths = [setup.folder / f"report-{copy:02}.txt" for copy in range(count)]
    for path in paths:
        path.write_text(text, "utf-8")
    options = ("--formats", "html,report")
    one = _job(setup, number, paths[:1], "zh,es,ar", *options)
    many = _job(setup, number + 1, paths, "zh,es,ar", *options)
    yield Row(
        f"peak memory, {count} reports in 3 languages / 1",
        many.megabytes,
        "MB",
        one.megabytes,
        many.megabytes / one.megabytes,
        budget="<= 1.5",
        note=f"pages and pictures, {many.seconds / count:.2f} s a report",
    )


def _job(setup: Setup, number: int, reports: list[Path], to: str, *options: str) -> Finished:
    folder = setup.folder / f"run-{number}"
    folder.mkdir()
    return run_dragoman(["translate", *reports, "--to", to, "--engine", "none", "--quiet", *options], folder)
