"""Random reports, aligned: what must hold for every text is tested with them."""

from dataclasses import replace

from hypothesis import strategies as st

from dragoman.model import Alignment, Finding, Language, Origin, Record, Rendering, Rung, Segment, TermUse
from dragoman.run.summary import summarise
from factories import ARABIC, CHINESE, ENGLISH, SPANISH, alignment

NASTY = st.sampled_from(
    [
        "</script>", "<!--", "-->", "]]>", "<img src=x onerror=alert(1)>", "</div></div>", "&lt;", "&#0;", "&notit;",
        '" onfocus="x', "{{ 7 * 7 }}", "{% raw %}", "\x00", "\x1b[2J", "\x7f", "\x85", "\x90", "\u2028", "\u2029",
        "\u202e", "\u2067", "\u200f", "\ufeff", "\ufffe", "\r", "\r\n", "\n", "\x0b", "\x0c", "'", "`", "\\",
        "=1+1", "+2", "-", "@a", "''", "'=", "\t", "_x0041_", "_x005F_", "␀", '"', ";", ",", "|", "<br>",
        "**", "1. ", "# ", ">",
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
                segment=Segment(
                    id=f"b{number // 2 + 1:03}s{number % 2 + 1:02}",
                    block=number // 2 + 1,
                    kind=draw(st.sampled_from(["paragraph", "heading", "table", "image"])),
                    line=1,
                    start=len(text),
                    end=len(text) + len(source),
                    source=source,
                ),
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
