"""How much of a report people had reviewed, commit by commit, as a line that climbs in steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dragoman.po.history import History


@dataclass(frozen=True, slots=True)
class Point:
    """One commit."""

    x: float
    y: float
    """From 0 to 100, from the upper left corner."""
    date: str
    share: str
    commit: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart of one language; all charts of a page have the same span of time."""

    points: Sequence[Point]
    line: str
    """Path through the points, level until the next commit, in a square of 100 by 100."""
    area: str
    """What lies below the line."""
    last: str
    """The share at the end."""
    commits: int
    cut_off: bool


def percent(share: float) -> str:
    """Return a share as people read it: rounded down, so that 100 % means all.

    >>> percent(0.999), percent(1), percent(0.004)
    ('99 %', '100 %', '0.4 %')
    """
    if 0 < share < 0.01:
        return f"{max(int(share * 1000 + 1e-9), 1) / 10:g} %"
    return f"{int(share * 100 + 1e-9)} %"


def span(histories: Iterable[History]) -> tuple[datetime, datetime] | None:
    """Return the times of the first and the last commit of all; None where there are not two times."""
    times = [milestone.time for history in histories for milestone in history.milestones]
    return (min(times), max(times)) if times and min(times) < max(times) else None


def timeline(history: History, whole: tuple[datetime, datetime]) -> Timeline:
    """Draw one language, with at least one commit, within the span of time that all share."""
    first, last = whole
    seconds = (last - first).total_seconds()
    points = [
        Point(
            round(100 * (one.time - first).total_seconds() / seconds, 2),
            round(100 * (1 - one.reviewed), 2),
            f"{one.time:%Y-%m-%d}",
            percent(one.reviewed),
            one.commit,
        )
        for one in history.milestones
    ]
    line = f"M{points[0].x:g} {points[0].y:g}" + "".join(f"H{point.x:g}V{point.y:g}" for point in points[1:]) + "H100"
    area = f"{line}V100H{points[0].x:g}Z"
    return Timeline(points, line, area, points[-1].share, history.commits, history.cut_off)
