"""What a report names: the terms that the glossary finds, and the phrases that look like names and that none covers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.glossary.candidates.chinese import find_chinese, guess_chinese_category
from dragoman.glossary.candidates.phrases import Phrase, find_phrases, is_headline
from dragoman.glossary.candidates.titles import find_titles
from dragoman.glossary.categories import FALLBACK, guess_category
from dragoman.glossary.load import ENGLISH, Glossary
from dragoman.glossary.matching.abbreviations import find_definitions
from dragoman.glossary.matching.find import matcher_for
from dragoman.glossary.names.english import find_names
from dragoman.glossary.names.pinyin import is_chinese_name
from dragoman.glossary.placeables import find_placeables
from dragoman.glossary.ranks import without_ranked
from dragoman.languages import parse_language
from dragoman.model import Match, Rendering, Segment
from dragoman.text.scripts import HAN

_CHINESE = parse_language("zh")  # the language in which most terms are made on the fly
_LOWER = re.compile(r"(?<![^\s(“\"'’‘—-])[a-z]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = frozenset({"a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to"})
_ABBREVIATION = re.compile(r"[A-Z]{3,}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that the glossary might need."""

    term: str
    category: str
    """Guessed."""
    count: int
    places: tuple[str, ...]
    """`report.txt:12`, in the order of the reports."""
    variants: tuple[str, ...] = ()
    """The abbreviation that the report gives for it."""

    @property
    def likely(self) -> bool:
        """Whether something beyond a single pair of capitals says that it is a term."""
        named = self.category != "formula" or self.variants or _ABBREVIATION.fullmatch(self.term) or "《" in self.term
        return bool(named) or self.count > 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the glossary makes of some reports."""

    matched: Mapping[str, int]
    """Occurrences by concept id, the most frequent first."""
    candidates: Sequence[Candidate]
    """The most frequent first."""
    named: int
    """Occurrences of phrases that look like names."""
    covered: int
    """Those whose every word is part of a term."""


@dataclass(slots=True)
class _Finding:
    spellings: Counter[str] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)
    variants: list[str] = field(default_factory=list)


def cover(reports: Sequence[tuple[str, Sequence[Segment]]], glossary: Glossary) -> Coverage:
    """Return the terms of a glossary in reports, given by name and segments, and the names that it does not cover.

    The reports are in the source language of the glossary, English or Chinese.
    """
    matcher = matcher_for(glossary)
    ordinary = {word for _, segments in reports for segment in segments for word in _LOWER.findall(segment.source)}
    matched: Counter[str] = Counter()
    findings: dict[str, _Finding] = {}
    named = covered = 0
    for name, segments in reports:
        for segment, found in zip(segments, matcher.find_matches(segments), strict=True):
            if segment.verbatim:
                continue
            matches = without_ranked(segment.source, found) if glossary.source == ENGLISH else found
            matched.update(match.id for match in matches)
            made = find_placeables(segment.source, _CHINESE) if glossary.source == ENGLISH else ()
            phrases = list(_named(segment, ordinary, glossary.source))
            alone = _alone(matches, [phrase for phrase, _ in phrases], glossary)
            named, covered = named + alone, covered + alone
            for phrase, abbreviation in phrases:
                named += 1
                if _is_covered(phrase, (*matches, *made)):
                    covered += 1
                    continue
                term = _BLANKS.sub(" ", phrase.text)
                finding = findings.setdefault(term.lower().replace("’", "'"), _Finding())
                finding.spellings[term] += 1
                line = segment.line + segment.source.count("\n", 0, phrase.start)
                finding.places.append(f"{name}:{line}")
                if abbreviation and abbreviation not in finding.variants:
                    finding.variants.append(abbreviation)
    ranked = sorted(_candidates(findings), key=lambda candidate: -candidate.count)
    return Coverage(dict(matched.most_common()), ranked, named, covered)


def with_all_visible(glossary: Glossary) -> Glossary:
    """Return the glossary with a rendering for every concept, so that all are found."""
    known = {id_: Rendering(id_, "=", (), (), "proposed", "", "", 0) for id_ in glossary.concepts}
    return replace(glossary, renderings=known)


def _named(segment: Segment, ordinary: set[str], language: str) -> Iterable[tuple[Phrase, str]]:
    """Return what looks like a name in a segment, with the short forms that it gives."""
    if language == "zh":
        return find_chinese(segment.source, ordinary)
    headline = segment.kind == "heading"
    if headline and is_headline(_WORD.findall(segment.source)):
        return _with_names(segment.source, (), headline=True)
    return _with_names(segment.source, tuple(_phrases(segment.source, ordinary)), headline=headline)


def _with_names(text: str, phrases: Sequence[tuple[Phrase, str]], *, headline: bool) -> Iterator[tuple[Phrase, str]]:
    """Yield phrases and the names that a run carries over, but for those that stand inside of a phrase.

    >>> phrases = [(Phrase(0, 6, "Ludwig"), ""), (Phrase(11, 17, "Beeren"), "")]
    >>> [phrase.text for phrase, _ in _with_names("Ludwig van Beeren met Ysolda.", phrases, headline=False)]
    ['Ludwig van Beeren', 'Ysolda']
    """
    names = [
        (Phrase(start, end, text[start:end]), "")
        for start, end in find_names(text, headline=headline)
        if not any(phrase.start <= start and end <= phrase.end for phrase, _ in phrases)
    ]
    left = (one for one in phrases if not any(one[0].start < name.end and name.start < one[0].end for name, _ in names))
    yield from sorted((*left, *names), key=lambda one: one[0].start)


def _phrases(text: str, ordinary: set[str]) -> Iterator[tuple[Phrase, str]]:
    """Yield what looks like a name, the longest of those that overlap, each with the abbreviation that it defines.

    Words that an abbreviation stands for are a name of their own within a longer one.
    """
    definitions = {}
    for skip in find_definitions(text, {}):
        expansion = text[skip.expansion : skip.start].rstrip()
        token = text[skip.start : skip.close].strip("()（） \"'“”‘’")
        definitions[skip.expansion] = Phrase(skip.expansion, skip.expansion + len(expansion), expansion), token
    phrases = find_phrases(text, ordinary)
    titles = find_titles(text, phrases)
    inner = {
        phrase for phrase in phrases for title in titles if title.start <= phrase.start and phrase.end <= title.end
    }
    for phrase in sorted({*titles, *phrases} - inner, key=lambda phrase: phrase.start):
        definition = definitions.get(phrase.start)
        if definition and definition[0].end == phrase.end:
            continue
        if not any(token == phrase.text and owner.end < phrase.start for owner, token in definitions.values()):
            yield phrase, ""
    yield from definitions.values()


def _alone(matches: Sequence[Match], phrases: Sequence[Phrase], glossary: Glossary) -> int:
    """Return how many names of a Chinese text only the glossary tells, which capitals do in English."""
    if glossary.source == ENGLISH:
        return 0
    named = (match for match in matches if glossary.concepts[match.id].category != FALLBACK)
    return sum(not any(phrase.start < match.end and match.start < phrase.end for phrase in phrases) for match in named)


def _is_covered(phrase: Phrase, matches: Sequence[Match]) -> bool:
    """Tell whether every word of the phrase, but for small ones, lies in a term; in Chinese every character."""
    if _IS_CHINESE.match(phrase.text):
        places = (place for place in range(phrase.start, phrase.end) if phrase.text[place - phrase.start] not in "《》")
        return all(any(match.start <= place < match.end for match in matches) for place in places)
    for word in _WORD.finditer(phrase.text):
        start, end = phrase.start + word.start(), phrase.start + word.end()
        if word[0] not in _SMALL and not any(match.start <= start and end <= match.end for match in matches):
            return False
    return True


def _candidates(findings: Mapping[str, _Finding]) -> Iterator[Candidate]:
    """Yield the candidates; an abbreviation counts for the name that it was defined for."""
    owners = {variant.lower(): key for key, finding in findings.items() for variant in finding.variants}
    for key, finding in findings.items():
        if owners.get(key, key) != key:
            continue
        own = [findings[variant.lower()] for variant in finding.variants if variant.lower() in findings]
        count = finding.spellings.total() + sum(other.spellings.total() for other in own)
        places = (*finding.places, *(place for other in own for place in other.places))
        [(term, _)] = finding.spellings.most_common(1)
        yield Candidate(term, _category(term), count, tuple(dict.fromkeys(places)), tuple(finding.variants))


_IS_CHINESE = re.compile(f"[{HAN}《]")


def _category(term: str) -> str:
    if _IS_CHINESE.match(term):
        return guess_chinese_category(term)
    return "person" if is_chinese_name(term) else guess_category(term)
