"""Figures as placeables: every number that English writes in figures has its value in the translation.

What other patterns make of a number goes first: a date, a large amount, a percentage. The rest is required as it is
written, and every other way in which a language may write it is accepted: 12,345 is 1.2345万 and 12 345, 3–1 is 3比1,
9:30 is 9时30分, 2/3 is 三分之二. Where a language has words of its own for small numbers, which change with their
sentence, nothing is required; the checks compare values there.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from dragoman.glossary.placeables.amounts import amounts, decimal_numeral, figures
from dragoman.glossary.placeables.chinese import is_chinese, numeral
from dragoman.glossary.placeables.dates import date_forms
from dragoman.glossary.placeables.other_quantities import written_numbers
from dragoman.glossary.placeables.pattern import CLDR, Pattern, Placeable, compiled
from dragoman.model import Language

_UNITS = r"(?:[kcmµ]?m[²³]?|[kmµ]?g|[cm]?[lL]|ha|t|[kMGT]?(?:W|Wh|Hz|B|V)|°\s?[CF]|%|‰)(?!\w)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_VULGAR = "¼½¾⅐-⅞"
_DASHES = "-–—−~"
_FIGURES = (
    rf"(?<!\d[.,])(?<![\w/:%+){_DASHES}])(?:"
    r"(?P<day>[12]\d{3}[-/]\d{1,2}[-/]\d{1,2})(?![\d/-])"
    r"|(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5]\d))?\s?(?P<half>[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<slashed>\d{1,4}(?:[/.]\d{1,4}){2,3})"
    r"|(?P<colon>\d{1,6}(?::\d[\d,]{0,12})+)"
    r"|(?P<fraction>\d{1,4}/\d{1,4})"
    rf"|(?P<low>{_NUMBER})[{_DASHES}](?P<high>{_NUMBER})"
    r"|(?P<ordinal>\d{1,4})(?:st|nd|rd|th)"
    rf"|(?P<minus>[-−](?=\d))?(?P<number>{_NUMBER})(?:\s?(?P<vulgar>[{_VULGAR}]))?|(?P<vulgar2>[{_VULGAR}])"
    rf")(?:(?![\w/]|[.,:]\d|[{_DASHES}]\w)|(?={_UNITS}))"
)
_SCALE = r"[-\s]?(?i:hundred|thousand|million|billion|trillion|bn|tn|mn|dozen|lakh|crore)\b"
_ROMAN_HEADS = (
    *("chapter", "part", "title", "section", "annex", "appendix", "book", "volume", "phase", "world war", "protocol"),
    *("schedule", "article", "group", "class", "type", "table", "category", "tier"),
)
_ROMAN = rf"\b(?i:{'|'.join(_ROMAN_HEADS)})\s++(?P<roman>[IVXLC]{{1,8}})(?![\w.]*\w)"
_ROMAN_SIGNS = {"C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}
_PARTS = {
    "night": ("凌晨", "上午", "早上", "清晨"),
    "morning": ("上午", "早上", "清晨", "早晨", "凌晨", "早"),
    "noon": ("中午", "正午", "下午"),
    "afternoon": ("下午", "傍晚", "中午"),
    "evening": ("晚上", "晚", "下午", "傍晚"),
    "midnight": ("凌晨", "午夜", "零时"),
}
"""How Chinese says which half of the day an hour is in."""
_MANGLED = ("万", "亿", "千", "百", "万亿", "百万", "千万", "个百分点")
"""What small models put behind a figure that has no such unit."""
_SPELT_OUT = 12
"""Up to here languages write words where English writes figures."""
_LONGEST = 30
"""Digits of a number that anybody reads as a value."""
_JOINED = ("-", "–", "—", "−", "~", "～", "－", "‑")
_TO = ("至", "到", "比", ":", "：", "∶", " 至 ", " a ", " al ", " a las ", " à ", " bis ", " до ", " и ", " إلى ")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_YEAR = str.maketrans("0123456789", "〇一二三四五六七八九")


def _read(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if compiled(_SCALE).match(found.string, found.end()):
        return  # what the number is of another pattern says, or nobody
    forms = _forms(found, language)
    if forms:
        wrong = (
            tuple(f"{found['number']}{unit}" for unit in _MANGLED) if found["number"] and is_chinese(language) else ()
        )
        yield Placeable(found.start(), found.end(), f"figure-{found[0].replace(' ', '')}", forms, wrong)


def _forms(found: re.Match[str], language: Language) -> tuple[str, ...]:
    """Return the ways to write what was found, the usual one first; none where the language is not sure."""
    text = found[0]
    if found["day"]:
        return _day(found["day"], language)
    if found["hour"]:
        return _hour(found, language)
    if found["slashed"]:
        return (text,)
    if found["colon"]:
        return _colon(text, language)
    if found["fraction"]:
        return _fraction(text, language)
    if found["low"]:
        return _range(found["low"], found["high"], language)
    if found["ordinal"]:
        return _ordinal(int(found["ordinal"]), language)
    if found["vulgar"] or found["vulgar2"]:
        return _mixed(found, language)
    return tuple(_signed(found["minus"], number_forms(found["number"], language)))


@cache
def number_forms(text: str, language: Language) -> tuple[str, ...]:
    """Return how a language may write a number that English writes like this, as it is written first if it may be.

    >>> chinese = Language("zh", "zh", "zh_CN", "Chinese")
    >>> number_forms("12,345", chinese)[:3], number_forms("2", chinese)[:3]
    (('12,345', '12345', '1.2345万'), ('2', '二', '两'))
    """
    if len(text) > _LONGEST:
        return (text,)
    value = Decimal(text.replace(",", ""))
    whole = value == int(value)
    plain = text.replace(",", "")
    forms = [text, plain]
    if is_chinese(language):
        if whole and value >= 10_000:
            forms += ["".join(amount) for amount in amounts(value)]
        elif whole:
            forms += [numeral(int(value)), *({2: ("两", "兩"), 20: ("廿",)}.get(int(value), ()))]
            forms += [plain.translate(_YEAR), plain.translate(_YEAR).replace("〇", "零")] if len(plain) == 4 else []
        else:
            forms.append(decimal_numeral(value))
        forms += [f"{int(value):,}"] if whole and value >= 1000 else []
    elif whole and value <= _SPELT_OUT:
        return ()
    else:
        own = [plain] if whole and len(text) == 4 else written_numbers(value, language)
        if language.argos == "ja" and whole:
            own = [text, plain, f"{int(value):,}"]
        if not own and plain != text:
            return ()  # a comma may be anything there
        forms = [*own, *((plain,) if whole or not own else ()), *(own and forms)]
        if language.argos == "ja":
            forms += [numeral(int(value))] if whole and value < 10**16 else []
        elif language.argos in ("ar", "fa", "ur"):
            forms += [form.translate(_ARABIC) for form in forms]
    return tuple(dict.fromkeys(forms))


def _signed(minus: str | None, forms: tuple[str, ...]) -> Iterator[str]:
    if not minus:
        yield from forms
        return
    for sign in ("-", "−", "零下", "负", "負", "－", "–", "moins ", "menos ", "minus ", "минус "):
        yield from (sign + form for form in forms)


def _day(text: str, language: Language) -> tuple[str, ...]:
    year, month, day = map(int, re.split("[-/]", text))
    try:
        return (*date_forms(date(year, month, day), language, with_year=True), text)
    except ValueError:
        return (text,)


def _hour(found: re.Match[str], language: Language) -> tuple[str, ...]:
    """Return an hour of the day, as Chinese says it: 上午9时30分, 下午3时."""
    if not is_chinese(language):
        return ()
    hour, minute = int(found["hour"]), found["minute"]
    afternoon = found["half"][0] in "Pp"
    parts = _PARTS[_part(hour, afternoon=afternoon)]
    behind = list(_minutes(minute)) if minute else [""]
    hours = [f"{written}{mark}" for mark in ("时", "点", "時", "點") for written in (hour, numeral(hour))]
    forms = [f"{part}{one}{minutes}" for part in parts for one in hours for minutes in behind]
    of_day = hour % 12 + 12 * afternoon
    forms += [f"{of_day}{mark}{minutes}" for mark in ("时", "点", "時", "點") for minutes in behind]
    forms += [f"{part}{hour}:{minute or '00'}" for part in parts]
    return (*forms, f"{of_day}:{minute or '00'}", f"{of_day:02}:{minute or '00'}", found[0])


def _part(hour: int, *, afternoon: bool) -> str:
    if hour == 12:
        return "noon" if afternoon else "midnight"
    if afternoon:
        return "evening" if hour >= 6 else "afternoon"
    return "night" if hour < 5 else "morning"


def _colon(text: str, language: Language) -> tuple[str, ...]:
    """Return a time or a ratio; both are accepted, since nothing tells one from the other."""
    parts = text.split(":")
    forms = [text, text.replace(":", "："), text.replace(":", "∶"), text.replace(":", "."), text.replace(":", "h")]
    forms += [" h ".join(parts), "比".join(parts), f"0{text}", ".".join(parts)]
    if is_chinese(language) and len(parts) == 2 and len(parts[1]) == 2:
        hour, minute = parts
        forms += [f"{hour}{mark}{rest}" for mark in "时点時點" for rest in _minutes(minute)]
    return tuple(dict.fromkeys(forms))


def _minutes(minute: str) -> Iterator[str]:
    """Yield how Chinese says minutes behind an hour, the usual way first."""
    if minute == "00":
        yield from ("", "整", "00分")
        return
    yield from (f"{int(minute)}分", f"{minute}分", f"零{int(minute)}分", f"{numeral(int(minute))}分", minute)
    if minute == "30":
        yield "半"


def _fraction(text: str, language: Language) -> tuple[str, ...]:
    top, bottom = text.split("/")
    forms = [text, text.replace("/", "／"), text.replace("/", "-"), text.replace("/", "–")]
    if len(top) == 4:  # 2023/24
        forms += [f"{top}{sign}{top[:2]}{bottom}" for sign in ("-", "–", "—", "至", "/") if len(bottom) == 2]
    elif is_chinese(language) and int(bottom):
        forms += [f"{numeral(int(bottom))}分之{numeral(int(top))}", f"{bottom}分之{top}"]
        forms += ["一半", "半数"] if text == "1/2" else []
    return tuple(forms)


def _range(low: str, high: str, language: Language) -> tuple[str, ...]:
    """Return a range or a score: 12-18, 12至18, 3比1; and 2023-24, whose end may be written out."""
    ends = [high, f"{low[:2]}{high}"] if len(low) == 4 and len(high) == 2 and low < f"{low[:2]}{high}" else [high]
    pairs = [(low, end) for end in ends]
    if is_chinese(language) and "." not in low + high:
        first, last = low.replace(",", ""), high.replace(",", "")
        pairs += [(numeral(int(first)), numeral(int(last)))] if len(first + last) < _LONGEST // 2 else []
    else:
        highest = number_forms(high, language)[:2]
        pairs += [(first, last) for first in number_forms(low, language)[:2] for last in highest]
    return tuple(dict.fromkeys(f"{first}{join}{last}" for join in (*_JOINED, *_TO) for first, last in pairs))


def _ordinal(number: int, language: Language) -> tuple[str, ...]:
    if not is_chinese(language):
        return ()
    written = (str(number), numeral(number))
    return (f"第{number}", f"第{numeral(number)}", *written, *(("首", "头") if number == 1 else ()))


def _mixed(found: re.Match[str], language: Language) -> tuple[str, ...]:
    """Return a number with a fraction of its own sign: 3½."""
    from unicodedata import numeric

    text = found[0]
    share = numeric(found["vulgar"] or found["vulgar2"])
    total = Decimal(found["number"].replace(",", "") if found["number"] else 0) + Decimal(str(round(share, 4)))
    forms = [text, text.replace(" ", ""), *number_forms(figures(total), language)]
    if is_chinese(language) and not found["number"]:
        forms += ["一半", "半"] if share == 0.5 else []
    return tuple(dict.fromkeys(forms))


def _read_roman(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    """Yield a Roman numeral behind what is counted with it: the numeral alone."""
    roman = found["roman"]
    if roman == "I" and found[0][0].islower():  # “this part I like”
        return
    digits = [_ROMAN_SIGNS[digit] for digit in roman]
    value = sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
    if roman != _roman(value):
        return
    forms = [roman, str(value)]
    if is_chinese(language):
        forms += [numeral(value), *((chr(0x215F + value),) if value <= 12 else ())]
    yield Placeable(found.start("roman"), found.end("roman"), f"figure-{roman}", tuple(forms))


def _roman(value: int) -> str:
    text = ""
    for sign, size in _ROMAN_SIGNS.items():
        while value >= size:
            text, value = text + sign, value - size
    return text


FIGURES = Pattern("figure", tuple("0123456789¼½¾⅓⅔⅛"), _FIGURES, _read, "number", CLDR)
ROMAN = Pattern("roman", tuple(f"{head} " for head in _ROMAN_HEADS), _ROMAN, _read_roman, "number", CLDR)
