"""How well terms are kept and sentences translated: each rung alone and the ladder, against what people do without it.

`uv run python tests/benchmarks/quality.py [--set NAME] [--limit N] [--markdown]` prints all figures in one table for
each set beside the repository: 694 news segments with 1,296 terms, and two of official prose, 160 sentences and 300
of the United Nations, whose terms are those of the shipped glossary that the references have. `run.py --only quality`
holds some to their budgets.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.decoding import Decoding
from dragoman.evaluation.random_terms import random_terms
from dragoman.evaluation.required import find_required
from dragoman.evaluation.rows import Row as Segment
from dragoman.evaluation.rows import parse_rows
from dragoman.evaluation.run import Ladder
from dragoman.evaluation.scores import Scores, score
from dragoman.glossary import TermFinder, load_direction
from dragoman.languages import parse_language
from dragoman.model import Segment as Sentence
from dragoman.progress import Watch
from dragoman.resources import glossary_folder
from dragoman.terminology.ladder import RUNGS, Outcome
from dragoman.terminology.required import RequiredTerm, tasks
from dragoman.terminology.verify import stands_in
from material import ROOT, engine, package
from measure import Row, Setup
from rivals import Free, Masking, Replacement

if TYPE_CHECKING:
    from dragoman.model import Rung

SETS = ROOT.parent / "shared" / "eval"
TEST_SET = SETS / "ntrex-enzh-terms-dev.tsv"
PROSE = {"official": ("official-dev.tsv", "source", "reference"), "un": ("un-six-languages.tsv", "en", "zh")}
"""Sets of official prose: the file, and its columns of English and Chinese."""
OURS = (
    "source\treference\tterms\n"
    "The court met on Monday to hear the appeal.\t法院星期一开庭审理上诉。\tcourt = 法院 | appeal = 上诉\n"
    "Two prosecutors visited the new museum.\t两名检察官参观了新博物馆。\tprosecutors = 检察官 | museum = 博物馆\n"
    "The minister praised the new law in his speech.\t部长在讲话中赞扬了新法律。\tminister = 部长\n"
)
"""Where that set is not there."""
SEED = 1
CHINESE = parse_language("zh")
COLUMNS = {
    "terms": "term_success",
    "chrF": "chrf",
    "BLEU": "bleu",
    "length": "length_ratio",
    "window 2": "window2",
    "window 3": "window3",
    "1 − TERm": "one_minus_term",
    "consistency": "consistency",
}
ALONE = ("free, in clauses", "the ladder without inline", "the ladder", "the ladder, --fast")
"""What is compared on official prose."""

RequiredForms = Sequence[Sequence[RequiredTerm]]


class System(Protocol):
    """What translates and may look after the terms."""

    def translate(self, sources: Sequence[str], terms: RequiredForms, watch: Watch) -> list[Outcome]:
        """Translate the sources, each with what it requires."""


@dataclass(frozen=True, slots=True)
class Line:
    """One system in one mode."""

    name: str
    mode: str
    scores: Scores
    time: float
    """Processor time of translating, relative to the free translation: wall time would need many turns to be fair."""
    passes: float
    """Texts that the engine decoded, one by one, for each segment."""


class Counting:
    """An engine that counts the texts which it translates, together with the others of its kind."""

    texts: ClassVar[int] = 0

    def __init__(self, engine: ArgosEngine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    @property
    def steps(self) -> "tuple[Counting, ...]":
        """Return itself: the packages that are measured translate directly."""
        return (self,)

    def translate(self, sources: Sequence[str], **options: Any) -> Any:
        """Translate, and count."""
        Counting.texts += len(sources)
        return self._engine.translate(sources, **options)


def systems() -> Mapping[str, System]:
    """Return what is compared, the free translation aside."""
    counting: Any = Counting(engine())
    fast: Any = Counting(ArgosEngine([package()], Decoding(beam=1)))
    alone: dict[str, frozenset[Rung]] = {f"{rung} alone": frozenset({rung}) for rung in sorted(RUNGS)}
    chosen = alone | {"the ladder without inline": RUNGS - {"inline"}, "the ladder": RUNGS}
    return {
        "free, in clauses": Free(Ladder(counting, CHINESE, frozenset())),
        "placeholders": Masking(counting),
        "find and replace": Replacement(counting),
        **{name: Ladder(counting, CHINESE, rungs) for name, rungs in chosen.items()},
        "the ladder, --fast": Ladder(fast, CHINESE),
    }


def compare(segments: Sequence[Segment], only: Sequence[str] = ()) -> Iterator[Line]:
    """Yield the free translation and then each system, all with proper terms, then all with random ones."""
    sources, references = [segment.source for segment in segments], [segment.reference for segment in segments]
    proper = [find_required(segment.source, segment.terms) for segment in segments]
    random = random_terms(sources, references, proper, SEED)
    yield from _compared(segments, {"proper": proper, "random": random}, only)


def compare_prose(segments: Sequence[Segment]) -> Iterator[Line]:
    """Yield the free translation and some of the systems, with the glossary's terms."""
    yield from _compared(segments, {"glossary": glossary_terms(segments)}, ALONE)


