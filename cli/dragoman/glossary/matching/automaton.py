"""The patterns of a glossary, found in a text as whole words; those of a large one are cached.

ahocorasick_rs cannot save an automaton. What can be saved is the work before it: which forms every concept has. The
name of the file stands for all that goes in, the bytes of the glossary and the code that reads them; a file that is
missing, damaged or cannot be written costs time, never a result. It is safe to delete at any time.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.load import Glossary
from dragoman.glossary.matching import boundary, forms, normalise
from dragoman.glossary.matching.boundary import ends_word
from dragoman.glossary.matching.forms import Form, Patterns, build_patterns

LARGE = 500
"""Concepts from which caching is worth it."""


def patterns_of(glossaries: Sequence[Glossary]) -> Patterns:
    """Return what is to be found for glossaries with the same concepts, from the cache where that has it."""
    concepts = glossaries[0].concepts
    visible = list(dict.fromkeys(id_ for glossary in glossaries for id_ in glossary.renderings))

    def make() -> Patterns:
        return build_patterns(concepts.values(), visible)

    if len(concepts) < LARGE:
        return make()
    data = [glossary.digest.encode() for glossary in glossaries] + ["\n".join(visible).encode()]
    return compiled("patterns", key_of(data, (boundary, forms, normalise)), make, _dump, _parse)


def _dump(patterns: Patterns) -> object:
    return {"forms": patterns.forms, "plurals": list(patterns.plurals), "abbreviations": patterns.abbreviations}


def _parse(read: Any) -> Patterns:
    found = {track: form if isinstance(form, str) else list(map(_form, form)) for track, form in read["forms"].items()}
    abbreviations = {form: tuple(others) for form, others in read["abbreviations"].items()}
    return Patterns(found, set(read["plurals"]), abbreviations)


def _form(fields: Sequence[object]) -> Form:
    return Form(*(tuple(field) if isinstance(field, list) else field for field in fields))  # type: ignore[arg-type]


MANY = 5_000
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
        """Say whether choosing patterns is worth it for texts of so many characters; count how often it did."""
        if len(self._tracks) < MANY or characters > _SHORT or self._chosen >= _OFTEN or "whole" in vars(self):
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
