"""Quantities in Chinese: 12亿, 350万元, 15.3%, 1.2个百分点 (GB/T 15835-2011)."""

from collections.abc import Sequence
from decimal import Decimal

from dragoman.glossary.placeables.amounts import Amount, amounts, decimal_numeral, figures
from dragoman.glossary.placeables.money import CHINESE, WRITTEN_SIGNS
from dragoman.glossary.placeables.quantity import Quantity
from dragoman.model import Language

TO = ("至", "到", "-", "–", "—", "~", "～", "－")
"""What stands between the ends of a range."""
_TENTHS = "一两三四五六七八九"
_COUNTED = {"points": "个百分点", "basis": "个基点"}
_USUAL_FRACTION = {"万": 2, "亿": 4, "万亿": 4}
"""Up to so many digits behind the point a unit shortens what English writes out."""

_TRADITIONAL = str.maketrans("万亿个点两币镑欧卢罗韩亚", "萬億個點兩幣鎊歐盧羅韓亞")
_TAIWAN = (("萬億", "兆"), ("日元", "日圓"), ("港元", "港幣"))


def forms(quantity: Quantity, language: Language) -> list[str]:
    """Return the usual rendering of a quantity, then others that are as good."""
    low = quantity.low
    found = _single(quantity, quantity.value) if low is None else _range(quantity, low)
    if language.argos == "zt":
        written = [form.translate(_TRADITIONAL) for form in found]
        local = [_local(form) for form in written]
        found = [*local[:1], *written, *local]
    return found


def _local(form: str) -> str:
    """Return the words of Taiwan, which CLDR has for traditional characters."""
    for general, local in _TAIWAN:
        form = form.replace(general, local)
    return form


def _single(quantity: Quantity, value: Decimal) -> list[str]:
    if quantity.unit == "percent":
        return _percent(value)
    if counted := _COUNTED.get(quantity.unit):
        digits = figures(value)
        return [digits + counted, f"{digits} {counted}", decimal_numeral(value) + counted]
    usual = _amounts(value, written_out=not quantity.scaled)
    written = ["".join(amount) for amount in usual]
    written += [f"{figures} {unit}" for figures, unit in usual[:1] if unit]
    if quantity.more:
        written += [form for amount in usual for form in _exceeded(amount)]
    templates = CHINESE.get(quantity.unit, ("{}",))
    found = [template.format(form) for template in templates for form in written]
    return [*found, *(sign + form for sign in WRITTEN_SIGNS.get(quantity.unit, ()) for form in written)]


def _percent(value: Decimal) -> list[str]:
    digits = figures(value)
    found = [f"{digits}%", f"{digits}％", f"{digits} %", f"百分之{decimal_numeral(value)}", f"百分之{digits}"]
    if value == 100:
        found += ["百分之百", "百分百", "百分之一百"]
    if 0 < value < 100 and value % 10 == 0:
        found.append(f"{_TENTHS[int(value) // 10 - 1]}成")
    return [*found, "一半", "半数"] if value == 50 else found


def _amounts(value: Decimal, *, written_out: bool) -> Sequence[Amount]:
    """Return how the number is written, figures first where English wrote out one that no unit shortens."""
    found = amounts(value)
    shortened = found[0]
    fraction = shortened.figures.partition(".")[2]
    if written_out and shortened.unit and len(fraction) > _USUAL_FRACTION[shortened.unit]:
        found.sort(key=lambda amount: bool(amount.unit))
    return found


def _exceeded(amount: Amount) -> list[str]:
    """Return “more than” a number in one word with it: 500多万."""
    return [
        *(f"{amount.figures}{more}{amount.unit}" for more in "多余"),
        *(f"{amount.figures}{amount.unit}{more}" for more in "多余" if amount.unit),
    ]


def _range(quantity: Quantity, low: Decimal) -> list[str]:
    """Return a range; its ends both have their unit (GB/T 15835 5.1.3), and often in practice only the second."""
    first, last = _single(quantity, low)[0], _single(quantity, quantity.value)[0]
    heads = [first]
    digits, unit = _split(first)
    if unit == _split(last)[1]:
        heads.append(digits)
    return [head + to + last for to in TO for head in heads]


def _split(form: str) -> tuple[str, str]:
    """Return the figures that a form begins with, and the rest."""
    digits = form.rstrip("".join(set(form) - set("0123456789.")))
    return digits, form[len(digits) :]
