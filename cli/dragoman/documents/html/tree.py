"""A saved web page → its element tree, or one sentence that says why not."""

import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.documents.decode import decode, with_line_feeds
from dragoman.documents.elements import Element
from dragoman.errors import DocumentError

if TYPE_CHECKING:
    from lxml import etree

Events = Iterator[tuple[str, Element]]
WHOLE = frozenset({"table", "figure", "pre", "sup"})
"""Elements that are read by what is in them."""
_STRETCH = 65_536
"""Characters that the parser is fed at a time."""
_HEAD = 4_096
"""Bytes in which a page declares its encoding; HTML asks for the first 1,024, many pages are late."""
_CHARSET = re.compile(
    rb"""<meta\s[^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^<>]*?\sencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_XHTML = re.compile(rb"<\?xml\s|\sxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
_EMPTY_RAW = re.compile(r"<(title|script|style|iframe|noscript|textarea)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/>", re.I)
"""Means what it says in XHTML only; in HTML the whole page behind it would be its content."""
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title|textarea)\b[^>]*+>.*?(?:</\1|\Z)"
    rb"|<[a-z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_LONG_TAG, _ATTRIBUTES = 8_192, 1_000
_TAGS = 2_000_000
"""Opening and closing; as a tree they take about 400 MB."""

_SAVE = "open the page in a browser, copy its text into a text file and try again"
_TOO_MANY = "{path}: more than {limit:,} tags, which no page needs; {advice}"
_TOO_WIDE = "{path}: a tag with more than {limit:,} attributes, which no page needs; {advice}"
_TOO_DEEP = "{path}:{line}: elements nested more than 2,048 deep, which no page needs; {advice}"
_NOTHING = "{path}: nothing to translate: no text was found in this page"


def parse_page(label: str, data: bytes, encoding: str | None) -> tuple[Events, str, tuple[str, ...]]:
    """Return the tags of a page as `stream_markup` does, the name of its encoding, and notes.

    Raises `DocumentError` if the page cannot be decoded; reading the tags does so as `stream_markup`, and if there are
    none.
    """
    text, codec, notes = decode(label, data, encoding, declared=declared_charset(data))
    text = with_line_feeds(text)
    if _XHTML.search(data, 0, _HEAD):
        text = _EMPTY_RAW.sub(r"<\1\2></\1>", text)
    return _some(label, stream_markup(label, text)), codec, notes


def _some(label: str, events: Events) -> Events:
    first = next(events, None)
    if first is None:
        raise DocumentError(_NOTHING.format(path=label))
    yield first
    yield from events


def parse_markup(label: str, text: str) -> Element | None:
    """Return the root element of HTML text, `None` where it holds no element.

    Entities of its own are not resolved, nothing is fetched. Raises `DocumentError` if it is built to fill memory or
    time: too many tags, nested too deep, too many attributes.
    """
    from lxml import etree

    content = text.encode()
    _refuse_hostile(label, content)
    parser = etree.HTMLParser(**_options())
    try:
        root: Element | None = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    _refuse_cut_off(label, parser.error_log)
    return root


def stream_markup(label: str, text: str) -> Events:
    """Yield `start` and `end` of each element of HTML text while it is parsed, in the order of the text.

    What is yielded has its text, and behind `end` its tail; what is in `WHOLE` has all that is in it. Who is done with
    an element may empty it: so the tree of a large page need never be in memory. Raises `DocumentError` as
    `parse_markup`, after some events where the page is nested too deep.
    """
    from lxml import etree

    _refuse_hostile(label, text.encode())
    parser = etree.HTMLPullParser(events=("start", "end"), **_options())
    waiting: deque[tuple[str, Element]] = deque()
    held: Element | None = None
    try:
        for start in range(0, len(text) + _STRETCH, _STRETCH):
            if start < len(text):
                parser.feed(text[start : start + _STRETCH].encode())
            else:
                parser.close()
            for event, element in parser.read_events():
                waiting.append((event, element))
                if held is None and event == "start" and element.tag in WHOLE:
                    held = element
                elif held is element and event == "end":
                    held = None
                while held is None and len(waiting) > 1:
                    yield waiting.popleft()
    except etree.XMLSyntaxError:
        pass
    _refuse_cut_off(label, parser.feed_error_log)
    yield from waiting


def _options() -> dict[str, Any]:
    return {"encoding": "utf-8", "no_network": True, "huge_tree": True, "remove_comments": True, "remove_pis": True}


def _refuse_cut_off(label: str, errors: "etree._ListErrorLog") -> None:
    # libxml2 does not fail at its limits, it leaves out what comes behind.
    if stopped := next((error for error in errors if error.type_name == "ERR_RESOURCE_LIMIT"), None):
        raise DocumentError(_TOO_DEEP.format(path=label, line=stopped.line, advice=_SAVE))


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that a page says it is in, as it spells it.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    match = _CHARSET.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _refuse_hostile(label: str, content: bytes) -> None:
    if content.count(b"<") > _TAGS:
        raise DocumentError(_TOO_MANY.format(path=label, limit=_TAGS, advice=_SAVE))
    # libxml2 compares each attribute of a tag with all before it.
    for match in _TAG.finditer(content):
        if match.end() - match.start() > _LONG_TAG and not match[1]:
            bare = _QUOTED.sub(b'""', match[0])
            if not bare.startswith(b"<!") and max(bare.count(b"="), len(bare.split())) > _ATTRIBUTES:
                raise DocumentError(_TOO_WIDE.format(path=label, limit=_ATTRIBUTES, advice=_SAVE))
