"""What every writer of a report's own format is given: the translation, its language, and what is to be marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dragoman.documents.refill import Filling, is_changed
from dragoman.languages import subtag
from dragoman.model import Alignment, Block, Language, Record

State = Literal["done", "machine", "missing"]
"""`done`: by a person, or passed through. `machine`: by an engine, or recalled, and nobody has looked at it yet.
`missing`: not translated, the source stands there."""
LEGEND: dict[State, str] = {"machine": "machine translation, not reviewed", "missing": "not translated"}
BRACKETS: dict[State, tuple[str, str]] = {"done": ("", ""), "machine": ("⟦", "⟧"), "missing": ("⟪", "⟫")}
"""Where a format has no better way to mark a text."""

_SPACED_SENTENCES = frozenset({"km", "lo", "my", "th"})
"""These write words without spaces, but put one between sentences."""


def state_of(record: Record) -> State:
    """Say who answers for a record's text."""
    if record.origin == "none" or (not record.target and record.origin != "verbatim"):
        return "missing"
    return "machine" if record.origin in ("machine", "memory") else "done"


@dataclass(frozen=True)
class PutBack:
    """A translation on its way into the file that its source was read from."""

    alignment: Alignment
    mark: bool = False
    """Mark in the text what nobody has reviewed, and what is not translated."""

    @property
    def language(self) -> Language:
        """The target language."""
        return self.alignment.target_language

    @property
    def office_tag(self) -> str:
        """The target language as Office knows it, Chinese by its territory."""
        chinese = subtag(self.language) == "zh"
        return self.language.gettext.replace("_", "-") if chinese else self.language.tag

    @cached_property
    def filling(self) -> Filling:
        """The records by block."""
        records: dict[int, list[Record]] = defaultdict(list)
        for record in self.alignment.records:
            records[record.block].append(record)
        joins = self.language.spaceless and subtag(self.language) not in _SPACED_SENTENCES
        return Filling(self.alignment.document, records, joins, self.language.tag)

    def shows(self, block: Block) -> bool:
        """Tell whether anything in a block is to be written anew."""
        records = self.filling.records.get(block.number, ())
        return any(is_changed(record) or (self.mark and state_of(record) != "done") for record in records)

    def state_of(self, record: Record | None) -> State:
        """Return what a text is to be marked as."""
        return state_of(record) if self.mark and record else "done"

    @cached_property
    def states(self) -> Sequence[State]:
        """The states that occur and are not `done`."""
        there = {state_of(record) for record in self.alignment.records}
        return [state for state in LEGEND if state in there]

    @cached_property
    def status(self) -> str:
        """One sentence for the properties of the file; empty where people answer for all of it."""
        if "machine" not in self.states:
            return ""
        draft = f" by a draft engine, {self.alignment.engine}" if self.alignment.draft else ""
        return f"machine translation{draft}; not reviewed"

    @cached_property
    def _by_source(self) -> dict[str, str]:
        return {record.segment.text: record.target for record in self.alignment.records if is_changed(record)}

    def translation(self, text: str) -> str:
        """Return the translation of a text that stands outside of the blocks and in one of them too, a title; or ""."""
        return self._by_source.get(" ".join(text.split()), "")
