"""Rungs `forced` and `spliced`: a missing rendering goes where the model put the term.

Round by round, the leftmost missing term of every text is inserted, all texts in one batch. `spliced` puts the
rendering in the place of what the model wrote for the term. `forced` keeps what stands before that place, which is the
translation of what comes before the term, and lets the model go on from the rendering (iterative prefix forcing;
Hasler et al. 2018 show that constraints placed without alignment are misplaced and duplicated). The model's own score
chooses between the two, and among the accepted forms of a rendering; what loses anything is not among the candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.engine.protocol import LENGTH_PENALTY, Engine, Hypothesis, Piece
from dragoman.model import COMPARED, Rung
from dragoman.progress import Advance
from dragoman.terminology.attention import guess_place, leave_out
from dragoman.terminology.candidate import Draft, Insertion, clear, wanted
from dragoman.terminology.fit.rendering import fit
from dragoman.terminology.forbidden import find_forbidden
from dragoman.terminology.repeat import repeat
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.sound import is_no_worse
from dragoman.terminology.verify import Span, kept, locate


@dataclass(frozen=True, slots=True)
class _Choice:
    """A text with the missing rendering in it."""

    rung: Rung
    text: str
    form: str
    start: str = ""
    """What the engine was given to go on from."""
    hypothesis: Hypothesis | None = None


_Job = tuple[Insertion, RequiredTerm, Span]
"""A text, the term to insert next, and where."""


def insert_missing(
    drafts: Sequence[Draft], engine: Engine, language: str, rungs: frozenset[Rung], advance: Advance
) -> list[Insertion]:
    """Return the drafts with their missing renderings put in, by the rungs that may be used.

    A rendering that cannot be put in without loss of another stays missing.
    """
    texts = [Insertion(draft, draft.hypothesis.text, draft.hypothesis) for draft in drafts]
    going = texts
    while going:
        left = [(text, missing) for text in going if (missing := text.missing(language))]
        advance(len(going) - len(left))
        going = [text for text, _ in left]
        if left:
            _insert_one(_next(left, engine, language), engine, language, rungs)
    if "spliced" in rungs:
        repeat(texts, engine, language)
    return texts


def _next(going: Sequence[tuple[Insertion, Sequence[RequiredTerm]]], engine: Engine, language: str) -> list[_Job]:
    """Return for each text the leftmost of its missing terms, and its place."""
    chosen: list[tuple[Insertion, RequiredTerm]] = []
    rough: list[Span] = []
    for text, missing in going:
        guesses = _guesses(text, missing, engine, language)
        term = min(missing, key=lambda term: guesses[term.id])
        chosen.append((text, term))
        rough.append(guesses[term.id])
    unsure = [(text, term) for text, term in chosen if term.id not in text.places]
    found = iter(leave_out([wanted(text, term, language) for text, term in unsure], engine))
    jobs = []
    for (text, term), guess in zip(chosen, rough, strict=True):
        place = text.places[term.id] if term.id in text.places else next(found) or guess
        jobs.append((text, term, clear(text, place, language)))
    return jobs


def _guesses(text: Insertion, missing: Sequence[RequiredTerm], engine: Engine, language: str) -> dict[str, Span]:
    """Guess where each missing term is: at a form that must not stand for it, or where attention has it."""
    new = [term for term in missing if term.id not in text.places]
    rows = [(term.id, term.forms, term.forbidden if term in new else ()) for term in text.draft.terms]
    for id_, start, end, _ in reversed(find_forbidden(text.target, rows, language)):
        text.places[id_] = (start, end)
    guesses = dict(text.places)
    for term in new:
        if term.id not in guesses:
            guesses[term.id], sure = guess_place(wanted(text, term, language), engine)
            if sure:
                text.places[term.id] = guesses[term.id]
    return guesses


def _insert_one(jobs: Sequence[_Job], engine: Engine, language: str, rungs: frozenset[Rung]) -> None:
    """Pay one required term of each text."""
    spliced = _best_splices(jobs, engine, language)
    forced = _forced(jobs, spliced, engine, language) if "forced" in rungs else [()] * len(jobs)
    if "spliced" in rungs:
        chosen = _likelier(jobs, spliced, forced, engine)
    else:
        chosen = [found[0] if found else None for found in forced]
    for (text, term, place), choice in zip(jobs, chosen, strict=True):
        if choice:
            _take(text, term, place, choice, language)
        else:
            text.given_up.add(term.id)


def _best_splices(jobs: Sequence[_Job], engine: Engine, language: str) -> list[_Choice | None]:
    """Return for each job the splice with the form that the model finds likeliest, the preferred one of equals."""
    choices = [_splices(*job, language) for job in jobs]
    pairs = [
        (text.draft.source, choice.text)
        for (text, _, _), found in zip(jobs, choices, strict=True)
        if len(found) > 1
        for choice in found
    ]
    scored = iter(engine.score(pairs) if pairs else ())
    best: list[_Choice | None] = []
    for found in choices:
        ranked = [(_likelihood(next(scored)) if len(found) > 1 else 0.0, choice) for choice in found]
        best.append(max(ranked, key=lambda pair: pair[0])[1] if ranked else None)
    return best


def _splices(text: Insertion, term: RequiredTerm, place: Span, language: str) -> list[_Choice]:
    """Return the ways to splice the term into its place, one for each form; elsewhere if it loses something there.

    Of a number only the usual form is tried: the others are no better in any sentence.
    """
    forms = term.forms[:1] if term.category in COMPARED else term.forms
    end = len(text.target.rstrip("。.!?！？…"))
    for where in (place, (place[0], place[0]), (place[1], place[1]), (end, end)):
        texts = {fit(text.target, where, form, language, exact=term.exact): form for form in reversed(forms)}
        choices = [_Choice("spliced", new, form) for new, form in reversed(texts.items())]
        found = [choice for choice in choices if _applies(text, term, choice.text, language)]
        if found:
            return found
    return []


def _applies(text: Insertion, term: RequiredTerm, new: str, language: str) -> bool:
    """Say whether `new` has the required term's rendering and all that the text has."""
    terms = text.draft.terms
    return kept(text.target, terms, language) | {term.id} <= kept(new, terms, language)


