"""Random terms: a test of term use that knowledge of the language cannot pass (WMT23 and WMT25 terminology tasks).

WMT23 pairs random source words with the words that an aligner finds for them in the reference. Without an aligner,
position stands in for alignment: a source word at 40 % of its sentence gets a word from about 40 % of the reference.
The target comes from the same segment's reference, so that obeying does not ruin the translation; it is rarely the
one the engine would have chosen, and it is never one of the segment's proper targets.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluation.required import find_required, overlaps
from dragoman.evaluation.tokens import Token, tokens
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import joins, occurrences

MIN_LETTERS = 4
"""Of a word in a script with spaces: shorter ones are mostly articles, prepositions and pronouns."""
MAX_CHARACTERS = 4
"""Of a word in a script without spaces."""
NEAR = 0.15
"""How far, in parts of the reference, a target may lie from the place of its source word."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A candidate for a source term or for a target."""

    text: str
    start: int
    end: int
    place: float
    """Of its middle, from 0 at the beginning of the text to 1 at the end."""
    cohesion: float
    """Near 1 for a word; near 0 for characters that stand beside each other by chance."""


def random_terms(
    sources: Sequence[str], references: Sequence[str], proper: Sequence[Sequence[RequiredTerm]], seed: int
) -> list[tuple[RequiredTerm, ...]]:
    """Return for each segment as many random terms as it has proper ones, or as its words allow; `seed` fixes them."""
    source_counts, target_counts = _counts(sources), _counts(references)
    found = []
    for number, (source, reference, terms) in enumerate(zip(sources, references, proper, strict=True)):
        chance = random.Random(f"{seed} {number}")
        pairs = _pairs(source, reference, terms, source_counts, target_counts, chance)
        found.append(find_required(source, pairs))
    return found


def _pairs(
    source: str,
    reference: str,
    proper: Sequence[RequiredTerm],
    source_counts: Mapping[str, int],
    target_counts: Mapping[str, int],
    chance: random.Random,
) -> list[tuple[str, str]]:
    """Pick source words at random and a target for each, none of them twice and none that is a proper term's."""
    used_sources = [span for term in proper for span in term.spans]
    used_targets = [span for term in proper for form in term.forms for span in occurrences(reference, form)]
    words = [word for word in _words(source, source_counts) if source.count(word.text) == 1]
    # Where a script has no spaces, characters that occur together once only are hardly a word.
    words = [word for word in words if source_counts[word.text] > 1] or words if _spaceless(source) else words
    targets = list(_words(reference, target_counts))
    pairs: list[tuple[str, str]] = []
    for word in chance.sample(words, len(words)):
        if len(pairs) == len(proper):
            break
        if overlaps((word.start, word.end), used_sources):
            continue
        free = [target for target in targets if not overlaps((target.start, target.end), used_targets)]
        near = [target for target in free if abs(target.place - word.place) <= NEAR] or free
        if near:
            # By length too, or of every long word its commonest half would be chosen.
            best = max(near, key=lambda t: (target_counts[t.text] > 1, t.cohesion * len(t.text), -t.start))
            pairs.append((word.text, best.text))
            used_sources.append((word.start, word.end))
            used_targets += [(target.start, target.end) for target in targets if target.text == best.text]
    return pairs


def _words(text: str, counts: Mapping[str, int]) -> Iterator[_Word]:
    """Yield the words of a text, with the cohesion that the counts of the whole set give them."""
    for start, end, alone in _candidates(tokens(text)):
        found = text[start:end]
        # A run of characters is no more of a word than its commonest character is bound to it.
        cohesion = 1.0 if alone else counts[found] / max(counts[character] for character in found)
        yield _Word(found, start, end, (start + end) / 2 / len(text), cohesion)


def _candidates(found: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of words, and whether spaces say so: else every run of two and more spaceless characters."""
    for place, token in enumerate(found):
        if not _single(token):
            if token.text.isalpha() and len(token.text) >= MIN_LETTERS:
                yield token.start, token.end, True
            continue
        end = token.end
        for following in found[place + 1 : place + MAX_CHARACTERS]:
            if following.start != end or not _single(following):
                break
            end = following.end
            yield token.start, end, False


def _single(token: Token) -> bool:
    """Say whether a token is a character of a script without spaces between words."""
    return token.word and not joins(token.text[0], token.text[0])


def _spaceless(text: str) -> bool:
    return any(_single(token) for token in tokens(text))


def _counts(texts: Sequence[str]) -> Counter[str]:
    """Count in how many texts each word stands, and each character of a script without spaces."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({text[start:end] for start, end, _ in _candidates(tokens(text))} | set(text))
    return counts
