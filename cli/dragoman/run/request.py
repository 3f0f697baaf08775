"""What one run is asked to do, what it works on, and what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dragoman.engine.protocol import Engine
from dragoman.exchange.style import PLAIN, Style
from dragoman.files.cache import DEFAULT_BYTES
from dragoman.model import Document, Language, Match, Segment, Severity, Suggestion, Summary, Unit
from dragoman.po import Catalogue, CatalogueChanges
from dragoman.po.options import DEFAULT, PoOptions
from dragoman.run.origin import Decision
from dragoman.run.summary import total
from dragoman.terminology.required import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a user asks of a run, whatever its documents."""

    source: Language
    targets: Sequence[Language]
    engines: Mapping[str, Engine]
    """By target tag; a language that has none keeps its targets empty."""
    glossary: Path
    as_of: str = ""
    """The day, in ISO 8601, whose names are required; empty: the day that each report bears."""
    names: bool = True
    """Carry names over that the glossary does not know, into languages with another script."""
    out: Path
    locales: Path
    formats: Sequence[str]
    style: Style = PLAIN
    po: PoOptions = DEFAULT
    memory: bool = True
    """Recall reviewed translations from the catalogues of other reports."""
    cache_bytes: int = DEFAULT_BYTES
    """What translations that are kept for other runs may take; 0 keeps none and uses none."""
    now: datetime
    """Goes into the headers of new PO files."""
    list_changes: bool = False
    """Say for each PO file which entries change."""
    force: bool = False
    """Replace files that people have edited since they were written, and keep copies beside them."""
    dry_run: bool = False
    """Do everything but the last step: no file is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run did; its records are in its files, so that memory does not grow with the number of reports."""

    summaries: Mapping[str, Summary] = field(default_factory=dict)
    """Of all reports, by target tag."""
    engines: tuple[str, ...] = ()
    """The engines of the run, each once, with a word where one calls itself a draft."""
    severities: frozenset[Severity] = frozenset()
    """Of all findings."""
    files: tuple[str, ...] = ()
    """Paths, or addresses, of those that were written; of a dry run, those that would be."""
    warnings: tuple[str, ...] = ()
    changes: tuple[CatalogueChanges, ...] = ()
    """By PO file, if the request asks for them."""

    @property
    def summary(self) -> Summary:
        """What all languages add up to."""
        return total(list(self.summaries.values()))


@dataclass(slots=True)
class Item:
    """One segment on its way into one language."""

    segment: Segment
    matches: tuple[Match, ...]
    task: Task
    key: str | None = None
    """Stands for all that decides the engine's output; `None` without an engine."""
    decision: Decision | None = None
    """Where the target comes from; `None` while an engine has to translate it."""


@dataclass(slots=True)
class Job:
    """One document on its way into one language."""

    document: Document
    target: Language
    engine: Engine | None
    glossary: str
    """Digest of the glossary with the renderings of the target language."""
    path: Path
    """Its catalogue."""
    items: Sequence[Item]
    """In document order."""
    catalogue: Catalogue | None = None
    changed: Mapping[tuple[str, str], Unit] = field(default_factory=dict)
    """What people wrote for older wordings of texts that are new in the report."""
    suggestions: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    """By text: what people wrote for similar texts in other reports."""

    def unit(self, kind: str, text: str) -> Unit | None:
        """Return what the report's catalogue holds for a text."""
        return self.catalogue.unit(kind, text) if self.catalogue else None
