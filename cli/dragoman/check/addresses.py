"""Web and e-mail addresses and file names, which a translation keeps letter by letter."""

from collections.abc import Iterator

from dragoman.check import codes
from dragoman.check.pair import Pair
from dragoman.model import Finding


def check_addresses(pair: Pair) -> Iterator[Finding]:
    """Yield each address or file name of the source that the translation does not have as it is."""
    for address in pair.addresses:
        if address not in pair.target:
            yield codes.ADDRESS_CHANGED.finding(address=address)
