"""Literals, numbers and names that a translation keeps, with what is required of them and without.

Two sets: 300 sentences of our own (`data/kept.tsv`, a hundred of each kind, with what must be kept), and UN sentences
in Chinese, whose own translation shows whether sentences get worse. `uv run python tests/benchmarks/kept.py [--show]`
prints all figures, with `--show` the sentences that fail.
"""

import argparse
import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import resources
from dragoman.check.pair import Pair
from dragoman.check.translation import check_translation
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.decoding import Decoding
from dragoman.evaluation.scores import score
from dragoman.glossary import load_glossary
from dragoman.glossary.matching.find import TermFinder
from dragoman.languages import parse_language
from dragoman.model import Match, Segment
from dragoman.progress import Watch
from dragoman.terminology.ladder import Outcome, enforce
from dragoman.terminology.required import Task, tasks
from material import ROOT, package
from measure import Row, Setup

OWN = Path(__file__).parent / "data" / "kept.tsv"
UN = ROOT.parent / "shared" / "eval" / "un-six-languages.tsv"
ENGLISH, CHINESE = parse_language("en"), parse_language("zh")
KINDS = ("literal", "number", "name")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source and what its translation must keep."""

    kind: str
    source: str
    kept: tuple[str, ...]
    reference: str = ""


def own_sentences() -> list[Sentence]:
    """Return our own sentences."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Sentence(row["kind"], row["source"], tuple(row["kept"].split(" | "))) for row in rows]


def un_sentences() -> list[Sentence]:
    """Return the UN's sentences; none where they are not there."""
    if not UN.is_file():
        return []
    with UN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Sentence("un", row["en"], (), row["zh"]) for row in rows]


def found_in(sentences: Sequence[Sentence]) -> list[tuple[Match, ...]]:
    """Return what each sentence requires, each as a report of its own."""
    finder = TermFinder([load_glossary(resources.glossary_folder(), CHINESE)], [CHINESE])
    return [finder.find([_segment(one.source)])[0][0] for one in sentences]


def _segment(source: str) -> Segment:
    return Segment("b001s01", 1, "paragraph", 1, 0, len(source), source)


def is_new(match: Match) -> bool:
    """Say whether a match is of the kinds that the glossary does not have: literals, names, plain figures."""
    return match.category in ("literal", "name") or match.id.startswith("figure-")


def translated(
    engine: ArgosEngine, sentences: Sequence[Sentence], found: Sequence[Sequence[Match]], *, facts: bool = True
) -> tuple[list[Outcome], float]:
    """Return the outcomes of the ladder, with facts taking part in choosing or not, and the processor time."""
    work: list[Task] = [
        tasks([_segment(one.source)], [matches], english=True)[0] for one, matches in zip(sentences, found, strict=True)
    ]
    began = time.process_time()
    outcomes = enforce(work, engine, (ENGLISH, CHINESE) if facts else CHINESE.tag, Watch())
    return outcomes, time.process_time() - began


def is_kept(sentence: Sentence, target: str) -> bool:
    """Say whether a translation has what it must keep: as it is written, numbers by their values."""
    if sentence.kind == "number":
        findings = check_translation(Pair(sentence.source, target, ENGLISH, CHINESE))
        return not any(finding.code in ("N001", "N002", "N003", "N006", "N011", "N014") for finding in findings)
    return all(target.count(one) == sentence.source.count(one) for one in sentence.kept)


def shares(sentences: Sequence[Sentence], outcomes: Sequence[Outcome]) -> Mapping[str, float]:
    """Return the share of the sentences of each kind that keep all they must."""
    counts = {kind: [0, 0] for kind in KINDS}
    for sentence, outcome in zip(sentences, outcomes, strict=True):
        counts[sentence.kind][0] += is_kept(sentence, outcome.target)
        counts[sentence.kind][1] += 1
    return {kind: kept / max(all_, 1) for kind, (kept, all_) in counts.items()}


def findings_of(sentences: Sequence[Sentence], outcomes: Sequence[Outcome]) -> float:
    """Return the findings about numbers and literals for each sentence."""
    found = [
        finding
        for sentence, outcome in zip(sentences, outcomes, strict=True)
        for finding in check_translation(Pair(sentence.source, outcome.target, ENGLISH, CHINESE))
        if finding.code[0] in "NA" and finding.severity != "info"
    ]
    return len(found) / max(len(sentences), 1)


def measure(setup: Setup, show: bool = False) -> Iterator[Row]:
    """Yield the rows of this topic."""
    engine = ArgosEngine([package()], Decoding())
    own, un = own_sentences(), un_sentences()
    if setup.tiny:
        own, un = own[::50], un[:3]
    engine.translate(["A trial."])
    found = found_in(own)
    before, _ = translated(engine, own, [[m for m in matches if not is_new(m)] for matches in found], facts=False)
    after, _ = translated(engine, own, found)
    was, now = shares(own, before), shares(own, after)
    for kind in KINDS:
        note = f"{was[kind]:.2f} without being required"
        yield Row(f"sentences that keep their {kind}s", now[kind], "", budget=">= 0.95", note=note)
    if show:
        for sentence, outcome in zip(own, after, strict=True):
            if not is_kept(sentence, outcome.target):
                print(f"{sentence.kind}: {sentence.source}\n    {outcome.target}")
    if not un:
        return
    found = found_in(un)
    old = [[m for m in matches if not is_new(m)] for matches in found]
    runs = [(translated(engine, un, old, facts=False), translated(engine, un, found)) for _ in range(setup.times(3))]
    ratios = sorted(after / before for (_, before), (_, after) in runs)
    (before, _), (after, _) = runs[0]
    references = [one.reference for one in un]
    nothing: list[Sequence[object]] = [()] * len(un)
    first, second = (
        score([outcome.target for outcome in outcomes], references, nothing, CHINESE, seconds=1.0)  # type: ignore[arg-type]
        for outcomes in (before, after)
    )
    yield Row(
        "UN: findings about numbers and literals a sentence",
        findings_of(un, after),
        "",
        note=f"{findings_of(un, before):.3f} without",
    )
    yield Row("UN: chrF", second.chrf, "", first.chrf, second.chrf / first.chrf, budget=">= 1.0")
    yield Row(
        "UN: processor time",
        ratios[len(ratios) // 2],
        "",
        1.0,
        ratios[len(ratios) // 2],
        (ratios[0], ratios[-1]),
        "<= 1.1",
    )


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the sentences that fail")
    options = parser.parse_args()
    for row in measure(Setup(Path(), 1, False), options.show):
        print(f"{row.name:55} {row.value:8.3f}  {row.note} {row.ratio or '':.4} {row.budget}")


if __name__ == "__main__":
    main()
