"""How often inline codes land on the words that they are on in the source: `codes.py TSV [LIMIT]`.

Known are the places of terms whose rendering stands once in the free translation. A pair goes around one of them and is
placed as if nobody knew the term; with the term known, as in a run, it is placed by it. Random codes, nested ones and
single ones among them, are placed as well: all have to be there once and nested. `TSV` is a test set as `dragoman
evaluate` reads it.
"""

import random
import sys
from pathlib import Path

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
from dragoman.model import Code
from dragoman.segment.tags import tagged
from dragoman.terminology.codes import Coded, check_placed, place_codes
from whereabouts import known_places


def random_codes(text: str, dice: random.Random) -> tuple[Code, ...]:
    """Return a few codes on whole words, some inside of others, some that stand alone."""
    edges = [0, *(n for n, char in enumerate(text) if char == " "), len(text)]
    codes: list[Code] = []
    position = 0
    for _ in range(dice.randint(1, 3)):
        left = [edge for edge in edges if edge >= position]
        if len(left) < 2:
            break
        start = dice.choice(left[:-1])
        end = dice.choice([edge for edge in left if edge > start][:6])
        number = len(codes) + 1
        begin = start + (start > 0)
        codes.append(Code(number, "b", begin, end))
        inside = [edge for edge in edges if begin < edge < end]
        if inside and dice.random() < 0.4:
            codes.append(Code(number + 1, "i", begin, dice.choice(inside), parent=number))
        if dice.random() < 0.4:
            codes.append(Code(len(codes) + 1, "note", end, end, alone=True))
        position = end + 1
    return tuple(codes)


def main() -> None:
    """Print the shares, and with a third argument the placed texts."""
    engine = ArgosEngine(find_route("en", "zh"))
    known = known_places(engine, Path(sys.argv[1]))
    dice = random.Random(7)
    dice.shuffle(known)
    known = known[: int(sys.argv[2]) if len(sys.argv) > 2 else None]
    texts = [Coded(one.source, (Code(1, "b", *one.spans[0]),), one.target) for one, _ in known]
    placed = place_codes(texts, engine, "zh")
    exact = near = 0.0
    for [code], (_, place) in zip(placed, known, strict=True):
        common = max(0, min(code.end, place[1]) - max(code.start, place[0]))
        exact += (code.start, code.end) == place
        near += common * 2 >= max(code.end - code.start, place[1] - place[0])
    print(f"{len(known)} pairs around terms, as if nobody knew them")
    print(f"on the very words {exact / len(known):.3f}")
    print(f"on most of them   {near / len(known):.3f}")
    texts = [Coded(one.source, random_codes(one.source, dice), one.target) for one, _ in known]
    placed = place_codes(texts, engine, "zh")
    wrong = [
        said for text, codes in zip(texts, placed, strict=True) for said in check_placed(text.codes, codes, text.target)
    ]
    print(f"{sum(len(text.codes) for text in texts)} random codes: {len(wrong)} missing, doubled or not nested")
    for text, codes in list(zip(texts, placed, strict=True))[: int(sys.argv[3]) if len(sys.argv) > 3 else 0]:
        print(f"\n{tagged(text.source, text.codes)}\n{tagged(text.target, codes)}")


if __name__ == "__main__":
    main()
