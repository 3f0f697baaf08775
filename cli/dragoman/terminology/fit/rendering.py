"""How a rendering is put into a sentence so that it reads right: blanks, capitals, and the words that meet it.

Only the seam is touched: the blanks on both sides, a function word before (in French and Spanish with the preposition
before that) and a particle or stop behind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from unicodedata import category, is_normalized, normalize

from dragoman.resources import words_of
from dragoman.terminology.fit import ar, en, es, fr, it, ko, pt, ru
from dragoman.terminology.fit.case import begins_sentence, capitalise
from dragoman.terminology.fit.seam import Seam, last_word
from dragoman.text.scripts import CJK

_RULES: Mapping[str, Callable[[Seam], Seam]] = {
    "ar": ar.adapt,
    "en": en.adapt,
    "es": es.adapt,
    "fr": fr.adapt,
    "it": it.adapt,
    "ko": ko.adapt,
    "pt": pt.adapt,
    "ru": ru.adapt,
}

_NEVER_TWICE = words_of(__file__)

_OPENING = "([{¿¡„‚“‘«‹（［｛"
_CLOSING = ")]}.,;:!?…”»›،؛؟。，、；：！？）］｝"
_STOPS = ")]}.,;:!?…”»›،؛؟"
# Marks that a language writes with a blank, or the other way round, so that the blank stays as it is.
_GERMAN_MARKS = "“‘«»‹›"
_OWN_MARKS: Mapping[str, str] = {
    "fr": "«»‹›;:!?…",
    **dict.fromkeys("bg cs de et hr lt lv mk ro ru sk sl sr uk".split(), "“‘"),
    **dict.fromkeys("da de no nb nn".split(), _GERMAN_MARKS),
    **dict.fromkeys("fi hu pl sv".split(), "”»«“"),
}
_LITERAL_SIGNS = "/\\@{}%`_$#=&~"
"""Signs at the ends of literals that go on with whatever stands beside them."""
_CJK_QUOTES = "“”‘’…—"
_CJK = re.compile(f"[{CJK}]")
_SPACELESS = frozenset("bo dz ja km lo my th yue zh".split())
_LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def fit(target: str, place: tuple[int, int], form: str, language: str, *, exact: bool = False) -> str:
    """Return `target` with `form` at `place`, as a sentence of `language` (BCP 47 tag) reads it.

    `place` is a span of code points, or an empty gap. The form, or one of its `variants`, stands in the result, with a
    capital at the start of a sentence. Blanks follow the script: none among Chinese and Japanese, those that were there
    between CJK and other letters (as `text.tidy_cjk` leaves them), one between words elsewhere. An empty form takes out
    what stood at the place. An `exact` form, and the words beside it, stay as they are written.

    >>> fit("Le rapport de procureur", (14, 23), "l'Office", "fr"), fit("Le rapport de X", (14, 15), "le Parquet", "fr")
    ("Le rapport de l'Office", 'Le rapport du Parquet')
    >>> fit("在上发表讲话", (1, 1), "开幕式", "zh")
    '在开幕式上发表讲话'
    """
    tongue = language.partition("-")[0].lower()
    seam = _seam(target, place, form)
    if not seam.form:
        return _composed(_meet(seam.before, "", seam.after, tongue), target)
    if exact:
        return _composed(_assemble(_set_apart(seam), tongue), target, form)
    seam = _drop_repeated(seam, tongue)
    if rule := _RULES.get(tongue):
        seam = rule(seam)
    if seam.form.endswith(".") and re.match(r"\.(?!\.)", seam.after):  # «14 ноября 2024 г.» ends a sentence by itself
        seam = replace(seam, after=seam.after[1:])
    if begins_sentence(seam.before, tongue) and not seam.glued_before:
        seam = replace(seam, form=capitalise(seam.form, tongue))
    return _composed(_assemble(seam, tongue), target, form)


def _seam(target: str, place: tuple[int, int], form: str) -> Seam:
    """Return the parts, with the blanks at the edges of what is replaced left outside of it."""
    start, end = place
    old = target[start:end]
    inner = old.strip()
    at = start + len(old) - len(old.lstrip())
    return Seam(target[:at], inner, form.strip(), target[at + len(inner) :])


def _set_apart(seam: Seam) -> Seam:
    """Keep a literal from running into a word or a literal beside it: `Holm/usr/bin` would be another path."""
    before, after = seam.before, seam.after
    if runs_on(before[-1:], seam.form[:1]):
        before += " "
    if runs_on(seam.form[-1:], after[:1]):
        after = " " + after
    return replace(seam, before=before, after=after)


def runs_on(left: str, right: str) -> bool:
    """Say whether two characters read as one literal: both letters or signs of one, a sign among them.

    >>> runs_on("m", "/"), runs_on("员", "/"), runs_on("m", "n")
    (True, False, False)
    """
    both = left + right
    return (
        len(both) == 2
        and any(sign in _LITERAL_SIGNS for sign in both)
        and all(sign in _LITERAL_SIGNS or (sign.isascii() and sign.isalnum()) for sign in both)
    )


def _drop_repeated(seam: Seam, tongue: str) -> Seam:
    """Take away a function word before the rendering that the rendering begins with."""
    rest, word, gap = last_word(seam.before)
    if not gap or word.lower() not in _NEVER_TWICE.get(tongue, ()):
        return seam
    if seam.form.partition(" ")[0].lower() != word.lower() or " " not in seam.form:
        return seam
    if tongue == "de" and rest.rstrip().endswith(","):
        return seam
    return replace(seam, before=rest)


def _assemble(seam: Seam, tongue: str) -> str:
    left, right = seam.before.rstrip(), seam.after.lstrip()
    blanks_before, blanks_after = seam.before[len(left) :], seam.after[: len(seam.after) - len(right)]
    # A rendering put into a gap finds the blank of the gap on both of its sides.
    shared = "" if seam.old else blanks_before or blanks_after
    gap = "" if seam.glued_before else _gap(left, seam.form, blanks_before or (left and shared), tongue)
    text = left + gap + seam.form
    return text + ("" if seam.glued_after else _gap(text, right, blanks_after or (right and shared), tongue)) + right


def _meet(before: str, form: str, after: str, tongue: str) -> str:
    left, right = before.rstrip(), after.lstrip()
    blanks = before[len(left) :] or after[: len(after) - len(right)]
    return left + _gap(left, form + right, blanks, tongue) + right


def _gap(left: str, right: str, blanks: str, tongue: str) -> str:
    """Return what goes between two texts between which `blanks` stood."""
    if not left or not right or _LINE_BREAK.search(blanks):
        return blanks
    last, first = left[-1], right[0]
    if _is_cjk(last, first) and _is_cjk(first, last):
        return ""
    if last == '"' or first == '"':
        return _gap_at_quote(left, right, blanks)
    kept, own = blanks[:1], _OWN_MARKS.get(tongue, "")
    if (last in _OPENING and last not in own) or (first in _CLOSING and first not in own):
        return ""
    if _is_word(last) and _is_word(first):
        return kept if tongue in _SPACELESS and (_CJK.match(last) or _CJK.match(first)) else kept or " "
    if last in _STOPS and last not in own and _is_word(first):
        inside_number = first.isdigit() and left[-2:-1].isdigit() and last in ".,:"
        return kept if inside_number or _CJK.match(first) else kept or " "
    return "" if _is_wide_mark(last) or _is_wide_mark(first) else kept


def _gap_at_quote(left: str, right: str, blanks: str) -> str:
    """Return what goes beside a straight quotation mark, which opens if an even number stands before it."""
    if left[-1] == '"':
        opens = left.count('"') % 2 == 1
        return "" if opens else blanks[:1] or (" " if _is_word(right[0]) and right[0] != '"' else "")
    return "" if left.count('"') % 2 == 1 else blanks[:1]


def _is_cjk(character: str, neighbour: str) -> bool:
    """Say whether a character is Chinese or Japanese; some quotation marks are, beside such a character."""
    return bool(_CJK.match(character) or (character in _CJK_QUOTES and _CJK.match(neighbour)))


def _is_wide_mark(character: str) -> bool:
    return bool(_CJK.match(character)) and not _is_word(character)


def _is_word(character: str) -> bool:
    return character.isalnum() or category(character).startswith("M") or character == "_"


def _composed(text: str, *parts: str) -> str:
    """Return `text` in NFC if all its parts were: a mark may have met its letter."""
    return normalize("NFC", text) if all(is_normalized("NFC", part) for part in parts) else text
