"""Whose a matched concept is: what a concept of one owner requires does not hold beside another.

"The Prosecutor General of the Russian Federation" is not whom China calls 检察长, and "the Party in breach" is no party
that governs. A match of a concept whose `domain` is `prc` beside a foreign owner requires nothing, or what the concept
of that owner's domain requires which is written alike.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.glossary.matching.forms import other_numbers, spelled_forms
from dragoman.glossary.ranks import RANK_WORDS
from dragoman.model import Concept, Match
from dragoman.resources import table_of

HOME = "prc"
"""The domain of the shipped glossary's own concepts, which nearly all reports speak of."""
_CHINA = "china"
_REACH = 80
"""Characters before and behind a match that are looked at."""
_LONGEST_NAME = 5
"""Words of an owner's name."""
_BETWEEN = 2
"""Words between an owner and what it owns."""

_WORDS = re.compile(r"[^\s,;:()\"“”]+")
_CLAUSE_END = re.compile(r"[,;:()\"“”]|(?<![A-Z])[.!?](?:\s|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEHIND = re.compile(r"\s+(?P<link>of|from|in)\s+(?:the\s+|both\s+)?")
_STATE = re.compile(
    r"(?:[A-Z][\w']*\s+)*(?:Republic|Kingdom|State|Commonwealth|Sultanate|Principality)\s+of\s+(?:the\s+)?"
)
"""Before a country's name in its long form."""
_AND = re.compile(r"(?:,\s+|,?\s+and\s+)(?:the\s+)?")
_PLACED = frozenset({"title", "institution", "place"})
"""Categories that "from" and "in" tell an owner of: prosecutors in Germany, but not the rule of law in Germany."""

# A party to a contract or a treaty: what stands before and behind it in no sentence about a political one.
_PARTY = re.compile(r"(?:the\s+)?Party")
_BEFORE_PARTY = re.compile(
    r"\b(?:other|each|either|any|every|neither|such|a|one|State|Contracting|(?:request|injur|aggriev|affect|concern|"
    r"oblig|respond|default|disclos|receiv|indemnif)\w*)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEHIND_PARTY = re.compile(
    r"\s+(?:in\s+breach|concerned|affected|hereto|in\s+default|at\s+fault|so\s+notified|receiving|disclosing|making"
    r"|to\s+(?:this|the|a|such)\s+(?:agreement|contract|convention|treaty|protocol|dispute|proceedings?)"
    r"|(?:whose|which|that)\s+(?:has\s+)?(?:request|receive|breach|terminat|ratif|notif)\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Owners:
    """The data of `owners.toml`."""

    names: Mapping[str, str]
    """The domain of each name."""
    adjectives: Mapping[str, str]
    between: frozenset[str]
    compass: frozenset[str]


@cache
def _owners() -> _Owners:
    data = table_of(__file__)
    words = data.pop("words")
    return _Owners(
        {name: domain for domain, table in data.items() for name in table["names"]},
        {name: domain for domain, table in data.items() for name in table["adjectives"]},
        frozenset(words["between"]),
        frozenset(words["compass"]),
    )


def owner_domain(source: str, match: Match, others: Sequence[Match], concepts: Mapping[str, Concept]) -> str:
    """Return the domain of the foreign owner of a match; empty where it has none.

    `others` are the matches of the segment: a foreign institution of the glossary is an owner, too.

    >>> match = Match(4, 22, "Prosecutor General", "prosecutor-general", (), None, "title")
    >>> owner_domain("The Prosecutor General of the Russian Federation", match, (), {})
    'foreign'
    """
    return _before(source, match) or _behind(source, match, others, concepts)


def _before(source: str, match: Match) -> str:
    """Return the domain of an owner that stands before a match: "U.S. officials", "Russia's chief prosecutors"."""
    text = source[max(0, match.start - _REACH) : match.start]
    if not text or not text[-1].isspace():
        return ""
    clause = text[max((found.end() for found in _CLAUSE_END.finditer(text)), default=0) :]
    words = _WORDS.findall(clause)
    owners = _owners()
    for skipped in range(min(_BETWEEN, len(words) - 1) + 1):
        end = len(words) - skipped
        for length in range(min(_LONGEST_NAME, end), 0, -1):
            said = " ".join(words[end - length : end]).replace("’", "'").removeprefix("“")
            name = _POSSESSIVE.sub("", said)
            domain = owners.adjectives.get(said) or owners.names.get(name)
            if not domain:
                continue
            # A state that is no adjective here acts: "Russia supports the rule of law".
            attributive = said != name or said in owners.adjectives or name.isupper() or skipped == 0
            joined = " ".join(words[max(0, end - length - 2) : end - length])
            shared = joined.endswith(("and", ",")) and any(name in joined for name in _names_of(_CHINA))
            return domain if attributive and domain != _CHINA and not shared else ""
        if not _may_stand_between(words[end - 1]):
            return ""
    return ""


def _names_of(domain: str) -> list[str]:
    owners = _owners()
    return [name for names in (owners.names, owners.adjectives) for name, whose in names.items() if whose == domain]


def _may_stand_between(word: str) -> bool:
    bare = word.lower()
    return word[0].isupper() or bare in _owners().between or bare in RANK_WORDS


def _behind(source: str, match: Match, others: Sequence[Match], concepts: Mapping[str, Concept]) -> str:
    """Return the domain of an owner behind a match, "prosecutors from Kazakhstan"; of several, China's comes first."""
    link = _BEHIND.match(source, match.end)
    if not link or (link["link"] != "of" and match.category not in _PLACED):
        return ""
    domains = []
    place = link.end()
    while found := _name_at(source, place, others, concepts):
        domain, end = found
        domains.append(domain)
        following = _AND.match(source, end)
        if not following:
            break
        place = following.end()
    return "" if _CHINA in domains or not domains else domains[0]


def _name_at(
    source: str, place: int, others: Sequence[Match], concepts: Mapping[str, Concept]
) -> tuple[str, int] | None:
    """Return whose name stands at a place, and where it ends."""
    for other in others:
        if other.start == place and other.id in concepts and concepts[other.id].domain in {"un", "foreign"}:
            return concepts[other.id].domain, other.end
    if state := _STATE.match(source, place, place + _REACH):
        place = state.end()
    words = list(_WORDS.finditer(source, place, min(len(source), place + _REACH)))
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        end = words[length - 1].end()
        said = " ".join(source[place:end].split()).replace("’", "'")
        bare = _POSSESSIVE.sub("", said)
        for name in (bare, bare.rstrip(".!?")):
            if domain := _owners().names.get(name):
                return domain, end
    return None


class Jurisdiction:
    """Tells whose the matches of a glossary are."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._concepts = concepts
        self._like: dict[str, list[str]] | None = None

    def owner(self, source: str, match: Match, matches: Sequence[Match]) -> str:
        """Return the domain of the foreign owner of a match of the segment; empty where the match holds."""
        concept = self._concepts.get(match.id)
        if concept is None or concept.domain != HOME:
            return ""
        if _PARTY.fullmatch(match.source):
            before = source[max(0, match.start - _REACH) : match.start]
            if _BEFORE_PARTY.search(before) or _BEHIND_PARTY.match(source, match.end):
                return "general"
        if _is_part_of_longer_name(source, concept, match, matches):
            return "foreign"
        return owner_domain(source, match, matches, self._concepts)

    def alike(self, concept: Concept, domain: str, *, any_number: bool) -> Iterator[str]:
        """Yield the concepts of a domain that are written as this one, or as its plural or singular."""
        if self._like is None:
            self._like = {}
            for other in self._concepts.values():
                if other.domain not in {"", HOME}:
                    for form in spelled_forms(other):
                        self._like.setdefault(form.lower(), []).append(other.id)
        forms = spelled_forms(concept)
        numbers = [number for form in forms for number in other_numbers(form)] if any_number else []
        found = [id_ for form in (*forms, *numbers) for id_ in self._like.get(form.lower(), ())]
        yield from (id_ for id_ in dict.fromkeys(found) if self._concepts[id_].domain == domain)


def _is_part_of_longer_name(source: str, concept: Concept, match: Match, matches: Sequence[Match]) -> bool:
    """Tell whether a name goes on to the left: "North China", "the Colon Free Trade Zone".

    Words that are capitalised for being in a name of ours, a place of ours before them, are no such case.
    """
    if concept.category not in {"place", "formula"} or not match.source[0].isupper():
        return False
    before = source[max(0, match.start - _REACH) : match.start]
    if not before[-1:].isspace() or any(other.end in {match.start, match.start - 1} for other in matches):
        return False
    word = before.split()[-1]
    if concept.term[0].islower():
        opens = len(before) < _REACH and before.strip() == word
        return word.isalpha() and word[0].isupper() and not opens and word not in _names_of(_CHINA)
    return word in _owners().compass


def without_forbidden(match: Match) -> Match:
    """Return a match whose forbidden forms may stand: beside it, somebody else's office is called by one of them."""
    return replace(match, rendering=replace(match.rendering, forbidden=())) if match.rendering.forbidden else match
