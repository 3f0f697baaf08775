import json
from collections import Counter
from dataclasses import asdict, replace
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Alignment, Finding, Language, Origin, Record, Rendering, Rung, TermUse
from dragoman.summary import summarise
from dragoman.writers.html import render_html
from dragoman.writers.marks import merge_spans, visible
from dragoman.writers.txt import render_txt
from factories import ARABIC, CHINESE, ENGLISH, SPANISH, alignment, written

NASTY = st.sampled_from(
    [
        "</script>", "<!--", "-->", "]]>", "<img src=x onerror=alert(1)>", "</div></div>", "&lt;", "&#0;", "&notit;",
        '" onfocus="x', "{{ 7 * 7 }}", "{% raw %}", "\x00", "\x1b[2J", "\x7f", "\x85", "\x90", "\u2028", "\u2029",
        "\u202e", "\u2067", "\u200f", "\ufeff", "\ufffe", "\r", "\r\n", "\n", "\x0b", "\x0c", "'", "`", "\\",
        "国家", "دار", "\U0001f468\u200d\U0001f469", "e\u0301",
    ]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.lists(st.one_of(NASTY, st.text(CHARACTERS, max_size=5)), max_size=6).map("".join)
PROSE = TEXT.map(lambda text: f"x{text}y")
"""Segments have no white space at their edges."""
GAPS = st.sampled_from([" ", "  ", "\n", "\r\n", " \n ", "\n\n", "\t", "\u3000", "\u2028"])
LANGUAGES = st.sampled_from([CHINESE, ARABIC, SPANISH])
ORIGINS: st.SearchStrategy[Origin] = st.sampled_from(["reviewed", "draft", "memory", "machine", "verbatim", "none"])
RUNGS: st.SearchStrategy[Rung] = st.sampled_from(["present", "inline", "forced", "spliced"])


@st.composite
def term_uses(draw: st.DrawFn, source: str, target: str) -> TermUse:
    start = draw(st.integers(0, len(source) - 1))
    end = draw(st.integers(start + 1, len(source)))
    concept = draw(st.sampled_from(["a", "b", 'c&<"']))
    if not target or draw(st.booleans()):
        return TermUse(concept, source[start:end], start, end, None, None, None, "missing")
    first = draw(st.integers(0, len(target) - 1))
    last = draw(st.integers(first + 1, len(target)))
    return TermUse(concept, source[start:end], start, end, target[first:last], first, last, draw(RUNGS))


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    text = draw(st.sampled_from(["", "\n", " \n"]))
    records: list[Record] = []
    for number in range(draw(st.integers(0, 4))):
        gap = draw(GAPS) if records else ""
        source, target, origin = draw(PROSE), draw(st.one_of(st.just(""), PROSE)), draw(ORIGINS)
        if origin == "verbatim":
            target = source
        text += gap
        records.append(
            Record(
                id=f"b{number // 2 + 1:03}s{number % 2 + 1:02}",
                block=number // 2 + 1,
                kind=draw(st.sampled_from(["paragraph", "heading", "table", "image"])),
                line=1,
                start=len(text),
                end=len(text) + len(source),
                source=source,
                target=target,
                origin=origin,
                engine=draw(st.sampled_from([None, "argos en-zh 0.1", "<engine>"])),
                score=draw(st.one_of(st.none(), st.floats(-50, 0))),
                terms=tuple(draw(st.lists(term_uses(source, target), max_size=4))),
                findings=tuple(
                    Finding(code, "error", draw(TEXT))
                    for code in draw(st.lists(st.sampled_from(["T001", "N001"]), max_size=2))
                ),
            )
        )
        text += source
    text += draw(st.sampled_from(["", "\n", "\r\n"]))
    language: Language = draw(LANGUAGES)
    base = alignment([], language, source_language=ENGLISH, draft=draw(st.booleans()))
    renderings = {"a": Rendering("a", draw(TEXT), (), (), "official", draw(TEXT), "", 1)}
    return replace(
        base,
        document=replace(base.document, name=draw(PROSE), text=text),
        engine=draw(st.one_of(st.none(), TEXT)),
        signature=draw(TEXT),
        records=tuple(records),
        renderings=renderings,
        summary=summarise(records),
    )


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
    "script",
}
# fmt: on
# fmt: off
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "href", "aria-hidden", "aria-label",
    "aria-labelledby", "role", "id", "viewbox", "preserveaspectratio", "focusable", "x", "y", "width", "height",
    "open", "tabindex", "title", "data-term", "data-concept", "scope", "rel", "rowspan", "hidden",
    "data-raw", "data-name", "data-report", "data-columns", "data-column", "data-lang", "data-gettext",
    "data-signature", "data-kind", "data-line", "data-origin", "data-exported", "data-code",
}
# fmt: on


def folded(text: str) -> str:
    """A mark may end between the two characters of one line break; on the page both are one space."""
    return " ".join(visible(text).split())


@settings(deadline=None)
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


@given(alignments())
def test_jsonl_gives_the_records_back(report: Alignment) -> None:
    lines = written("jsonl", report).splitlines()
    assert len(lines) == len(report.records)
    for line, record in zip(lines, report.records, strict=True):
        score = None if record.score is None else round(record.score, 4)
        expected = asdict(replace(record, score=score))
        del expected["suggestions"]  # for people, see model.Record
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
