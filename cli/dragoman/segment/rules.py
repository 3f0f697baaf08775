"""What the segmentation engine needs to know about a language, as data, and where to find it."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """Segmentation data of a language. Abbreviations are written without their last full stop.

    Sets of abbreviations are in lower case; those that stand for names (`titles`, `calendar`) count only
    where the text has them with a capital.
    """

    name: str
    spaced: str = ".!?…‼⁇⁈⁉؟۔։።"
    """Marks that end a sentence before white space."""
    unspaced: frozenset[str] = frozenset("。！？｡।॥")
    """Marks that end a sentence by themselves."""
    closers: str = "\"'”’»›」』）)］]】》〉〕"
    """Marks that belong to the sentence when they follow its end."""
    openers: str = "\"'“‘«‹„‚「『（([【《〈〔¿¡"
    """Marks that may open a sentence."""
    titles: frozenset[str] = _NONE
    """Before a name: never the end of a sentence."""
    numbered: frozenset[str] = _NONE
    """Before a number: `No`, `Art`, `para`."""
    number_words: frozenset[str] = _NONE
    """Words that count as numbers after those."""
    inner: frozenset[str] = _NONE
    """Never the end of a sentence: `e.g`, `vs`."""
    calendar: frozenset[str] = _NONE
    """Months and weekdays: the end of a sentence only before a word of `starters`."""
    outer: frozenset[str] = _NONE
    """After a name, or otherwise able to end a sentence: as `calendar`."""
    clock: frozenset[str] = _NONE
    """`a.m`, `p.m`: the end unless they belong to the opening of the sentence or a date, place or zone follows."""
    clock_openings: frozenset[str] = _NONE
    """Words that open a sentence with a time."""
    clock_names: frozenset[str] = _NONE
    """Words that carry a time on: weekdays, months, time zones."""
    starters: frozenset[str] = _NONE
    """Words that, with a capital, open a sentence rather than go on with a name. As written."""
    surnames: frozenset[str] = _NONE
    """Those of `starters` that may be surnames after an initial. As written."""
    pronouns: frozenset[str] = _NONE
    """Words that always have a capital, so that it says nothing. As written."""
    labels: frozenset[str] = _NONE
    """Nouns that a letter follows: `Annex A`."""
    attribution: str = ""
    """Regular expression for a reporting clause after a quotation: `Ying asked`."""
    ordinals: bool = True
    """A number of up to two digits with a full stop is an ordinal, not the end of a sentence."""


def words(text: str) -> frozenset[str]:
    """Make a set of the words of a text, so that the data reads as lists of words.

    >>> sorted(words("mr  mrs"))
    ['mr', 'mrs']
    """
    return frozenset(text.split())


DEFAULT = Rules(
    name="rules-default 1",
    titles=words("dr prof mr mrs ms mme mlle mm sr sra srta dott ing hr fr frau herr st ste sig dª d"),
    numbered=words("no nos nr núm num n nº n° art arts abs para par p pp vol cap fig sec ch bd s ст п п.п пп ч г"),
    inner=words("cf vs vgl bzw z.b d.h u.a i.e e.g p.ej p.ex ca см т.е т.к напр"),
)
"""For languages without rules of their own: breaks at every mark that ends a sentence in any script, and
would rather miss a boundary after an abbreviation or an ordinal than invent one."""

_MODULES = {
    "en": "rules_en",
    "zh": "rules_cjk",
    "zt": "rules_cjk",
    "yue": "rules_cjk",
    "ja": "rules_cjk",
}
"""Language to data module; each has a constant `RULES`. Loaded when asked for."""


@cache
def rules_for(language: str) -> Rules:
    """Return the rules for a language tag (`en`, `en-GB`, `zh_CN`), or the default ones.

    >>> rules_for("en_GB").name, rules_for("sw").name
    ('rules-en 1', 'rules-default 1')
    """
    module = _MODULES.get(language.replace("_", "-").casefold().partition("-")[0])
    if module is None:
        return DEFAULT
    rules = import_module(f"dragoman.segment.{module}").RULES
    if not isinstance(rules, Rules):
        raise TypeError(f"dragoman.segment.{module}.RULES is not a Rules")
    return rules
