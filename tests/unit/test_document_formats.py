import io
import zipfile

import pytest

from dragoman.documents import parse_text
from dragoman.documents.formats import (
    ANDROID,
    DOCX,
    FORMATS,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN,
    PO,
    RTF,
    XLIFF,
    XLSX,
    Format,
    find_format,
)
from dragoman.errors import DocumentError

PAGE = b"<!DOCTYPE html>\n<html><p>Opening</p></html>"
MESSAGES = b'# Header\nmsgid ""\nmsgstr ""\n'
EXCHANGE = b"<?xml version='1.0'?>\n<!-- made by hand --><xliff version='1.2'/>"


def zipped(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


WORD = zipped(word__document_xml="<w:document/>")
TEXT = zipped(mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.txt", b"Opening", PLAIN, id="text"),
        pytest.param("a", b"Opening", PLAIN, id="no suffix"),
        pytest.param("a.log", b"Opening", PLAIN, id="unknown suffix"),
        pytest.param("a.md", b"# Opening", MARKDOWN, id="Markdown by its name"),
        pytest.param("a.txt", b"# Opening", PLAIN, id="text that looks like Markdown"),
        pytest.param("a.md", PAGE, MARKDOWN, id="Markdown that opens with HTML"),
        pytest.param("a.HTM", b"Opening", HTML, id="HTML by its name"),
        pytest.param("", PAGE, HTML, id="HTML by its content"),
        pytest.param("", b"\xff\xfe" + PAGE.decode().encode("utf-16-le"), HTML, id="HTML in UTF-16"),
        pytest.param("", b"<html lang=en><title>Opening", HTML, id="HTML without a doctype"),
        pytest.param("", b"<p>Opening</p>", PLAIN, id="text with a tag"),
        pytest.param("a.docx", WORD, DOCX, id="DOCX"),
        pytest.param("", TEXT, ODT, id="ODT by its content"),
        pytest.param("a.docx", zipped(other="x"), DOCX, id="DOCX with an unusual inside"),
        pytest.param("", b"%PDF-1.7\n", PDF, id="PDF by its content"),
        pytest.param("a.pdf", b"\n\n%PDF-1.7\n", PDF, id="PDF behind rubbish"),
        pytest.param("a.txt", b"On %PDF-1.7\n", PLAIN, id="text about PDF"),
        pytest.param("a.xlsx", zipped(xl__workbook_xml=""), XLSX, id="Excel"),
        pytest.param("a.doc", b"{\\rtf1", RTF, id="RTF with the name of Word"),
        pytest.param("a.doc", b"Opening", PLAIN, id="text with the name of Word"),
        pytest.param("a.po", MESSAGES, PO, id="PO"),
        pytest.param("", MESSAGES, PO, id="PO by its content"),
        pytest.param("a.txt", MESSAGES, PLAIN, id="text that shows a PO file"),
        pytest.param("a.po", b"not really", PO, id="PO that is none: its reader says so"),
        pytest.param("a.xlf", EXCHANGE, XLIFF, id="XLIFF"),
        pytest.param("a.xml", EXCHANGE, XLIFF, id="XLIFF with the name of any XML"),
        pytest.param("a.xml", PAGE, HTML, id="XHTML with the name of any XML"),
        pytest.param("a.xml", b"<resources/>", ANDROID, id="Android"),
        pytest.param("", EXCHANGE, XLIFF, id="XLIFF by its content"),
        pytest.param("", b"<x:xliff xmlns:x='u'/>", XLIFF, id="XLIFF with a prefix"),
        pytest.param("", b"<xliffs/>", PLAIN, id="another element"),
    ],
)
def test_formats_are_told_by_name_and_content(name: str, data: bytes, expected: Format) -> None:
    suffix = name[name.rfind(".") :] if "." in name else ""
    assert find_format(name, suffix, data) == (expected, ())


@pytest.mark.parametrize(
    ("name", "data", "expected", "what"),
    [
        pytest.param("a.txt", PAGE, HTML, "a web page", id="HTML as text"),
        pytest.param("a.txt", WORD, DOCX, "a Word document", id="DOCX as text"),
        pytest.param("a.docx", TEXT, ODT, "an OpenDocument text", id="ODT as DOCX"),
        pytest.param("a.html", b"%PDF-1.4", PDF, "a PDF file", id="PDF as HTML"),
        pytest.param("a.pdf", WORD, DOCX, "a Word document", id="DOCX as PDF"),
    ],
)
def test_a_wrong_suffix_is_noted(name: str, data: bytes, expected: Format, what: str) -> None:
    suffix = name[1:]
    note = f"{name}: named {suffix} but its content is {what}; read as that"
    assert find_format(name, suffix, data) == (expected, (note,))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.docx", PAGE, "named .docx but its content is a web page, not a Word document", id="error page"),
        pytest.param("a.pdf", b"Not found", "named .pdf but its content is plain text, not a PDF", id="text as PDF"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "this is an old Office file", id="old Office"),
        pytest.param("a.txt.gz", b"\x1f\x8b\x08", "this is a gzip file, .*unpack it", id="gzip"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n", "this is a picture, .*OCR", id="picture"),
        pytest.param("a.mhtml", b"From: <Saved>", "this is a web archive", id="web archive"),
        pytest.param("a.zip", zipped(other="x"), "this is a zip archive, .*unpack it", id="zip"),
        pytest.param("a.epub", zipped(mimetype="application/epub+zip"), "this is an EPUB book", id="EPUB"),
        pytest.param("a.docx", WORD[:-30], "the zip archive inside is damaged or cut off", id="cut off"),
    ],
)
def test_what_no_reader_takes_is_refused_with_advice(name: str, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=f"{name}: {words}"):
        find_format(name, name[name.rfind(".") :], data)


def test_every_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_an_encoding_named_for_a_format_that_knows_its_own_is_passed_over_with_a_note() -> None:
    pytest.importorskip("dragoman.documents.po")
    document = parse_text("a.po", "a", MESSAGES + b'\nmsgid "Opening"\nmsgstr ""\n', encoding="Big5")
    assert document.notes[0].startswith("a.po: --encoding ignored: a PO file states its own")
