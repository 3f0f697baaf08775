"""Raised and lowered figures: 10⁶, m², H₂O, in Unicode what formats set smaller."""

import re

_SHIFTED = re.compile(r"\s*[0-9+\-−=()]{1,12}\s*")
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()" * 2)


def shifted(text: str, *, raised: bool) -> str:
    """Return figures as raised or lowered ones; any other text stays as it is.

    >>> shifted("6", raised=True), shifted("2", raised=False), shifted("st", raised=True)
    ('⁶', '₂', 'st')
    """
    return text.translate(_RAISED if raised else _LOWERED) if _SHIFTED.fullmatch(text) else text


def unshifted(text: str) -> str:
    """Return raised and lowered figures as plain ones, as they stand inside of `<sup>` and `<sub>`.

    >>> unshifted("⁶ m²")
    '6 m2'
    """
    return text.translate(_PLAIN)
