"""Made-up reports, aligned: what the tests of everything behind the engine start from.

A side of a segment is written with its terms in braces, `The {archive:State Archive} opened`; a term of the source
finds its rendering by the name before the colon.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from dragoman.exchange.formats import writer
from dragoman.exchange.style import PLAIN, Style
from dragoman.model import (
    NUMBERED,
    Alignment,
    Block,
    Document,
    Finding,
    Kind,
    Language,
    Origin,
    Record,
    Rendering,
    RenderingStatus,
    Rung,
    Segment,
    TermUse,
)
from dragoman.run.summary import summarise
from dragoman.text.list_markers import marker_length

ENGLISH = Language("en", "en", "en", "English")
CHINESE = Language("zh", "zh", "zh_CN", "Chinese", spaceless=True)
ARABIC = Language("ar", "ar", "ar", "Arabic", rtl=True)
SPANISH = Language("es", "es", "es", "Spanish")
THAI = Language("th", "th", "th", "Thai", spaceless=True)

_TERM = re.compile(r"\{([^:{}]+):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment to be: both sides with their terms in braces."""

    source: str
    target: str = ""
    origin: Origin = "machine"
    score: float | None = None
    rungs: Sequence[Rung] = ()
    """One for each term of the source; `present` beyond the last."""
    findings: tuple[Finding, ...] = ()
    gap: str = " "
    """What stands before it inside its block."""
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One block to be."""

    kind: Kind
    sentences: Sequence[Sentence]
    gap: str = "\n\n"
    """What stands before it in the report."""


def one_segment(text: str, kind: Kind = "paragraph") -> Segment:
    """Return a text as the only segment of a report."""
    return Segment("b001s01", 1, kind, 1, 0, len(text), text)


def rendering(
    concept: str, text: str, status: RenderingStatus = "official", authority: str = ""
) -> tuple[str, Rendering]:
    """Make one entry of `Alignment.renderings`."""
    return concept, Rendering(concept, text, (), (), status, authority, "", 1)


def alignment(
    passages: Sequence[Passage],
    target_language: Language = CHINESE,
    *,
    source_language: Language = ENGLISH,
    renderings: Mapping[str, Rendering] | None = None,
    name: str = "report.txt",
    tail: str = "\n",
    engine: str | None = "argos en-zh 0.1",
    draft: bool = False,
) -> Alignment:
    """Make an alignment; offsets, blocks and counts come out of `passages`."""
    text = ""
    blocks: list[Block] = []
    records: list[Record] = []
    for number, passage in enumerate(passages, start=1):
        text += passage.gap if blocks else ""
        line, start = text.count("\n") + 1, len(text)
        for position, sentence in enumerate(passage.sentences, start=1):
            text += sentence.gap if position > 1 else ""
            marker, sentence = _without_marker(passage.kind, sentence)
            text += marker
            record = _record(f"b{number:03}s{position:02}", number, passage.kind, sentence, text, engine)
            records.append(replace(record, segment=replace(record.segment, marker=marker)))
            text += records[-1].source
        verbatim = all(sentence.origin == "verbatim" for sentence in passage.sentences)
        blocks.append(Block(number, passage.kind, line, start, len(text), verbatim))
    text += tail
    document = Document(name, name.rpartition(".")[0] or name, text, tuple(blocks), "utf-8")
    return Alignment(
        document=document,
        source_language=source_language,
        target_language=target_language,
        engine=engine,
        draft=draft,
        signature=f"dragoman 0.1.0 | {engine} | glossary 5f3c1a | segmenter rules-en",
        records=tuple(records),
        renderings=renderings or {},
        summary=summarise(records),
    )


def _without_marker(kind: Kind, sentence: Sentence) -> tuple[str, Sentence]:
    """Part a sentence from its bullet or number, as the segmenter does."""
    length = marker_length(sentence.source) if kind in NUMBERED else 0
    if not length:
        return "", sentence
    target = sentence.target[marker_length(sentence.target) :]
    return sentence.source[:length], replace(sentence, source=sentence.source[length:], target=target)


def _record(id: str, block: int, kind: Kind, sentence: Sentence, before: str, engine: str | None) -> Record:
    source, expected = _parse(sentence.source)
    target, kept = _parse(sentence.target)
    places = dict(kept)
    terms: list[TermUse] = []
    for number, (concept, (start, end)) in enumerate(expected):
        place = places.get(concept)
        rung: Rung = sentence.rungs[number] if number < len(sentence.rungs) else "present"
        terms.append(
            TermUse(
                id=concept,
                source=source[start:end],
                start=start,
                end=end,
                target=target[slice(*place)] if place else None,
                target_start=place[0] if place else None,
                target_end=place[1] if place else None,
                status=rung if place else "missing",
            )
        )
    return Record(
        segment=Segment(
            id=id,
            block=block,
            kind=kind,
            line=before.count("\n") + 1,
            start=len(before),
            end=len(before) + len(source),
            source=source,
        ),
        target=source if sentence.origin == "verbatim" else target,
        origin=sentence.origin,
        engine=sentence.engine or (engine if sentence.origin == "machine" else None),
        score=sentence.score,
        terms=tuple(terms),
        findings=sentence.findings,
    )


def _parse(marked: str) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    text, position = "", 0
    terms: list[tuple[str, tuple[int, int]]] = []
    for match in _TERM.finditer(marked):
        text += marked[position : match.start()]
        terms.append((match[1], (len(text), len(text) + len(match[2]))))
        text += match[2]
        position = match.end()
    return text + marked[position:], terms


def chinese_report(*, draft: bool = True) -> Alignment:
    """Make a report with every kind, origin, rung and status, from English to Chinese."""
    return alignment(
        [
            Passage(
                "heading",
                [
                    Sentence(
                        "{archive:State Archive} opens its reading room\nto the public",
                        "{archive:国家档案馆}阅览室向公众开放",
                        score=-0.312,
                    )
                ],
            ),
            Passage(
                "byline",
                [Sentence("archive.example | {day:March 3, 2025}", "archive.example | {day:2025年3月3日}", "memory")],
            ),
            Passage("image", [Sentence("1.jpg", origin="verbatim")]),
            Passage(
                "caption",
                [
                    Sentence(
                        "{lin:Lin Wen}, {director:Director-General} of the {archive:State Archive} (SA), "
                        "cuts the ribbon.",
                        "{archive:国家档案馆}{director:馆长}{lin:林文}剪彩。",
                        score=-0.874,
                        rungs=["forced", "inline", "present"],
                    )
                ],
            ),
            Passage(
                "paragraph",
                [
                    Sentence(
                        "The {archive:State Archive} opened its new reading room on {day:March 3, 2025}, the first in "
                        "the capital that readers may enter without an appointment.",
                        "{day:2025年3月3日}，{archive:国家档案馆}启用新阅览室，这是首都第一间无需预约即可进入的阅览室。",
                        origin="reviewed",
                    ),
                    Sentence(
                        "{lin:Lin Wen} said the room keeps the promise of the {law:Law on Public Records} that "
                        "whatever the state writes down, the citizen may read.",
                        "{lin:林文}说，阅览室兑现了{law:《公共档案法》}的承诺：国家所记，公民可阅。",
                        score=-0.655,
                        rungs=["spliced", "forced"],
                    ),
                    Sentence(
                        "The {board:Board of Custodians} will report on its first year to the {assembly:Assembly}.",
                        "该委员会将向大会报告其第一年的工作。",
                        score=-1.204,
                        findings=(
                            Finding(
                                "T001",
                                "error",
                                "the rendering 保管人理事会 of “Board of Custodians” is not in the target",
                            ),
                            Finding("T003", "warning", "the glossary has no rendering of “Assembly”"),
                        ),
                    ),
                ],
            ),
            Passage(
                "quote",
                [
                    Sentence(
                        "“A record that nobody may see,” the {director:Director-General} said, "
                        "“is a rumour with a stamp on it.”",
                        "{director:馆长}说：“无人得见的档案，不过是盖了章的传闻。”",
                        origin="draft",
                    )
                ],
            ),
            Passage("heading", [Sentence("What readers will find", "读者可以查阅什么", origin="memory")]),
            Passage(
                "list",
                [
                    Sentence(
                        "- Court registers from 1912 to 1949, in 4,300 volumes",
                        "- 1912年至1949年的法院登记册，共4300卷",
                        score=-0.41,
                    )
                ],
            ),
            Passage(
                "list",
                [
                    Sentence(
                        "- Maps of the {survey:Land Survey}, open for the first time",
                        "- 首次开放的{survey:土地测量局}地图",
                        score=-0.52,
                        rungs=["inline"],
                        engine="argos en-zh 1.9",
                    )
                ],
                gap="\n",
            ),
            Passage(
                "table",
                [
                    Sentence("Year\tReaders\tVolumes", "年份\t读者\t卷数", score=-0.2),
                    Sentence("2025\t18,400\t61,250", origin="verbatim", gap="\n"),
                ],
            ),
            Passage(
                "paragraph",
                [
                    Sentence(
                        "Letters deposited by private families stay closed until their owners agree.", origin="none"
                    )
                ],
            ),
            Passage(
                "footer",
                [
                    Sentence("Editor: {lin:Lin Wen}", "编辑：{lin:林文}", score=-0.35),
                    Sentence("https://archive.example/2025/0303", origin="verbatim", gap="\n"),
                ],
            ),
        ],
        CHINESE,
        name="reading-room-opens.txt",
        draft=draft,
        renderings=dict(
            [
                rendering(
                    "archive",
                    "国家档案馆",
                    "official",
                    "https://archive.example/law/statute-of-the-state-archive#art-1",
                ),
                rendering(
                    "director",
                    "馆长",
                    "official",
                    "Statute of the State Archive, art. 4; https://archive.example/law/statute",
                ),
                rendering("law", "《公共档案法》", "official", "https://archive.example/law/public-records"),
                rendering("lin", "林文", "established"),
                rendering("survey", "土地测量局", "proposed"),
                rendering("day", "2025年3月3日", "established", "CLDR"),
                rendering("board", "保管人理事会", "proposed"),
                rendering("assembly", "", "proposed"),
            ]
        ),
    )


def arabic_report() -> Alignment:
    """Make a report from English to Arabic, which runs from right to left."""
    return alignment(
        [
            Passage(
                "heading",
                [
                    Sentence(
                        "{archive:State Archive} opens its reading room",
                        "{archive:دار المحفوظات الوطنية} تفتح قاعة المطالعة",
                        score=-0.3,
                    )
                ],
            ),
            Passage("image", [Sentence("1.jpg", origin="verbatim")]),
            Passage(
                "caption",
                [Sentence("{lin:Lin Wen} cuts the ribbon.", "{lin:لين ون} يقص الشريط.", rungs=["forced"], score=-0.7)],
            ),
            Passage(
                "paragraph",
                [
                    Sentence(
                        "The {archive:State Archive} (SA) opened its new reading room on {day:March 3, 2025}, "
                        "with places for 120 readers.",
                        "افتتحت {archive:دار المحفوظات الوطنية} (SA) قاعة المطالعة "
                        "الجديدة في {day:3 مارس 2025}، وهي تتسع لعدد 120 قارئًا.",
                        origin="reviewed",
                    ),
                    Sentence(
                        "The {law:Law on Public Records} says that whatever the state writes down, "
                        "the citizen may read.",
                        "ينص القانون على أن للمواطن أن يقرأ ما تدونه الدولة.",
                        score=-0.98,
                        findings=(
                            Finding(
                                "T001",
                                "error",
                                "the rendering قانون المحفوظات العامة of “Law on Public Records” is not in the target",
                            ),
                        ),
                    ),
                ],
            ),
            Passage(
                "quote",
                [
                    Sentence(
                        "“A record that nobody may see is a rumour with a stamp on it.”",
                        "«الوثيقة التي لا يراها أحد إشاعة مختومة».",
                        origin="draft",
                    )
                ],
            ),
            Passage(
                "list",
                [
                    Sentence(
                        "- Maps of the {survey:Land Survey}",
                        "- خرائط {survey:مصلحة المساحة}",
                        rungs=["spliced"],
                        score=-0.6,
                    )
                ],
            ),
            Passage("footer", [Sentence("https://archive.example/2025/0303", origin="verbatim")]),
        ],
        ARABIC,
        name="reading-room-opens.txt",
        engine="argos en-ar 1.0",
        renderings=dict(
            [
                rendering(
                    "archive",
                    "دار المحفوظات الوطنية",
                    "official",
                    "https://archive.example/law/statute-of-the-state-archive",
                ),
                rendering("lin", "لين ون", "established"),
                rendering("day", "3 مارس 2025", "established", "CLDR"),
                rendering("law", "قانون المحفوظات العامة", "official", "https://archive.example/law/public-records"),
                rendering("survey", "مصلحة المساحة", "proposed"),
            ]
        ),
    )


def three_languages() -> tuple[Alignment, Alignment, Alignment]:
    """Make a report from English to Chinese, Arabic and Spanish; one term is missing in Spanish."""
    day = "{day:March 3, 2025}"
    sources = (f"Reading room opens on {day}", f"The {{survey:Land Survey}} handed over its maps on {day}.", "1.jpg")
    targets = {
        "zh": ("阅览室于{day:2025年3月3日}开放", "{day:2025年3月3日}，{survey:土地测量局}移交了地图。"),
        "ar": (
            "افتتاح قاعة المطالعة في {day:3 مارس 2025}",
            "سلمت {survey:مصلحة المساحة} خرائطها في {day:3 مارس 2025}.",
        ),
        "es": ("La sala abre el {day:3 de marzo de 2025}", "La oficina entregó sus mapas el {day:3 de marzo de 2025}."),
    }
    names = {"zh": "土地测量局", "ar": "مصلحة المساحة", "es": "Servicio Topográfico"}
    missing = Finding("T001", "error", "the rendering Servicio Topográfico of “Land Survey” is not in the target")
    reports = []
    for language in (CHINESE, ARABIC, SPANISH):
        title, sentence = targets[language.tag]
        found = () if "{survey:" in sentence else (missing,)
        passages = [
            Passage("heading", [Sentence(sources[0], title, "reviewed")]),
            Passage("paragraph", [Sentence(sources[1], sentence, score=-0.5, findings=found)]),
            Passage("image", [Sentence(sources[2], origin="verbatim")]),
        ]
        renderings = dict([rendering("survey", names[language.tag]), rendering("day", "")])
        reports.append(alignment(passages, language, renderings=renderings, engine=f"argos en-{language.tag} 1.0"))
    one, two, three = reports
    return one, two, three


def written(format: str, report: Alignment, style: Style = PLAIN) -> str:
    """Return the text of a report's file in one of the formats that are text."""
    return written_bytes(format, report, style).decode()


ALL = Style(tmx_machine=True)


def written_bytes(format: str, report: Alignment, style: Style = ALL) -> bytes:
    """Return a report's file in one of the formats, with all that it can hold."""
    file = BytesIO()
    writer(format)(report, file, style)
    return file.getvalue()


_OURS = re.compile(r"^(?:# dragoman: .*|#\. (?:machine|recalled) text.*|#, fuzzy)\n", re.MULTILINE)


def approved(catalogue: str) -> str:
    """Let people have approved all entries of a catalogue, one after the other and with runs in between."""
    return _OURS.sub("", catalogue)
