"""All checks of a translation by itself, whoever made it."""

from collections.abc import Callable, Iterator

from dragoman.check.addresses import check_addresses
from dragoman.check.numbers import check_numbers
from dragoman.check.pair import Pair
from dragoman.check.punctuation import check_punctuation
from dragoman.check.wording import check_wording
from dragoman.model import Finding

CHECKS: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    check_numbers,
    check_addresses,
    check_wording,
    check_punctuation,
)


def check_translation(pair: Pair) -> list[Finding]:
    """Return what a reviewer should look at in a translation, errors first; nothing for an empty one."""
    if not pair.target.strip():
        return []
    findings = [finding for check in CHECKS for finding in check(pair)]
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.severity != "error")
