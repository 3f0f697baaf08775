"""Finding one's way in the XML of documents: elements by their local names, and places that lead back to them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from dragoman.files.xml import Element, local_name

T = TypeVar("T")

__all__ = [
    "Element",
    "attribute",
    "child",
    "children",
    "descendants",
    "find_place",
    "innermost_first",
    "local_name",
    "steps",
    "within",
]


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a local name."""
    return (found for found in element if local_name(found) == name)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a local name, `None` where it, or the element, is missing."""
    return None if element is None else next(children(element, name), None)


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name; empty where it, or the element, is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def innermost_first(found: Iterable[tuple[Element, T]]) -> list[tuple[Element, T]]:
    """Return elements, each with something, those within others before these.

    So a note or a text box is written before the paragraph that it hangs on, and is moved with its new words.
    """
    return sorted(found, key=lambda one: -sum(1 for _ in one[0].iterancestors()))


def steps(parent: Element, path: str) -> Iterator[tuple[Element, str]]:
    """Yield the children of an element with their places; `path` is its own."""
    seen: Counter[str] = Counter()
    for element in parent:
        name = local_name(element)
        seen[name] += 1
        yield element, f"{path}/{name}[{seen[name]}]"


def within(
    parent: Element, path: str, wanted: Collection[str], wrappers: Collection[str]
) -> Iterator[tuple[Element, str]]:
    """Yield the children that have one of the wanted names, those inside wrappers too, with their places."""
    for element, place in steps(parent, path):
        name = local_name(element)
        if name in wanted:
            yield element, place
        elif name in wrappers:
            yield from within(element, place, wanted, wrappers)


def descendants(root: Element, path: str, names: Collection[str]) -> dict[Element, str]:
    """Return the descendants that have one of the names, with their places."""
    seen: Counter[str] = Counter()
    places = {}
    for element in root.iterdescendants():
        name = local_name(element)
        if name in names:
            seen[name] += 1
            places[element] = f"{path}//{name}[{seen[name]}]"
    return places


def find_place(root: Element, place: str) -> Element | None:
    """Return the element that a place leads to from `root`, `None` where there is none.

    A place is a path of local names, as `steps` and `descendants` give it: `tbl[2]` is the second child of that
    name, `//drawing[1]` the first descendant, in document order; without a number the first is meant.
    """
    element = root
    for deep, name, number in re.findall(r"(?:^|/)(/?)([\w.-]+)(?:\[(\d+)\])?", place):
        candidates = element.iterdescendants() if deep else element.iterchildren()
        alike = (candidate for candidate in candidates if local_name(candidate) == name)
        element = next((found for count, found in enumerate(alike, 1) if count == int(number or 1)), None)
        if element is None:
            return None
    return element
