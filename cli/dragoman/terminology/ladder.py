"""The ladder of DESIGN §6: each rung works on what the cheaper ones left over, in one batch over all texts."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.engine.protocol import Engine, Hypothesis
from dragoman.model import Language, Rung
from dragoman.progress import Advance, Watch
from dragoman.terminology.candidate import Draft
from dragoman.terminology.clauses import in_clauses, join_cjk
from dragoman.terminology.doubles import without_doubles
from dragoman.terminology.forbidden import replace_forbidden
from dragoman.terminology.inline import complete_text, inline_source
from dragoman.terminology.insertion import insert_missing
from dragoman.terminology.pivot import Projection, translate_pivot
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.residue import find_residue, stray_slots, without_residue
from dragoman.terminology.sound import is_brief, is_sound, least_faulty, said_once
from dragoman.terminology.standins import (
    KEPT,
    StandIns,
    categorised,
    places_of,
    put_renderings,
    slot_words,
    stand_ins_for,
    with_stand_ins,
)
from dragoman.terminology.verify import Span, count_excess, kept, locate, locate_all
from dragoman.text.strings import close_cjk

VERSION = "inline present forced spliced 17"
"""Part of every cache key: texts made by another ladder are made again."""

LEAST_OF_LENGTH = 0.95
"""Of a translation's length, that of one in other words which may take its place: what is shorter leaves out more."""

SURER = 0.1
"""By how much more of a token's log-probability a single word's translation must be likelier with an article."""
_LONE_WORD = re.compile("[A-Z][a-z]{2,}")

NEARLY = 0.1
"""By how much less of a token's log-probability a longer hypothesis may be likely, for it to be taken: chrF +0.2 and
BLEU +0.3 on 160 official sentences, BLEU +0.2 on 300 of the United Nations (chrF level), level on news."""

RUNGS: frozenset[Rung] = frozenset({"present", "inline", "forced", "spliced"})
"""Those that can keep a term, and be left out of the ladder to see what each is worth."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The translation of a task and the rung that kept each of its required terms, in their order."""

    target: str
    score: float | None
    """Mean log-probability of a target token; `None` where the engine had nothing to translate."""
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """How the engine is asked for a task's translation."""

    source: str
    stands: Mapping[str, tuple[Span, ...]]
    """Where each required term stands in `source`."""
    terms: tuple[RequiredTerm, ...]
    """What a translation of this wording requires: the task's renderings, or their stand-ins."""
    written: frozenset[str] = frozenset()
    """The terms whose renderings, or their stand-ins, are written into `source`."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """The rendering that each stand-in stands for."""

    def residue(self, text: str) -> list[Span]:
        """Return where pieces of stand-ins stand in a translation of this wording, beside the whole ones."""
        return find_residue(text, places_of(text, self.chosen), self._stand_ins)

    def restored(self, text: str) -> str:
        """Return a translation of this wording with the renderings in place of their stand-ins, and of pieces none."""
        text = without_residue(text, places_of(text, self.chosen), self._stand_ins)
        return put_renderings(text, self.chosen)

    @property
    def _stand_ins(self) -> frozenset[str]:
        return frozenset(word for word, rendering in self.chosen.items() if word != rendering)

    def rung(self, id_: str) -> Rung:
        """Return what keeps a term that a translation of this wording has."""
        return "inline" if id_ in self.written else "present"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A hypothesis, the wording that it translates, and what it keeps."""

    hypothesis: Hypothesis
    wording: _Wording
    kept: frozenset[str]
    excess: int
    """Renderings that stand there more often than their terms in the source."""
    sound: bool
    short: bool
    """Renderings stand there less often than their terms in the source."""
    residue: int
    """Pieces of stand-ins that stand beside the whole ones."""

    def __lt__(self, other: "_Candidate") -> bool:
        return self._rank() < other._rank()

    def _rank(self) -> tuple[bool, int, int, int]:
        return self.sound, len(self.kept), -self.excess, -self.residue

    @property
    def length(self) -> int:
        """Code points of the text with its renderings in place."""
        return len(put_renderings(self.hypothesis.text, self.wording.chosen))

    @property
    def is_complete(self) -> bool:
        """Nothing is left to do."""
        return self.sound and all(term.id in self.kept for term in self.wording.terms if term.wanted)


