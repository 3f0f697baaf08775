"""The patterns of a glossary, found in a text as whole words; those of a large one are cached.

ahocorasick_rs cannot save an automaton. What can be saved is the work before it: which forms every concept has. The
name of the file stands for all that goes in, the bytes of the glossary and the code that reads them; a file that is
missing, damaged or cannot be written costs time, never a result. It is safe to delete at any time.
"""

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.boundary import ends_word
from dragoman.glossary.matching.forms import Form, Patterns, build_patterns

_CODE = tuple(f"glossary/matching/{name}.py" for name in ("boundary", "forms", "normalise"))
_Pattern = tuple[str, str | list[Form], bool]
"""A track, what it stands for (see `Patterns.forms`), and whether it may go on with an s."""
LARGE = 500
"""Concepts from which caching is worth it."""


def index_for(glossaries: Sequence[Glossary]) -> "PatternIndex":
    """Return what is to be found for glossaries with the same concepts, from the cache where that has it."""
    concepts = glossaries[0].concepts
    visible = list(dict.fromkeys(id_ for glossary in glossaries for id_ in glossary.renderings))

    def make() -> Mapping[str, Any]:
        return _packed(build_patterns(concepts.values(), visible))

    if len(concepts) < LARGE:
        return PatternIndex(make())
    data = [glossary.digest.encode() for glossary in glossaries] + ["\n".join(visible).encode()]
    return PatternIndex(compiled("patterns", key_of(data, _CODE), make))


def _packed(patterns: Patterns) -> Mapping[str, Any]:
    """Return patterns as they are kept: those that begin alike, marshalled together, by that beginning."""
    groups: dict[str, list[tuple[object, ...]]] = {}
    for track, found in patterns.forms.items():
        kept = found if isinstance(found, str) else [tuple(form) for form in found]
        groups.setdefault(_beginning(track), []).append((track, kept, track in patterns.plurals))
    return {
        "groups": {beginning: marshal.dumps(group) for beginning, group in groups.items()},
        "count": len(patterns.forms),
        "abbreviations": patterns.abbreviations,
    }


def _beginning(track: str) -> str:
    return " ".join(track.split(None, 2)[:2])


MANY = 5_000
"""Patterns from which choosing among them is quicker than indexing them all."""
_SHORT = 2_000_000
"""Characters up to which a text is worth that."""
_OFTEN = 8
"""Texts after which it is not."""


class Automaton:
    """An Aho-Corasick automaton over the tracks of forms."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        from ahocorasick_rs import AhoCorasick  # only commands that match pay for it

        self.forms = [form for _, form, _ in patterns]
        self._plural = [plural for _, _, plural in patterns]
        self._automaton = AhoCorasick([track for track, _, _ in patterns])

    def candidates(self, track: str) -> list[tuple[int, int, int]]:
        """Return the patterns that stand in a text as whole words: start, negated end, index in `forms`; sorted."""
        candidates = []
        for index, start, end in self._automaton.find_matches_as_indexes(track, overlapping=True):
            if track[end] == " ":
                candidates.append((start, 1 - end, index))
            elif track[end] == "s" and self._plural[index]:
                if ends_word(track, end + 1):
                    candidates.append((start, -end, index))
            elif ends_word(track, end):
                candidates.append((start, 1 - end, index))
        candidates.sort()
        return candidates


class PatternIndex:
    """Makes automata of patterns when they are needed, and no larger than they need be."""

    def __init__(self, packed: Mapping[str, Any]) -> None:
        self._groups: Mapping[str, bytes] = packed["groups"]
        self._count: int = packed["count"]
        self.abbreviations: Mapping[str, Sequence[str]] = packed["abbreviations"]
        """For each form wholly in capitals, the normalised other forms of its concept."""
        self._chosen = 0
        """How often an automaton was made of a choice."""

    def __bool__(self) -> bool:
        return bool(self._count)

    @cached_property
    def whole(self) -> Automaton:
        """The automaton of all patterns."""
        return Automaton([pattern for beginning in self._groups for pattern in self._unpacked(beginning)])

    def _unpacked(self, beginning: str) -> Iterator[_Pattern]:
        for track, found, plural in marshal.loads(self._groups[beginning]):
            yield track, found if isinstance(found, str) else [Form(*fields) for fields in found], plural

    def chooses(self, characters: int) -> bool:
        """Say whether choosing patterns is worth it for texts of so many characters; count how often it did."""
        if self._count < MANY or characters > _SHORT or self._chosen >= _OFTEN or "whole" in vars(self):
            return False
        self._chosen += 1
        return True

    def automaton_for(self, tracks: Iterable[str]) -> Automaton:
        """Return an automaton that finds in texts with these tracks all that the whole one would."""
        chosen = sorted(_beginnings(tracks) & self._groups.keys())
        return Automaton([pattern for beginning in chosen for pattern in self._unpacked(beginning)])


def _beginnings(tracks: Iterable[str]) -> set[str]:
    """Return what a term in the texts may begin with: single words, and pairs where it has more than one.

    The last word stands with and without what may follow a term, a possessive ending or the s of a plural.
    """
    found = {""}
    for track in tracks:
        before = ""
        for word in track.split():
            for ending in _without_endings(word):
                found.add(ending)
                found.add(f"{before} {ending}")
            before = word
    return found


@lru_cache(maxsize=2**14)
def _without_endings(word: str) -> frozenset[str]:
    bare = {word, word.rstrip("'"), word.rpartition("'")[0] or word}
    return frozenset(bare | {form[:-1] for form in bare if form.endswith("s")})
