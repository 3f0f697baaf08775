"""The segmenter: speed on news text, growth, hostile texts, and other segmenters on the same text and rules.

Times are those of the processor, because all of it is work of one core and speeds are given per core.
"""

import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from dragoman.segment.engine import splitter_for
from material import ROOT, SAMPLE, document
from measure import Row, Setup, compared, run_dragoman
from segmenters import Cut, others

CHINESE = SAMPLE.with_name("sample-report-zh.txt")
RULES = ROOT.parent / "shared" / "segmentation" / "golden_rules_en.json"
OWN_CASES = ROOT / "tests" / "cases" / "segmentation_zh-Hans.json"
MEGABYTE = 1_000_000
HOSTILE = {
    "no stop": "word ",
    "only stops": ".",
    "only ideographic stops": "。",
    "only quotation marks": "”“",
    "only abbreviations": "No. ",
    "only brackets": "(",
    "only bullets": "• ",
    "stops and blanks": ". ",
}
"""Texts of one line that make segmenters slow, each as the piece that it repeats."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    english, chinese = _news(setup, "en"), _news(setup, "zh")
    for name, language, text in (("English news", "en", english), ("Chinese news", "zh", chinese)):
        yield _speed(f"{name}, one line", setup, partial(_spans, language), text, budget=">= 5.0")
    yield from _growth(setup)
    yield _whole(setup)
    for language, text in (("en", english), ("zh", chinese)):
        for name, cut in others(language):
            # pySBD is quadratic, so it gets a text that it can finish.
            part = text[: setup.size(MEGABYTE // 20 if name == "pySBD" else MEGABYTE // 2, 2_000)]
            yield _against(f"{language}: dragoman / {name}", setup, partial(_spans, language), cut, part)
    yield from _correct(setup)


def _news(setup: Setup, language: str) -> str:
    """Return the prose of the reports in one line, repeated to some megabytes of UTF-8."""
    if language == "zh":
        paths, gap = [CHINESE], ""
    else:
        paths, gap = [SAMPLE, *sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))], " "
    found = []
    for path in paths:
        read = document(path)
        found += [read.text[block.start : block.end] for block in read.blocks if block.kind == "paragraph"]
    return _repeated(gap.join(found) + gap, setup.size(4 * MEGABYTE, 20_000))


def _repeated(piece: str, size: int) -> str:
    """Repeat a text to a size in bytes of UTF-8."""
    return (piece * (size // len(piece.encode()) + 1)).strip()


def _cpu(work: Callable[[], object]) -> float:
    """Return the processor's seconds for one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _spans(language: str, text: str) -> int:
    return sum(1 for _ in splitter_for(language).spans(text, 0, len(text)))


def _speed(name: str, setup: Setup, work: Callable[[str], int], text: str, budget: str = "") -> Row:
    size = len(text.encode()) / MEGABYTE
    found = work(text)
    took = min(_cpu(lambda: work(text)) for _ in range(setup.times(5)))
    note = f"{size:.1f} MB, {found:,} sentences of {size * MEGABYTE / found:.0f} bytes"
    return Row(name, size / took, unit="MB/s", budget=budget, note=note)


def _growth(setup: Setup) -> Iterator[Row]:
    """Time a text against the same text at a tenth of the size: linear is 10."""
    small = setup.size(MEGABYTE, 10_000)
    for language in ("en", "zh"):
        piece = _news(setup, language)
        for factor in (1, 10):
            short, long = (_repeated(piece[: small // 3], small * factor * times) for times in (1, 10))
            megabytes = small * factor / MEGABYTE
            yield _tenfold(f"{language}: {megabytes * 10:g} MB / {megabytes:g} MB", setup, language, short, long)
    for name, piece in HOSTILE.items():
        small = setup.size(MEGABYTE // 10, 1_000)
        while not setup.tiny and small < 5 * MEGABYTE and _cpu(partial(_spans, "en", _line(piece, small))) < 0.05:
            small *= 4  # what is done in no time cannot be compared
        name = f"{name}, one line: {10 * small / MEGABYTE:g} MB / {small / MEGABYTE:g} MB"
        yield _tenfold(name, setup, "en", _line(piece, small), _line(piece, 10 * small))


def _line(piece: str, size: int) -> str:
    return (piece * (size // len(piece.encode()))).strip()


def _tenfold(name: str, setup: Setup, language: str, short: str, long: str) -> Row:
    once, tenfold = (partial(_spans, language, text) for text in (short, long))
    note = "10 is linear"
    return compared(name, lambda: _cpu(tenfold), lambda: _cpu(once), times=setup.times(3), budget="<= 13.0", note=note)


def _whole(setup: Setup) -> Row:
    """Time the command on a large file: reading, blocks, segments and printing."""
    path = setup.folder / "large.txt"
    path.write_text((SAMPLE.read_text("utf-8") + "\n") * setup.size(1_000, 2), "utf-8")
    size = path.stat().st_size / MEGABYTE
    before = _children()
    run_dragoman(["segment", path, "--json", "--quiet"], setup.folder)
    took = _children() - before
    return Row("`dragoman segment`, whole", size / took, unit="MB/s", note=f"{size:.1f} MB in {took:.1f} s")


def _children() -> float:
    """Return the processor's seconds of all processes that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _against(name: str, setup: Setup, ours: Callable[[str], int], cut: Cut, text: str) -> Row:
    size = len(text.encode()) / MEGABYTE
    row = compared(
        name,
        lambda: _cpu(lambda: ours(text)),
        lambda: _cpu(lambda: cut(text)),
        times=setup.times(3),
        faster=True,
    )
    theirs = size / (row.baseline or 1)
    return replace(row, note=f"{size:.2f} MB; {size / row.value:.1f} MB/s against {theirs:.2f}")


def _correct(setup: Setup) -> Iterator[Row]:
    """Count the golden rules for English, and our own cases for Chinese, that each segmenter cuts right."""
    sets = {"zh": [(case.get("text", "".join(case["sentences"])), case["sentences"]) for case in _own_cases()]}
    if RULES.is_file():
        sets["en"] = [(case["text"], case["sentences"]) for case in json.loads(RULES.read_text("utf-8"))]
    for language, name in (("en", "golden rules for English"), ("zh", "our cases for Chinese")):
        ours: tuple[str, Cut] = ("dragoman", partial(_cut, language))
        for who, cut in (ours, *others(language)):
            if cases := sets.get(language):
                right = sum(cut(text) == sentences for text, sentences in cases)
                yield Row(f"{name}, {who}", right, unit=f"of {len(cases)}")


def _own_cases() -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = json.loads(OWN_CASES.read_text("utf-8"))
    return [case for group in groups.values() for case in group]


def _cut(language: str, text: str) -> list[str]:
    return [text[start:end] for start, end in splitter_for(language).spans(text, 0, len(text))]
