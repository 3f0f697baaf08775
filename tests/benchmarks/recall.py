"""Looking things up in a translation memory of a million units."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dragoman.memory import MemoryFile, MemoryStore
from dragoman.model import Unit
from measure import Row, Setup, seconds

_WORDS = 60_000
"""Distinct words; their frequencies follow Zipf's law, as those of languages do."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the milliseconds of a recall, a suggestion and a search, and what the memory costs to build and open."""
    count = setup.size(1_000_000, 500)
    source = random.Random(5)
    vocabulary = ["".join(source.choices("abcdefghiklmnoprstuvwy", k=source.randint(3, 10))) for _ in range(_WORDS)]
    weights = [1 / rank for rank in range(1, _WORDS + 1)]
    texts = [" ".join(source.choices(vocabulary, weights, k=source.randint(6, 30))) for _ in range(min(count, 50_000))]
    units = [Unit("paragraph", f"{texts[n % len(texts)]} {n}", f"t{n}", "reviewed") for n in range(count)]
    database = setup.folder / "memory.sqlite"
    marker = setup.folder / "a.po"
    marker.write_text("x")
    store = MemoryStore(database)
    built = seconds(lambda: store.refresh([MemoryFile(marker, "a", lambda: units)]))
    yield Row("build", built, note=f"{count:,} units, {database.stat().st_size / 2**20:,.0f} MB")
    asked = [units[source.randrange(count)].source for _ in range(setup.size(200, 5))]
    amended = [_amended(text, source, vocabulary) for text in asked]
    yield _row("recall of a text", lambda text: store.recall("paragraph", text, None, None), asked)
    yield _row("suggestion for a text", lambda text: store.suggest(text, most=3), amended)
    nearest = [store.suggest(text, most=3) for text in amended]
    found = sum(any(one.source == old for one in new) for old, new in zip(asked, nearest, strict=True))
    yield Row("  suggestions that are the text before it was amended", 100 * found / len(asked), unit="%")
    yield _row("search for two words", lambda text: store.search(" ".join(text.split()[:2])), asked)
    store.close()
    yield Row("open and see that nothing changed", seconds(lambda: _reopen(database, marker)))


def _amended(text: str, source: random.Random, vocabulary: list[str]) -> str:
    words = text.split()
    words[source.randrange(len(words) - 1)] = source.choice(vocabulary)
    return " ".join(words)


def _row(name: str, look_up: Callable[[str], object], texts: list[str]) -> Row:
    times = sorted(1000 * seconds(partial(look_up, text)) for text in texts)
    note = f"95th percentile; median {times[len(times) // 2]:.2f} ms"
    return Row(name, times[int(len(times) * 0.95)], unit="ms", budget="<= 20", note=note)


def _reopen(database: Path, marker: Path) -> None:
    store = MemoryStore(database)
    store.refresh([MemoryFile(marker, "a", lambda: [])])
    store.close()
