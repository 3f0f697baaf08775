"""What people, and earlier runs, have translated already: taken for the segments of a run before an engine is asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from dragoman.files.outputs import Outputs
from dragoman.memory import MemoryStore, Recall
from dragoman.memory.folder import memory_files, open_store
from dragoman.model import PASSED, PEOPLE, Language, Provenance, Suggestion, Unit
from dragoman.po import find_changed, read_catalogue_if_exists
from dragoman.po.places import placed
from dragoman.run.loaded import Loaded
from dragoman.run.origin import Decision, machine_decision
from dragoman.run.request import Item, Job, Request
from dragoman.segment.tags import message_of
from dragoman.text.similarity import Candidates, coverage

Lookup = Callable[[str, str], Unit | None]
"""What the report's own catalogue holds for (kind, text)."""
RecallAt = Callable[[str, str, str | None, str | None], Recall | None]
"""What memory holds for (kind, text) between the texts before and after."""
UNREAD = (
    "{path}: {count:,} machine texts have lost fuzzy at once and unchanged; they still count as machine text: "
    "if somebody has read them, run again with --approve-unchanged"
)


def recall_jobs(request: Request, loaded: Loaded, jobs: Sequence[Job], target: Language, outputs: Outputs) -> list[str]:
    """Take what people, and earlier runs, have translated already, and look for what resembles the rest.

    Returns what stands in the way of recalling everything. The jobs are those of one target language.

    Raises:
        CatalogueError: a catalogue of the jobs cannot be read.
    """
    warnings: list[str] = []
    for job in jobs:
        outputs.will_read(job.path)
        job.catalogue = read_catalogue_if_exists(job.path, approve_unchanged=request.po.approve_unchanged)
        if job.catalogue and job.catalogue.cleared and not request.po.approve_unchanged:
            warnings.append(UNREAD.format(path=job.path, count=job.catalogue.cleared))
    store = _open_store(request, loaded, jobs, target, warnings) if request.memory else None
    try:
        for job in jobs:
            if job.catalogue:
                for item, segment in zip(
                    job.items, placed([one.segment for one in job.items], job.catalogue), strict=True
                ):
                    item.segment = segment
                texts = (
                    (item.segment.role, message_of(item.segment)) for item in job.items if not item.segment.verbatim
                )
                job.changed = find_changed(job.catalogue, texts)
            recall = _recall(store, job) if store is not None else _nothing
            decide(job.items, job.unit, recall, job.changed)
            if store is not None and len(store):
                job.suggestions = _suggestions(job, store)
    finally:
        if store is not None:
            store.close()
    return warnings


def _open_store(
    request: Request, loaded: Loaded, jobs: Sequence[Job], target: Language, warnings: list[str]
) -> MemoryStore:
    """Open the memory, brought up to date unless there is a snapshot of it."""
    if target.tag in loaded.snapshots:
        return MemoryStore(loaded.snapshots[target.tag])
    store = open_store(request.locales, target)
    problems = store.refresh(memory_files(request.locales, request.source, target))
    own = {str(job.path) for job in jobs}  # those have been read, so they can be
    warnings += [problem for problem in problems if not problem.startswith(tuple(own))]
    return store


def _nothing(kind: str, text: str, before: str | None, after: str | None) -> None:
    """Recall nothing."""


def _recall(store: MemoryStore, job: Job) -> RecallAt:
    """Return what recalls a text from other reports, and from other places of this one: a heading's for a paragraph."""
    stem = job.document.stem
    units = job.catalogue.all_units if job.catalogue else ()
    own = {unit.source: unit.target for unit in reversed(units) if unit.origin == "reviewed"}

    def recall(kind: str, text: str, before: str | None, after: str | None) -> Recall | None:
        found = store.recall(kind, text, before, after, besides=stem)
        if text in own and not (found and found.in_context):
            return Recall(own[text], stem, False)
        return found

    return recall


