"""The finished report as Markdown and as a web page."""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby, pairwise

from dragoman.exchange.finished.passages import (
    LEGEND,
    MARKS,
    Passage,
    Run,
    has_marker,
    number_of,
    passages,
    rows,
    states,
)
from dragoman.model import Alignment

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|])")
_LINE_START = re.compile(r"^(\d{1,9})?(?=[#+~=.)-])")
"""Where a backslash keeps a paragraph from becoming a heading or a list."""
_ITEM = re.compile(r" *(?:[-+]|(\d{1,9})[.)]) ")
_PICTURE = re.compile(r"[^\s\"'<>()]+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)", re.IGNORECASE)
_STYLE = (
    "body{max-width:45em;margin:2em auto;padding:0 1em;font:1.05em/1.7 serif;color-scheme:light dark}"
    "table{border-collapse:collapse}td{border:1px solid;padding:.3em .6em}figcaption,.caption{font-style:italic}"
    ".byline,footer{opacity:.8}blockquote{margin-inline:2em}img{max-width:100%}"
    "mark.machine{background:#fff3bf;color:#000}mark.missing{background:#ffd8d8;color:#000}"
    "@media print{mark{border-bottom:1px dotted;background:none}}"
)


def render_finished_md(alignment: Alignment) -> str:
    """Render the finished report as Markdown (CommonMark with tables); a last paragraph explains the marks."""
    found = passages(alignment)
    parts = list(_blocks(found, _markdown_block, _markdown_table, _markdown_gap))
    parts += [_markdown_text(f"{LEGEND[state]}".join(MARKS[state])) for state in states(found)]
    return "".join(f"{part}\n\n" for part in parts).rstrip("\n") + "\n"


def render_finished_html(alignment: Alignment) -> str:
    """Render the finished report as one web page without links to anything but its pictures."""
    found = passages(alignment)
    language = alignment.target_language
    title = next((passage.text for passage in found if passage.kind == "heading"), alignment.document.stem)
    body = "\n".join(_blocks(found, _html_block, _html_table))
    legend = "".join(f'<p><mark class="{state}">{LEGEND[state]}</mark></p>\n' for state in states(found))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language.tag)}" dir="{"rtl" if language.rtl else "ltr"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n{legend}</body>\n</html>\n"
    )


def _blocks(
    found: list[Passage],
    block: Callable[[Passage, bool], str],
    table: Callable[[list[Passage]], str],
    gap: Callable[[str, str], str] = lambda before, item: "\n",
) -> Iterator[str]:
    """Yield each block; the passages of a table, and the items of a list, stand together, `gap` between two items."""
    titled = False
    for kind, group in groupby(found, key=lambda passage: passage.kind):
        together = list(group)
        if kind == "table":
            yield table(together)
        elif kind == "list":
            items = [block(item, titled) for item in together]
            yield items[0] + "".join(gap(*pair) + pair[1] for pair in pairwise(items))
        else:
            for passage in together:
                yield block(passage, titled)
                titled = titled or kind == "heading"


def _markdown_gap(before: str, item: str) -> str:
    """Return what stands between two items: an empty line where Markdown would else join them."""
    mark, mark_before = _ITEM.match(item), _ITEM.match(before)
    apart = not mark or not mark_before or (mark[1] not in (None, "1") and not mark_before[1])
    return "\n\n" if apart else "\n"


def _markdown_block(passage: Passage, titled: bool) -> str:
    text = _markdown(passage)
    match passage.kind:
        case "heading":
            return f"{'##' if titled else '#'} {text}"
        case "list":
            return text if has_marker(passage.text) else f"{passage.marker or '-'} {text}"
        case "quote":
            return f"> {text}"
        case "caption":
            return f"*{text}*"
        case "image" if _PICTURE.fullmatch(passage.text.strip()):
            return f"![]({passage.text.strip()})"
    return _LINE_START.sub(r"\1\\", text)


def _markdown_table(found: list[Passage]) -> str:
    lines = [[_markdown(cell).replace("\n", "<br>") for cell in row] for row in rows(found)]
    width = max(map(len, lines))
    if width == 1:  # a table of a plain text, whose columns are blanks
        return "\n".join(["```", *(cell.text for row in rows(found) for cell in row), "```"])
    padded = [line + [""] * (width - len(line)) for line in lines]
    drawn = [f"| {' | '.join(line)} |" for line in padded]
    return "\n".join([drawn[0], f"|{'---|' * width}", *drawn[1:]])


def _markdown(passage: Passage) -> str:
    return "".join(_markdown_text(run.text.join(MARKS[run.state])) for run in passage.runs).replace("\n", "  \n")


def _markdown_text(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _html_block(passage: Passage, titled: bool) -> str:
    text = _html(passage.runs)
    match passage.kind:
        case "heading":
            return f"<h2>{text}</h2>" if titled else f"<h1>{text}</h1>"
        case "list":
            if (number := number_of(passage)) is not None:
                return f'<ol start="{number}"><li>{text}</li></ol>'
            return f'<p class="item">{text}</p>' if has_marker(passage.text) else f"<ul><li>{text}</li></ul>"
        case "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        case "image" if _PICTURE.fullmatch(passage.text.strip()):
            return f'<p><img src="{escape(passage.text.strip())}" alt=""></p>'
        case "caption" | "byline":
            return f'<p class="{passage.kind}">{text}</p>'
        case "footer":
            return f"<footer><p>{text}</p></footer>"
    return f"<p>{text}</p>"


def _html_table(found: list[Passage]) -> str:
    lines = ["".join(f"<td>{_html(cell.runs)}</td>" for cell in row) for row in rows(found)]
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _html(runs: tuple[Run, ...]) -> str:
    return "".join(
        escape(run.text).replace("\n", "<br>")
        if run.state == "done"
        else f'<mark class="{run.state}" title="{LEGEND[run.state]}">{escape(run.text)}</mark>'
        for run in runs
    )
