"""Pieces of a web page → those of the report; what stands around it is told by its names, its links and its place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.documents.boilerplate import is_copyright, is_licence, is_navigation
from dragoman.documents.elements import Element
from dragoman.documents.html.markup import is_footer
from dragoman.documents.html.pieces import Piece
from dragoman.documents.layout import column_count, is_unfinished
from dragoman.text.newsroom import is_credit

_SENTENCE = 40
"""Columns from which a text counts as prose without a full stop too."""
_LITTLE = 100
"""Columns of prose below which nothing can be told from its amount."""
_BOILERPLATE_SHARE = 0.4
"""Of the prose of a page, at most, in an element that is named like boilerplate and is taken for it."""
_NAMED_SHARE, _SHARE = 0.5, 0.8
"""Of the prose of a page, at least, in the element that holds the report: in one that says so, in any other."""
_TITLE = 12
"""Columns, at least, of a text that is taken for the title because it opens the page's `<title>`."""


def select(root: Element, pieces: Sequence[Piece], title: str) -> tuple[list[Piece], list[Piece]]:
    """Part the pieces of a page into those of the report and those around it, each in order.

    `title` is the page's `<title>`; the first text that opens it becomes a heading. Lines of the page's foot that claim
    rights or name a licence belong to the report, as they do in a plain text.
    """
    for piece in pieces:
        if piece.kind is None and not piece.linked and _opens(piece.text, title):
            piece.kind = "heading"
            break
    boilerplate = _boilerplate(pieces)
    own = [piece for piece in pieces if boilerplate.isdisjoint(piece.zones) and not _is_menu(piece)]
    weights = _weights(root, own)
    if weights.get(root, 0) >= _LITTLE:
        own = _around(own, _container(root, own, weights), title)
    chosen = {id(piece) for piece in own}
    for piece in pieces:
        if (is_copyright(piece.text) or is_licence(piece.text)) and any(map(is_footer, piece.zones)):
            chosen.add(id(piece))
    # A piece is chosen by itself, not by what it says: the same words can stand in the report and around it.
    return [p for p in pieces if id(p) in chosen], [p for p in pieces if id(p) not in chosen]


def _prose(piece: Piece) -> int:
    """Return the columns of a piece that is made of sentences, 0 for any other."""
    if piece.linked or piece.kind in {"image", "heading"}:
        return 0
    columns = column_count(piece.text)
    return columns if columns >= _SENTENCE or (columns > 20 and not is_unfinished(piece.text)) else 0


def _weights(root: Element, pieces: Iterable[Piece]) -> dict[Element, int]:
    """Return the columns of prose that each element holds."""
    from lxml import etree

    weights: dict[Element, int] = defaultdict(int)
    for piece in pieces:
        weights[piece.owner] += _prose(piece)
    # Children before their parents, each element once: climbing from every piece takes time in deep pages.
    for _, element in etree.iterwalk(root, events=("end",)):
        parent = element.getparent()
        if parent is not None and element in weights:
            weights[parent] += weights[element]
    return weights


def _boilerplate(pieces: Sequence[Piece]) -> set[Element]:
    """Return the zones that hold so little of the page's prose that they are what they are called."""
    weights: dict[Element, int] = defaultdict(int)
    total = 0
    for piece in pieces:
        weight = _prose(piece)
        total += weight
        for zone in piece.zones:
            weights[zone] += weight
    return {zone for zone, weight in weights.items() if weight <= total * _BOILERPLATE_SHARE}


def _is_menu(piece: Piece) -> bool:
    return is_navigation(piece.text) and piece.kind != "heading"


def _container(root: Element, pieces: Sequence[Piece], weights: dict[Element, int]) -> Element:
    """Return the element that holds the report and as little else as can be told."""
    total = weights[root]
    named = [
        element
        for element, weight in weights.items()
        if weight >= total * _NAMED_SHARE
        and (
            element.tag in {"main", "article"}
            or element.get("role") == "main"
            or element.get("itemprop") == "articleBody"
        )
    ]
    if named:
        return min(named, key=lambda element: weights[element])
    texts = Counter(piece.owner for piece in pieces if _prose(piece))
    # A paragraph is no container; a cell of an old page, with line breaks between its paragraphs, is one.
    leaves = {owner for owner, count in texts.items() if count == 1 or owner.tag == "p"}
    found = root
    while True:
        inner = (e for e in found if e not in leaves and weights.get(e, 0) >= total * _SHARE)
        if (inmost := next(inner, None)) is None:
            return found
        found = inmost


def _around(pieces: list[Piece], container: Element, title: str) -> list[Piece]:
    """Return the pieces inside of the container, the title and the byline before it, and an editor's name behind it."""
    inside = _inside(pieces, container)
    first = inside.index(True)
    behind = len(inside) - inside[::-1].index(True)
    start = first
    if not _is_titled(pieces[first:behind]):
        before = range(first - 1, -1, -1)
        start = next(
            (n for n in before if pieces[n].owner.tag == "h1"),
            next((n for n in before if pieces[n].kind == "heading"), first),
        )
    while (
        behind < len(pieces)
        and not pieces[behind].linked
        and _prose(pieces[behind]) == 0
        and not _is_image(pieces[behind])
    ):
        behind += 1
    kept = [piece for piece in pieces[start:first] if not piece.linked]
    return kept + _without_links_at_the_end(pieces[first:behind])


def _inside(pieces: Sequence[Piece], container: Element) -> list[bool]:
    """Say of each piece whether it is inside of an element; every element on the way up is asked once."""
    known = {container: True}
    for piece in pieces:
        climbed = []
        element = piece.owner
        while element is not None and element not in known:
            climbed.append(element)
            element = element.getparent()
        known.update(dict.fromkeys(climbed, element is not None and known[element]))
    return [known[piece.owner] for piece in pieces]


def _is_titled(pieces: Sequence[Piece]) -> bool:
    """Tell whether a heading stands before the first prose."""
    for piece in pieces:
        if piece.kind == "heading":
            return True
        if _prose(piece):
            return False
    return False


def _opens(text: str, title: str) -> bool:
    return column_count(text) >= _TITLE and title.startswith(text)


def _is_image(piece: Piece) -> bool:
    return piece.kind == "image" and not is_credit(piece.text)


def _without_links_at_the_end(pieces: list[Piece]) -> list[Piece]:
    """Drop a list of three or more links that closes the report, with the heading above it."""
    count = 0
    while count < len(pieces) and pieces[-1 - count].linked:
        count += 1
    if count < 3:
        return pieces
    end = len(pieces) - count
    if end and (pieces[end - 1].kind == "heading" or is_unfinished(pieces[end - 1].text.rstrip(":："))):
        end -= column_count(pieces[end - 1].text) < _SENTENCE
    return pieces[:end]
