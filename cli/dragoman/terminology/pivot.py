"""What a text requires, carried through a pivot language: the last step alone has to keep it.

A package for each half of the way meets another in English. The first step translates freely; where each term went in
its translation is found as it is for a draft (see `whereabouts`). What the last step gets is a task like any other, a
text and where in it the terms stand, so that all rungs of the ladder work behind a pivot as they do without one, and
their results are verified on the finished text.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dragoman.engine.protocol import Engine, Hypothesis
from dragoman.progress import Watch
from dragoman.terminology.attention import Wanted, guess_place, leave_out, whole_words
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.verify import Span, overlaps
from dragoman.text.strings import find_loop

Projection = Callable[[Sequence[Task], Engine, Watch], list[Task]]
"""Brings tasks into the language that an engine translates into."""


def translate_pivot(tasks: Sequence[Task], engine: Engine, watch: Watch) -> list[Task]:
    """Return the tasks in the language that `engine` translates into, the required terms where their terms went."""
    with watch.stage("pivot", len(tasks)) as advance:
        best = [found[0] for found in engine.translate([task.text for task in tasks], progress=advance)]
        loops = [
            number for number, task in enumerate(tasks) if find_loop(best[number].text) and not find_loop(task.text)
        ]
        again = engine.translate([tasks[number].text for number in loops], no_loops=True) if loops else []
        for number, found in zip(loops, again, strict=True):
            best[number] = found[0]
        return list(_projected(tasks, best, engine))


def _projected(tasks: Sequence[Task], best: Sequence[Hypothesis], engine: Engine) -> Iterator[Task]:
    """Yield each text with the terms of its task: round by round, one occurrence of a term of every text is found."""
    occurrences = [[(term, span) for term in task.terms if term.forms for span in term.spans] for task in tasks]
    found: list[dict[str, list[Span]]] = [{} for _ in tasks]
    for turn in range(max(map(len, occurrences), default=0)):
        unsure: dict[int, Wanted] = {}
        for number, expected in enumerate(occurrences):
            if turn < len(expected):
                term, span = expected[turn]
                taken = tuple(span for spans in found[number].values() for span in spans)
                wanted = Wanted(tasks[number].text, (span,), best[number].text, best[number], taken)
                place, sure = guess_place(wanted, engine)
                if sure and not overlaps(place, taken):
                    found[number].setdefault(term.id, []).append(place)
                else:
                    unsure[number] = replace(wanted, spans=term.spans)
        for (number, wanted), missed in zip(unsure.items(), leave_out(list(unsure.values()), engine), strict=True):
            term, span = occurrences[number][turn]
            usable = missed and missed[0] < missed[1] and not overlaps(missed, wanted.taken)
            place = missed if missed and usable else _gap(wanted.source, span, wanted.target, wanted.taken)
            found[number].setdefault(term.id, []).append(place)
    for task, hypothesis, places in zip(tasks, best, found, strict=True):
        yield Task(hypothesis.text, tuple(_moved(term, places) for term in task.terms))


def _moved(term: RequiredTerm, places: dict[str, list[Span]]) -> RequiredTerm:
    return replace(term, spans=tuple(sorted(places.get(term.id, ()))))


def _gap(source: str, span: Span, target: str, taken: Sequence[Span]) -> Span:
    """Return a gap as far into the target as the term is into the source, in none of the spans that are taken."""
    at = round(span[0] / max(1, len(source)) * len(target))
    at = next((end for start, end in taken if start < at < end), at)
    return whole_words(target, (at, at))
