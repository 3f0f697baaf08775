"""Language codes: what people type (BCP 47 or gettext) mapped to the names that each format and package uses."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.errors import RequestError
from dragoman.model import Language

if TYPE_CHECKING:
    import langcodes

_SPACELESS = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz", "yue"})

# Where the Argos index departs from the language subtag (`argospm-index`, 2025), …
_ARGOS = {"pt-BR": "pb", "no": "nb", "nn": "nb", "fil": "tl"}
# … and those of its codes that are no language subtags, which people who know Argos Translate type.
_ARGOS_ONLY = {"pb": "pt-BR", "zt": "zh-Hant"}

# gettext names a locale by territory where BCP 47 names the script.
_GETTEXT = {"zh": "zh_CN", "zh-Hant": "zh_TW", "sr-Latn": "sr@latin"}

# What most runs name, ready: looking it up costs more than any other step of a small command. A test compares.
_CHINESE = Language("zh", "zh", "zh_CN", "Chinese (Simplified)", spaceless=True)
_TRADITIONAL = Language("zh-Hant", "zt", "zh_TW", "Chinese (Traditional)", spaceless=True)
_HONG_KONG = Language("zh-Hant-HK", "zt", "zh_HK", "Chinese (Traditional, Hong Kong SAR China)", spaceless=True)
_COMMON = {
    "en": Language("en", "en", "en", "English"),
    "zh": _CHINESE,
    "zh-cn": _CHINESE,
    "zh-hant": _TRADITIONAL,
    "zh-tw": _TRADITIONAL,
    "zh-hk": _HONG_KONG,
    "zh-hant-hk": _HONG_KONG,
    "es": Language("es", "es", "es", "Spanish"),
    "fr": Language("fr", "fr", "fr", "French"),
    "ru": Language("ru", "ru", "ru", "Russian"),
    "ar": Language("ar", "ar", "ar", "Arabic", rtl=True),
    "ja": Language("ja", "ja", "ja", "Japanese", spaceless=True),
    "de": Language("de", "de", "de", "German"),
}

_TRADITIONAL_AT_HOME = frozenset({"TW", "HK", "MO"})
"""Territories whose name alone says that Chinese is in traditional characters."""
_NEAR = 5
"""CLDR's distance between the regions of one language; of Norwegian and Bokmål it is 1, of Danish and Norwegian 10."""

UNKNOWN_LANGUAGE = (
    "{code!r} is not a language code; use a BCP 47 or gettext code such as zh, zh-Hant, es, pt-BR or zh_CN"
)


def parse_language(code: str) -> Language:
    """Return the language that a BCP 47, gettext or Argos code names.

    >>> parse_language("zh_CN").tag, parse_language("zh-TW").gettext, parse_language("pt_BR").argos
    ('zh', 'zh_TW', 'pb')
    >>> parse_language("zt").tag
    'zh-Hant'

    Raises:
        RequestError: the code is not well formed or not in the IANA registry.
    """
    typed = code.strip().replace("_", "-").lower()
    if known := _COMMON.get(_ARGOS_ONLY.get(typed, typed).lower()):
        return known
    return _look_up(_ARGOS_ONLY.get(typed, code))


def subtag(language: Language) -> str:
    """Return the language alone, without script and territory: `zh` for `zh-Hant`."""
    return language.tag.partition("-")[0]


def is_region_of(language: Language, other: Language) -> bool:
    """Tell whether a language is another one as it is written in some region: `fr-FR` and `fr`, not `zh-Hant` and `zh`.

    >>> is_region_of(parse_language("fr-FR"), parse_language("fr"))
    True
    """
    return re.fullmatch(rf"{re.escape(other.tag)}-(?:[A-Z]{{2}}|\d{{3}})", language.tag) is not None


def regional_tag(language: Language) -> str:
    """Return a tag as translators' programs expect it, which name Chinese by its territory: `zh-CN`, `zh-TW`."""
    return language.gettext.replace("_", "-") if subtag(language) == "zh" else language.tag


def nearest(language: Language, others: Sequence[Language]) -> Language | None:
    """Return the one of `others` that readers of `language` read as theirs, in the same script; `None` without one.

    How far languages lie apart is CLDR's data on language matching; regions of one language are at most 5 apart.

    >>> near = nearest(parse_language("zh-HK"), [parse_language("zh"), parse_language("zh-Hant")])
    >>> near.tag if near else None
    'zh-Hant'
    """
    import langcodes

    wanted = langcodes.Language.get(language.tag)
    script = wanted.maximize().script
    found: list[tuple[int, Language]] = []
    for other in others:
        tag = langcodes.Language.get(other.tag)
        distance = langcodes.tag_distance(wanted, tag)
        if distance <= _NEAR and tag.maximize().script == script:
            found.append((distance, other))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _look_up(code: str) -> Language:
    import langcodes  # here: it costs as much to import as Typer's own start
    from babel import Locale, UnknownLocaleError

    try:
        parsed = langcodes.Language.get(code.strip())
    except ValueError:  # LanguageTagError, which langcodes does not export to type checkers
        parsed = langcodes.Language.get("und")
    if parsed.language in (None, "und") or not parsed.is_valid():
        raise RequestError(UNKNOWN_LANGUAGE.format(code=code))
    tag = _shortest_tag(parsed)
    language = str(parsed.language)
    argos = "zt" if tag.startswith("zh-Hant") else _ARGOS.get(tag, _ARGOS.get(language, language))
    try:
        locale = Locale.parse("zh-Hans" if tag == "zh" else tag, sep="-")
        name, rtl = locale.english_name, locale.text_direction == "rtl"
    except (UnknownLocaleError, ValueError):  # a real language that CLDR has no data for
        name, rtl = tag, False
    return Language(
        tag=tag,
        argos=argos,
        gettext=_GETTEXT.get(tag, tag.replace("-Hant-", "_").replace("-", "_")),
        name=str(name or tag),
        rtl=rtl,
        spaceless=language in _SPACELESS,
    )


def _shortest_tag(parsed: "langcodes.Language") -> str:
    """Return the tag as typed, except that Chinese is named by its script, and by a territory only if unusual."""
    if parsed.language == "zh":
        usual, base = ("TW", "zh-Hant") if parsed.maximize().script == "Hant" else ("CN", "zh")
        if base == "zh" and parsed.territory in _TRADITIONAL_AT_HOME:
            base = "zh-Hans"
        return base if parsed.territory in (None, usual) else f"{base}-{parsed.territory}"
    return str(parsed.to_tag())
