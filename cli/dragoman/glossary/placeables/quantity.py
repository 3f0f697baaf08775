"""A quantity as English states it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    value: Decimal
    """With the scale counted in: 1,200,000,000 for “1.2 billion”."""
    unit: str = ""
    """`percent`, `points` (percentage points), `basis` (basis points), an ISO 4217 code, or nothing."""
    low: Decimal | None = None
    """The lower end of a range, whose upper end is `value`."""
    scaled: bool = False
    """Written with “million” or the like."""
    figures: bool = True
    """Written in figures, not in words."""
    more: bool = False
    """Said to be exceeded: “more than 5 million”."""