def _forced(
    jobs: Sequence[_Job], spliced: Sequence[_Choice | None], engine: Engine, language: str
) -> list[list[_Choice]]:
    """Return how the engine goes on from each rendering, where that loses nothing that the splice has."""
    forms = [choice.form if choice else term.forms[0] for (_, term, _), choice in zip(jobs, spliced, strict=True)]
    starts = [
        fit(text.target[: place[0]], (place[0], place[0]), form, language, exact=term.exact)
        for (text, term, place), form in zip(jobs, forms, strict=True)
    ]
    decoded = engine.translate([text.draft.source for text, _, _ in jobs], prefixes=starts)
    found: list[list[_Choice]] = []
    for (text, term, _), splice, form, start, hypotheses in zip(jobs, spliced, forms, starts, decoded, strict=True):
        choices = [_Choice("forced", hypothesis.text, form, start, hypothesis) for hypothesis in hypotheses]
        other = splice.text if splice else text.target
        found.append(
            [
                choice
                for choice in choices
                if _applies(text, term, choice.text, language)
                and is_no_worse(choice.text, other, text.draft.source, text.draft.terms, language)
            ]
        )
    return found


def _likelier(
    jobs: Sequence[_Job],
    spliced: Sequence[_Choice | None],
    forced: Sequence[Sequence[_Choice]],
    engine: Engine,
) -> list[_Choice | None]:
    """Return of each job what the model finds likeliest, the first of equals; `None` where there is nothing.

    The choices of a job begin alike, so the beginning is scored once, with the splice; how likely the engine found what
    it added, it said when it added it.
    """
    asked = [number for number, splice in enumerate(spliced) if splice and forced[number]]
    pairs = [(jobs[number][0].draft.source, splice.text) for number in asked if (splice := spliced[number])]
    scored = dict(zip(asked, engine.score(pairs) if pairs else (), strict=True))
    chosen: list[_Choice | None] = []
    for number, (splice, more) in enumerate(zip(spliced, forced, strict=True)):
        best = more[0] if more else splice
        if pieces := scored.get(number):
            likelihood = _likelihood(pieces)
            for choice in reversed(more):
                begun = [piece.log_probability for piece in pieces if piece.end <= len(choice.start)]
                if choice.hypothesis and likelihood > _mean(sum(begun), len(begun), choice.hypothesis):
                    best = splice
        chosen.append(best)
    return chosen


def _mean(begun: float, count: int, hypothesis: Hypothesis) -> float:
    """Return the likelihood of a text from the log-probabilities of its beginning and what was added to it."""
    total = begun + hypothesis.score * hypothesis.length
    return round(float(total / (count + hypothesis.length) ** LENGTH_PENALTY), 4)


def _likelihood(pieces: Sequence[Piece]) -> float:
    """Return how likely a whole text is; rounded, because the last digits depend on what else was in a batch."""
    total = sum(piece.log_probability for piece in pieces)
    return round(float(total / len(pieces) ** LENGTH_PENALTY), 4) if pieces else float("-inf")


def _take(text: Insertion, term: RequiredTerm, place: Span, choice: _Choice, language: str) -> None:
    """Make a choice the text, and say where the other missing terms are in it."""
    before, text.target, text.hypothesis = text.target, choice.text, choice.hypothesis
    terms = text.draft.terms
    text.rungs |= dict.fromkeys(kept(choice.text, terms, language) - kept(before, terms, language), choice.rung)
    text.places.pop(term.id, None)
    if choice.rung == "forced":
        text.places.clear()
        return
    behind = len(choice.text) - len(before)
    spans = zip(terms, locate(choice.text, terms, language), strict=True)
    end = next(span[1] for expected, span in spans if expected.id == term.id and span)
    for id_, (start, stop) in text.places.items():
        # What is behind the place keeps its distance from the end of the text.
        text.places[id_] = (start + behind, stop + behind) if start >= place[1] else (end, max(end, stop + behind))
