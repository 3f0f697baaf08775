"""A glossary of 100,000 terms: loading it, and finding its terms, beside other ways to do so.

flashtext2 is compared where it is installed: `uv run --group bench python tests/benchmarks/run.py --only matching`.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from statistics import median

from ahocorasick_rs import AhoCorasick

from dragoman import resources
from dragoman.glossary import Matcher, load_glossary
from dragoman.languages import parse_language
from dragoman.model import Segment
from material import invented_segments, write_glossary
from measure import Row, Setup, paired, run_python, seconds

_REGEX_CHARACTERS = 4_000
"""Of text; an alternation of so many terms takes seconds for them."""

_STREAM = """
import itertools, json, resource, sys, time
from pathlib import Path
from dragoman.glossary import Matcher, load_glossary
from dragoman.languages import parse_language
from dragoman.model import Segment
folder, text, copies = Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").splitlines(), int(sys.argv[3])
matcher = Matcher(load_glossary(folder, parse_language("zh")))
lines = itertools.chain.from_iterable(itertools.repeat(text, copies))
segments = (Segment("b000001s01", 1, "paragraph", 1, 0, len(line), line) for line in lines)
began = time.perf_counter()
found = sum(map(len, matcher.stream_matches(segments)))
print(json.dumps([found, time.perf_counter() - began]))
"""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    folder = setup.folder / "glossary"
    terms = write_glossary(folder, setup.size(100_000, 500))
    chinese = parse_language("zh")
    note = f"{len(terms):,} terms"
    times = setup.times(5)
    yield Row("glossary load", _median(lambda: load_glossary(folder, chinese), times), budget="<= 2.0", note=note)
    segments = invented_segments(terms, setup.size(20_000, 50))
    report = segments[: setup.size(100, 10)]

    def first() -> None:
        shutil.rmtree(resources.cache_folder() / "patterns", ignore_errors=True)
        Matcher(load_glossary(folder, chinese)).find_matches(report)

    short = f"{note}, {sum(len(segment.source) for segment in report) / 1024:.0f} kB of text"
    yield Row("load, index, match a short report: first run", _median(first, times), note=short)
    again = _median(lambda: Matcher(load_glossary(folder, chinese)).find_matches(report), times)
    yield Row("load, index, match a short report: later runs", again, budget="<= 2.0", note=short)
    yield from _against_others(setup, Matcher(load_glossary(folder, chinese)), terms, segments)
    yield from _streamed(setup, segments)


def _median(work: Callable[[], object], times: int) -> float:
    return median(seconds(work) for _ in range(times))


def _against_others(setup: Setup, matcher: Matcher, terms: Sequence[str], segments: Sequence[Segment]) -> Iterator[Row]:
    """Compare with what finds the terms alone: no plurals, possessives, dashes, line breaks, contexts, offsets."""
    text = "\n".join(segment.source for segment in segments).lower()
    found = sum(map(len, matcher.find_matches(segments)))
    if found < len(segments):
        raise AssertionError(f"only {found} terms found in {len(segments)} segments that hold one each")
    note = f"{len(text) / 2**20:.1f} MB, {found:,} matches"
    automaton = AhoCorasick(terms)
    yield paired(
        "matching / bare Aho-Corasick pass",
        lambda: matcher.find_matches(segments),
        lambda: automaton.find_matches_as_indexes(text, overlapping=True),
        times=setup.times(5),
        budget=">= 0.25",
        note=note,
        faster=True,
    )
    if find_spec("flashtext2"):
        from flashtext2 import KeywordProcessor

        processor = KeywordProcessor(case_sensitive=False)
        for term in terms:
            processor.add_keyword(term)
        yield paired(
            "matching / flashtext2",
            lambda: matcher.find_matches(segments),
            lambda: processor.extract_keywords_with_span(text),
            times=setup.times(5),
            note=note,
            faster=True,
        )
    longest_first = sorted(terms, key=len, reverse=True)
    alternation = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    few = segments[: max(1, _REGEX_CHARACTERS // len(segments[0].source))]
    piece = "\n".join(segment.source for segment in few).lower()
    yield paired(
        "matching / regex alternation",
        lambda: list(matcher.stream_matches(few)),
        lambda: alternation.findall(piece),
        times=setup.times(3),
        note=f"{len(piece):,} characters",
        faster=True,
    )


def _streamed(setup: Setup, segments: Sequence[Segment]) -> Iterator[Row]:
    """Match a long text segment by segment, in a process of its own, and the same text ten times over."""
    path = setup.folder / "text.txt"
    path.write_text("\n".join(segment.source for segment in segments), "utf-8")
    copies = setup.size(14, 2)
    arguments = [str(setup.folder / "glossary"), str(path)]
    runs = []
    for count in (1, copies):
        code = f"import sys; sys.argv = ['', *{arguments!r}, '{count}']\n{_STREAM}"
        done = run_python(code, setup.folder)
        found, took = json.loads(done.output)
        runs.append((done.megabytes, found, took))
    megabytes = path.stat().st_size * copies / 2**20
    (before, _, _), (after, found, took) = runs
    yield Row(
        "peak memory, long text streamed / short",
        after,
        "MB",
        before,
        after / before,
        budget="<= 1.1",
        note=f"{megabytes:.0f} MB, {found:,} matches, {megabytes / took:.1f} MB/s",
    )
