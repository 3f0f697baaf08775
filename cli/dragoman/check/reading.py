"""Whether a text can be read in the time for which it is shown."""

from collections.abc import Iterator

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.check.sentences import without_tags
from dragoman.check.tables import of_language, table
from dragoman.model import Finding


def check_speed(pair: Pair, seconds: float) -> Iterator[Finding]:
    """Yield a finding where a translation has more characters than are read in so many seconds, which are more than 0.

    All characters count but those of inline codes, blanks too, as in the guides that the limits are from.
    """
    limit: int = of_language("reading_speed", pair.to) or table("reading_speed")["other"]
    shown = without_tags(pair.target, (one for one in pair.target_literals if one.kind == "tag")).text
    speed = len(shown) / seconds
    if speed > limit:
        yield finding("L004", speed=f"{speed:.0f}", seconds=f"{seconds:.1f}", limit=str(limit))