def glossary_terms(segments: Sequence[Segment]) -> RequiredForms:
    """Return what the shipped glossary requires of each segment, as far as the reference has it, in that form."""
    finder = TermFinder([load_direction(glossary_folder(), parse_language("en"), CHINESE)], [CHINESE])
    found = []
    for segment in segments:
        sentence = Sentence("b001s01", 1, "paragraph", 1, 0, len(segment.source), segment.source)
        [[matches]] = finder.find([sentence])
        [task] = tasks([sentence], [matches])
        there = [(term, [form for form in term.forms if stands_in(segment.reference, form)]) for term in task.terms]
        found.append([replace(term, forms=(forms[0],)) for term, forms in there if forms])
    return found


def _compared(segments: Sequence[Segment], modes: Mapping[str, RequiredForms], only: Sequence[str]) -> Iterator[Line]:
    sources, references = [segment.source for segment in segments], [segment.reference for segment in segments]
    free = Ladder(engine(), CHINESE, frozenset(), whole=True)
    outcomes, base = _timed(free, sources, [()] * len(sources))
    for mode, terms in modes.items():
        yield Line("free translation", mode, _scores(outcomes, references, terms, base), 1.0, 1.0)
        for name, system in systems().items():
            if not only or name in only:
                Counting.texts = 0
                kept, seconds = _timed(system, sources, terms)
                scores = _scores(kept, references, terms, seconds)
                yield Line(name, mode, scores, seconds / base, Counting.texts / len(sources))


def _timed(system: System, sources: Sequence[str], terms: RequiredForms) -> tuple[list[Outcome], float]:
    began = time.process_time()  # of all threads
    outcomes = system.translate(sources, terms, Watch())
    return outcomes, time.process_time() - began


def _scores(outcomes: Sequence[Outcome], references: Sequence[str], terms: RequiredForms, seconds: float) -> Scores:
    return score([outcome.target for outcome in outcomes], references, terms, CHINESE, seconds=seconds)


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    only = () if setup.tiny else ("find and replace", "the ladder without inline", "the ladder")
    lines = list(compare(read_test_set(tiny=setup.tiny), only))
    found = {(line.name, line.mode): line for line in lines}
    free, full = found["free translation", "proper"], found["the ladder", "proper"]
    stock = found["the ladder without inline", "proper"]
    yield _success("the ladder: terms kept", full, ">= 0.998")
    yield _better("the ladder: chrF above free", full.scores.chrf, free.scores.chrf, ">= 2.5")
    yield _better("the ladder: BLEU above free", full.scores.bleu, free.scores.bleu, ">= 3.0")
    yield _ratio("the ladder: length / free", full.scores.length_ratio, free.scores.length_ratio, ">= 1.0")
    yield Row("the ladder: time / free", full.time, "", budget="<= 1.4")
    yield _success("without inline: terms kept", stock, ">= 0.995")
    yield _better("without inline: chrF above free", stock.scores.chrf, free.scores.chrf, ">= 2.0")
    random, replaced = found["the ladder", "random"], found["find and replace", "random"]
    yield _success("random terms: terms kept", random, ">= 0.99")
    yield _ratio("random terms: chrF / find and replace", random.scores.chrf, replaced.scores.chrf, ">= 1.0")


def read_test_set(*, tiny: bool = False, limit: int | None = None) -> Sequence[Segment]:
    """Return the development set, or a few sentences of our own."""
    if tiny or not TEST_SET.exists():
        return parse_rows("ours", OURS.encode())
    return parse_rows(TEST_SET.name, TEST_SET.read_bytes(), limit)


def read_prose(name: str, limit: int | None = None) -> Sequence[Segment]:
    """Return a set of official prose."""
    file, english, chinese = PROSE[name]
    with (SETS / file).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [Segment(number, row[english], row[chinese], ()) for number, row in enumerate(rows, 2)]
    return found[:limit]


def _success(name: str, line: Line, budget: str) -> Row:
    return Row(name, line.scores.term_success or 0.0, "", budget=budget)


def _better(name: str, ours: float, other: float, budget: str) -> Row:
    return Row(name, ours - other, "points", budget=budget, note=f"{ours:.1f} against {other:.1f}")


def _ratio(name: str, ours: float, other: float, budget: str) -> Row:
    return Row(name, ours, "", baseline=other, ratio=ours / other, budget=budget)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", choices=("news", *PROSE), action="append", help="only this set; may be repeated")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N segments")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    for name in options.set or ["news", *(name for name, (file, *_) in PROSE.items() if (SETS / file).exists())]:
        segments = read_test_set(limit=options.limit) if name == "news" else read_prose(name, options.limit)
        lines: list[tuple[str, ...]] = []
        for line in compare(segments) if name == "news" else compare_prose(segments):
            values = (getattr(line.scores, column) for column in COLUMNS.values())
            figures = ["–" if value is None else f"{value:.3f}" if value <= 2 else f"{value:.1f}" for value in values]
            lines.append((line.mode, line.name, *figures, f"{line.passes:.2f}", f"{line.time:.2f}"))
            print(f"{name}, {line.mode}: {line.name} …", file=sys.stderr, flush=True)
        _print(lines, markdown=options.markdown)
        print(f"{name}: {len(segments):,} segments")


def _print(lines: Sequence[tuple[str, ...]], *, markdown: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.MARKDOWN if markdown else box.SIMPLE_HEAD, pad_edge=markdown)
    for number, heading in enumerate(("mode", "system", *COLUMNS, "passes", "time")):
        table.add_column(heading, justify="left" if number < 2 else "right", no_wrap=True)
    for line in lines:
        table.add_row(*line)
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
