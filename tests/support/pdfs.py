"""PDF files made for tests: printed by Chromium from a page, or written by hand, one text operator a line."""

import shutil
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_STYLE = "@page { size: A4; margin: 25mm } body { font: 11pt/1.35 serif; margin: 0 } td, th { padding: 2mm 6mm }"
_PRINT = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def printed(
    folder: Path, body: str, *, lang: str = "en", style: str = "", header: bool = False, tagged: bool = False
) -> bytes:
    """Return the PDF that Chromium prints; skips the test where there is none.

    `header` adds its own lines of date and page, `tagged` the structure of the page.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install the Debian package chromium")
    page, pdf = folder / "page.html", folder / "page.pdf"
    head = f"<meta charset='utf-8'><title>Harbour Office</title><style>{_STYLE} {style}</style>"
    page.write_text(f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>", "utf-8")
    plain = [] if header else ["--no-pdf-header-footer"]
    plain += [] if tagged else ["--disable-pdf-tagging"]
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [CHROMIUM, *_PRINT, profile, *plain, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pdf.read_bytes()


@dataclass(frozen=True, slots=True)
class Put:
    """A line of text and where it starts, in points from the lower left corner of the page."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = "F1"
    """`F1` Helvetica, `F2` Helvetica bold."""


def column(
    lines: Iterable[str], *, x: float = 72, top: float = 760, leading: float = 14, size: float = 11
) -> list[Put]:
    """Set lines below one another."""
    return [Put(x, top - leading * number, line, size) for number, line in enumerate(lines)]


def content(lines: Sequence[Put]) -> bytes:
    """Return the operators that show the lines."""
    shown = []
    for put in lines:
        text = put.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown.append(f"BT /{put.font} {put.size} Tf {put.x} {put.y} Td (".encode() + text + b") Tj ET")
    return b"\n".join(shown)


FONTS = (
    b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    b" /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
)


def written(pages: Sequence[Sequence[Put] | bytes], *, resources: bytes = b"", page: bytes = b"") -> bytes:
    """Return a PDF of the pages, each given by its lines or its operators.

    `resources` and `page` are put into the dictionaries of that name.
    """
    objects: list[bytes] = []
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + 2 * len(pages), 2))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    for number, shown in enumerate(pages):
        stream = shown if isinstance(shown, bytes) else content(shown)
        own = b"<< /Font " + FONTS + resources + b" >>"
        contents = f" /Contents {4 + 2 * number} 0 R ".encode()
        box = b" /MediaBox [0 0 595 842] "
        objects.append(b"<< /Type /Page /Parent 2 0 R" + box + page + contents + b"/Resources " + own + b" >>")
        objects.append(streamed(stream))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        data += b"%010d 00000 n \n" % place
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)


def streamed(stream: bytes, more: bytes = b"") -> bytes:
    """Return a stream object; `more` goes into its dictionary."""
    return b"<< /Length %d " % len(stream) + more + b">>\nstream\n" + stream + b"\nendstream"


def deflated(stream: bytes, more: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return streamed(zlib.compress(stream, 9), b"/Filter /FlateDecode " + more)
