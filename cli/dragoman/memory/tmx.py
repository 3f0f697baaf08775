"""TMX 1.4b: translation memories of other tools read, and ours written, one unit after another.

https://www.gala-global.org/tmx-14b; level 1: inline markup is read as the text that it holds.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from dragoman import __version__
from dragoman.errors import MemoryFileError
from dragoman.model import Unit
from dragoman.xml import carried

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements that hold codes of a document format, not text."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEEPEST = 64

Translated = tuple[str, str]
"""Source and target."""


def read_tmx(path: Path, source: str, target: str) -> Iterator[Translated]:
    """Yield the pairs of a TMX file in two languages, given as language subtags, `en` and `zh`, or full tags.

    A tag stands for its regional forms, `en` for `en-GB`. Units without one of the languages, or with an empty text,
    are passed over. The file is read as a stream; entities that it declares are refused.

    Raises:
        MemoryFileError: the file is not there, not XML or not TMX; the message says `path:line`.
    """
    from lxml import etree

    wanted = (source.lower(), target.lower())
    try:
        with path.open("rb") as file:
            yield from _pairs(path, file, wanted)
    except etree.XMLSyntaxError as error:
        problem = str(error.msg).partition(", line ")[0]
        raise MemoryFileError(f"{path}:{error.lineno}: malformed XML ({problem}); export it again") from None
    except OSError as error:
        raise MemoryFileError(f"{path}: cannot be read ({error.strerror or error})") from None


def _pairs(path: Path, file: BinaryIO, wanted: tuple[str, str]) -> Iterator[Translated]:
    from lxml import etree

    seen = False
    events = etree.iterparse(file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    for event, element in events:
        if not seen:
            if str(element.tag) != "tmx":
                raise MemoryFileError(f"{path}: not a TMX file: its first element is <{element.tag!s}>")
            seen = True
            _refuse_entities(path, element)
        if event == "end" and element.tag == "tu":
            if pair := _pair(element, wanted):
                yield pair
            _drop(element)


def _drop(element: Any) -> None:
    """Free what has been read."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _refuse_entities(path: Path, root: Any) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise MemoryFileError(f"{path}: uses XML entities of its own, which can fill the memory; export it again")


def _pair(unit: Any, wanted: tuple[str, str]) -> Translated | None:
    texts: dict[str, str] = {}
    for variant in unit.iterchildren("tuv"):
        language = str(variant.get(_LANG) or variant.get("lang") or "").replace("_", "-").lower()
        segment = variant.find("seg")
        for tag in wanted:
            if segment is not None and (language == tag or language.startswith(f"{tag}-")):
                texts.setdefault(tag, "".join(_text(segment)).strip())
    source, target = (texts.get(tag, "") for tag in wanted)
    return (source, target) if source and target else None


def _text(element: Any, depth: int = 0) -> Iterator[str]:
    if element.text and (depth == 0 or element.tag not in _CODES):
        yield element.text
    for child in element if depth < _DEEPEST else ():
        if isinstance(child.tag, str):
            yield from _text(child, depth + 1)
        if child.tail:
            yield child.tail


def read_units(path: Path, source: str, target: str) -> list[Unit]:
    """Return the pairs of a TMX file as reviewed units, whose neighbours say nothing about their context."""
    return [Unit("", text, translation, "reviewed") for text, translation in read_tmx(path, source, target)]


def render_tmx(units: Iterable[tuple[str, Translated]], source: str, target: str) -> Iterator[str]:
    """Yield a TMX file piece by piece; each unit comes with the label of the report that it is from.

    Characters that XML cannot carry become U+FFFD. Nothing in it depends on the time, so that equal units give equal
    files.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="dragoman" creationtoolversion="{__version__}" segtype="sentence" o-tmf="dragoman" '
        f'adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>\n<body>\n'
    )
    for label, (text, translation) in units:
        yield (
            f'<tu><prop type="x-report">{_xml(label)}</prop>'
            f"<tuv xml:lang={quoteattr(source)}><seg>{_xml(text)}</seg></tuv>"
            f"<tuv xml:lang={quoteattr(target)}><seg>{_xml(translation)}</seg></tuv></tu>\n"
        )
    yield "</body>\n</tmx>\n"


def _xml(text: str) -> str:
    return escape(carried(text)).replace("\r", "&#13;")
