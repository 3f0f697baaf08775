"""Articles of laws and treaties as placeables: “Article 114” must become 第一百一十四条.

Chinese acts number their articles in Chinese numerals (《立法技术规范（试行）（一）》), and so do those who cite them.
Other languages copy the figures and are required nothing. “Articles 114 and 115” may share one 第…条, and “paragraph 3”
alone is 第三款 of an article and 第3段 of a report: neither is required.
"""

import re
from collections.abc import Iterator

from dragoman.glossary.placeables.chinese import numeral
from dragoman.glossary.placeables.pattern import Pattern, Placeable, compiled
from dragoman.model import Language

_NUMBER = r"(?P<{0}>[1-9]\d{{0,3}})(?!\w|[.,:/–—-]\d|\s?%)"
_PARAGRAPH = r"(?i:paragraph|para\.)\s+"
_ARTICLE = (
    rf"(?<![\w.-])(?:{_PARAGRAPH}{_NUMBER.format('paragraph1')}\s*+,?\s*+of\s+)?"
    r"(?:Article|(?:(?<=under )|(?<=with )|(?<=of )|(?<=in )|(?<=to )|(?<=by ))article)\s+"
    rf"{_NUMBER.format('article')}(?:\s*+,\s*+{_PARAGRAPH}{_NUMBER.format('paragraph2')})?"
)
_GOES_ON = (
    r"\s*+(?:[-–—−/&]|,?\s*+(?:and|or|to|bis|ter)\b)\s*\d|\s*\((?:[a-z]|[ivx]+|\d\d?)\)|\s+(?:bis|ter)\b"
    r"|\s+(?:days?|weeks?|years?)\b"
)


def _read(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if language.argos != "zh" or compiled(_GOES_ON).match(found.string, found.end()):
        return
    article, paragraph = int(found["article"]), int(found["paragraph1"] or found["paragraph2"] or 0)
    id_ = f"article-{article}-{paragraph}" if paragraph else f"article-{article}"
    articles = (f"第{numeral(article)}条", f"第{article}条", f"第 {article} 条")
    paragraphs = (f"第{numeral(paragraph)}款", f"第{paragraph}款", f"第 {paragraph} 款") if paragraph else ("",)
    forms = tuple(first + second for first in articles for second in paragraphs)
    yield Placeable(found.start(), found.end(), id_, forms)


ARTICLES = Pattern("article", ("article",), _ARTICLE, _read, "law", "立法技术规范（试行）（一）")