def enforce(
    tasks: Sequence[Task],
    engine: Engine,
    language: str | tuple[Language, Language],
    watch: Watch,
    *,
    rungs: frozenset[Rung] = RUNGS,
    stand_ins: StandIns | None = None,
    whole: bool = False,
    project: Projection = translate_pivot,
) -> list[Outcome]:
    """Translate the tasks so that each keeps what it requires, as far as any rung can; every claim is verified.

    Args:
        language: the target, as a BCP 47 tag; or source and target, so that facts about a translation take part in
            choosing it.
        rungs: those that may be used. Without `present`, the engine's best translation is taken as it is, whatever its
            other hypotheses have.
        stand_ins: words for the rung `inline`, if not those of the language.
        whole: translate long texts as one, although the engine does better clause by clause.
        project: brings the tasks into a pivot language.
    """
    tag, languages = (language, None) if isinstance(language, str) else (language[1].tag, language)
    words = stand_ins_for(tag) if stand_ins is None else stand_ins
    *pivots, last = engine.steps
    longest = None if whole else last.clause
    ladder = _Ladder(last, tag, words, rungs, watch, None if pivots else languages)
    complete = [ladder.complete(task) for task in tasks]
    rest = [task for task, done in zip(tasks, complete, strict=True) if not done]
    for pivot in pivots:
        rest = project(rest, pivot, watch)
    cut = [in_clauses(task, longest) if longest else [task] for task in rest]
    outcomes = iter(ladder.translate([clause for clauses in cut for clause in clauses]))
    joined = (
        ladder.join(task, clauses, [next(outcomes) for _ in clauses]) for task, clauses in zip(rest, cut, strict=True)
    )
    return [done or next(joined) for done in complete]


