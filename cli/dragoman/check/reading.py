"""Whether a text can be read in the time for which it is shown."""

from collections.abc import Iterator

from dragoman.check.codes import finding
from dragoman.check.tables import of_language, table
from dragoman.model import Finding


def check_speed(text: str, seconds: float, language: str) -> Iterator[Finding]:
    """Yield a finding where a text has more characters than are read in so many seconds.

    `language` is a subtag. All characters count, blanks too, as in the guides that the limits are from.

    >>> [found.code for found in check_speed("See you there.", 1.0, "en")]
    []
    >>> [found.message for found in check_speed("See you there tomorrow.", 0.5, "en")]
    ['46 characters a second, shown for 0.5 s; 20 are usual at most']
    """
    limit: int = of_language("reading_speed", language) or table("reading_speed")["other"]
    speed = len(text) / seconds if seconds > 0 else 0
    if speed > limit:
        yield finding("L004", speed=f"{speed:.0f}", seconds=f"{seconds:.1f}", limit=str(limit))
