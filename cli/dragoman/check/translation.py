"""All checks of a translation by itself, whoever made it; and those among them that are facts."""

from collections.abc import Callable, Iterator

from dragoman.check.characters import check_characters
from dragoman.check.codes import by_severity
from dragoman.check.language import check_language
from dragoman.check.literals import check_literals
from dragoman.check.number_forms import check_number_forms
from dragoman.check.numbers import check_markers, check_numbers, check_repeated
from dragoman.check.pair import Pair
from dragoman.check.punctuation import check_brackets, check_punctuation
from dragoman.check.spacing import check_spacing
from dragoman.check.units import check_calendar
from dragoman.check.wording import check_length, check_loops, check_wording
from dragoman.model import Finding

Check = Callable[[Pair], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_numbers,
    check_number_forms,
    check_repeated,
    check_markers,
    check_calendar,
    check_literals,
    check_language,
    check_wording,
    check_characters,
    check_punctuation,
    check_spacing,
)
FACTS: tuple[Check, ...] = (
    check_numbers,
    check_number_forms,
    check_literals,
    check_language,
    check_loops,
    check_brackets,
    check_length,
)
"""What can be told for certain, or nearly so, and is worth another try of an engine."""


def check_translation(pair: Pair) -> list[Finding]:
    """Return what a reviewer should look at in a translation, errors first; nothing for an empty one."""
    return _run(CHECKS, pair)


def check_facts(pair: Pair) -> list[Finding]:
    """Return what is wrong with a translation as a matter of fact, errors first."""
    return _run(FACTS, pair)


def _run(checks: tuple[Check, ...], pair: Pair) -> list[Finding]:
    if not pair.target.strip():
        return []
    return by_severity([finding for check in checks for finding in check(pair)])
