"""Pictures of PDF files: which belong to the text, between which paragraphs, and what the Word document has of them."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from dragoman.documents import parse_text
from dragoman.documents.pdf.pictures import Picture, read
from dragoman.exchange.same import finished
from pdfs import FONTS, Put, assembled, column, content, deflated, streamed
from pseudo import translated

TEXT = [
    *column(["The harbour office registered two hundred ships in the last year, which is the largest"], top=760),
    *column(["The court heard the cases of the year within three months, and published its rules."], top=500),
    *column(["More ships are expected in the year to come, and the office is to be made larger."], top=240),
]
RED = deflated(
    b"\xff\0\0" * 16, b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
)
BROKEN = streamed(b"nothing", b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /Filter /DCTDecode ")


def place(name: str, x: float, y: float, width: float, height: float) -> bytes:
    return f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q\n".encode()


def pdf(*pages: bytes, text: list[Put] = TEXT) -> bytes:
    """Return a PDF whose pages show the text and some pictures: `Red`, `Bad`, and `Form`, which shows a red one."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    form = streamed(
        place("Red", 0, 0, 100, 50),
        b"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /Red 3 0 R >> >> ",
    )
    objects += [RED, BROKEN, form]
    kids = []
    for page in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        resources = b"<< /Font " + FONTS + b" /XObject << /Red 3 0 R /Bad 4 0 R /Form 5 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources " % (len(objects) + 2)
            + resources
            + b" >>"
        )
        objects.append(streamed(page + content(text)))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return assembled(objects)


def places(data: bytes) -> list[tuple[int, int, int]]:
    return [(one.behind, round(one.width), round(one.height)) for one in read("r.pdf", data)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (place("Red", 72, 600, 200, 100), [(1, 200, 100)]),
        (place("Red", 72, 300, 200, 100) + place("Red", 72, 600, 90, 80), [(1, 90, 80), (2, 200, 100)]),
        (place("Red", 72, 790, 200, 40), [(0, 200, 40)]),
        (place("Red", 72, 90, 200, 100), [(3, 200, 100)]),
        (b"q 2 0 0 2 72 300 cm /Form Do Q\n", [(2, 200, 100)]),
        (place("Red", 0, 0, 595, 842) + place("Red", 72, 600, 200, 3) + place("Bad", 72, 600, 200, 100), []),
        (
            b"q 50 0 0 50 72 300 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID " + bytes(12) + b" EI Q\n",
            [(2, 50, 50)],
        ),
    ],
    ids=["one", "two", "above all", "below all", "in a form", "none of them", "inline"],
)
def test_a_picture_stands_behind_the_paragraph_above_it(page: bytes, expected: list[tuple[int, int, int]]) -> None:
    assert places(pdf(page)) == expected


def test_pictures_are_decoded() -> None:
    [picture] = read("r.pdf", pdf(place("Red", 72, 600, 200, 100)))
    image = Image.open(io.BytesIO(picture.data))
    assert (image.format, image.size, image.convert("RGB").getpixel((3, 3))) == ("PNG", (4, 4), (255, 0, 0))


def test_a_mark_on_every_page_is_taken_once() -> None:
    mark, own = place("Red", 500, 780, 60, 40), place("Red", 72, 300, 200, 100)
    found = places(pdf(mark, mark + own, mark))
    assert [size for _, *size in found] == [[60, 40], [200, 100]]


def test_the_word_document_has_the_pictures_between_its_paragraphs() -> None:
    page = place("Red", 72, 600, 200, 100) + place("Red", 72, 300, 900, 100)
    alignment = translated(parse_text("r.pdf", "r", pdf(page)))
    document = docx.Document(io.BytesIO(finished(alignment, mark=False)))
    shown = ["picture" if p._p.findall(f".//{qn('w:drawing')}") else p.text[:9] for p in document.paragraphs]
    assert shown == ["Thé hárbó", "picture", "Thé cóúrt", "picture", "Móré shíp"]
    first, second = document.inline_shapes
    assert (round(first.width.pt), round(first.height.pt)) == (200, 100)
    assert (round(second.width.pt), round(second.height.pt)) == (432, 48)  # no wider than the page
    assert len(document.part.package.image_parts) == 1


def test_a_picture_that_word_cannot_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.documents.formats import PDF

    monkeypatch.setattr(type(PDF), "read_pictures", lambda *_: [Picture(1, b"no picture", 10, 10)])
    alignment = translated(parse_text("r.pdf", "r", pdf(b"")))
    assert len(docx.Document(io.BytesIO(finished(alignment, mark=False))).paragraphs) == 3
