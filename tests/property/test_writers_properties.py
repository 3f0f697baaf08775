import json
from collections import Counter
from dataclasses import asdict, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from dragoman.exchange.html.characters import visible
from dragoman.exchange.html.page import render_html
from dragoman.exchange.html.terms import merge_spans
from dragoman.exchange.txt import render_txt
from dragoman.model import Alignment, Origin
from factories import written
from pictures import draw, maps, parse
from random_reports import alignments


class Cells(HTMLParser):
    """The text of the cells, and every tag and attribute name that occurs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[list[str]] = []
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        if tag == "div":
            self._inside = dict(attrs).get("class") in ("source", "target")
            if self._inside:
                self.cells.append([])

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "div"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1].append(data)


# fmt: off
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "span",
    "h1", "h2", "h3", "bdi", "dl", "dt", "dd", "div", "code", "strong",
    "em", "b", "main", "section", "svg", "rect", "nav", "details", "summary", "ol",
    "li", "mark", "table", "caption", "thead", "tbody", "tr", "th", "td", "footer",
    "script", "aside", "kbd", "button", "dialog", "fieldset", "input", "label", "legend", "option", "output",
    "progress", "select", "textarea",
}
# fmt: on
PICTURE_TAGS = {"figure", "figcaption", "circle", "desc", "g", "text", "path", "line"}
# fmt: off
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "href", "aria-hidden", "aria-label",
    "aria-labelledby", "role", "id", "viewbox", "preserveaspectratio", "focusable", "x", "y", "width", "height",
    "open", "tabindex", "title", "data-term", "data-concept", "scope", "rel", "rowspan", "hidden",
    "data-raw", "data-name", "data-report", "data-digest", "data-columns", "data-column", "data-lang", "data-gettext",
    "data-signature", "data-kind", "data-line", "data-origin", "data-exported", "data-code",
    *(f"data-origin-{origin}" for origin in get_args(Origin)),
    "data-toggle", "data-needs-work", "aria-controls", "aria-expanded", "aria-haspopup", "aria-keyshortcuts",
    "aria-pressed", "autocomplete", "checked", "for", "max", "placeholder", "rows", "spellcheck", "type", "value",
}
# fmt: on


def folded(text: str) -> str:
    """A mark may end between the two characters of one line break; on the page both are one space."""
    return " ".join(visible(text).split())


@given(alignments())
def test_html_shows_every_text_and_takes_no_markup_from_it(report: Alignment) -> None:
    html = render_html(report)
    page = Cells(html)
    assert page.tags.keys() <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert page.tags["script"] == page.tags["style"] == page.tags["title"] == 1
    expected = [side for record in report.records for side in (record.source, record.target or "not translated")]
    shown = [folded("".join(cell).split("; with its terms in place:")[0]) for cell in page.cells]
    assert shown == [folded(text) for text in expected]
    assert visible(html) == html


@given(alignments(), st.sampled_from(["", 'a"b<&>#?%\n.html']))
def test_the_picture_is_well_formed_and_takes_no_markup_from_any_text(report: Alignment, page: str) -> None:
    html = draw(report, report, pages={report.target_language.tag: page} if page else {})
    root = parse(html)
    assert visible(html) == html
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= TAGS | PICTURE_TAGS
    assert root.findtext("head/title") == f"{visible(report.document.name)}: picture of the run"
    assert len(maps(root, "origin")) == len(maps(root, "rung")) == 2


@given(alignments())
def test_jsonl_gives_the_records_back(report: Alignment) -> None:
    lines = written("jsonl", report).splitlines()
    assert len(lines) == len(report.records)
    for line, record in zip(lines, report.records, strict=True):
        score = None if record.score is None else round(record.score, 4)
        fields = asdict(replace(record, score=score))
        segment = fields.pop("segment")
        names = ("target", "origin", "engine", "score", "codes", "terms", "findings")
        expected = {name: segment[name] for name in ("id", "block", "kind", "line", "start", "end", "source")}
        expected |= {name: fields[name] for name in names}
        for term in expected["terms"]:  # whose category and parts are told by its id
            del term["category"]
        # Through JSON once, since it knows lists but no tuples; the order of the fields counts.
        assert json.dumps(json.loads(line)) == json.dumps(expected).replace('"score": -0.0,', '"score": 0.0,')


@given(alignments())
def test_txt_gives_the_report_back_where_nothing_is_translated(report: Alignment) -> None:
    untouched = tuple(replace(record, target="", origin="none") for record in report.records)
    assert render_txt(replace(report, records=untouched)) == report.document.text


@given(alignments())
def test_txt_keeps_untranslated_text_and_the_gaps_between_blocks(report: Alignment) -> None:
    text = render_txt(report)
    position = 0
    source = report.document.text
    for before, record in zip((None, *report.records), report.records, strict=False):
        gap = source[before.end if before else 0 : record.start]
        if before is None or before.block != record.block:
            assert text.startswith(gap, position)
        body = record.source if record.origin in ("verbatim", "none") else record.target or record.source
        position = text.index(body, position) + len(body)
    tail = source[report.records[-1].end :] if report.records else source
    assert text.startswith(tail, position)


@given(st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12), st.integers(0, 5))))
def test_merged_spans_stand_side_by_side_and_lose_nothing(spans: list[tuple[int, int, int]]) -> None:
    merged = merge_spans(spans, 10)
    assert all(one.end <= other.start for one, other in pairwise(merged))
    valid = [(start, end, owner) for start, end, owner in spans if 0 <= start < end <= 10]
    assert {owner for span in merged for owner in span.owners} == {owner for _, _, owner in valid}
    assert {i for span in merged for i in range(span.start, span.end)} == {i for s, e, _ in valid for i in range(s, e)}
