"""Names as required terms: in a language with another script they stand as the source writes them."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.glossary.names.capitals import recased
from dragoman.glossary.names.english import find_names
from dragoman.glossary.placeables.literals import literal_id
from dragoman.model import NAME, Language, Match, Rendering, fold_lines, is_carried
from dragoman.text.scripts import scripts_of


def with_names(source: str, matches: Sequence[Match], target: Language, *, headline: bool = False) -> list[Match]:
    """Return the matches of an English text with the names that none of them touches, in order.

    Where the target is written in Latin letters, names stay as they are by themselves and nothing is added.
    """
    if "Latin" in scripts_of(target.tag):
        return list(matches)
    known = [replace(match, category=NAME) if is_carried(match) else match for match in matches]
    taken = [(match.start, match.end) for match in known]
    names = find_names(source, taken, headline=headline)
    if source.isupper():
        names += find_names(_prose(source), [*taken, *names], headline=headline)
    found = [_as_match(source, start, end) for start, end in names]
    return sorted((*known, *found), key=lambda match: match.start)


def _prose(source: str) -> str:
    """Return a text in capitals as prose has it, of the same length."""
    prose = recased(source)
    return prose if len(prose) == len(source) else source


def carry_people(matches: Sequence[Match], target: Language) -> Sequence[Match]:
    """Return the matches with the source's spelling as the form of people whom the glossary has no rendering for."""
    if "Latin" in scripts_of(target.tag):
        return matches
    return [
        replace(match, forms=(fold_lines(match.source),)) if match.category == "person" and not match.forms else match
        for match in matches
    ]


def _as_match(source: str, start: int, end: int) -> Match:
    words = source[start:end]
    form = fold_lines(words)
    id_ = literal_id(NAME, form)
    rendering = Rendering(id_, form, (), (), "established", "", "a name that the glossary does not know", 0)
    return Match(start, end, words, id_, (form,), rendering, NAME)
