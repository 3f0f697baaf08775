"""Brackets that no sentence ends in."""

import re
from collections.abc import Callable

_LONGEST = 500
"""Characters of an aside that is kept whole; brackets further apart count as a slip."""


def aside_finder(pairs: tuple[str, ...]) -> Callable[[str, int, int], list[tuple[int, int]]]:
    """Return a function that lists the outermost pairs of brackets of `text[start:end]`, in order.

    `pairs` are the brackets, opening and closing one: `()`. A pair without anything that could end a sentence in it
    is left out. Time is linear in the length of the text, whatever the brackets do.
    """
    every = re.escape("".join(pairs))
    # Pairs of one kind with nothing in them that matters are passed over without a look: nearly all of them.
    inside = rf"[^{every}.!?。！？…।॥؟۔｡]*+"
    whole = (f"(?<={re.escape(pair[0])}){inside}{re.escape(pair[1])}" for pair in pairs)
    bracket = re.compile(f"[{every}](?:{'|'.join(whole)}|())")
    opening_of = {pair[1]: pair[0] for pair in pairs}

    def asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        stacks: dict[str, list[int]] = {}
        for match in bracket.finditer(text, start, end):
            if match[1] is None:
                continue
            opening = opening_of.get(match[0])
            if opening is None:
                stacks.setdefault(match[0], []).append(match.start())
            elif stack := stacks.get(opening):
                position = stack.pop()
                if match.start() - position <= _LONGEST:
                    while found and found[-1][0] > position:
                        found.pop()
                    found.append((position, match.start()))
        return found

    return asides
