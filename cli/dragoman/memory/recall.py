"""Reviewed translations of other reports, recalled for the same text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Unit


@dataclass(frozen=True, slots=True)
class Recall:
    """A person's translation of the same text in another report."""

    target: str
    report: str
    in_context: bool
    """The texts before and after are the same there."""


@dataclass(frozen=True, slots=True)
class _Occurrence:
    report: str
    position: int
    kind: str
    target: str
    before: str | None
    after: str | None


class Memory:
    """The reviewed units of other reports, looked up by their exact text.

    Args:
        catalogues: report names, each with the units of its catalogue in file order; what is not reviewed counts
            as a neighbour only.
    """

    def __init__(self, catalogues: Iterable[tuple[str, Sequence[Unit]]] = ()) -> None:
        self._occurrences: dict[str, list[_Occurrence]] = {}
        for report, units in catalogues:
            last = len(units) - 1
            for position, unit in enumerate(units):
                if unit.state != "reviewed":
                    continue
                before = units[position - 1].source if position else None
                after = units[position + 1].source if position < last else None
                occurrence = _Occurrence(report, position, unit.kind, unit.target, before, after)
                self._occurrences.setdefault(unit.source, []).append(occurrence)

    def __len__(self) -> int:
        """Count the reviewed units."""
        return sum(map(len, self._occurrences.values()))

    def recall(
        self, kind: str, text: str, before: str | None, after: str | None, *, besides: str | None = None
    ) -> Recall | None:
        """Return the best translation of exactly this text in any report besides the one named.

        One in the same context wins, then one in the same role, then the first by report name. A text that
        opens or closes a report has `None` for the neighbour it lacks; one that stands alone has no context.

        >>> memory = Memory([("spring", [Unit("heading", "Report", "Bericht", "reviewed")])])
        >>> memory.recall("heading", "Report", None, "Introduction")
        Recall(target='Bericht', report='spring', in_context=False)
        """
        context = (before, after)

        def in_context(found: _Occurrence) -> bool:
            return context != (None, None) and context == (found.before, found.after)

        best = min(
            (found for found in self._occurrences.get(text, ()) if found.report != besides),
            key=lambda found: (not in_context(found), found.kind != kind, found.report, found.position),
            default=None,
        )
        return Recall(best.target, best.report, in_context(best)) if best else None
