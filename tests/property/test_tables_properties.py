"""What people get as a table comes back as it was, whatever the text is."""

import csv
import io
import struct
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exchange.cells import source_stretches, target_stretches
from dragoman.exchange.docx.reader import read_docx_table
from dragoman.exchange.marks import is_as_exported
from dragoman.exchange.returned import ReturnedFile
from dragoman.exchange.sheet import read_sheet
from dragoman.exchange.style import Style
from dragoman.files.delimited import guard, unguard
from dragoman.files.workbook import escape, unescape
from dragoman.model import Alignment, fold_lines
from examples import examples
from factories import chinese_report, written_bytes
from random_reports import TEXT, alignments


def returned(format: str, report: Alignment, style: Style) -> ReturnedFile:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{format}"
        path.write_bytes(written_bytes(format, report, style))
        return read_docx_table(path) if format == "docx" else read_sheet(path)


@pytest.mark.parametrize("format", ["tsv", "csv", "xlsx", "docx"])
@examples(15)
@given(report=alignments(), bom=st.booleans())
def test_a_table_that_nobody_touched_comes_back_as_it_went_out(format: str, report: Alignment, bom: bool) -> None:
    back = returned(format, report, Style(bom=bom))
    null = "\ufffd" if format in ("tsv", "csv") else "\0"  # which text files of any kind cannot hold
    expected = [
        (record.id, record.kind, fold_lines(record.source).replace("\0", null), record.target.replace("\0", null))
        for record in report.records
    ]
    assert [(unit.id, unit.kind, unit.source, unit.target) for unit in back.units] == expected
    assert all(is_as_exported(unit.exported, unit.target) for unit in back.units)
    if report.records or format in ("xlsx", "docx"):
        assert (back.report, back.target_language) == (report.document.stem, report.target_language.tag)
    assert back.warnings == ()


@examples(20)
@given(report=alignments())
def test_no_cell_of_a_workbook_is_a_formula_or_an_error(report: Alignment) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written_bytes("xlsx", report)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_zipped_file_has_no_records_of_zip64(format: str) -> None:
    data = written_bytes(format, chinese_report())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            version, flags = struct.unpack_from("<HH", data, info.header_offset + 4)
            size, name, extra = struct.unpack_from("<IHH", data, info.header_offset + 22)
            assert (version, flags & 8, extra, info.extra) == (20, 0, 0, b"")
            assert size == info.file_size
            assert name == len(info.filename)
    assert b"PK\x06\x06" not in data


@examples(20)
@given(report=alignments())
def test_no_cell_of_a_text_table_begins_like_a_formula(report: Alignment) -> None:
    [header, *rows] = csv.reader(io.StringIO(written_bytes("csv", report).decode(), newline=""))
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        assert not any(cells[name].startswith(tuple("=+-@\t\r")) for name in cells.keys() - {"score"})
        float(cells["score"] or 0)


@given(TEXT)
def test_guards_and_escapes_are_undone(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unescape(escape(text)) == text


@examples(40)
@given(report=alignments())
def test_stretches_are_the_text_cut_in_pieces(report: Alignment) -> None:
    for record in report.records:
        source = source_stretches(record, report.renderings)
        assert "".join(stretch.text for stretch in source) == fold_lines(record.source)
        target = target_stretches(record, report.renderings)
        assert "".join(stretch.text for stretch in target) == record.target