def _suggestions(job: Job, store: MemoryStore) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return, by text, what people wrote for similar ones here and elsewhere, where nobody has translated the text.

    Where sentences of this report were joined or split, their old wordings are offered as well, both halves of each.
    """
    open_texts, amended = set(), set()
    for item in job.items:
        text, origin = message_of(item.segment), item.decision.origin if item.decision else "none"
        if origin in ("none", "machine"):
            open_texts.add(text)
        elif origin == "draft" and (item.segment.role, text) in job.changed:
            amended.add(text)
    found = {text: tuple(store.suggest(text)) for text in sorted(open_texts)}
    for text, parts in _parts(job, sorted(open_texts | amended)):
        known = {one.target for one in found.get(text, ())}
        found[text] = (*found.get(text, ()), *(part for part in parts if part.target not in known))
    return {text: suggestions for text, suggestions in found.items() if suggestions}


_PART = 0.8
"""The share of a text's words that stand in another one, from which it is taken for a part of it."""
_AT_ALL = 0.25
"""Similarity below which texts are not looked at."""


def _parts(job: Job, texts: Sequence[str]) -> Iterator[tuple[str, tuple[Suggestion, ...]]]:
    """Yield texts with the translations of sentences that they were made of, or that they were part of."""
    present = {message_of(item.segment) for item in job.items}
    units = job.catalogue.all_units if job.catalogue else ()
    gone = [unit for unit in units if unit.origin in PEOPLE and unit.source not in present]
    if not gone:
        return
    candidates = Candidates([unit.source for unit in gone])
    for text in texts:
        parts = [
            Suggestion(gone[number].source, gone[number].target, job.document.stem, score)
            for number, score in candidates.nearest(text, _AT_ALL)
            if max(coverage(gone[number].source, text), coverage(text, gone[number].source)) >= _PART
        ]
        if parts and job.changed:
            taken = {unit.source for (_, source), unit in job.changed.items() if source == text}
            parts = [part for part in parts if part.source not in taken]
        if parts:
            yield text, tuple(parts[:3])


def decide(items: Sequence[Item], lookup: Lookup, recall: RecallAt, changed: Mapping[tuple[str, str], Unit]) -> None:
    """Decide where the target of each item comes from; what an engine has to translate is left undecided.

    A person's translation of this very segment goes first, then one from another report, then a person's translation of
    the older wording (`changed`, by kind and text), then what dragoman wrote into the catalogue before, if nobody
    touched it and the engine would write the same again.
    """
    prose = [item for item in items if not item.segment.verbatim]
    texts = [None, *(message_of(item.segment) for item in prose), None]
    for item in items:
        if item.segment.verbatim:
            item.decision = Decision("verbatim", item.segment.source)
    for number, item in enumerate(prose):
        item.decision = _decide(item, lookup, recall, changed, texts[number : number + 3])


def _decide(
    item: Item,
    lookup: Lookup,
    recall: RecallAt,
    changed: Mapping[tuple[str, str], Unit],
    texts: Sequence[str | None],
) -> Decision | None:
    """Decide for one item; `texts` are those before it, of it and after it."""
    kind, (before, text, after) = item.segment.role, texts
    assert text is not None
    unit = lookup(kind, text)
    if unit and unit.origin in PEOPLE:
        return Decision(unit.origin, unit.target, flags=unit.flags)
    if found := recall(kind, text, before, after):
        return _recalled(found)
    if old := changed.get((kind, text)):
        return Decision("draft", old.target, flags=old.flags)
    if unit and unit.origin == "machine" and unit.provenance and item.key in (None, unit.provenance.key):
        return machine_decision(unit.target, unit.provenance, item.task, unit.flags)
    if item.segment.kind in PASSED and not (item.key and _is_required_whole(item)):
        return Decision("verbatim", text)
    return Decision("none", "") if item.key is None else None


def _is_required_whole(item: Item) -> bool:
    """Tell whether a rendering is required of all of a text, as of a picture credit of an agency."""
    return any((match.start, match.end) == (0, len(item.segment.source)) for match in item.matches)


def _recalled(recall: Recall) -> Decision:
    """A translation whose neighbours agree too is taken as reviewed; any other is offered, with its report's name."""
    if recall.in_context:
        return Decision("reviewed", recall.target)
    return Decision("memory", recall.target, provenance=Provenance("memory", recall.report))
