"""The sentences of a segment that has several, and inline codes that a translation has in another one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from dragoman.check.codes import finding
from dragoman.check.kept import Kept
from dragoman.check.pairing import possible_pairs
from dragoman.model import Finding

SENTENCE = re.compile(
    r"(?<=[^\W_A-Z]{2})[.?!…][”\"’)\]]*\s+(?=[“\"(]?[^\W\d_a-z])|[。？！][”’）」]*(?=.)|[।۔؟?]\s+(?=\w)"
)
"""Where one sentence ends and another begins."""
_WORD = re.compile(r"[^\W_]")


class Prose(NamedTuple):
    """A text without its tags, and where they stand in it."""

    text: str
    tags: Sequence[tuple[str, int]]


def without_tags(text: str, tags: Iterable[Kept]) -> Prose:
    """Take the tags, given in order, out of a text; what else is no prose may be blank in it."""
    pieces: list[str] = []
    found: list[tuple[str, int]] = []
    position = length = 0
    for tag in tags:
        pieces.append(text[position : tag.start])
        length += tag.start - position
        position = tag.end
        found.append((tag.text, length))
    return Prose("".join([*pieces, text[position:]]), found)


def check_moved(source: Prose, target: Prose) -> Iterator[Finding]:
    """Yield the tags that stand in a sentence that is not the translation of the one where the source has them.

    Which sentence translates which is told by their order and lengths, see `possible_pairs`. Nothing can be told where
    the source or the translation is a single sentence, where the lengths allow several answers (three sentences of one
    length made into two), and of a tag that was lost or doubled, which is told as that.
    """
    if not (source.tags and target.tags):
        return
    ends, other_ends = _ends(source.text), _ends(target.text)
    if not (ends and other_ends):
        return
    pairs = possible_pairs(_lengths(source.text, ends), _lengths(target.text, other_ends))
    before, after = _places(source, ends), _places(target, other_ends)
    moved: set[str] = set()
    for name, places in before.items():
        others = after.get(name, [])
        if len(others) == len(places) and any(map(pairs.isdisjoint, map(product, places, others))):
            if name.lstrip("/") not in moved:
                yield finding("C003", tag=f"<{name}>")
            moved.add(name)


def _ends(text: str) -> list[int]:
    """Return the offsets of the marks that end a sentence but for the last one."""
    words = [found.start() for found in _WORD.finditer(text)]
    return [found.start() for found in SENTENCE.finditer(text) if words and found.start() < words[-1]]


def _lengths(text: str, ends: Sequence[int]) -> list[int]:
    """Return the length of each sentence in letters and figures."""
    return [len(_WORD.findall(text[start:end])) for start, end in pairwise((0, *ends, len(text)))]


def _places(prose: Prose, ends: Sequence[int]) -> Mapping[str, list[set[int]]]:
    """Return for each tag the sentences, from 0, that it stands in or between, in their order.

    What opens belongs to the word behind it, what closes to the word before, as does what stands alone; that may belong
    to the sentence behind it, too, where it stands behind the mark that ends one.
    """
    words = [found.start() for found in _WORD.finditer(prose.text)]
    places: defaultdict[str, list[set[int]]] = defaultdict(list)
    for tag, place in prose.tags:
        name = tag.strip("<>").split(maxsplit=1)[0]
        at = bisect_left(words, place)
        before = bisect_left(ends, words[at - 1]) if at else 0
        after = bisect_left(ends, words[at]) if at < len(words) else len(ends)
        alone = {before, bisect_left(ends, place)}
        places[name].append(alone if tag.endswith("/>") else {before} if name.startswith("/") else {after})
    return {name: sorted(found, key=min) for name, found in places.items()}
