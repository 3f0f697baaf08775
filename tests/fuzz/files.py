"""Files of random bytes that get past the first check of a reader: well-formed trees, good archives gone bad."""

# What `grow` makes trees of.
HTML_TAGS = (
    "p div span b h1 h2 li ul ol td tr th table caption blockquote br img pre code a sup sub article main nav "
    "aside footer figure figcaption script title o:p dl dt dd svg template form ruby rt center"
)
WORD_TAGS = (
    "w:p w:r w:t w:tbl w:tr w:tc w:pPr w:rPr w:pStyle w:tab w:br w:del w:ins w:hyperlink w:fldSimple w:fldChar "
    "w:instrText w:footnoteReference w:sdt w:sdtContent w:drawing w:txbxContent w:pict w:vanish w:numPr w:numId "
    "w:sym w:noBreakHyphen w:gridSpan w:vMerge w:moveFrom w:moveTo w:b w:outlineLvl"
)
ODT_TAGS = (
    "text:p text:h text:span text:s text:tab text:line-break text:list text:list-item text:note text:note-body "
    "text:a text:section table:table table:table-row table:table-cell text:tracked-changes text:soft-page-break "
    "text:list-header table:covered-table-cell office:annotation text:index-body text:sequence text:bookmark"
)
XLIFF_TAGS = (
    "file body group trans-unit unit segment ignorable source target g x ph bpt ept it mrk sub pc sc ec cp "
    "originalData data"
)


ATTRIBUTES = ("val", "type", "id", "name", "class", "style", "restype", "c")
TEXTS = ("The pier ", "is open. ", "法治", " ", "\n", "1.", "&#x2028;", "&amp;", "1.jpg", "Copyright © ")


def grow(data: bytes, names: str) -> str:
    """Make a well-formed tree of elements and texts of random bytes."""
    tags = names.split()
    open_tags: list[str] = []
    pieces = []
    stream = iter(data)
    for byte in stream:
        if byte < 128 and len(open_tags) < 60:
            tag = tags[byte % len(tags)]
            value = next(stream, 0)
            prefix = tag.partition(":")[0] + ":" if ":" in tag else ""
            attribute = f' {prefix}{ATTRIBUTES[value % len(ATTRIBUTES)]}="{value % 5}"' if value % 3 else ""
            pieces.append(f"<{tag}{attribute}>")
            open_tags.append(tag)
        elif byte < 192 and open_tags:
            pieces.append(f"</{open_tags.pop()}>")
        else:
            pieces.append(TEXTS[byte % len(TEXTS)])
    return "".join(pieces) + "".join(f"</{tag}>" for tag in reversed(open_tags))


def broken(good: bytes, data: bytes) -> bytes:
    """Put random bytes over a good file, at a place that the first two name."""
    file = bytearray(good)
    start = int.from_bytes(data[:2], "big") % len(good)
    file[start : start + len(data) - 2] = data[2:]
    return bytes(file)