@dataclass(frozen=True, slots=True)
class _Ladder:
    """What every rung works with."""

    engine: Engine
    language: str
    stand_ins: StandIns
    rungs: frozenset[Rung]
    watch: Watch
    languages: tuple[Language, Language] | None = None
    """Of source and target; without them no hypothesis is judged by its faults."""

    def translate(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return the outcome of each task, by the engine where the renderings leave anything to it."""
        complete = [self.complete(task) for task in tasks]
        climbed = iter(self.climb([task for task, done in zip(tasks, complete, strict=True) if not done]))
        return [done or next(climbed) for done in complete]

    def join(self, task: Task, clauses: Sequence[Task], outcomes: Sequence[Outcome]) -> Outcome:
        """Return the outcome of a task from those of its clauses; what it keeps is looked for in the whole text."""
        if len(clauses) == 1:
            return outcomes[0]
        target = join_cjk(clauses, [outcome.target for outcome in outcomes])
        target = without_doubles(target, task.text, task.terms, self.language)
        there = kept(target, task.terms, self.language)
        rungs: dict[str, Rung] = {}
        for clause, outcome in zip(clauses, outcomes, strict=True):
            for term, rung in zip(clause.terms, outcome.rungs, strict=True):
                if rung not in {"missing", "offered"}:
                    rungs.setdefault(term.id, rung)
        scored = [(len(one.target), one.score) for one in outcomes if one.score is not None]
        length = sum(count for count, _ in scored)
        return Outcome(
            target,
            round(sum(count * score for count, score in scored) / length, 4) if length else None,
            tuple(_rung(term, there, rungs) for term in task.terms),
        )

    def complete(self, task: Task) -> Outcome | None:
        """Return the outcome of a task of which the renderings leave nothing to the engine."""
        target = complete_text(task) if "inline" in self.rungs else None
        if target is None or not all(locate(target, task.terms, self.language)):
            return None
        inline: Rung = "inline"
        return Outcome(target, None, (inline,) * len(task.terms))

    def climb(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Send the tasks up the rungs.

        For a package that was trained to copy, `inline` is the cheapest rung of a text that requires something, so that
        text begins there; with any other one, words stand in for what no engine may touch. Where a rendering is missing
        then, or stands there once too often, or has a piece of its stand-in beside it, other words stand in, or none
        (`present`).
        """
        wordings = [self._worded(task) for task in tasks]
        with self.watch.stage("translate", len(tasks)) as advance:
            best = [self._best(candidates) for candidates in self._decode(wordings, advance)]
        again = {
            number: wording
            for number, (task, candidate) in enumerate(zip(tasks, best, strict=True))
            if candidate.wording.written and (not candidate.is_complete or candidate.excess or candidate.residue)
            if (wording := self._reworded(task, candidate))
        }
        with self.watch.stage("reword", len(again)) as advance:
            for number, candidates in zip(again, self._decode(list(again.values()), advance), strict=True):
                tried = best[number]
                least = LEAST_OF_LENGTH * tried.length if tried.sound and not (tried.excess or tried.residue) else 0
                if long_enough := [candidate for candidate in candidates if candidate.length >= least]:
                    best[number] = max(best[number], self._best(long_enough))
        return self._insert_rest(tasks, [self._said_once(candidate) for candidate in best])

    def _said_once(self, candidate: _Candidate) -> _Candidate:
        """Return a candidate of a few words that says one thing over and over as one that says it once."""
        hypothesis, source = candidate.hypothesis, candidate.wording.source
        once = said_once(hypothesis.text) if not candidate.sound and is_brief(source) else ""
        return self._judge(replace(hypothesis, text=once), candidate.wording) if once else candidate

    def _worded(self, task: Task, avoid: str = "") -> _Wording:
        """Return how a task is worded at first, or again with stand-ins that do not stand in `avoid`."""
        if "inline" not in self.rungs or not task.terms:
            return _free(task)
        if self.engine.inline:
            words = self.stand_ins if avoid else {**self.stand_ins, **slot_words(self.engine.slots)}
            return _inline(task, words, avoid)
        return _inline(task, KEPT, avoid, exact=True) if any(term.exact for term in task.terms) else _free(task)

    def _reworded(self, task: Task, tried: _Candidate) -> _Wording | None:
        """Write other stand-ins into the source, none that was tried or that the translation has, if there are any.

        Terms that no glossary gives a category get stand-ins now, by their looks, where their renderings were not
        copied. A text that sent the engine into a loop with the renderings in it is left as it is.
        """
        missing = {term.id for term in tried.wording.terms if term.id not in tried.kept}
        terms = (categorised(term, task.text) if term.id in missing else term for term in task.terms)
        avoid = "\n".join((tried.hypothesis.text, *tried.wording.chosen))
        other = self._worded(replace(task, terms=tuple(terms)), avoid)
        if other.source != tried.wording.source:
            return other
        return None if tried.sound else _free(task)

    def _decode(self, wordings: Sequence[_Wording], advance: Advance) -> list[tuple[_Candidate, ...]]:
        """Return the candidates of each wording; where all of them run in a loop, more that cannot."""
        sources = [wording.source for wording in wordings]
        decoded = [
            tuple(self._judge(hypothesis, wording) for hypothesis in hypotheses)
            for hypotheses, wording in zip(self.engine.translate(sources, progress=advance), wordings, strict=True)
        ]
        loops = [number for number, candidates in enumerate(decoded) if not any(c.sound for c in candidates)]
        left = [sources[number] for number in loops]
        again = self.engine.translate(left, no_loops=True) if loops else []
        for number, hypotheses in zip(loops, again, strict=True):
            decoded[number] += tuple(self._judge(hypothesis, wordings[number]) for hypothesis in hypotheses)
        self._say_in_full(wordings, decoded)
        self._say_with_article(wordings, decoded)
        return decoded

    def _say_with_article(self, wordings: Sequence[_Wording], decoded: list[tuple[_Candidate, ...]]) -> None:
        """Give single English words what the engine makes of them behind an article, where it finds that likelier.

        Behind one, a word is no beginning of a sentence: "Conclusion" came out as 包容 and "the conclusion" as 结论.
        """
        if not self.languages or self.languages[0].argos != "en":
            return
        lone = [number for number, wording in enumerate(wordings) if _LONE_WORD.fullmatch(wording.source)]
        nouns = [f"the {wordings[number].source.lower()}" for number in lone]
        said = self.engine.translate(nouns) if lone else []
        for number, hypotheses in zip(lone, said, strict=True):
            [first, *_] = candidates = tuple(self._judge(hypothesis, wordings[number]) for hypothesis in hypotheses)
            best = self._best(decoded[number])
            if first.sound and (not best.sound or first.hypothesis.score > best.hypothesis.score + SURER):
                decoded[number] = candidates

    def _say_in_full(self, wordings: Sequence[_Wording], decoded: list[tuple[_Candidate, ...]]) -> None:
        """Give brief texts that the engine says over and over what it makes of them as a sentence, if that is sound."""
        stuck = [
            number
            for number, (first, *_) in enumerate(decoded)
            if not first.sound and is_brief(wordings[number].source) and wordings[number].source[-1:].isalpha()
            if first.hypothesis.text and not said_once(first.hypothesis.text)
        ]
        sentences = [wordings[number].source + "." for number in stuck]
        said = self.engine.translate(sentences) if stuck else []
        for number, hypotheses in zip(stuck, said, strict=True):
            bare = (replace(hypothesis, text=hypothesis.text.rstrip("。.")) for hypothesis in hypotheses)
            candidates = tuple(self._judge(hypothesis, wordings[number]) for hypothesis in bare)
            if candidates[0].sound:
                decoded[number] = candidates

    def _judge(self, hypothesis: Hypothesis, wording: _Wording) -> _Candidate:
        """Say what a hypothesis keeps and whether it is sound."""
        text, terms = hypothesis.text, wording.terms
        excess = count_excess(text, terms, self.language)
        sound = is_sound(text, wording.source, excess) and not _has_stray_slot(text, wording)
        found = list(zip(terms, locate_all(text, terms, self.language), strict=True))
        there = frozenset(term.id for term, spans in found if spans)
        short = any(len(spans) < len(term.spans) for term, spans in found if term.wanted)
        return _Candidate(hypothesis, wording, there, excess, sound, short, len(wording.residue(text)))

    def _best(self, candidates: Sequence[_Candidate]) -> _Candidate:
        """Return the candidate that keeps most; without the rung `present`, the one that the engine finds likeliest.

        Of those that keep as much, the likeliest without a fault that can be told for certain, or a longer one that is
        nearly as likely, because small models leave things out; where the likeliest says something twice, of a few
        words, the shortest of the others.
        """
        if "present" not in self.rungs:
            return next((candidate for candidate in candidates if candidate.sound), candidates[0])
        best = max(candidates)
        equals = [candidate for candidate in candidates if not candidate < best]
        if not candidates[0].sound and is_brief(best.wording.source):
            return min(equals, key=lambda candidate: len(candidate.hypothesis.text))
        if not is_brief(best.wording.source):
            least = equals[0].hypothesis.score - NEARLY
            equals.sort(key=lambda one: -one.length if one.hypothesis.score >= least else 0)
        if len(equals) == 1 or self.languages is None:
            return equals[0]
        texts = [candidate.hypothesis.text for candidate in equals]
        return equals[least_faulty(texts, best.wording.source, self.languages)]

    def _insert_rest(self, tasks: Sequence[Task], best: Sequence[_Candidate]) -> list[Outcome]:
        """Bring in what is still missing and say for each term which rung kept it, as the finished text shows."""
        drafts = {
            number: Draft(
                candidate.wording.source, candidate.wording.stands, candidate.hypothesis, candidate.wording.terms
            )
            for number, candidate in enumerate(best)
            if (candidate.short or not candidate.is_complete) and not self.rungs.isdisjoint(("forced", "spliced"))
        }
        with self.watch.stage("force", len(drafts)) as advance:
            inserted = dict(
                zip(
                    drafts,
                    insert_missing(list(drafts.values()), self.engine, self.language, self.rungs, advance),
                    strict=True,
                )
            )
        outcomes = []
        for number, (task, candidate) in enumerate(zip(tasks, best, strict=True)):
            wording = candidate.wording
            text = inserted[number].target if number in inserted else candidate.hypothesis.text
            rungs = {id_: wording.rung(id_) for id_ in candidate.kept}
            rungs |= inserted[number].rungs if number in inserted else {}
            target = close_cjk(wording.restored(text), task.text)
            target = replace_forbidden(target, task.terms, self.language)
            target = without_doubles(target, task.text, task.terms, self.language)
            there = kept(target, task.terms, self.language)
            outcomes.append(
                Outcome(
                    target,
                    candidate.hypothesis.score,
                    tuple(_rung(term, there, rungs) for term in task.terms),
                )
            )
        return outcomes


def _rung(term: RequiredTerm, there: Collection[str], rungs: Mapping[str, Rung]) -> Rung:
    """Return the rung that kept a term, given those that stand in the finished text."""
    if term.id in there:
        return rungs.get(term.id, "spliced")
    return "offered" if term.offered else "missing"


def _has_stray_slot(text: str, wording: _Wording) -> bool:
    """Say whether a text has a slot symbol, or half of one, that nothing is put back for."""
    return bool(stray_slots(text)) and bool(stray_slots(put_renderings(text, wording.chosen)))


def _free(task: Task) -> _Wording:
    """Leave the text as it is."""
    return _Wording(task.text, {term.id: term.spans for term in task.terms}, task.terms)


def _inline(task: Task, stand_ins: StandIns, avoid: str = "", *, exact: bool = False) -> _Wording:
    """Write the renderings, or stand-ins for them, into the source: all, or those alone that are exact."""
    worded, chosen = with_stand_ins(task, stand_ins, avoid) if stand_ins else (task, {})
    left = {term.id for term in worded.terms if exact and not term.exact}
    source, stands = inline_source(worded, left)
    return _Wording(source, stands, worded.terms, frozenset(stands) - left, chosen)
