"""The source forms of every concept: those that the glossary spells out, and the plurals and singulars of these."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from dragoman.glossary.matching.boundary import term_track
from dragoman.glossary.matching.normalise import BREAK, lower, normalise, normalise_form
from dragoman.model import Concept
from dragoman.text.scripts import HAN, KANA

_PREPOSITIONS = "against among at between by for from in of on over to under with within"
_OFFICERS = (
    "adjutant attorney auditor commissioner comptroller consul director governor inspector procurator prosecutor"
    " registrar secretary solicitor surveyor"
)
# Not plurals, or plurals that mean something else without their s.
_INVARIABLE = "affairs always arms corps customs goods headquarters means news overseas series species works"
_NOT_MEN = ("german", "human", "norman", "ottoman", "roman", "shaman", "talisman")

_PREPOSITION_WORDS = frozenset(_PREPOSITIONS.split())
_OFFICER_WORDS = frozenset(_OFFICERS.split())
_INVARIABLE_WORDS = frozenset(_INVARIABLE.split())


def other_numbers(term: str) -> list[str]:
    """Return `term` in the plural, or in the singular where it stands in the plural.

    >>> other_numbers("Prosecutor General of the SPP"), other_numbers("free trade zones")
    (['Prosecutors General of the SPP'], ['free trade zone'])
    """
    words = term.split(" ")
    low = term.lower().split(" ")
    head = len(words) - 1
    if not _PREPOSITION_WORDS.isdisjoint(low):
        head = next((place - 1 for place, word in enumerate(low) if place and word in _PREPOSITION_WORDS), head)
    if low[head] == "general" and head and low[head - 1] in _OFFICER_WORDS:
        head -= 1
    noun = words[head]
    before, hyphen, last = noun.rpartition("-")
    if last.lower() == "general" and before.lower() in _OFFICER_WORDS:
        changed = f"{_plural(before)}-{last}"
    else:
        other = _singular(last) or _plural(last)
        changed = f"{before}{hyphen}{other}" if other else ""
    if not changed:
        return []
    return [" ".join([*words[:head], changed, *words[head + 1 :]])]


def takes_s(term: str) -> bool:
    """Tell at a glance whether the plural of `term`, in lower case, is the same and an s; if unsure, deny it.

    >>> takes_s("free trade zone"), takes_s("rule of law"), takes_s("agency")
    (True, False, False)
    """
    words = term.split(" ")
    last = words[-1]
    return (
        last[-1] not in "hsxyz0123456789"
        and not last.endswith(("general", "man", "child"))
        and _PREPOSITION_WORDS.isdisjoint(words)
    )


def _plural(word: str) -> str:
    """Return the plural of `word`; empty where it has none that could be told."""
    low = word.lower()
    if not low[-1:].isalpha() or not low.isascii() or low in _INVARIABLE_WORDS:
        return ""
    if len(word) > 1 and word.isupper():
        return word + "s"
    if low.endswith("man") and not low.endswith(_NOT_MEN):
        return word[:-2] + "en"
    if low == "child":
        return word + "ren"
    if low.endswith("sis"):
        return word[:-2] + "es"
    if low.endswith("y") and low[-2:-1] not in {"", "a", "e", "i", "o", "u"}:
        return word[:-1] + "ies"
    return word + ("es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _singular(word: str) -> str:
    """Return the singular of `word`; empty where it does not look like a plural."""
    low = word.lower()
    if len(word) > 2 and word[:-1].isupper() and word.endswith("s"):
        return word[:-1]
    if not low.endswith("s") or len(low) < 4 or word.isupper() or low in _INVARIABLE_WORDS:
        return ""
    if low.endswith(("ss", "us", "is", "ics", "'s")):
        return ""
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    return word[: -2 if low.endswith(("sses", "ches", "shes", "xes", "zzes")) else -1]


_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")

# Ranks of a form, the better first: of two forms over the same words the better one wins.
CASED, SPELLED, DERIVED, SHORT = range(4)

_WORDS = re.compile(r"[A-Za-z0-9]+(?:[ '][A-Za-z0-9]+)*")
_DOTTED = re.compile(r"[A-Z]{2,4}$|(?:UN|US|EU|UK|PRC)(?= )")
CHINESE = re.compile(f"[{HAN}{KANA}]")


_rank = attrgetter("rank")


class Form(NamedTuple):
    """One way in which a concept is written."""

    id: str
    rank: int
    text: str
    """Normalised, in lower case."""
    dashed: tuple[str, ...]
    """The same with clause dashes for hyphens: "ASEAN – China" is "ASEAN-China"."""
    cased: str
    """`text` as it must be capitalised; empty where any case will do."""
    article: str
    """The article, with a blank, that must precede it; empty where none need."""
    contexts: tuple[str, ...]
    """Tracks of words of which one must stand elsewhere in the segment; empty where none need."""
    introduces: bool
    """The concept has a short form, which counts from here on."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the automaton looks for."""

    forms: dict[str, str | list[Form]] = field(default_factory=dict)
    """By track: the id of a concept of whose form nothing is asked but its words, else forms, the best rank first.

    Nearly all terms of a large glossary are of the first kind, and a string costs a tenth of a form.
    """
    plurals: set[str] = field(default_factory=set)
    """Tracks of the first kind that may go on with an s: half the patterns, and an automaton half as large."""
    abbreviations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each form wholly in capitals, the normalised other forms of its concept."""


def is_capitals(form: str) -> bool:
    """Tell whether all letters of `form` are capitals, as those of an abbreviation are."""
    return form.isupper()


def flag_values(concept: Concept, name: str) -> tuple[str, ...]:
    """Return what the flags `name:…` of `concept` say."""
    prefix = name + ":"
    return tuple(flag.removeprefix(prefix) for flag in concept.flags if flag.startswith(prefix))


def english_contexts(concept: Concept) -> tuple[str, ...]:
    """Return the words of which an English report must have one; those in Chinese script are for reports in that."""
    return tuple(word for word in flag_values(concept, "context") if not CHINESE.search(word))


def dotted(form: str) -> str:
    """Return a form with its abbreviation in dots, alone or in front; empty where it has none that is written so.

    >>> dotted("EU"), dotted("UN Security Council"), dotted("UNESCO"), dotted("ACT of the UN")
    ('E.U.', 'U.N. Security Council', '', '')
    """
    found = _DOTTED.match(form)
    return f"{'.'.join(found[0])}.{form[found.end() :]}" if found else ""


def spelled_forms(concept: Concept) -> tuple[str, ...]:
    """Return the term and its variants as the glossary spells them."""
    return (concept.term, *concept.variants)


def build_patterns(concepts: Collection[Concept], visible: Iterable[str]) -> Patterns:
    """Return what is to be found: the forms of the `visible` concepts, and nothing that belongs to another.

    A derived form never counts where any concept, visible or not, spells that form out: "Prosecutors General" is
    a term with a rendering of its own, not the plural of "Prosecutor General". Abbreviations are those of all
    concepts: what a report defines in parentheses does not depend on who is going to read it.
    """
    spelled = {concept.id: [_split(form) for form in spelled_forms(concept)] for concept in concepts}
    owned = {lower(form.replace("-", " ")): id_ for id_, forms in spelled.items() for _, form in forms}
    shown = set(visible)
    patterns = Patterns()
    for concept in concepts:
        for _, form in spelled[concept.id]:
            if is_capitals(form):
                longer = (lower(other) for _, other in spelled[concept.id] if other != form)
                patterns.abbreviations[form] = tuple(other.replace("-", " ") for other in longer)
        if concept.id not in shown:
            continue
        inflects = "exact" not in concept.flags and concept.category != "person"
        plain = not concept.flags or concept.flags == ("exact",)
        for article, form in spelled[concept.id]:
            if plain and not article and not is_capitals(form) and _WORDS.fullmatch(form):
                _add_words(patterns, concept.id, form.lower(), owned, inflects)
            else:
                for other in _inflected_forms(concept, article, form, owned, inflects):
                    _add_form(patterns, other)
            if (written := dotted(form)) and owned.get(lower(written), concept.id) == concept.id:
                _add_form(patterns, _dotted_form(concept, article, written))
        for short in flag_values(concept, "short") if concept.flags else ():
            article, form = _split(short)
            _add_form(patterns, _form(concept.id, SHORT, form, True, article, (), False))
    return patterns


def _add_words(patterns: Patterns, id_: str, text: str, owned: Mapping[str, str], inflects: bool) -> None:
    """Add a form of which nothing is asked but its words, and those that follow from it."""
    track = f" {text}"
    if patterns.forms.setdefault(track, id_) != id_:
        _add_form(patterns, _plain_form(id_, SPELLED, text))
    elif inflects and takes_s(text):
        if owned.get(text + "s", id_) == id_:
            patterns.plurals.add(track)
        return
    for other in other_numbers(text) if inflects else ():
        if owned.get(other, id_) == id_ and patterns.forms.setdefault(f" {other}", id_) != id_:
            _add_form(patterns, _plain_form(id_, DERIVED, other))


def _add_form(patterns: Patterns, form: Form) -> None:
    """Add a form beside those over the same words."""
    track = term_track(form.text)
    others = patterns.forms.setdefault(track, [])
    if isinstance(others, str):
        id_ = others
        patterns.forms[track] = others = [_plain_form(id_, SPELLED, track[1:])]
        if track in patterns.plurals:
            patterns.plurals.remove(track)
            _add_form(patterns, _plain_form(id_, DERIVED, track[1:] + "s"))
    others.append(form)
    others.sort(key=_rank)


def _split(form: str) -> tuple[str, str]:
    """Return the article of `form`, in lower case, and the rest, normalised but for its hyphens."""
    text = form if _WORDS.fullmatch(form) else normalise_form(form)
    if text.startswith(_ARTICLES):
        article, _, rest = text.partition(" ")
        if rest:
            return f"{article.lower()} ", rest
    return "", text


def _inflected_forms(
    concept: Concept, article: str, form: str, owned: Mapping[str, str], inflects: bool
) -> Iterator[Form]:
    """Yield a form that the glossary spells out, and those that follow from it."""
    exact_case = "case" in concept.flags or is_capitals(form)
    introduces = bool(flag_values(concept, "short"))
    contexts = tuple(term_track(normalise(word).folded) for word in english_contexts(concept))
    yield _form(concept.id, CASED if exact_case else SPELLED, form, exact_case, article, contexts, introduces)
    for other in other_numbers(form) if inflects else ():
        derived = _form(concept.id, DERIVED, other, exact_case, article, contexts, introduces)
        if owned.get(derived.text, concept.id) == concept.id:
            yield derived


def _dotted_form(concept: Concept, article: str, form: str) -> Form:
    exact_case = "case" in concept.flags or is_capitals(form)
    contexts = tuple(term_track(normalise(word).folded) for word in english_contexts(concept))
    return _form(concept.id, DERIVED, form, exact_case, article, contexts, bool(flag_values(concept, "short")))


def _plain_form(id_: str, rank: int, text: str) -> Form:
    return Form(id_, rank, text, (), "", "", (), False)


def _form(
    id_: str, rank: int, form: str, exact_case: bool, article: str, contexts: tuple[str, ...], introduces: bool
) -> Form:
    cased = form.replace("-", " ").replace(BREAK, " ")
    text = lower(cased)
    dashed: tuple[str, ...] = ()
    if cased is not form:
        places = [place for place, sign in enumerate(form) if sign in {"-", BREAK}]
        single = [text[:place] + BREAK + text[place + 1 :] for place in places]
        dashed = (*single, lower(form.replace("-", BREAK)))
    return Form(id_, rank, text, dashed, cased if exact_case else "", article, contexts, introduces)
