import codecs
import os
from pathlib import Path

import pytest

from dragoman.documents import parse_text, read_document
from dragoman.documents.decode import decode
from dragoman.errors import DocumentError

BAD = Path(__file__).parents[1] / "bad" / "reports"
TEXT = "Opening\r\n\r\nThe Procuratorate, 检察院.\rNext\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", id="utf-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16-le"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16-be"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16-le without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16-be without a mark"),
    ],
)
def test_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    assert decode("report.txt", data) == (TEXT, encoding, ())


def test_a_second_mark_is_text() -> None:
    assert decode("report.txt", codecs.BOM_UTF8 * 2 + b"a")[0] == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "report.txt: nothing to translate: the report is empty", id="empty"),
        pytest.param(codecs.BOM_UTF8, "report.txt: nothing to translate: the report is empty", id="mark only"),
        pytest.param(
            " \r\n\t\u3000\n".encode(),
            "report.txt: nothing to translate: the report holds only white space",
            id="blank",
        ),
        pytest.param(
            b"ok\r\nok\rcaf\xe9t \x9d\x81\xff lait",
            "report.txt: not UTF-8 or UTF-16: byte 0xE9 at offset 10 (line 3), and no other encoding fits well enough "
            "to guess; name the one it was written in, for example --encoding GB18030 or --encoding Windows-1252",
            id="no encoding fits",
        ),
        pytest.param(
            "检察院".encode() + b"\n" + "最高人民检察院".encode()[:-1],
            "report.txt: broken UTF-8: byte 0xE9 at offset 28 (line 2); the file may be cut off or put together from "
            "two encodings: save it again as UTF-8, or name another encoding with --encoding",
            id="UTF-8 cut off",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a\0b",
            "report.txt: broken UTF-16 at byte offset 4: truncated data; "
            "the file may be cut off: save it again, best as UTF-8",
            id="half a character",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0",
            "report.txt: broken UTF-16 at byte offset 4: illegal UTF-16 surrogate; "
            "the file may be cut off: save it again, best as UTF-8",
            id="lone surrogate",
        ),
        pytest.param(
            codecs.BOM_UTF32_LE + b"a\0\0\0",
            "report.txt: UTF-32, not UTF-8 or UTF-16; convert it first: iconv -f UTF-32 -t UTF-8 report.txt",
            id="utf-32",
        ),
        pytest.param(
            b"ab\0cd",
            "report.txt: not a text file: it holds a null character at offset 2; "
            "save the report as UTF-8 text and try again",
            id="null character",
        ),
        pytest.param(
            b"\x89PN\0\xff\0\0",
            "report.txt: not a text file: it holds null bytes; save the report as UTF-8 text and try again",
            id="binary",
        ),
        pytest.param(
            b"\x01\x02\x03abc",
            "report.txt: not a text file: it is full of control characters; "
            "save the report as UTF-8 text and try again",
            id="control characters",
        ),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text("report.txt", "report", data)
    assert str(caught.value) == message


def test_a_stray_control_character_is_text() -> None:
    assert parse_text("r", "r", b"The report of the court\x0c\x08 is long.").text[23:25] == "\x0c\x08"


def test_a_stray_null_byte_does_not_make_utf16() -> None:
    with pytest.raises(DocumentError, match="null character at offset 11"):
        parse_text("r", "r", b"The meeting\0 is open now")


def test_even_bytes_with_nulls_on_both_sides_are_not_taken_for_utf16() -> None:
    with pytest.raises(DocumentError, match="null character"):
        parse_text("r", "r", b"a\0\0b")


@pytest.mark.parametrize("path", sorted(BAD.glob("*.txt")), ids=lambda path: path.stem)
def test_broken_reports_are_refused(path: Path) -> None:
    with pytest.raises(DocumentError, match=path.name):
        read_document(path)


def test_names_come_from_the_path(tmp_path: Path) -> None:
    path = tmp_path / "annual.report.txt"
    path.write_bytes(b"\xef\xbb\xbfOpening\n")
    document = read_document(path)
    assert (document.name, document.stem, document.text, document.encoding) == (
        "annual.report.txt",
        "annual.report",
        "Opening\n",
        "utf-8-sig",
    )


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.txt: no such file; check the name and the folder"):
        read_document(tmp_path / "none.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="this is a folder, not a report; name the file inside it"):
        read_document(tmp_path)


def test_size_limit_counts_bytes_and_is_inclusive(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"12345 a")
    assert read_document(path, max_size=7).text == "12345 a"
    with pytest.raises(DocumentError, match=r"larger than the limit of 6 bytes; .*--max-size"):
        read_document(path, max_size=6)


def test_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Opening of the session")
    os.close(writing)
    with pytest.raises(DocumentError, match="larger than the limit of 5 bytes"):
        read_document(Path(f"/dev/fd/{reading}"), max_size=5)
    os.close(reading)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"a")
    path.chmod(0)
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(path)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(Path("a\0b"))


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        path.write_bytes(b"Opening")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    assert read_document(path).name == "%FF.txt"
