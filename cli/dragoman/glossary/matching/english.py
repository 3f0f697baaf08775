"""Find the glossary's terms in English segments: leftmost, longest, never overlapping; short forms after full ones."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.glossary.collector import collector_paused
from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.abbreviations import find_definitions
from dragoman.glossary.matching.automaton import Automaton, index_for
from dragoman.glossary.matching.boundary import find_span, word_track
from dragoman.glossary.matching.builder import MatchBuilder
from dragoman.glossary.matching.forms import SHORT, Form
from dragoman.glossary.matching.normalise import BLANKS, BREAK, INVISIBLE, Normalised, normalise
from dragoman.model import Match, Segment
from dragoman.resources import words_of

_NEUTRAL = frozenset.union(*words_of(__file__).values())
"""May have a capital before a surname without being part of a name."""
_LEAST_IN_CAPITALS = 3
"""Characters of a form that may stand in capitals: shorter ones are abbreviations of something else."""
_LONGEST = 64
"""No word is looked at beyond so many characters, however long the text."""
_MARKS = "\"'([{“‘"


def stands_alone(text: str, start: int, end: int, *, after_title: bool) -> bool:
    """Tell whether `text[start:end]` is neither followed nor preceded by another part of a personal name.

    A capitalised neighbour is taken for a name unless it is a title or a function word: requiring nothing is better
    than naming the wrong person. `after_title` says that a title of the glossary ends right before.

    >>> stands_alone("Ying Xiaoming said", 0, 4, after_title=False)
    False
    >>> stands_alone("President Ying said", 10, 14, after_title=False)
    True
    """
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    if after_title or text[max(0, start - 1) : start] != " ":
        return True
    word = text[max(0, start - _LONGEST) : start - 1].rpartition(" ")[2].lstrip(_MARKS)
    bare = word.rstrip(".")
    if not bare[:1].isupper() or bare.lower() in _NEUTRAL or bare.endswith(("'s", "s'")):
        return True
    # After a full stop a sentence begins, but "J." is a person's initial.
    return not word[-1].isalnum() and not (word[-1] == "." and len(bare) == 1)


_OPENING = re.compile(rf"""{BLANKS}[(（]{BLANKS}(?:the[\s{INVISIBLE}]+)?["“]?""")
_CLOSING = re.compile(rf"""["”]?{BLANKS}[)）]""")

Introduced = dict[str, tuple[int, int, int]]
"""Where each concept was last named in full: the number of the segment, and from where to where in it."""


class _Reading:
    """A segment as it is compared."""

    def __init__(self, source: str, text: Normalised, parentheses: bool) -> None:
        self.source = source
        self.text = text
        self.parentheses = parentheses
        self.track = word_track(text.folded)
        self._spans: dict[str, tuple[int, int]] = {}

    def has_outside(self, word: str, start: int, end: int) -> bool:
        """Tell whether the track `word` stands outside of `text[start:end]`."""
        span = self._spans.get(word)
        if span is None:
            span = self._spans[word] = find_span(word, self.track)
        # The first blank of a track stands before its word: the word itself is one further.
        return span[0] <= start + 1 or span[1] >= end


class Matcher:
    """Finds what reports require; built once, used for any number of documents.

    The glossaries are one glossary with the renderings of different languages. What depends on the report alone is
    done once for all of them: normalising it, and finding where forms of any concept stand.
    """

    def __init__(self, *glossaries: Glossary) -> None:
        self._builders = [MatchBuilder(glossary) for glossary in glossaries]
        with collector_paused():
            self._index = index_for(glossaries)

    def find_matches(self, segments: Sequence[Segment]) -> list[tuple[Match, ...]]:
        """Return what `find_each` returns for the first glossary."""
        return [found[0] for found in self._found(segments)]

    def find_each(self, segments: Sequence[Segment]) -> list[list[tuple[Match, ...]]]:
        """Return, for each glossary, the outermost matches of each segment of one document, given in document order.

        A short form counts once the full one appeared, in the same segment or in an earlier one; segments that are
        `verbatim` have no matches, and nothing appears in them.
        """
        found = self._found(segments)
        return [[matches[number] for matches in found] for number in range(len(self._builders))]

    def _found(self, segments: Sequence[Segment]) -> list[Sequence[tuple[Match, ...]]]:
        """Return the matches of each segment, for each glossary."""
        with collector_paused():
            if not self._index or not self._index.chooses(sum(len(segment.source) for segment in segments)):
                return list(self._stream(segments))
            readings = list(map(self._read, segments))
            automaton = self._index.automaton_for(reading.track for reading in readings if reading)
            return list(self._matches(readings, automaton))

    def stream_matches(self, segments: Iterable[Segment]) -> Iterator[tuple[Match, ...]]:
        """Yield what `find_matches` returns, segment by segment, keeping none of them."""
        return (found[0] for found in self._stream(segments))

    def _stream(self, segments: Iterable[Segment]) -> Iterator[Sequence[tuple[Match, ...]]]:
        if not self._index:
            return ([()] * len(self._builders) for _ in segments)
        return self._matches(map(self._read, segments), self._index.whole)

    def _read(self, segment: Segment) -> _Reading | None:
        """Return what is to be searched of a segment, if anything."""
        if segment.verbatim:
            return None
        source = segment.source
        parentheses = "(" in source or "（" in source
        text = normalise(source, find_definitions(source, self._index.abbreviations) if parentheses else ())
        return _Reading(source, text, parentheses)

    def _matches(
        self, readings: Iterable[_Reading | None], automaton: Automaton
    ) -> Iterator[Sequence[tuple[Match, ...]]]:
        targets: list[tuple[MatchBuilder, Introduced]] = [(builder, {}) for builder in self._builders]
        nothing = [()] * len(targets)
        for number, reading in enumerate(readings):
            if reading and (places := automaton.candidates(reading.track)):
                yield [
                    tuple(_find(builder, automaton.forms, places, reading, number, introduced))
                    for builder, introduced in targets
                ]
            else:
                yield nothing


def _find(
    builder: MatchBuilder,
    forms: Sequence[str | list[Form]],
    places: Sequence[tuple[int, int, int]],
    reading: _Reading,
    number: int,
    introduced: Introduced,
) -> list[Match]:
    """Return the matches in the segment `number` among the places where forms stand, as `candidates` gives them."""
    source, text, track = reading.source, reading.text, reading.track
    matches: list[Match] = []
    done = 0
    after_title = -1
    folded = text.folded
    for start, negative_end, index in places:
        end = -negative_end
        found = forms[index]
        if isinstance(found, str):
            # Signs between the words are blanks in the track, and not in the text.
            if start < done or folded[start:end] != track[start + 1 : end + 1] or found not in builder:
                continue
            id_, short = found, ""
        else:
            form = _choose(found, builder, reading, start, end, introduced, start == after_title)
            if form is None:
                continue
            id_, short = form.id, f"{form.article}{form.cased}" if form.rank == SHORT else ""
            if form.introduces:
                introduced[id_] = (number, start, end)
            if start < done:
                continue
        source_start, source_end = start, end
        if text.edits:
            source_start, source_end = text.source_start(start), text.source_end(end)
            if source_start < 0 or source_end < 0:
                continue
            if text.gaps:
                source_end = _through_definition(text, end, source_start, source_end)
        done = end
        match = builder.match(id_, source, source_start, source_end, short)
        after_title = end + 1 if match.category == "title" else -1
        matches.append(match)
    return _join_glosses(builder, source, matches) if reading.parentheses else matches


def _join_glosses(builder: MatchBuilder, source: str, matches: list[Match]) -> list[Match]:
    """Make one match of a term and the same concept in parentheses behind it: "SPP (the Supreme … )"."""
    joined: list[Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        if before is not None and before.id == match.id:
            closing = _CLOSING.match(source, match.end)
            if closing and _OPENING.fullmatch(source, before.end, match.start):
                joined[-1] = builder.match(match.id, source, before.start, closing.end())
                continue
        joined.append(match)
    return joined


def _choose(
    forms: Sequence[Form],
    builder: MatchBuilder,
    reading: _Reading,
    start: int,
    end: int,
    introduced: Introduced,
    after_title: bool,
) -> Form | None:
    """Return the first form that these words are, if any; of those that share a short form, the one named last."""
    best: Form | None = None
    for form in forms:
        if form.id not in builder or not _fits(form, reading, start, end):
            continue
        if form.rank != SHORT:
            return form
        if (
            form.id in introduced
            and (best is None or introduced[form.id] > introduced[best.id])
            and stands_alone(reading.text.cased, start, end, after_title=after_title)
        ):
            best = form
    return best


def _fits(form: Form, reading: _Reading, start: int, end: int) -> bool:
    """Tell whether the form is written, introduced and surrounded as the glossary asks."""
    text = reading.text
    words = text.folded[start:end]
    if words != form.text and words not in form.dashed:
        return False
    if form.cased and not _has_case(text.cased[start:end].replace(BREAK, " "), form.cased):
        return False
    if form.article:
        begin = start - len(form.article)
        if begin < 0 or not text.folded.startswith(form.article, begin) or reading.track[begin] != " ":
            return False
    return not form.contexts or any(reading.has_outside(word, start, end) for word in form.contexts)


def _has_case(words: str, form: str) -> bool:
    """Tell whether words are capitalised as a form must be; in a headline or dateline they may all be in capitals."""
    return words == form or (len(form) > _LEAST_IN_CAPITALS and words.isupper() and not form.isupper())


def _through_definition(text: Normalised, end: int, source_start: int, source_end: int) -> int:
    """Return the end of the match with the abbreviation in parentheses that its own words define, if one follows."""
    gap = text.gaps.get(end) or (text.gaps.get(end + 1) if text.cased[end : end + 1] == " " else None)
    return gap.close if gap is not None and gap.expansion >= source_start else source_end
