"""Names that a Chinese text marks as such, and those that the ways of naming tell: organs, offices, persons.

Marked are titles between 《》 and what gets a short form. An organ's name begins with a place or with 国家 and the
like, and ends with what it is; an office is an organ with a title behind it; a person's name follows a title.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dragoman.glossary.candidates.phrases import Phrase
from dragoman.glossary.categories import FALLBACK
from dragoman.resources import table_of
from dragoman.text.scripts import HAN

_BOOK_TITLE = re.compile(r"《[^《》\n]{2,60}》")
_SHORT = re.compile(
    rf"(?P<name>《[^《》\n]{{2,60}}》|[{HAN}]{{4,30}})[（(](?:以下)?[简统]称(?:为|：|:)?"
    r"[“《\"]?(?P<short>[^”》\"）)]{2,20})[”》\"]?[）)]"
)
_LEAD = re.compile(r".*(?:[，。；：、“”]|根据|依照|按照|由|经|向|对|与|和|在|将|是|了|从|为|及)")
"""What may stand right before a name without belonging to it; the last such word ends it."""
_PARTICLES = re.compile(f"(?:[{HAN}]{{0,6}}[由经向对与将是从为及据被把请在](?=[{HAN}]{{2}}))?")
"""What stands before a name that begins with a place, the last particle at its end."""
_ANY_TITLE = "主席"
_INSTITUTION = re.compile(r".*(?:院|部|会|局|厅|处|署|中心|组织|大学|学院|银行|法庭|机关|公司|团|组|队|馆|所)")
_LAW = re.compile(r"《.*(?:法|条例|规定|办法|决定|解释|规则|公约|条约|协定|宪法|准则|细则|意见|通知)》")


class _Patterns(NamedTuple):
    """What tells names that nothing marks."""

    organ: re.Pattern[str]
    title: re.Pattern[str]
    """Behind an organ."""
    person: re.Pattern[str]
    office: re.Pattern[str]
    """Ends with a title."""


@cache
def _patterns() -> _Patterns:
    table = table_of(__file__)
    surname = f"(?:{_any(table['double_surnames'])}|[{''.join(table['surnames'].split())}])"
    title = f"(?:{_any(table['ranks'])})?(?:{_any(table['offices'])})"
    place = f"[{HAN}]{{2,8}}?(?:{_any(table['divisions'])})"
    loose = f"(?<!{')(?<!'.join(table['loose'])})"
    organ = f"(?:{_any(table['heads'])}|{place})[{HAN}]{{0,16}}?(?:{_any(table['organs'])}){loose}"
    person = f"(?:{_any(table['offices'])})(?P<name>{surname}[{HAN}]{{1,2}}?)(?=[^{HAN}]|$|{_any(table['behind'])})"
    return _Patterns(re.compile(organ), re.compile(title), re.compile(person), re.compile(f".*(?:{title})"))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def find_chinese(text: str, short_forms: set[str]) -> Iterator[tuple[Phrase, str]]:
    """Yield the names in one segment, each with the short form that the text gives.

    `short_forms` are those of the segments before; they are no names of their own, and new ones are added.

    >>> [(phrase.text, short) for phrase, short in find_chinese("据《档案法》，国家档案中心（简称“中心”）", set())]
    [('《档案法》', ''), ('国家档案中心', '中心')]
    >>> [phrase.text for phrase, _ in find_chinese("海滨市港务管理局局长王小明出席。", set())]
    ['海滨市港务管理局', '海滨市港务管理局局长', '王小明']
    """
    shortened: dict[int, str] = {}
    names: list[Phrase] = [Phrase(found.start(), found.end(), found[0]) for found in _BOOK_TITLE.finditer(text)]
    for found in _SHORT.finditer(text):
        name = _LEAD.sub("", found["name"])
        start = found.end("name") - len(name)
        shortened[start] = found["short"]
        if not name.startswith("《"):
            names.append(Phrase(start, found.end("name"), name))
    names += [one for one in _unmarked(text) if not any(_overlap(one, other) for other in names)]
    short_forms.update(shortened.values())
    for phrase in sorted(names, key=lambda phrase: (phrase.start, phrase.end)):
        if phrase.text.strip("《》") not in short_forms:
            yield phrase, shortened.get(phrase.start, "")


def _unmarked(text: str) -> Iterator[Phrase]:
    """Yield organs, the offices that follow them, and persons behind their titles."""
    patterns = _patterns()
    for found in patterns.organ.finditer(text):
        start = found.start() + len(_PARTICLES.match(found[0])[0])  # type: ignore[index]  # it matches nothing, too
        yield Phrase(start, found.end(), text[start : found.end()])
        if title := patterns.title.match(text, found.end()):
            yield Phrase(start, title.end(), text[start : title.end()])
    for found in patterns.person.finditer(text):
        yield Phrase(found.start("name"), found.end("name"), found["name"])


def _overlap(one: Phrase, other: Phrase) -> bool:
    return one.start < other.end and other.start < one.end


def guess_chinese_category(name: str) -> str:
    """Return the category of a Chinese name by its ending; a short one that begins with a surname is a person's.

    >>> names = ("《档案法》", "《钟声》", "国家档案局", "国家档案局局长", "王小明")
    >>> [guess_chinese_category(name) for name in names]
    ['law', 'formula', 'institution', 'title', 'person']
    """
    if name.startswith("《"):
        return "law" if _LAW.fullmatch(name) else FALLBACK
    if _INSTITUTION.fullmatch(name):
        return "institution"
    if _patterns().office.fullmatch(name):
        return "title"
    return "person" if _patterns().person.fullmatch(f"{_ANY_TITLE}{name}") else FALLBACK
