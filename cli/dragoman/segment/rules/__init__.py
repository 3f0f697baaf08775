"""What the segmentation engine needs to know about a language; the data are TOML files beside this module.

`default.toml` serves languages without rules of their own: it breaks at every mark that ends a sentence in any script,
and would rather miss a boundary after an abbreviation or an ordinal than invent one.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.resources import read_table
from dragoman.text.scripts import HAN, KANA

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """Segmentation data of a language.

    Abbreviations are written without their last full stop and without blanks: `ee.uu` for "EE. UU.". Their sets are
    in lower case; those that stand for names (`titles`, `calendar`) count only where the text has them with a capital.
    """

    name: str
    spaced: str = ".!?…‼⁇⁈⁉؟۔։።"
    """Marks that end a sentence before white space."""
    unspaced: frozenset[str] = frozenset("。！？｡।॥။។៕")
    """Marks that end a sentence by themselves."""
    closers: str = "\"'”’»›」』）)］]】》〉〕"
    """Marks that belong to the sentence when they follow its end."""
    openers: str = "\"'“‘«‹»›„‚「『（([【《〈〔¿¡"
    """Marks that may open a sentence."""
    brackets: tuple[str, ...] = ("()", "[]", "（）", "《》", "【】", "〔〕", "［］", "〈〉")
    """Pairs that no sentence ends in."""
    titles: frozenset[str] = _NONE
    """Before a name: never the end of a sentence."""
    numbered: frozenset[str] = _NONE
    """Before a number: `No`, `Art`, `para`."""
    numbered_endings: tuple[str, ...] = ()
    """Endings of words that stand before a number: `str` for "Hafenstr. 5"."""
    number_words: frozenset[str] = _NONE
    """Words that count as numbers after those."""
    inner: frozenset[str] = _NONE
    """Never the end of a sentence: `e.g`, `vs`."""
    calendar: frozenset[str] = _NONE
    """Months and weekdays: the end of a sentence only before a word of `starters`."""
    outer: frozenset[str] = _NONE
    """After a name, or otherwise able to end a sentence: as `calendar`."""
    final: frozenset[str] = _NONE
    """The end of a sentence before any capital: `etc`. To be named only where it looks like something else."""
    units: frozenset[str] = _NONE
    """After a number the end of a sentence before any capital ("2024 г."), elsewhere never the end ("г. Москва")."""
    clock: frozenset[str] = _NONE
    """`a.m`, `p.m`: the end unless they belong to the opening of the sentence or a date, place or zone follows."""
    clock_openings: frozenset[str] = _NONE
    """Words that open a sentence with a time."""
    clock_names: frozenset[str] = _NONE
    """Words that carry a time on: weekdays, months, time zones."""
    starters: frozenset[str] = _NONE
    """Words that, with a capital, open a sentence rather than go on with a name. As written; `L'` for "L'État"."""
    surnames: frozenset[str] = _NONE
    """Those of `starters` that may be surnames after an initial. As written."""
    pronouns: frozenset[str] = _NONE
    """Words that always have a capital, so that it says nothing. As written."""
    labels: frozenset[str] = _NONE
    """Nouns that a letter follows: `Annex A`."""
    attribution: str = ""
    """Regular expression for a reporting clause after a quotation: `Ying asked`. A group `more` takes the comma
    after a clause that is one only where the quotation opens the sentence."""
    continuation: str = ""
    """Regular expression for what, after a closed quotation, goes on with the sentence in a script without capitals.
    A group `more` takes what does so only where the quotation was not introduced: "“……？”是……", not "问：“……？”是"."""
    speech: str = ""
    """Characters before an opening quotation mark that introduce what is said; after any other letter the quotation is
    part of the sentence around it: `喊着“加油！”跑了过来`. Empty: that says nothing."""
    tight: str = ""
    """Regular expression, at the place after a stop, for a boundary without white space."""
    ordinals: bool = True
    """A number of up to two digits with a full stop, or a Roman one, is an ordinal unless a word of `starters`
    follows."""
    ordinal_nouns: frozenset[str] = _NONE
    """Nouns that show a longer number to be an ordinal: `100. Sitzung`. In lower case."""
    person: str = ""
    """Regular expression for how a part of a list of persons opens: "Chen Yong, ". Empty: a name and a comma."""


_ALIASES = {"yue": "zh", "lzh": "zh", "zt": "zh", "pb": "pt", "gl": "pt", "be": "ru", "uk": "ru"}
"""Languages that are written like another one; `zt` and `pb` are what Argos calls zh-Hant and pt-BR."""
_FOLDER = Path(__file__).parent


@cache
def rules_for(language: str) -> Rules:
    """Return the rules for a language tag (`en`, `en-GB`, `zh_CN`), or the default ones.

    >>> rules_for("en_GB").name, rules_for("sw").name
    ('rules-en 2', 'rules-default 2')
    """
    subtag = language.replace("_", "-").casefold().partition("-")[0]
    subtag = _ALIASES.get(subtag, subtag)
    path = _FOLDER / f"{subtag}.toml"
    return _read(path if path.is_file() else _FOLDER / "default.toml")


@cache
def _read(path: Path) -> Rules:
    """Read a language's file: sets are words in a row; a list of regular expressions holds alternatives.

    `{HAN}` and `{KANA}` stand for these letters inside a character class.
    """
    values = read_table(path)
    return Rules(
        **{field.name: _value(field.type, values[field.name]) for field in fields(Rules) if field.name in values}
    )


def _value(type_: object, value: Any) -> Any:
    if type_ == frozenset[str]:
        return frozenset(value.split())
    if type_ == tuple[str, ...]:
        return tuple(value)
    if isinstance(value, list):
        value = "|".join(value)
    return value.replace("{HAN}", HAN).replace("{KANA}", KANA) if isinstance(value, str) else value
