from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman.memory import MemoryFile, MemoryStore
from dragoman.model import Provenance, Segment, Unit
from dragoman.run.origin import DRAFT_MARK, Decision, machine_decision
from dragoman.run.recall import decide
from dragoman.run.request import Item
from dragoman.terminology.required import RequiredTerm, Task

OURS = Provenance("machine", "argos en-zh 0.1" + DRAFT_MARK, -0.5, ("inline",), "aaaaaaaaaaaa")
REMEMBERED = Unit("paragraph", "It rained.", "下雨了。", "reviewed")


def segments(*texts: str, verbatim: Sequence[str] = ()) -> list[Segment]:
    found: list[Segment] = []
    start = 0
    for number, text in enumerate(texts, start=1):
        segment_id = f"b{number:03}s01"
        found.append(Segment(segment_id, number, "paragraph", number, start, start + len(text), text, text in verbatim))
        start += len(text) + 1
    return found


def remembering(memory: Sequence[tuple[str, Sequence[Unit]]]) -> MemoryStore:
    store = MemoryStore(None)
    store.refresh(MemoryFile(Path(__file__), label, lambda units=units: units) for label, units in memory)  # type: ignore[misc]
    return store


def decided(
    texts: Sequence[str],
    units: Sequence[Unit] = (),
    *,
    memory: Sequence[tuple[str, Sequence[Unit]]] = (),
    key: str | None = "aaaaaaaaaaaa",
    verbatim: Sequence[str] = (),
    changed: Sequence[tuple[str, Unit]] = (),
) -> list[Decision | None]:
    parts = segments(*texts, verbatim=verbatim)
    items = [Item(part, (), Task(part.text, (RequiredTerm("archive", ("档案馆",), ((0, 3),)),)), key) for part in parts]
    by_text = {(unit.kind, unit.source): unit for unit in units}
    decide(
        items,
        lambda kind, text: by_text.get((kind, text)),
        remembering(memory).recall,
        {("paragraph", text): old for text, old in changed},
    )
    return [item.decision for item in items]


def unit(state: str, target: str = "下雨。", provenance: Provenance | None = None) -> Unit:
    assert state in ("reviewed", "draft", "machine", "memory", "none")
    return Unit("paragraph", "It rained.", target, state, provenance)  # type: ignore[arg-type]


def test_what_nobody_translated_is_left_to_the_engine() -> None:
    assert decided(["It rained."]) == [None]
    assert decided(["It rained."], [unit("none", "")]) == [None]


def test_without_an_engine_it_stays_empty() -> None:
    assert decided(["It rained."], key=None) == [Decision("none", "")]


def test_what_is_no_prose_passes_through() -> None:
    assert decided(["1.jpg"], verbatim=["1.jpg"]) == [Decision("verbatim", "1.jpg")]
    assert decided(["1.jpg"], verbatim=["1.jpg"], key=None) == [Decision("verbatim", "1.jpg")]


@pytest.mark.parametrize("key", ["aaaaaaaaaaaa", "bbbbbbbbbbbb", None])
@pytest.mark.parametrize("state", ["reviewed", "draft"])
def test_a_persons_translation_goes_first(state: str, key: str | None) -> None:
    memory = [("spring", [REMEMBERED])]
    [decision] = decided(["It rained."], [unit(state)], memory=memory, key=key)
    assert decision == Decision("reviewed" if state == "reviewed" else "draft", "下雨。")


def test_a_recall_out_of_context_is_offered_with_its_report() -> None:
    [decision, _] = decided(["It rained.", "Then it stopped."], memory=[("spring", [REMEMBERED])])
    assert decision == Decision("memory", "下雨了。", provenance=Provenance("memory", "spring"))


def test_a_recall_whose_neighbours_agree_is_reviewed() -> None:
    before, after = Unit("paragraph", "Before.", "", "none"), Unit("heading", "After.", "", "none")
    memory = [("spring", [before, REMEMBERED, after])]
    decisions = decided(["Before.", "It rained.", "After."], memory=memory)
    assert decisions == [None, Decision("reviewed", "下雨了。"), None]


def test_what_is_no_prose_is_no_neighbour() -> None:
    before, after = Unit("paragraph", "Before.", "", "none"), Unit("heading", "After.", "", "none")
    memory = [("spring", [before, REMEMBERED, after])]
    decisions = decided(
        ["Before.", "1.jpg", "It rained.", "2.jpg", "After."], memory=memory, verbatim=["1.jpg", "2.jpg"]
    )
    assert decisions[2] == Decision("reviewed", "下雨了。")


def test_a_recall_replaces_what_the_machine_wrote() -> None:
    [decision, _] = decided(["It rained.", "x"], [unit("machine", provenance=OURS)], memory=[("s", [REMEMBERED])])
    assert decision is not None
    assert decision.origin == "memory"


def test_our_own_untouched_translation_is_used_again_while_its_key_holds() -> None:
    [decision] = decided(["It rained."], [unit("machine", provenance=OURS)])
    assert decision == Decision("machine", "下雨。", OURS.label, -0.5, {"archive": "inline"}, OURS)


def test_when_the_key_changed_the_engine_translates_again() -> None:
    assert decided(["It rained."], [unit("machine", provenance=OURS)], key="bbbbbbbbbbbb") == [None]


def test_without_an_engine_our_own_translation_stays() -> None:
    [decision] = decided(["It rained."], [unit("machine", provenance=OURS)], key=None)
    assert decision is not None
    assert (decision.origin, decision.target) == ("machine", "下雨。")


def test_a_machine_entry_without_provenance_is_not_trusted() -> None:
    assert decided(["It rained."], [unit("machine")]) == [None]


def test_what_memory_offered_before_is_not_ours_to_keep() -> None:
    offered = unit("memory", provenance=Provenance("memory", "spring"))
    assert decided(["It rained."], [offered]) == [None], "the report that it came from is gone"


def test_roles_are_told_apart() -> None:
    heading = Unit("heading", "It rained.", "雨", "reviewed")
    assert decided(["It rained."], [heading]) == [None]


def test_an_empty_translation_of_a_person_is_theirs() -> None:
    assert decided(["It rained."], [unit("reviewed", "")]) == [Decision("reviewed", "")]


def test_rungs_are_read_by_position() -> None:
    task = Task("a b", tuple(RequiredTerm(name, (name,), ((0, 1),)) for name in "xyz"))
    provenance = Provenance("machine", "fixed 1.0", None, ("present", "missing"), "k")
    assert machine_decision("t", provenance, task).rungs == {"x": "present", "y": "missing"}


def test_nothing_is_decided_of_nothing() -> None:
    assert decided([]) == []


def test_what_a_person_wrote_for_the_older_wording_goes_before_the_engine_and_behind_memory() -> None:
    changed = [("It rained much.", unit("reviewed"))]
    assert decided(["It rained much."], changed=changed) == [Decision("draft", "下雨。")]
    elsewhere = [("spring", [Unit("paragraph", "It rained much.", "雨下得很大。", "reviewed")])]
    [found] = decided(["It rained much."], changed=changed, memory=elsewhere)
    assert found
    assert (found.origin, found.target) == ("memory", "雨下得很大。")
