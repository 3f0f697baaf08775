"""The values that the stages hand to one another, from the report to the alignment record.

All offsets count Unicode code points and are half-open: `text[start:end]`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dragoman.text.scripts import CJK

Kind = Literal[
    "heading",
    "byline",
    "caption",
    "paragraph",
    "list",
    "quote",
    "table",
    "image",
    "footer",
    "credit",
    "copyright",
    "navigation",
]
PASSED: frozenset[str] = frozenset({"credit", "copyright", "navigation"})
"""Kinds that people may translate and need not: where nobody has, they are passed through."""
NUMBERED: frozenset[str] = frozenset({"list", "heading"})
"""Kinds whose bullets and numbers are not part of the text."""
Origin = Literal["reviewed", "draft", "memory", "machine", "verbatim", "none"]
"""Who answers for a target, in every stage and format: a person (`reviewed`), a person who is not done (`draft`), a
person who wrote it for another place (`memory`), an engine (`machine`), nobody because it is passed through
(`verbatim`) or because there is none (`none`)."""
PEOPLE: tuple[Origin, ...] = ("reviewed", "draft")
"""The origins of what a person wrote for this very place."""
Rung = Literal["present", "inline", "forced", "spliced", "offered", "missing"]
Severity = Literal["error", "warning", "info"]
RenderingStatus = Literal["official", "established", "proposed"]

NAME = "name"
"""The category of names that no glossary knows."""
COMPARED = frozenset({"literal", "number"})
"""Categories of terms that a translation may write in other ways than those required, so that checks compare what they
say: as text, or as values."""
LINE_BREAKS = r"\r\n\x0b\x0c\x85\u2028\u2029"
"""The characters that end a line (Unicode's mandatory breaks), for use inside a character class."""

_BLANK = rf"[^\S{LINE_BREAKS}]"
# Begins with the first of several blanks only: a long row of them takes time for each else.
_LINE_BREAK = re.compile(rf"(?<!{_BLANK}){_BLANK}*+[{LINE_BREAKS}]\s*+(?:>[>\s]*+)?")


Paint = tuple[tuple[Literal["color", "background", "size", "font"], str], ...]
"""Colours as six small hexadecimal digits, a size as a share of what is around it, `1.5`, the name of a font."""


@dataclass(frozen=True, slots=True)
class Code:
    """Inline markup: a pair around a stretch of text, or a single code in it. It takes no room in the text."""

    number: int
    """From 1, in the order of the source; what a translation has from its source keeps its number."""
    name: str
    """What it does, in small letters, `b`, `a`, `note`; with the number behind it the name of a tag."""
    start: int
    end: int
    """Offsets into the text that the code is in; equal where it stands alone."""
    alone: bool = False
    parent: int = 0
    """Number of the pair around it, 0 where there is none."""
    about: str = ""
    """What a translator should know: `bold`, `link to https://example.org`."""
    address: str = ""
    """Where a link leads, whole and as the report has it; empty where that is not known."""
    paint: Paint = ()
    """What a look without a name of its own sets."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a document with one role: a paragraph, a heading, one item of a list."""

    number: int
    """Position in the document, from 1."""
    kind: Kind
    line: int
    """Line of the first character, from 1."""
    start: int
    end: int
    """Offsets into `Document.text`; no white space at either edge."""
    verbatim: bool = False
    """Not prose: passes through untranslated, but for what people translate of the kinds in `PASSED`."""
    place: str = ""
    """Address in the original: `page 3` of a PDF, an XPath in HTML; empty where `start` and `end` say it."""
    marker: str = ""
    """What stands before an item of a list and is not part of its text, `-` or `2.`, behind blanks where it is nested;
    blanks alone before a further paragraph of an item. Empty where the format has none, or has it in the text; then it
    is cut off with the segments."""
    codes: tuple[Code, ...] = ()
    """Its inline markup, numbered in the block, with offsets into `Document.text`."""
    seconds: float = 0.0
    """Of a subtitle, how long there is to read it; else 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded report."""

    name: str
    """File name, `report.txt`."""
    stem: str
    """What output files are named after, `report`."""
    text: str
    """The whole text, line endings as they were, without a byte-order mark. Of a format with markup, the text that is
    left without it: paragraphs with an empty line between them, the cells of a table row with tabs."""
    blocks: tuple[Block, ...]
    encoding: str
    notes: tuple[str, ...] = ()
    """What the reader had to assume or leave out, one sentence each, for the user to know."""
    language: str = ""
    """The language that the file says its text is in, as it spells it, `zh-CN`; empty where it says nothing."""
    data: bytes = field(default=b"", compare=False, repr=False)
    """The file itself, where it is to be put back; else empty."""
    columns: str = ""
    """Of a table, which columns the user named; empty where the reader chose."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What is translated as one: a sentence, a heading, a caption, a table cell."""

    id: str
    """`b012s01`: block 12, segment 1."""
    block: int
    kind: Kind
    line: int
    start: int
    end: int
    """Offsets into `Document.text`."""
    source: str
    """`Document.text[start:end]`."""
    verbatim: bool = False
    codes: tuple[Code, ...] = ()
    """Inline markup inside of the segment, not around all of it; offsets into `source`."""
    marker: str = ""
    """The bullet or number of a list item or a heading, with the blanks behind it: stands right before the segment in
    `Document.text`, and is part of its block."""
    role_name: str = ""
    """`msgctxt` of its entry where people have translated one text of a kind in two ways; else empty."""
    seconds: float = 0.0
    """Of a subtitle, how long there is to read it, to the millisecond: its share of its block's time; else 0."""

    @property
    def role(self) -> str:
        """The `msgctxt` of its entry: the kind, but where people have translated one text of a kind in two ways."""
        return self.role_name or self.kind

    @property
    def text(self) -> str:
        r"""The source on one line, as the engine and the PO file see it.

        >>> Segment("b001s01", 1, "paragraph", 1, 0, 11, "the rule\r\n of law").text
        'the rule of law'
        """
        return fold_lines(self.source)


def fold_lines(text: str) -> str:
    r"""Replace every line break, with the blanks around it, by one space, and between Chinese characters by nothing.

    The marks that a mail program puts before the lines of a quotation belong to the line break.

    >>> fold_lines("the rule\nof law"), fold_lines("依法\n治国"), fold_lines("𠮷\n野"), fold_lines("> We\n> agree.")
    ('the rule of law', '依法治国', '𠮷野', '> We agree.')
    """
    if text.isprintable():  # no line break is: the fast way for nearly every text
        return text
    return _LINE_BREAK.sub(" ", text if text.isascii() else _spaceless_break().sub("", text))


@cache
def _spaceless_break() -> re.Pattern[str]:
    """Compile what a line break in Chinese looks like, when first needed: large sets would cost every start time."""
    line_break = _LINE_BREAK.pattern
    return re.compile(rf"(?<=[{CJK}]){line_break}(?=[{CJK}\d])|(?<=[\d%]){line_break}(?=[{CJK}])")


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of `glossary/terms.tsv`; `domain` says whose it is (`prc`, `un` …), empty: anybody's."""

    id: str
    term: str
    variants: tuple[str, ...]
    category: str
    flags: tuple[str, ...]
    """The `match` column: `case`, `exact`, `short:Ying`, `context:…`."""
    note: str
    line: int
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One row of `glossary/<lang>.tsv`; `checked` is the day on which somebody saw that the authority says so."""

    id: str
    rendering: str
    """The preferred rendering; `=` keeps the source form; empty where none is known."""
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]
    status: RenderingStatus
    authority: str
    note: str
    line: int
    checked: str = ""

    def preferred(self, source: str) -> str:
        """Return the preferred rendering of a term that reads `source` in the report; empty where none is known."""
        return source if self.rendering == "=" else self.rendering


@dataclass(frozen=True, slots=True)
class Match:
    """A glossary term found in a segment; an outermost match, so its rendering is required."""

    start: int
    end: int
    """Offsets into `Segment.source`."""
    source: str
    """`Segment.source[start:end]`."""
    id: str
    forms: tuple[str, ...]
    """Renderings that are accepted, the preferred one first; empty where the glossary has none."""
    rendering: Rendering
    category: str = ""
    """Of the concept: `title`, `person`, …, or `date`."""
    parts: "tuple[Match, ...]" = ()
    """The terms of which it was put together, an office with its holder; their forms are those that stand in it too."""


def is_carried(match: Match) -> bool:
    """Tell whether a match is of a person whom the glossary knows without a rendering, carried over as written."""
    return bool(match.forms) and not match.rendering.rendering


@dataclass(frozen=True, slots=True)
class TermUse:
    """A matched term of a record and where its rendering stands in the target."""

    id: str
    source: str
    start: int
    end: int
    target: str | None
    target_start: int | None
    target_end: int | None
    status: Rung
    category: str = ""
    """As of the match; no field of the JSON lines."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a translated segment that a person should know."""

    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person's translation of a similar text in another report, offered and never taken."""

    source: str
    target: str
    report: str
    score: float
    """Similarity of the sources, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Record:
    """The alignment record: one segment with its translation, written as one JSON line."""

    segment: Segment
    target: str
    origin: Origin
    engine: str | None
    score: float | None
    """Mean log-probability of a target token, from the engine."""
    terms: tuple[TermUse, ...]
    findings: tuple[Finding, ...]
    codes: tuple[Code, ...] = ()
    """Of the target, with offsets into it; each has the number of the code of the segment that it is."""
    suggestions: tuple[Suggestion, ...] = ()
    """For people who translate the segment; not a field of the JSON lines."""

    @property
    def id(self) -> str:
        """See `Segment.id`."""
        return self.segment.id

    @property
    def block(self) -> int:
        """See `Segment.block`."""
        return self.segment.block

    @property
    def kind(self) -> Kind:
        """See `Segment.kind`."""
        return self.segment.kind

    @property
    def line(self) -> int:
        """See `Segment.line`."""
        return self.segment.line

    @property
    def start(self) -> int:
        """See `Segment.start`."""
        return self.segment.start

    @property
    def end(self) -> int:
        """See `Segment.end`."""
        return self.segment.end

    @property
    def is_translatable(self) -> bool:
        """People may translate it, though nobody need where its kind is one of `PASSED`."""
        return self.origin != "verbatim" or (self.kind in PASSED and not self.segment.verbatim)

    @property
    def marker(self) -> str:
        """See `Segment.marker`."""
        return self.segment.marker

    @property
    def source(self) -> str:
        """See `Segment.source`."""
        return self.segment.source


@dataclass(frozen=True, slots=True)
class Language:
    """A language under the names that the outside world has for it."""

    tag: str
    """Shortest BCP 47 tag, `zh`, `zh-Hant`, `pt-BR`: in file names and `lang` attributes."""
    argos: str
    """Argos code: `zh`, `zt`, `pb`."""
    gettext: str
    """gettext locale, `zh_CN`: folders of `locales/` and files of `glossary/`."""
    name: str
    """English name, `Chinese`."""
    rtl: bool = False
    spaceless: bool = False
    """Written without spaces between words (Chinese, Japanese, Thai …)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a set of records."""

    segments: int = 0
    words: int = 0
    """Of the source; each letter of a script without blanks counts as one."""
    characters: int = 0
    """Of the source, without blanks."""
    origins: Mapping[str, int] = field(default_factory=dict)
    terms_required: int = 0
    """Without those that are offered and were not taken."""
    terms_kept: int = 0
    terms_by_status: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    """Findings by code."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Names that machine translations carry over as they are written, and how often."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """One report in one target language: all that a writer needs."""

    document: Document
    source_language: Language
    target_language: Language
    engine: str | None
    """What translated, `argos en-zh 0.1`; `None` where nothing was to be translated by an engine."""
    draft: bool
    """The engine calls itself a draft; every output says so."""
    signature: str
    """`dragoman VERSION | engine | glossary HASH | segmenter NAME`."""
    records: tuple[Record, ...]
    renderings: Mapping[str, Rendering]
    """By concept id, for the terms that occur."""
    summary: Summary


@dataclass(frozen=True, slots=True)
class Unit:
    """What a catalogue (a PO file) holds for one source text in one role."""

    kind: str
    """The entry's `msgctxt`; dragoman writes the block kind there. Empty where the entry has none."""
    source: str
    """`msgid`; equals `Segment.text`."""
    target: str
    """`msgstr`; empty where untranslated."""
    origin: Origin
    """`reviewed`: a person's, not fuzzy. `draft`: fuzzy and not (or no longer) ours. `machine`, `memory`: fuzzy,
    written by dragoman and untouched since. `none`: untranslated."""
    provenance: "Provenance | None" = None
    flags: tuple[str, ...] = ()
    """What stands in the entry's `#,` lines."""
    unchanged: bool = False
    """A machine's text that somebody approved in bulk, without an edit."""
    obsolete: bool = False
    """The report no longer has the text."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fuzzy `msgstr` that dragoman wrote came from."""

    origin: Literal["machine", "memory"]
    label: str
    """The engine, `argos en-zh 0.1`, or the report that the translation was recalled from."""
    score: float | None = None
    rungs: tuple[Rung, ...] = ()
    """How each distinct required term of the segment was kept, in the order of the record's terms."""
    key: str = ""
    """12 hexadecimal digits that stand for all that went into the decoding; equal keys give equal targets."""


def entry_state(origin: Origin | None) -> str:
    """Return what messages and JSON about PO entries call an origin: `untranslated` for `none`, "" where unknown."""
    return "untranslated" if origin == "none" else origin or ""
