"""PDF files as Chromium and LibreOffice print them: what was written must come back, paragraph by paragraph."""

from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.model import Document
from office import KINDS, REPORT, TABLE, converted, report_docx
from pdfs import printed

ENGLISH = (
    "The harbor office published its yearly report on the state of the port. It describes the work of the inspectors, "
    "the number of ships and the measures that were taken against pollution.",
    "Inspectors visited every vessel that called at the port. Where they found a fault, the owner was informed within "
    "two days, and the self-declaration of the captain was compared with the documents on board.",
    "International cooperation was strengthened. Delegations from three neighboring countries attended the conference "
    "on environmental responsibility, and an understanding about the exchange of information was signed.",
    "“The sea connects all of us,” the director said. “Its protection is a task for every administration.”",
)
CHINESE = (
    "最高人民检察院召开了海洋环境检察保护工作会议。会议总结了过去一年的工作，部署了下一年的任务，并听取了各地检察机关的汇报，"
    "与会代表进行了讨论。",
    "会议指出，海洋环境保护是检察机关的重要职责。各级检察机关要加强与港务管理部门的协作，依法惩治污染海洋环境的犯罪，"
    "切实维护国家利益和社会公共利益，为高质量发展提供有力的司法保障。",
)
ARABIC = (
    "نشر مكتب الميناء تقريره السنوي عن حالة الميناء في عام 2024. ويصف التقرير عمل المفتشين وعدد السفن (412 سفينة) "
    "والتدابير التي اتخذت ضد التلوث في مياه الميناء والمناطق المجاورة له.",
    "زار المفتشون كل سفينة وصلت إلى الميناء، وأبلغوا المالك خلال يومين عند وجود أي خلل، وقارنوا إقرار الربان بالوثائق "
    "الموجودة على متن السفينة.",
)
MARKS = {5: "1. ", 6: "2. ", 7: "• "}
PRINTED = [MARKS.get(number, "") + text for number, (_, text) in enumerate(REPORT)]
"""The report as it is printed: with the numbers and bullets of its lists."""
SOFT = {"neighboring": "neigh&shy;bor&shy;ing", "environmental": "en&shy;vi&shy;ron&shy;men&shy;tal"}
SOFT |= {"responsibility": "re&shy;spon&shy;si&shy;bil&shy;i&shy;ty", "published": "pub&shy;lished"}
SOFT |= {"International": "In&shy;ter&shy;na&shy;tion&shy;al", "inspectors": "in&shy;spec&shy;tors"}
SOFT |= {"documents": "doc&shy;u&shy;ments", "Delegations": "Del&shy;e&shy;ga&shy;tions", "captain": "cap&shy;tain"}


def read(data: bytes) -> Document:
    return parse_text("report.pdf", "report", data)


