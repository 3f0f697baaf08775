"""The patterns of a glossary, found in a text as whole words; of a large glossary, those that a short text can hold."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from dragoman.glossary.boundary import ends_word
from dragoman.glossary.forms import Form, Patterns

LARGE = 5_000
"""Patterns from which choosing among them is quicker than indexing them all."""
_SHORT = 2_000_000
"""Characters up to which a text is worth that."""
_OFTEN = 8
"""Texts after which it is not."""


class Automaton:
    """An Aho-Corasick automaton over the tracks of forms."""

    def __init__(self, tracks: Sequence[str], forms: Sequence[str | list[Form]], plural: Sequence[bool]) -> None:
        from ahocorasick_rs import AhoCorasick  # only commands that match pay for it

        self.forms = forms
        self._plural = plural
        self._automaton = AhoCorasick(tracks)

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

    def __init__(self, patterns: Patterns) -> None:
        self._tracks = list(patterns.forms)
        self._forms = list(patterns.forms.values())
        self._plurals = patterns.plurals
        self._chosen = 0
        """How often an automaton was made of a choice."""

    def __bool__(self) -> bool:
        return bool(self._tracks)

    @cached_property
    def whole(self) -> Automaton:
        """The automaton of all patterns."""
        return Automaton(self._tracks, self._forms, [track in self._plurals for track in self._tracks])

    def chooses(self, characters: int) -> bool:
        """Say whether choosing patterns pays for texts of so many characters; count how often it did."""
        if len(self._tracks) < LARGE or characters > _SHORT or self._chosen >= _OFTEN or "whole" in vars(self):
            return False
        self._chosen += 1
        return True

    def automaton_for(self, tracks: Iterable[str]) -> Automaton:
        """Return an automaton that finds in texts with these tracks all that the whole one would."""
        beginnings = _beginnings(tracks)
        places = [place for place, track in enumerate(self._tracks) if " ".join(track.split(None, 2)[:2]) in beginnings]
        chosen = [self._tracks[place] for place in places]
        return Automaton(chosen, [self._forms[place] for place in places], [track in self._plurals for track in chosen])


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
