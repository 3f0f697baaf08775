"""Names that a Chinese text marks as such: titles between 《》, and what it gives a short form for."""

import re
from collections.abc import Iterator

from dragoman.glossary.candidates.phrases import Phrase
from dragoman.glossary.categories import FALLBACK
from dragoman.text.scripts import HAN

_BOOK_TITLE = re.compile(r"《[^《》\n]{2,60}》")
_SHORT = re.compile(
    rf"(?P<name>《[^《》\n]{{2,60}}》|[{HAN}]{{4,30}})[（(](?:以下)?[简统]称(?:为|：|:)?"
    r"[“《\"]?(?P<short>[^”》\"）)]{2,20})[”》\"]?[）)]"
)
_LEAD = re.compile(r".*(?:[，。；：、“”]|根据|依照|按照|由|经|向|对|与|和|在|将|是|了|从|为|及)")
"""What may stand right before a name without belonging to it; the last such word ends it."""
_INSTITUTION = re.compile(r".*(?:院|部|会|局|厅|处|署|中心|组织|大学|学院|银行|法庭|机关|公司|团|组)")
_LAW = re.compile(r"《.*(?:法|条例|规定|办法|决定|解释|规则|公约|条约|协定|宪法|准则|细则|意见|通知)》")


def find_chinese(text: str, short_forms: set[str]) -> Iterator[tuple[Phrase, str]]:
    """Yield the names in one segment, each with the short form that the text gives.

    `short_forms` are those of the segments before; they are no names of their own, and new ones are added.

    >>> [(phrase.text, short) for phrase, short in find_chinese("据《档案法》，国家档案中心（简称“中心”）", set())]
    [('《档案法》', ''), ('国家档案中心', '中心')]
    """
    shortened: dict[int, str] = {}
    names: list[Phrase] = [Phrase(found.start(), found.end(), found[0]) for found in _BOOK_TITLE.finditer(text)]
    for found in _SHORT.finditer(text):
        name = _LEAD.sub("", found["name"])
        start = found.end("name") - len(name)
        shortened[start] = found["short"]
        if not name.startswith("《"):
            names.append(Phrase(start, found.end("name"), name))
    short_forms.update(shortened.values())
    for phrase in sorted(names, key=lambda phrase: phrase.start):
        if phrase.text.strip("《》") not in short_forms:
            yield phrase, shortened.get(phrase.start, "")


def guess_chinese_category(name: str) -> str:
    """Return the category of a Chinese name by its ending.

    >>> [guess_chinese_category(name) for name in ("《档案法》", "《钟声》", "国家档案局")]
    ['law', 'formula', 'institution']
    """
    if name.startswith("《"):
        return "law" if _LAW.fullmatch(name) else FALLBACK
    return "institution" if _INSTITUTION.fullmatch(name) else FALLBACK
