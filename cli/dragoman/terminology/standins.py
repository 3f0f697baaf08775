"""Stand-ins: familiar words that take the place of renderings while the engine translates.

A model that copies the target language out of its source (rung `inline`) copies words it has seen often and mangles
long titles and rare names. So the source gets a familiar word of the same category, which also shortens it, and the
finished text gets the rendering wherever the word stands. This is slot masking (Crego et al. 2016, cited in
arXiv 2004.12681) with words in place of tags, which a model that was not trained on tags leaves whole.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from dragoman.resources import table_of
from dragoman.terminology.fit.rendering import runs_on
from dragoman.terminology.required import EXACT, RequiredTerm, Task
from dragoman.terminology.verify import Span, joins
from dragoman.text.strings import close_up

StandIns = Mapping[str, Sequence[str]]
"""Words by glossary category, the preferred ones first."""

KEPT: StandIns = dict.fromkeys(EXACT, ("IBM", "PDF", "USB", "GPS", "HTML", "DVD", "XML", "CPU", "NASA", "BBC"))
"""For what no engine may touch, with packages that were not trained to copy: all languages write these as they are."""
_SLOTS: Mapping[str, str] = {
    **{category: category for category in ("person", "place", "date", "title")},
    **{"literal": "formula", "name": "place"},
}
"""By category of terms: whose slots stand in best; the others have words, or their own renderings.

On 160 official sentences and 200 of the United Nations, with package 0.2 and the glossary's terms, chrF was 26.6 and
30.4 like this, 26.5 and 30.1 with words alone, 26.3 and 30.2 with slots for institutions, formulas, events and laws
as well; those of laws and numbers hardly come out. Of 100 sentences with a literal, 90 had a formula's symbol once,
98 in one of the hypotheses; of 100 with a name, 98 had a place's (`tests/benchmarks/data/kept.tsv`).
"""


@cache
def stand_ins_for(language: str) -> StandIns:
    """Return the stand-ins of a target language (BCP 47 tag), none where it has none."""
    return {category: tuple(words.split()) for category, words in table_of(__file__).get(language, {}).items()}


@cache
def all_stand_ins(language: str) -> frozenset[str]:
    """Return the stand-ins of a target language (BCP 47 tag), whatever they stand for."""
    return frozenset(word for words in stand_ins_for(language).values() for word in words)


def slot_words(slots: Mapping[str, Sequence[str]]) -> StandIns:
    """Return the slot symbols of a package as stand-ins, by the categories of terms that they serve."""
    return {category: slots[slot] for category, slot in _SLOTS.items() if slot in slots}


def with_stand_ins(task: Task, words: StandIns, avoid: str = "") -> tuple[Task, dict[str, str]]:
    """Return `task` with a stand-in as the only form of each term, and the rendering that each stand-in stands for.

    A word is no stand-in if it occurs in the text, in `avoid` or in a form that stands for itself, where it could be
    taken for the term. Terms of no category, or for which no word is left, keep their own form.

    >>> required = RequiredTerm("ying-yong", ("应勇",), ((0, 4),), "person")
    >>> with_stand_ins(Task("Ying spoke.", (required,)), {"person": ("李明", "小明")}, "李明讲话。")[1]
    {'小明': '应勇'}
    """
    chosen: dict[str, str] = {}
    required_terms = []
    own = (required.forms[0] for required in task.terms if required.forms and _stands_for_itself(required, words))
    avoid = "\n".join((task.text, avoid, *own))
    for required in task.terms:
        if required.forms:
            stand_in = _choose(required, words, avoid, chosen)
            chosen[stand_in] = required.forms[0]
            required = replace(required, forms=(stand_in,) if stand_in != required.forms[0] else required.forms)
        required_terms.append(required)
    return replace(task, terms=tuple(required_terms)), chosen


def categorised(required: RequiredTerm, text: str) -> RequiredTerm:
    """Return a term of no category, as those of a test set are, with the one that its term looks like in `text`.

    A name is taken for a place, anything else for a formula; an infinitive stays without, since no noun stands for it.

    >>> terms = [RequiredTerm(term, ("x",), ((4, 4 + len(term)),)) for term in ("Hague", "court", "to go")]
    >>> [categorised(term, f"The {term.id}.").category for term in terms]
    ['place', 'formula', '']
    """
    if required.category or not required.spans:
        return required
    start, end = required.spans[0]
    term = text[start:end]
    if term.startswith("to "):
        return required
    return replace(required, category="place" if start and term[:1].isupper() else "formula")


def put_renderings(target: str, chosen: Mapping[str, str]) -> str:
    """Return `target` with every stand-in replaced by its rendering, all at once; only words are set apart.

    >>> put_renderings("李明在北京", {"李明": "应勇", "北京": "李明路"}), put_renderings("15李明", {"李明": "Holm"})
    ('应勇在李明路', '15 Holm')
    """
    text = word = ""
    done = 0
    for start, end in places_of(target, chosen):
        between = target[done:start]
        text = _met(text, between, glued=joins(word[-1:], between[:1]))
        word = target[start:end]
        text = _met(text, chosen[word], glued=joins(between[-1:], word[:1]))
        done = end
    return _met(text, target[done:], glued=joins(word[-1:], target[done : done + 1]))


def _met(left: str, right: str, *, glued: bool) -> str:
    """Return two texts as one: words apart, unless the engine glued them together, Chinese characters side by side."""
    ends = left[-1:], right[:1]
    return f"{left} {right}" if (joins(*ends) or runs_on(*ends)) and not glued else close_up(left, right)


def places_of(target: str, chosen: Mapping[str, str]) -> list[Span]:
    """Return where stand-ins stand in `target`, those that `put_renderings` replaces."""
    return [match.span() for match in _any_of(chosen).finditer(target)] if chosen else []


def _any_of(chosen: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(chosen, key=len, reverse=True))))


def _choose(required: RequiredTerm, words: StandIns, avoid: str, taken: Mapping[str, str]) -> str:
    if not _stands_for_itself(required, words):
        for word in (*words[required.category], *words.get("formula", ())):
            if word not in avoid and not _contested(word, taken):
                return word
    return required.forms[0]


def _stands_for_itself(required: RequiredTerm, words: StandIns) -> bool:
    """Say whether a form is a familiar word itself, or nothing is known that could stand for it."""
    category = words.get(required.category, ())
    return not category or required.forms[0] in category


def _contested(word: str, taken: Mapping[str, str]) -> bool:
    return any(word in other or other in word for other in taken)
