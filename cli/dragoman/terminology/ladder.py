"""The ladder of DESIGN §6: each rung works on what the cheaper ones left over, in one batch over all texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.engine.protocol import Engine, Hypothesis
from dragoman.model import Rung
from dragoman.progress import Advance, Watch
from dragoman.terminology.inline import complete_text, inline_source
from dragoman.terminology.owed import Debt, Task
from dragoman.terminology.splice import Draft, splice
from dragoman.terminology.standins import StandIns, put_renderings, with_stand_ins
from dragoman.terminology.verify import locate
from dragoman.text import close_cjk, find_loop

VERSION = "present inline spliced 1"
"""Part of every cache key: texts made by another ladder are made again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The translation of a task and the rung that kept each of its debts, in their order."""

    target: str
    score: float | None
    """Mean log-probability of a target token; `None` where the engine had nothing to translate."""
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """How the engine is asked for a task's translation."""

    source: str
    stands: Mapping[str, tuple[int, int]]
    """Where each owed term stands in `source`."""
    debts: tuple[Debt, ...]
    """What a translation of this wording owes: the task's renderings, or their stand-ins."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """The rendering that each stand-in stands for."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A hypothesis, the wording that it translates, and what it keeps."""

    hypothesis: Hypothesis
    wording: _Wording
    rung: Rung
    kept: frozenset[str]
    excess: int
    """Renderings that stand there more often than their terms in the source."""
    sound: bool

    def __lt__(self, other: "_Candidate") -> bool:
        return self._rank() < other._rank()

    def _rank(self) -> tuple[bool, int, bool, int, float]:
        return self.sound, len(self.kept), self.rung == "inline", -self.excess, self.hypothesis.score

    @property
    def pays(self) -> bool:
        """Nothing is left to do."""
        return self.sound and len(self.kept) == sum(1 for debt in self.wording.debts if debt.forms)


def enforce(tasks: Sequence[Task], engine: Engine, stand_ins: StandIns, watch: Watch) -> list[Outcome]:
    """Translate the tasks so that each keeps what it owes, as far as any rung can; every claim is verified."""
    complete = [_complete(task) for task in tasks]
    rest = iter(
        _climb([task for task, done in zip(tasks, complete, strict=True) if not done], engine, stand_ins, watch)
    )
    return [done or next(rest) for done in complete]


def _complete(task: Task) -> Outcome | None:
    """Return the outcome of a task of which the renderings leave nothing to the engine."""
    target = complete_text(task)
    if target is None or not all(locate(target, task.debts)):
        return None
    inline: Rung = "inline"
    return Outcome(target, None, (inline,) * len(task.debts))


def _climb(tasks: Sequence[Task], engine: Engine, stand_ins: StandIns, watch: Watch) -> list[Outcome]:
    """Send the tasks up the rungs."""
    free = [_Wording(task.text, {debt.id: debt.spans[0] for debt in task.debts}, task.debts) for task in tasks]
    with watch.stage("translate", len(tasks)) as advance:
        decoded = _decode(free, "present", engine, advance)
    best = [max(candidates) for candidates in decoded]
    if engine.inline:
        left = [number for number, candidate in enumerate(best) if not candidate.pays]
        wordings = [_inline(tasks[number], stand_ins, decoded[number]) for number in left]
        with watch.stage("terms inline", len(left)) as advance:
            for number, candidates in zip(left, _decode(wordings, "inline", engine, advance), strict=True):
                best[number] = max(best[number], *candidates)
    return _splice_rest(tasks, best, engine, watch)


def _inline(task: Task, stand_ins: StandIns, free: Sequence[_Candidate]) -> _Wording:
    """Write the renderings, or stand-ins for them, into the source."""
    avoid = "\n".join(candidate.hypothesis.text for candidate in free)
    worded, chosen = with_stand_ins(task, stand_ins, avoid) if stand_ins else (task, {})
    source, stands = inline_source(worded)
    return _Wording(source, stands, worded.debts, chosen)


def _decode(wordings: Sequence[_Wording], rung: Rung, engine: Engine, advance: Advance) -> list[tuple[_Candidate, ...]]:
    """Return the candidates of each wording; where all of them run in a loop, more that cannot."""
    sources = [wording.source for wording in wordings]
    decoded = [
        tuple(_judge(hypothesis, wording, rung) for hypothesis in hypotheses)
        for hypotheses, wording in zip(engine.translate(sources, progress=advance), wordings, strict=True)
    ]
    loops = [number for number, candidates in enumerate(decoded) if not any(c.sound for c in candidates)]
    again = engine.translate([sources[number] for number in loops], no_loops=True) if loops else []
    for number, hypotheses in zip(loops, again, strict=True):
        decoded[number] += tuple(_judge(hypothesis, wordings[number], rung) for hypothesis in hypotheses)
    return decoded


def _judge(hypothesis: Hypothesis, wording: _Wording, rung: Rung) -> _Candidate:
    """Say what a hypothesis keeps and whether it is sound."""
    text = hypothesis.text
    kept = _kept(text, wording.debts)
    excess = sum(max(0, text.count(debt.forms[0]) - len(debt.spans)) for debt in wording.debts if debt.forms)
    sound = bool(text) and (not find_loop(text) or bool(find_loop(wording.source)))
    return _Candidate(hypothesis, wording, rung, kept, excess, sound)


def _splice_rest(tasks: Sequence[Task], best: Sequence[_Candidate], engine: Engine, watch: Watch) -> list[Outcome]:
    """Splice what is still missing and say for each debt which rung kept it, as the finished text shows."""
    drafts = {
        number: Draft(
            candidate.wording.source, candidate.wording.stands, candidate.hypothesis.text, candidate.wording.debts
        )
        for number, candidate in enumerate(best)
        if not candidate.pays
    }
    with watch.stage("terms spliced", len(drafts)) as advance:
        spliced = dict(zip(drafts, splice(list(drafts.values()), engine, advance), strict=True))
    outcomes = []
    for number, (task, candidate) in enumerate(zip(tasks, best, strict=True)):
        text = spliced.get(number, candidate.hypothesis.text)
        target = close_cjk(put_renderings(text, candidate.wording.chosen), task.text)
        kept = _kept(target, task.debts)
        rungs: list[Rung] = [
            "missing" if debt.id not in kept else candidate.rung if debt.id in candidate.kept else "spliced"
            for debt in task.debts
        ]
        outcomes.append(Outcome(target, candidate.hypothesis.score, tuple(rungs)))
    return outcomes


def _kept(target: str, debts: Sequence[Debt]) -> frozenset[str]:
    return frozenset(debt.id for debt, span in zip(debts, locate(target, debts), strict=True) if span)
