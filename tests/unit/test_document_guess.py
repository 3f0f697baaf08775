import codecs
import json
from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.documents.decode import encoding_label, guess_encoding, is_broken_utf8, known_codec
from dragoman.errors import DocumentError, RequestError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "encodings.json").read_text("utf-8"))
ENCODED = [
    pytest.param(row["text"], encoding, id=f"{row['language']} {encoding}")
    for row in CASES
    for encoding in row["encodings"]
]
CHINESE = "最高人民检察院的报告说，各地检察机关要依法履行职责。"


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_older_encodings_are_guessed_and_the_guess_is_noted(text: str, encoding: str) -> None:
    document = parse_text("report.txt", "report", text.encode(encoding))
    assert document.text == text
    name = encoding_label(document.encoding)
    assert document.notes == (
        f"report.txt: read as {name}, a guess (no byte-order mark, not UTF-8); "
        "if characters look wrong, name it with --encoding",
    )
    assert known_codec(name) == document.encoding, "the name in the note is one that --encoding takes"


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_the_encoding_that_the_user_names_is_taken(text: str, encoding: str) -> None:
    document = parse_text("report.txt", "report", text.encode(encoding), encoding=encoding)
    assert (document.text, document.notes) == (text, ())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("船舶登记".encode("gb18030"), id="four rare characters"),
        pytest.param(bytes(range(128, 256)) * 4, id="all bytes"),
        pytest.param(b"\x1b[1m" + b"\x01\x02\xff" * 30, id="control characters"),
        pytest.param("Дом".encode("cp1251") + "Haus für zwei".encode("cp437"), id="two encodings"),
        pytest.param(b"plain", id="ASCII"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(data: bytes) -> None:
    assert guess_encoding(data) is None


@pytest.mark.parametrize("row", CASES, ids=lambda row: str(row["language"]))
def test_broken_utf8_is_not_taken_for_another_encoding(row: dict[str, str]) -> None:
    data = (row["text"] * 3).encode()
    start = next(place for place, byte in enumerate(data) if byte >= 0xC0)
    with pytest.raises(DocumentError, match="broken UTF-8: byte 0x"):
        parse_text("report.txt", "report", data + data[start : start + 1])


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_older_encodings_are_not_taken_for_broken_utf8(text: str, encoding: str) -> None:
    assert not is_broken_utf8(text.encode(encoding))


def test_an_encoding_that_does_not_fit_is_refused_with_the_place() -> None:
    data = "one\r\n检察院".encode("gb18030") + b"\xff"
    with pytest.raises(DocumentError) as caught:
        parse_text("report.txt", "report", data, encoding="Big5")
    assert str(caught.value).startswith("report.txt: not Big5: byte 0xFF at offset 11 (line 2) ")


@pytest.mark.parametrize("name", ["", "hex", "rot13", "idna", "utf-7", "klingon", "undefined", "a\0b"])
def test_a_name_that_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(RequestError, match=r"--encoding: unknown encoding .*; try UTF-8"):
        parse_text("report.txt", "report", b"text", encoding=name)


def test_names_stand_for_what_programs_mean_by_them() -> None:
    names = ["GB2312", "gbk", "Big5", "iso-8859-1", "us-ascii", "Shift-JIS", "EUC-KR", "x-unheard-of"]
    codecs_of = ["gb18030", "gb18030", "big5hkscs", "cp1252", "cp1252", "cp932", "cp949", None]
    assert list(map(known_codec, names)) == codecs_of


def test_a_named_encoding_wins_over_what_the_bytes_look_like() -> None:
    data = "café".encode()
    assert parse_text("r.txt", "r", data, encoding="latin1").text == "cafÃ©"
    assert parse_text("r.txt", "r", codecs.BOM_UTF8 + data, encoding="UTF-8").text == "café"


def test_the_guess_looks_at_a_sample_and_the_whole_file_has_to_fit() -> None:
    data = CHINESE.encode("gb18030") * 10_000
    assert parse_text("r.txt", "r", data).encoding == "gb18030"
    with pytest.raises(DocumentError, match="no other encoding fits"):
        parse_text("r.txt", "r", data + b"\xff\xff")
