"""Large numbers, money and percentages as terms made on the fly: “$1.2 billion” is owed 12亿美元.

Only what languages write differently is owed. Figures below 10,000 are copied as they are, and so are numbers that only
look like quantities: of articles and orders, of telephones, in scores, lists and file names.
"""

import re
from collections.abc import Iterator

from dragoman.glossary.made.english import NUMBER
from dragoman.glossary.made.money import CODE, NAME, SIGN, SIGNS
from dragoman.glossary.made.pattern import CLDR, Made, Pattern
from dragoman.model import Language

_SCALE = r"[-\s]?(?i:thousand|million|billion|trillion|bn|tn|mn|m)\b"
_UNIT = r"\s?%|[-\s]?(?i:percent|per\s+cent|percentage[-\s]points?|basis[-\s]points?)\b"
TOKEN = (
    rf"(?:(?P<sign>{SIGN})\s?|(?P<code>{CODE})\s?)?(?P<number>{NUMBER})(?P<scale>{_SCALE})?"
    rf"(?:(?P<unit>{_UNIT})|[-\s](?P<name>(?i:{NAME})|{CODE})\b)?"
)
_QUANTITY = rf"(?<![\w.,:/%+])(?:{TOKEN})(?![\w%]|[.,:/]\d)"
_WORDS = (
    *("%", "illion", "thousand", "percent", "per cent", "percentage", "basis"),
    *(sign for sign in SIGNS if len(sign) == 1),
    *("dollar", "yuan", "renminbi", "euro", "pound", "yen", " won", "-won", "uble", "rupee", "franc", "pataca"),
    *(f"{code.lower()}{blank}" for code in CODE.split("|") for blank in " 123456789"),
    *(f",{hundreds}00" for hundreds in range(10)),
)


def _read(found: re.Match[str], language: Language) -> Iterator[Made]:
    if found["scale"] or found["unit"] or found["name"] or found["sign"] or found["code"] or "," in found[0]:
        from dragoman.glossary.made.reading import read_quantity  # most texts have no more than years and small counts

        yield from read_quantity(found, language)


QUANTITIES = Pattern("quantity", _WORDS, _QUANTITY, _read, "number", CLDR)
