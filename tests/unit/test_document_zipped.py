"""Zipped Office files that were broken, or made to do harm."""

import io
import random
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.errors import DocumentError
from dragoman.files import zip
from dragoman.files.zip import Package
from office import odt, odt_parts, paragraph, relationships, word, word_part, word_parts
from office import zipped as zip_of

SOUND = word(paragraph("The harbor is open."))


def message(data: bytes, name: str = "report.docx") -> str:
    with pytest.raises(DocumentError) as caught:
        parse_text(name, "report", data)
    found = str(caught.value)
    assert found.startswith(f"{name}: ")
    assert "\n" not in found
    return found.removeprefix(f"{name}: ")


def text(data: bytes, name: str = "report.docx") -> str:
    return parse_text(name, "report", data).text


def in_word(document: str) -> bytes:
    return zip_of(word_parts("") | {"word/document.xml": document})


BOMB_ADVICE = "unpacks to far more than any report holds; if you trust it, save its text as a text file"


@pytest.mark.parametrize("name", ["report.docx", "report.odt"])
def test_a_zip_bomb_is_not_unpacked(name: str) -> None:
    blanks = " " * (zip.RATIO_FREE + 2**20)
    bomb = word(blanks) if name == "report.docx" else odt(blanks)
    part = "word/document.xml" if name == "report.docx" else "content.xml"
    assert message(bomb, name) == f"{part}: {BOMB_ADVICE}"


def test_parts_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip, "MAX_UNPACKED", 5_000)
    comments = "".join(paragraph(f"Comment {number}") for number in range(100))
    data = word(paragraph("The harbor is open."), comments=word_part("w:comments", comments))
    assert message(data) == f"word/comments.xml: {BOMB_ADVICE}"


def test_more_tags_than_memory_is_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip, "MAX_TAGS", 500)
    assert text(word("<w:p/>" * 10 + paragraph("Open."))) == "Open."
    expected = "word/document.xml: more than 500 XML tags, far more than any report holds; split the report"
    assert message(word("<w:p/>" * 500)) == expected


def test_too_many_parts_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip, "MAX_ENTRIES", 50)
    crowd = zip_of({f"part{number}": "" for number in range(51)})
    assert message(crowd) == "more than 50 parts; save only the text of it under another name and try again"


def test_parts_that_share_their_bytes_are_refused() -> None:
    # Two names for one packed part: with many, a small file unpacks to terabytes (D. Fifield, 2019).
    parts = word_parts(paragraph("The harbor is open."))
    data = bytearray(zip_of({"word/padding.xml": parts["word/document.xml"], **parts}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.getinfo("word/padding.xml").header_offset
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 42 : entry + 46] = struct.pack("<I", first)
    assert "word/document.xml: " in message(bytes(data))


def test_the_sizes_that_an_archive_claims_are_not_believed() -> None:
    data = bytearray(SOUND)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert message(bytes(data)).startswith("word/document.xml: cannot be unpacked (")


ENTITIES = "uses XML entities of its own, which can read other files or fill the memory; "
DAMAGED = "the file is damaged: open it, save it under another name and try again"


def test_an_entity_bomb_is_not_expanded() -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{levels}]>'
    body = word_part("w:document", f"<w:body>{paragraph('&a11;')}</w:body>").partition("?>")[2]
    found = message(in_word(declared + body))
    assert found.startswith("word/document.xml")
    assert found.endswith(f": {ENTITIES}{DAMAGED}")


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
def test_external_entities_are_not_read(part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    parts = word_parts(paragraph("The harbor is open."))
    root = str(parts[part]).removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    root = root.replace("The harbor", "&x;").replace("</Relationships>", "&x;</Relationships>")
    parts[part] = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{root}'
    found = message(zip_of(parts))
    assert found == f"{part}: {ENTITIES}{DAMAGED}" or found.startswith(f"{part}, line 1: {ENTITIES}")
    assert "secret of" not in found


def test_an_external_document_type_is_not_fetched(tmp_path: Path) -> None:
    body = word_part("w:document", f"<w:body>{paragraph('The harbor is open.')}</w:body>").partition("?>")[2]
    assert text(in_word(f'<!DOCTYPE x SYSTEM "{(tmp_path / "none.dtd").as_uri()}">{body}')) == "The harbor is open."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.docx", word("<w:sdt><w:sdtContent>" * 400 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 400)),
        ("report.odt", odt("<text:section>" * 400 + "<text:p>deep</text:p>" + "</text:section>" * 400)),
    ],
)
def test_xml_that_is_nested_too_deep_is_refused(name: str, data: bytes) -> None:
    assert "XML nested more than 256 deep, which no report needs" in message(data, name)


