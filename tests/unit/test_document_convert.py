"""RTF and old Word files: converted by LibreOffice, or refused with the way to go."""

import os
import time
from pathlib import Path

import pytest

from dragoman.documents import convert, parse_text
from dragoman.errors import DocumentError
from dragoman.exchange.same import finished, finished_suffix
from office import SOFFICE, paragraph, word
from pseudo import messages, translated

RTF = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}
{\b The pier}\par
The harbor office met on {\i November 14}. It was a long day.\par
}
"""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 64


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of that name, which does what the script says, on the path and nothing else of LibreOffice."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "_PROGRAMS", (str(program),))


@pytest.mark.parametrize(("name", "data"), [("a.rtf", RTF), ("a.doc", OLD), ("", RTF)])
def test_what_is_converted_is_a_word_document(
    name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(word(paragraph("The pier is open.")))
    install(tmp_path, monkeypatch, f'mkdir -p out; cp "{tmp_path}/made.docx" out/report.docx')
    document = parse_text(name or "stdin", "a", data)
    assert document.text == "The pier is open."
    assert "converted by LibreOffice" in document.notes[-1]
    assert finished_suffix(document.name, document.data) == "docx"
    assert messages("a.docx", finished(translated(document), mark=False)) == [("paragraph", "Thé píér ís ópén.")]
    assert finished_suffix("a.rtf") == "docx"


def test_nothing_of_it_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    install(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; exit 1")
    with pytest.raises(DocumentError, match=r"a.rtf: LibreOffice cannot convert this file"):
        parse_text("a.rtf", "a", RTF)
    assert list((tmp_path / "tmp").iterdir()) == []
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not is_running(child):
            break
        time.sleep(0.02)
    assert not is_running(child)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_conversion_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "sleep 60")
    monkeypatch.setattr(convert, "SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(DocumentError, match=r"a.doc: LibreOffice takes longer than 0.2 seconds"):
        parse_text("a.doc", "a", OLD)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(("name", "data", "what"), [("a.rtf", RTF, "an RTF file"), ("a.doc", OLD, "an old Word file")])
def test_without_libreoffice_the_way_is_shown(
    name: str, data: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "_PROGRAMS", ("no-such-program",))
    with pytest.raises(DocumentError, match=rf"{name}: this is {what}, .* not installed; install it, or open"):
        parse_text(name, "a", data)


def test_what_is_only_called_so_is_read_as_what_it_is() -> None:
    assert parse_text("a.doc", "a", b"<html><p>The pier is open.").text == "The pier is open."
    assert parse_text("a.rtf", "a", b"The pier is open.").text == "The pier is open."
    with pytest.raises(DocumentError, match="old Excel file"):
        parse_text("a.xls", "a", OLD[:8] + "Workbook".encode("utf-16-le"))
    with pytest.raises(DocumentError, match="password-protected"):
        parse_text("a.docx", "a", OLD + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_libreoffice_converts_and_refuses() -> None:
    document = parse_text("a.rtf", "a", RTF)
    assert [text for _, text in messages("a.docx", document.data)] == [
        "The pier",
        "The harbor office met on <i1>November 14</i1>.",
        "It was a long day.",
    ]
    assert parse_text("a.rtf", "a", RTF).text == document.text
    with pytest.raises(DocumentError, match="LibreOffice cannot convert"):
        parse_text("a.doc", "a", OLD + os.urandom(500))
