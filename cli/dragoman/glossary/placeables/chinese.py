"""Chinese numerals."""

from dragoman.model import Language

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def is_chinese(language: Language) -> bool:
    """Tell whether `language` is Chinese, in either script."""
    return language.argos in ("zh", "zt")


def numeral(number: int) -> str:
    """Return a number from 0 to below 10¹⁶ in Chinese numerals.

    >>> numeral(114), numeral(12), numeral(20_500), numeral(1_200_000_000_000)
    ('一百一十四', '十二', '二万零五百', '一万二千亿')
    """
    if number == 0:
        return DIGITS[0]
    text = _joined(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _joined(number: int) -> str:
    """Return a number in numerals, ten as 一十: what is left of 亿 and of 万, and the rest."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, low = divmod(number, size)
        if high:
            zero = "零" if 0 < low < size // 10 else ""
            return _joined(high) + unit + zero + (_joined(low) if low else "")
    return _group(number)


def _group(number: int) -> str:
    """Return a number from 1 to 9999 in numerals, ten as 一十.

    >>> _group(1005), _group(210)
    ('一千零五', '二百一十')
    """
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + _PLACES[place]
        gap = not digit
    return text
