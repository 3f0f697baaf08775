"""Functions of strings that several stages need."""

import re

from dragoman.text.scripts import CJK, HAN, KANA, SPACELESS

# A unit of one to eight characters, four or more times in a row: argos-translate issues 422 and 428 show such output.
_LOOP = re.compile(r"(\S.{0,7}?)\1{3,}")

_CJK = f"[{CJK}“”‘’…—]"  # with the marks that it shares with other scripts
_IDEOGRAPH = f"[{HAN}{KANA}]"
_SPACE_IN_CJK = re.compile(rf"(?<={_CJK}) +(?={_CJK})(?![摄攝](?:[\])）】]|\Z))")
"""But before the word that ends a picture credit: 中国日报 摄."""
_SPACED_PERCENT = re.compile(rf"(?<=\d) +([%％‰])(?: +(?=[{CJK}]))?")
_MARK_IN_CJK = re.compile(rf"(?<={_IDEOGRAPH}) *([,;:?!]) *(?={_CJK}|$)")
_PARENTHESES_IN_CJK = re.compile(rf"(?:(?<={_CJK})|(?<=\))) ?\(([^()]*{_IDEOGRAPH})\)")
_ENDS_OPEN = re.compile(rf"{_IDEOGRAPH}$")
_STOP = re.compile(r"([.?!])$")
CJK_MARKS = {".": "。", "?": "？", "!": "！", ",": "，", ";": "；", ":": "："}
"""The marks of Chinese and Japanese for those of other scripts."""


_SPACELESS_LETTER = re.compile(rf"(?=[{SPACELESS}])\w")


def count_words(text: str) -> int:
    """Return the words of a text as translators are paid for them: in scripts without blanks, each letter is one.

    >>> count_words("The court met."), count_words("法院开庭，WTO 成员"), count_words("-")
    (3, 7, 0)
    """
    if text.isascii():
        return sum(any(map(str.isalnum, word)) for word in text.split())
    rest, letters = _SPACELESS_LETTER.subn(" ", text)
    return letters + sum(any(map(str.isalnum, word)) for word in rest.split())


def count_characters(text: str) -> int:
    """Return the characters of a text without its blanks."""
    return sum(map(len, text.split()))


def find_loop(text: str) -> str | None:
    """Return the unit that `text` repeats the way a decoder in a loop does, `None` where it does not.

    Marks and figures repeat for good reasons, and so does the Arabic tatweel (U+0640), which stretches a word.

    >>> find_loop("特别专专专专专供"), find_loop("1000000 …………"), find_loop("研究研究。")
    ('专', None, None)
    """
    return next(
        (match[1] for match in _LOOP.finditer(text) if any(map(str.isalpha, match[1].replace("\u0640", "")))), None
    )


def tidy_cjk(text: str) -> str:
    """Give Chinese or Japanese its own punctuation and remove spaces that it does not use (GB/T 15834-2011).

    >>> tidy_cjk("他说, “一带 一路 ” (最高检) 2.5 GB")
    '他说，“一带一路”（最高检） 2.5 GB'
    >>> tidy_cjk("增长15.3 % 。")
    '增长15.3%。'
    """
    text = _SPACED_PERCENT.sub(r"\1", text)
    text = _PARENTHESES_IN_CJK.sub(r"（\1）", text)
    text = _MARK_IN_CJK.sub(lambda match: CJK_MARKS[match[1]], text)
    return _SPACE_IN_CJK.sub("", text)


def close_up(left: str, right: str) -> str:
    """Return two texts as one, without the blanks between Chinese or Japanese characters where they meet.

    >>> close_up("口号“ ", "为人民服务"), close_up("第 ", "15")
    ('口号“为人民服务', '第 15')
    """
    bare, rest = left.rstrip(" "), right.lstrip(" ")
    if len(bare) + len(rest) == len(left) + len(right) or not bare or not rest:
        return left + right
    return bare + rest if _SPACE_IN_CJK.search(f"{bare[-1]} {rest[0]}") else left + right


def close_cjk(target: str, source: str) -> str:
    """Give a Chinese or Japanese sentence that ends without a stop the one that its source ends with.

    >>> close_cjk("检察机关召开会议", "Procuratorial organs held a meeting.")
    '检察机关召开会议。'
    """
    if _ENDS_OPEN.search(target) and (found := _STOP.search(source)):
        return target + CJK_MARKS[found[1]]
    return target
