"""Follows the places of blocks back into the files that they were read from."""

import re
import unicodedata
from pathlib import Path

from lxml import etree

from dragoman.documents import parse_text
from dragoman.model import Block, Document

DATA = Path(__file__).parents[1] / "data"


def read(name: str, text: str | bytes) -> Document:
    """Read what a file of that name would hold."""
    return parse_text(name, name.partition(".")[0], text.encode() if isinstance(text, str) else text)


def shown(document: Document) -> list[tuple[str, str]]:
    """Return kind, `!` behind it where verbatim, and text of the blocks."""
    return [(block.kind + "!" * block.verbatim, document.text[block.start : block.end]) for block in document.blocks]


def check_tiling(document: Document) -> None:
    """Make sure that the blocks are in order and that nothing but white space lies around them."""
    end = 0
    for number, block in enumerate(document.blocks, 1):
        assert block.number == number
        assert not document.text[end : block.start].strip()
        content = document.text[block.start : block.end]
        assert content
        assert content == content.strip()
        assert block.line >= 1
        end = block.end
    assert not document.text[end:].strip()


def check_page_places(document: Document, page: str, *, gaps: bool = False) -> None:
    """Make sure that the element at the XPath of every block holds its text, and that its line is one of the page.

    With `gaps`, something that is left out may stand inside of the text: a script, a footnote mark.
    """
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True))
    lines = page.count("\n") + 1
    for block in document.blocks:
        [found] = root.getroottree().xpath(re.sub(r" part \d+\Z", "", block.place))
        text = found if isinstance(found, str) else "".join(found.itertext())
        content = document.text[block.start : block.end]
        if block.kind != "image":
            assert bare(content) in bare(text) or (gaps and is_spread(bare(content), bare(text))), (block, text)
        assert block.line <= lines


def is_spread(content: str, text: str) -> bool:
    """Tell whether the characters of `content` stand in `text` in their order."""
    rest = iter(text)
    return all(char in rest for char in content)


def bare(text: str) -> str:
    """Leave out white space and what a page may split words with; raised figures become plain."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def line_of(text: str, block: Block) -> str:
    """Return the line of a file that a block names."""
    return re.split(r"\r\n|\r|\n", text)[block.line - 1]
