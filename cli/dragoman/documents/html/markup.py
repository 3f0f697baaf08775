"""What the tags, classes and styles of a web page say of its elements: role, kind, boilerplate or not."""

import re
from itertools import islice

from dragoman.documents.elements import Element
from dragoman.documents.inline import Inline
from dragoman.documents.paint import about_link, painted, share_of
from dragoman.model import Kind, Paint

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "table"),
    "blockquote": "quote",
}
_BLOCK_NAMES = (
    "html body main article section div p header footer nav aside figure ul ol dl dir menu center form fieldset legend "
    "details summary hgroup search table thead tbody tfoot tr address pre hr"
)
_BLOCKS = KINDS.keys() | frozenset(_BLOCK_NAMES.split())
_SKIPPED_NAMES = (
    "head script style template noscript svg iframe object embed canvas audio video select datalist textarea button "
    "input rt rp annotation annotation-xml map frameset del"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-list\s*:\s*ignore", re.IGNORECASE)
"""The last one is the bullet or number that Word writes into the text of a page."""
_FONT_SIZE = re.compile(r"\s*[【\[(（]?\s*(?:字号|字体|(?:font|text) size)\b", re.IGNORECASE)
"""Opens a row of buttons."""
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_NEAR = 20
"""Elements, at most, between a picture and its figure."""
_MARK = 4
"""Elements, of which a footnote mark has fewer inside."""
_NOTE_MARK = re.compile(r"\s*[\[(（〔]?(?:\d{1,3}|[*†‡]|[a-z])[\])）〕]?\s*")

_CELL = 3
"""Paragraphs or line breaks, at most, in a cell of a table of facts."""

_TAGS = frozenset({"nav", "aside", "footer", "menu", "dialog", "search"})
_ROLES = re.compile("navigation|banner|contentinfo|search|complementary|(?:alert)?dialog|menu|menubar|toolbar|tablist")
_NEVER = frozenset({"html", "body", "main", "article"})
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_BOILERPLATE = re.compile(
    "nav|navbar|navi|navigation|(?:sub|top|main|side)nav|(?:sub)?menu|menubar|(?:bread)?crumbs?|sidebar|related?|ranking"
    "|recommend(?:ed|ations?)?|shar(?:e|ing)|social|comments?|disqus|adverts?|advertisements?|ads|banner|cookies?|consent"
    "|popup|modal|pagination|pager|pagebar|toolbar|search(?:box)?|login|signin|footer|foot|copyright|links|friendlinks?"
    "|skip|subscribe|newsletter|qrcode|hotnews"
    # Chinese pages name their parts in Pinyin or by its initials.
    "|daohang|mianbao|weizhi|dqwz|mbx|fenxiang|xgxw|xglj|bdsharebuttonbox"
)
_FOOTERS = re.compile("footer|foot|copyright")
_BYLINES = re.compile(
    "byline|authors?|dateline|pub(?:date|time)|publish(?:ed)?|source|laiyuan|datetime|timestamp|postdate|info|artinfo"
)
_CAPTIONS = re.compile("captions?|tuzhu|tushuo")
_TITLES = re.compile("tit|(?:sub)?title|biaoti|headline|subhead(?:ing)?")


def is_skipped(element: Element, name: str) -> bool:
    """Tell whether an element holds nothing that a reader sees as text: scripts, controls, the hidden, the deleted."""
    if not name or name in _SKIPPED or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if name in {"span", "div", "p"} and _FONT_SIZE.match(element.text or ""):
        return True
    # The mark of a footnote: a raised number that leads down the page.
    return (
        name == "sup"
        and len(list(islice(element.iterdescendants(), _MARK))) < _MARK
        and element.find(".//a[@href]") is not None
        and _NOTE_MARK.fullmatch("".join(element.itertext())) is not None
    )


def role_of(element: Element, name: str) -> str:
    """Return what an element does to the text in it.

    `block` sets it apart; `link` leads to another page and `control` starts a script; then `bold`, `sup` and `sub`;
    `inline` is everything else.
    """
    if name in _BLOCKS:
        return "block"
    if name == "a":
        address = element.get("href", "#")
        return "control" if address.startswith("javascript:") else "inline" if address.startswith("#") else "link"
    return {"b": "bold", "strong": "bold", "sup": "sup", "sub": "sub"}.get(name, "inline")


_CODES = {
    **dict.fromkeys(("b", "strong"), ("b", "bold")),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), ("i", "italic")),
    **dict.fromkeys(("u", "ins"), ("u", "underlined")),
    **dict.fromkeys(("s", "strike", "del"), ("s", "struck out")),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), ("code", "code, keep unchanged")),
    **{"sup": ("sup", "superscript"), "sub": ("sub", "subscript")},
}