def found(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def report(title: str, paragraphs: tuple[str, ...], parts: int, heading: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a page of HTML with headings and paragraphs, and what is to come back."""
    body, expected = f"<h1>{title}</h1>", [("heading", title)]
    for number in range(1, parts + 1):
        name = heading.format(number)
        body += f"<h2>{name}</h2>" + "".join(f"<p>{text}</p>" for text in paragraphs)
        expected += [("heading", name), *(("paragraph", text) for text in paragraphs)]
    return body, expected


def test_pages_with_running_heads(tmp_path: Path) -> None:
    body, expected = report("Yearly report of the harbor office", ENGLISH, 12, "{}. Work of the inspectors")
    document = read(printed(tmp_path, body, header=True))
    assert found(document) == expected
    assert document.blocks[0].place == "page 1"
    assert document.blocks[-1].place == "page 5"
    [_, running] = document.notes
    assert "running headers, footers and page numbers were left out: “" in running
    assert "Harbour Office" in running


@pytest.mark.parametrize("style", ["p { margin: 0; text-indent: 1.5em }", "p { margin: 0 0 1em }"])
def test_two_justified_and_hyphenated_columns(tmp_path: Path, style: str) -> None:
    body, expected = report("Yearly report of the harbor office", ENGLISH, 6, "Part {} of the report")
    for word, soft in SOFT.items():
        body = body.replace(word, soft)
    columns = "body { columns: 2; column-gap: 8mm; text-align: justify } h1 { column-span: all }"
    data = printed(tmp_path, body, style=f"{columns} {style}")
    assert found(read(data)) == expected


def test_chinese_is_joined_without_blanks(tmp_path: Path) -> None:
    body, expected = report("海洋环境检察保护工作会议召开", CHINESE, 4, "工作情况（{}）")
    style = "body { font-family: 'Noto Serif CJK SC', 'Noto Sans CJK SC' } p { text-indent: 2em; margin: 0 }"
    assert found(read(printed(tmp_path, body, lang="zh", style=style))) == expected


def test_arabic_is_in_the_order_of_reading(tmp_path: Path) -> None:
    body, expected = report("التقرير السنوي لمكتب الميناء", ARABIC, 3, "القسم {}")
    style = "body { font-family: 'Noto Naskh Arabic', 'Noto Sans Arabic', serif }"
    assert found(read(printed(tmp_path, f"<div dir='rtl'>{body}</div>", lang="ar", style=style))) == expected


def test_tables_and_lists(tmp_path: Path) -> None:
    rows = [
        ("Year", "Ships", "Remarks"),
        *((str(year), f"{year % 7 * 31} ships", "A quiet year") for year in range(2018, 2025)),
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    items = [
        "Every case is registered within one week after it was reported to the office, whatever its kind may be.",
        "Done.",
    ]
    body = f"<h1>Tasks</h1><p>{ENGLISH[0]}</p><table>{table}</table><p>{ENGLISH[1]}</p>"
    body += f"<ol><li>{items[0]}<li>{items[1]}</ol>"
    assert found(read(printed(tmp_path, body))) == [
        ("heading", "Tasks"),
        ("paragraph", ENGLISH[0]),
        *(("table", "\t".join(row)) for row in rows),
        ("paragraph", ENGLISH[1]),
        *(("list", f"{number}. {item}") for number, item in enumerate(items, 1)),
    ]


@pytest.mark.office
def test_what_libreoffice_prints(tmp_path: Path) -> None:
    document = read(converted(tmp_path, {"report.docx": report_docx()}, "pdf")["report.pdf"])
    expected = ["Maritime Affairs Bulletin", *PRINTED, *("\t".join(row) for row in TABLE), "For official use"]
    assert [text for _, text in found(document)] == expected
    kinds = [kind for kind, _ in found(document)][1 : len(PRINTED) + 1]
    assert kinds == [kind if kind != "quote" else "paragraph" for kind in KINDS]


@pytest.mark.office
def test_what_libreoffice_prints_with_tags(tmp_path: Path) -> None:
    target = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    document = read(converted(tmp_path, {"report.docx": report_docx()}, target)["report.pdf"])
    kinds = [kind if kind != "quote" else "paragraph" for kind in KINDS]
    assert found(document) == [
        *zip(kinds, PRINTED, strict=True),
        *(("table", "\t".join(row)) for row in TABLE),
    ]
    [note] = document.notes
    assert note.endswith("left out: “Maritime Affairs Bulletin”, “For official use”")


def test_tags_tell_what_the_layout_does_not(tmp_path: Path) -> None:
    cells = [["Year", "Remarks"], ["2024", ENGLISH[1]], ["2025", ENGLISH[2]]]
    marks = ["th", "td", "td"]  # Without a head, Chromium takes it for a layout, not for a table.
    rows = ["".join(f"<{mark}>{cell}</{mark}>" for cell in row) for mark, row in zip(marks, cells, strict=True)]
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    body = (
        "<h1>Tasks of the harbor office in the year to come and in the one after it, in detail</h1>"
        f"<h2>Short</h2><p>{ENGLISH[0]}</p><ul><li>Inspect.<li><p>Report.</p><p>Publish.</p><ul><li>Twice.</ul></ul>"
        f"<blockquote>{ENGLISH[3]}</blockquote><table>{table}</table><p>Short, without a stop</p><p>{ENGLISH[1]}</p>"
    )
    document = read(printed(tmp_path, body, tagged=True))
    assert found(document) == [
        ("heading", "Tasks of the harbor office in the year to come and in the one after it, in detail"),
        ("heading", "Short"),
        ("paragraph", ENGLISH[0]),
        *(("list", text) for text in ("Inspect.", "Report.", "Publish.", "Twice.")),
        ("quote", ENGLISH[3]),
        *(("table", "\t".join(row)) for row in cells),
        ("paragraph", "Short, without a stop"),
        ("paragraph", ENGLISH[1]),
    ]
    assert document.notes == ()


def test_a_tagged_paragraph_goes_on_in_the_next_column(tmp_path: Path) -> None:
    body, expected = report("Yearly report of the harbor office", ENGLISH, 7, "Part {} of the report")
    columns = "body { columns: 2; text-align: justify } h1 { column-span: all }"
    assert found(read(printed(tmp_path, body, style=columns, tagged=True))) == expected