def test_deep_tables_and_boxes_are_read() -> None:
    table = ("<w:tbl><w:tr><w:tc>" * 60, "</w:tc></w:tr></w:tbl>" * 60)
    box = ("<w:p><w:r><w:pict><w:txbxContent>" * 40, "</w:txbxContent></w:pict></w:r></w:p>" * 40)
    assert text(word(table[0] + paragraph("in tables") + table[1])) == "in tables"
    assert text(word(box[0] + paragraph("in boxes") + box[1])) == "in boxes"


def test_what_lies_in_an_archive_within_is_not_opened() -> None:
    inner = zip_of({f"{number}.xml": " " * 100_000 for number in range(20)})
    parts = word_parts(paragraph("The harbor is open.")) | {"word/embeddings/inner.zip": inner}
    assert text(zip_of(parts)) == "The harbor is open."
    assert message(zip_of({"report.docx": SOUND})).startswith("has no word/document.xml; ")


def test_names_that_point_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    outside.write_text(word_part("w:hdr", paragraph("From outside")))
    parts = word_parts(paragraph("The harbor is open.")) | {
        "../../escaped.txt": "x",
        "/tmp/escaped.xml": "x",
        "word/_rels/document.xml.rels": relationships(
            {
                "a": ("header", f"../../../../../../..{outside}"),
                "b": ("footer", outside.as_uri()),
                "c": ("styles", "../../../etc/passwd"),
            }
        ),
    }
    assert text(zip_of(parts)) == "The harbor is open."
    assert [path.name for path in tmp_path.iterdir()] == ["outside.xml"]


def test_a_password_is_named_as_the_reason() -> None:
    advice = "password-protected; open it, save it without a password and try again"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    assert message(ole + "EncryptionInfo\0EncryptedPackage".encode("utf-16-le")) == advice
    data = bytearray(SOUND)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    assert message(bytes(data)) == advice


def test_old_office_files_are_named() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    assert message(ole + "Workbook".encode("utf-16-le")).startswith("this is an old Excel file (.xls); open it in ")
    assert message(ole).startswith("this is an old Office file; ")


def test_two_parts_of_one_name_are_refused() -> None:
    data = io.BytesIO(SOUND)
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("WORD/Document.xml", "<x/>")
    assert message(data.getvalue()).startswith("holds two parts named word/document.xml; ")


def test_unusual_packing_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in word_parts(paragraph("The harbor is open.")).items():
            archive.writestr(name, content)
    assert "cannot be unpacked (packed in the way number 14)" in message(data.getvalue())


def test_not_a_zip_at_all() -> None:
    with pytest.raises(DocumentError, match=r"report\.docx: not a zipped Office file; get it again"):
        Package("report.docx", b"<html>")


@pytest.mark.parametrize("name", ["report.docx", "report.odt"])
def test_a_file_that_is_cut_off_anywhere_is_refused(name: str) -> None:
    whole = SOUND if name == "report.docx" else odt("<text:p>The harbor is open.</text:p>")
    for length in range(4, len(whole) - 22, 40):
        message(whole[:length], name)


@pytest.mark.parametrize("name", ["report.docx", "report.odt"])
def test_damaged_files_are_read_or_refused_and_nothing_else(name: str) -> None:
    chance = random.Random(6)
    xml = {"report.docx": "word/document.xml", "report.odt": "content.xml"}[name]
    body = {"report.docx": paragraph("The harbor is open."), "report.odt": "<text:p>The harbor is open.</text:p>"}[name]
    parts = {"report.docx": word_parts, "report.odt": odt_parts}[name](body * 3)
    whole = zip_of(parts)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        _read_or_refuse(name, bytes(data))
    for _ in range(150):
        content = list(str(parts[xml]))
        for _ in range(chance.randrange(1, 4)):
            place, length = chance.randrange(len(content)), chance.randrange(30)
            content[place : place + length] = content[chance.randrange(len(content)) :][: chance.randrange(30)]
        _read_or_refuse(name, zip_of(parts | {xml: "".join(content)}))


def _read_or_refuse(name: str, data: bytes) -> None:
    with suppress(DocumentError):
        assert parse_text(name, "report", data).blocks