def is_kept(element: Element) -> bool:
    """Tell whether a page says of an element that it is not to be translated (HTML's `translate`, Google's class)."""
    return element.get("translate") == "no" or "notranslate" in element.get("class", "").split()


def code_of(element: Element, name: str) -> tuple[str, str]:
    """Return name and explanation of the inline code that an element is."""
    if is_kept(element):
        return "keep", "keep unchanged"
    if name == "a":
        address = element.get("href", "")
        return "a", about_link(address) if address else "anchor"
    return _CODES.get(name) or ("f", f"<{name}>")


def open_code(inline: Inline, element: Element, name: str, *, keep: bool) -> int:
    """Open the inline code that an element is; return its index. With `keep`, it leads back to the element."""
    address = element.get("href", "") if name == "a" else ""
    origin = element if keep else None
    return inline.open(*code_of(element, name), origin, address=address, paint=paint_of(element, name))


def paint_of(element: Element, name: str) -> Paint:
    """Return what colours, size and font an element sets by itself, without the style sheets of its page."""
    style = {key.lower(): value for key, value in _DECLARATION.findall(element.get("style", "")[:1000])}
    size = style.get("font-size", _SIZES.get(name, ""))
    found = {
        "color": style.get("color") or (element.get("color", "") if name == "font" else ""),
        "background": style.get("background-color") or style.get("background") or ("#ffff00" if name == "mark" else ""),
        "size": share_of(size[:-1], "100") if size.endswith("%") else share_of(size.removesuffix("em"), "1"),
        "font": (style.get("font-family") or (element.get("face", "") if name == "font" else "")).partition(",")[0],
    }
    return painted(found)


_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_SIZES = {"small": "0.85em", "big": "1.2em"}


def kind_by_class(element: Element) -> Kind | None:
    """Return the kind that the class of an element names; whether it can be that is for its text to show."""
    if _is_named(element, _BYLINES):
        return "byline"
    if _is_named(element, _CAPTIONS):
        return "caption"
    return "heading" if _is_named(element, _TITLES) else None


def is_zone(element: Element, name: str) -> bool:
    """Tell whether an element looks like boilerplate of the page; whether it is depends on how much text it holds."""
    if name in _NEVER:
        return False
    if name in _TAGS or _ROLES.fullmatch(element.get("role", "").lower()):
        return True
    return _is_named(element, _BOILERPLATE)


def is_footer(element: Element) -> bool:
    """Tell whether a zone is the foot of the page."""
    return element.tag == "footer" or element.get("role") == "contentinfo" or _is_named(element, _FOOTERS)


def is_centred(element: Element, name: str) -> bool:
    """Tell whether an element centres its text."""
    aligned = element.get("align", "").lower() == "center" or bool(_CENTRED.search(element.get("style", "")))
    return name == "center" or (aligned and name != "table")


def is_tiny(image: Element) -> bool:
    """Tell a dot that counts readers or keeps a distance."""
    return any(image.get(side, "").strip() in {"0", "1", "2", "1px", "0px"} for side in ("width", "height"))


def has_caption(image: Element) -> bool:
    """Tell whether a picture stands in a figure with a caption."""
    figure = next((element for element in islice(image.iterancestors(), _NEAR) if element.tag == "figure"), None)
    return figure is not None and any(element.tag == "figcaption" for element in islice(figure.iter(), 10 * _NEAR))


def holds_data(table: Element) -> bool:
    """Tell a table of facts from one that only lays the page out."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if any(inner is not table for inner in table.iter("table", "h1", "h2", "h3")):
        return False
    if next(table.iter("caption", "th"), None) is not None:
        return True
    rows = [row.findall("td") for row in table.iter("tr")]
    return any(len(cells) > 1 for cells in rows) and not any(_holds_text(cell) for cells in rows for cell in cells)


def _holds_text(cell: Element) -> bool:
    """Tell whether a cell holds more paragraphs or lines than one of a table of facts."""
    return any(sum(1 for _ in cell.iter(name)) > _CELL for name in ("p", "br"))


def _is_named(element: Element, names: re.Pattern[str]) -> bool:
    """Tell whether a word of the class or the id is among the names; `mainNav top-menu` has four words."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return named != " " and any(names.fullmatch(word.lower()) for word in _WORD.findall(named[:500]))
