"""What a text requires, carried through a pivot language: the last step alone has to keep it.

A package for each half of the way meets another in English. The first step translates freely; where each term went in
its translation is found as it is for a draft (see `whereabouts`). What the last step gets is a task like any other, a
text and where in it the terms stand, so that all rungs of the ladder work behind a pivot as they do without one, and
their results are verified on the finished text. What no engine may touch, addresses and names, has words in its place
on the first step too, and stands in the pivot's text as it is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dragoman.engine.protocol import Engine, Hypothesis
from dragoman.progress import Watch
from dragoman.terminology.attention import Wanted, guess_place, leave_out, whole_words
from dragoman.terminology.inline import inline_source
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.standins import KEPT, places_of, with_stand_ins
from dragoman.terminology.verify import Span, occurrences, overlaps
from dragoman.text.strings import find_loop

Projection = Callable[[Sequence[Task], Engine, Watch], list[Task]]
"""Brings tasks into the language that an engine translates into."""


def translate_pivot(tasks: Sequence[Task], engine: Engine, watch: Watch) -> list[Task]:
    """Return the tasks in the language that `engine` translates into, the required terms where their terms went."""
    worded = [_without_exact(task) for task in tasks]
    sources = [one.text for one, _ in worded]
    with watch.stage("pivot", len(tasks)) as advance:
        best = [found[0] for found in engine.translate(sources, progress=advance)]
        loops = [
            number for number, source in enumerate(sources) if find_loop(best[number].text) and not find_loop(source)
        ]
        again = engine.translate([sources[number] for number in loops], no_loops=True) if loops else []
        for number, found in zip(loops, again, strict=True):
            best[number] = found[0]
        places = _places([one for one, _ in worded], best, engine)
        return [
            _restored(task, hypothesis.text, found, chosen)
            for task, (_, chosen), hypothesis, found in zip(tasks, worded, best, places, strict=True)
        ]


def _without_exact(task: Task) -> tuple[Task, dict[str, str]]:
    """Return a task with words in place of what is exact, and what each of the words stands for."""
    others = {term.id for term in task.terms if not term.exact}
    if len(others) == len(task.terms):
        return task, {}
    worded, chosen = with_stand_ins(task, KEPT)
    source, stands = inline_source(worded, others)
    terms = tuple(replace(term, spans=stands.get(term.id, ())) for term in worded.terms)
    exact = {term.forms[0] for term in worded.terms if term.exact and term.forms}
    return Task(source, terms), {word: form for word, form in chosen.items() if word in exact}


def _restored(task: Task, text: str, places: Mapping[str, Sequence[Span]], chosen: Mapping[str, str]) -> Task:
    """Return the pivot's text with what is exact in place of its words, and where each term then stands."""
    words = places_of(text, chosen)
    longer = [(end, len(chosen[text[start:end]]) - (end - start)) for start, end in words]

    def moved(place: int) -> int:
        return place + sum(more for end, more in longer if end <= place)

    pieces, done = [], 0
    for start, end in words:
        pieces += [text[done:start], chosen[text[start:end]]]
        done = end
    found = {id_: [(moved(start), moved(end)) for start, end in spans] for id_, spans in places.items()}
    return Task("".join([*pieces, text[done:]]), tuple(_moved(term, found) for term in task.terms))


def _places(tasks: Sequence[Task], best: Sequence[Hypothesis], engine: Engine) -> list[dict[str, list[Span]]]:
    """Return where the terms of each text went: round by round, one occurrence of a term of every text is found."""
    found: list[dict[str, list[Span]]] = []
    for task, hypothesis in zip(tasks, best, strict=True):
        exact = [(term.id, list(occurrences(hypothesis.text, term.forms[0]))) for term in task.terms if _is_exact(term)]
        found.append({id_: spans for id_, spans in exact if spans})
    expected = [
        [(term, span) for term in task.terms if term.forms and term.id not in there for span in term.spans]
        for task, there in zip(tasks, found, strict=True)
    ]
    for turn in range(max(map(len, expected), default=0)):
        unsure: dict[int, Wanted] = {}
        for number, left in enumerate(expected):
            if turn < len(left):
                term, span = left[turn]
                taken = tuple(span for spans in found[number].values() for span in spans)
                wanted = Wanted(tasks[number].text, (span,), best[number].text, best[number], taken)
                place, sure = guess_place(wanted, engine)
                if sure and not overlaps(place, taken):
                    found[number].setdefault(term.id, []).append(place)
                else:
                    unsure[number] = replace(wanted, spans=term.spans)
        for (number, wanted), missed in zip(unsure.items(), leave_out(list(unsure.values()), engine), strict=True):
            term, span = expected[number][turn]
            usable = missed and missed[0] < missed[1] and not overlaps(missed, wanted.taken)
            place = missed if missed and usable else _gap(wanted.source, span, wanted.target, wanted.taken)
            found[number].setdefault(term.id, []).append(place)
    return found


def _is_exact(term: RequiredTerm) -> bool:
    return term.exact and bool(term.forms)


def _moved(term: RequiredTerm, places: Mapping[str, Sequence[Span]]) -> RequiredTerm:
    return replace(term, spans=tuple(sorted(places.get(term.id, ()))))


def _gap(source: str, span: Span, target: str, taken: Sequence[Span]) -> Span:
    """Return a gap as far into the target as the term is into the source, in none of the spans that are taken."""
    at = round(span[0] / max(1, len(source)) * len(target))
    at = next((end for start, end in taken if start < at < end), at)
    return whole_words(target, (at, at))
