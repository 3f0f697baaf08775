"""How often attention, and leaving a term out, find where the embedded package put it: `whereabouts.py TSV`.

Known are the places of the terms whose rendering stands once in the free translation. `TSV` is a test set as
`dragoman evaluate` reads it.
"""

import sys
from pathlib import Path

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
from dragoman.evaluation.required import find_required
from dragoman.evaluation.rows import read_rows
from dragoman.terminology.attention import Wanted, guess_place, leave_out
from dragoman.terminology.verify import Span, occurrences, overlaps


def known_places(engine: ArgosEngine, path: Path) -> list[tuple[Wanted, Span]]:
    """Return the terms whose place in the free translation is known, and that place."""
    rows = read_rows(path, max_size=2**30)
    found = []
    for row, hypotheses in zip(rows, engine.translate([row.source for row in rows]), strict=True):
        target = hypotheses[0].text
        for term in find_required(row.source, row.terms):
            places = list(occurrences(target, term.forms[0]))
            if len(places) == len(term.spans) == 1:
                found.append((Wanted(row.source, term.spans, target, hypotheses[0]), places[0]))
    return found


def main() -> None:
    """Print the shares that each way finds."""
    engine = ArgosEngine(find_route("en", "zh"))
    known = known_places(engine, Path(sys.argv[1]))
    guesses = [guess_place(wanted, engine) for wanted, _ in known]
    attention = [overlaps(guess, [place]) for (guess, _), (_, place) in zip(guesses, known, strict=True)]
    sure = [hit for hit, (_, known_sure) in zip(attention, guesses, strict=True) if known_sure]
    left_out = leave_out([wanted for wanted, _ in known], engine)
    hits = [found is not None and overlaps(found, [place]) for found, (_, place) in zip(left_out, known, strict=True)]
    print(f"{len(known)} terms")
    print(f"attention      {sum(attention) / len(known):.3f}")
    print(f"  where sure   {sum(sure) / len(sure):.3f} of {len(sure)}")
    print(f"leaving out    {sum(hits) / len(known):.3f}")


if __name__ == "__main__":
    main()
