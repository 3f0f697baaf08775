"""Files of 50 MB, read and put back by a process of its own within the memory that a run may take."""

import base64
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from office import saved

pytestmark = pytest.mark.slow

SIZE = 50 * 2**20
"""Bytes."""
MOST = 500
"""MB resident, as for the main job."""
SUPPORT = Path(__file__).parents[1] / "support"
SENTENCE = "The harbour office registered two hundred ships in the year of its opening, and {}more ships{} are due. "
PARAGRAPHS = 3_000
PICTURE = os.urandom(3 * 2**20)
PEAK = """
import re
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""
"""Prints the MB that the process took; what `getrusage` says counts the process that started it, too."""
PUT_BACK = """
import sys
from pathlib import Path
from dragoman.documents import read_document
from dragoman.exchange.same import finished
from pseudo import pseudo, translated
alignment = translated(read_document(Path(sys.argv[1])), pseudo)
done = finished(alignment, mark=False)
assert len(done) > 45 * 2**20, len(done)
Path(sys.argv[1]).with_suffix(".done").write_bytes(done)
"""
READ = """
import sys
from pathlib import Path
from dragoman.documents import read_document
assert len(read_document(Path(sys.argv[1])).blocks) > 100_000
"""


def with_pictures(paragraph: str, picture: str) -> Iterator[str]:
    """Yield paragraphs, and among them pictures up to the size."""
    count = SIZE // len(picture)
    for number in range(PARAGRAPHS):
        yield paragraph
        if number % (PARAGRAPHS // count) == 0:
            yield picture


def markdown() -> bytes:
    picture = f"![A ship](data:image/png;base64,{base64.b64encode(PICTURE).decode()})"
    return "\n\n".join(with_pictures(SENTENCE.format("**", "**") * 3, picture)).encode()


def page() -> bytes:
    picture = f'<p><img alt="A ship" src="data:image/png;base64,{base64.b64encode(PICTURE).decode()}"></p>'
    body = "\n".join(with_pictures(f"<p>{SENTENCE.format('<b>', '</b>') * 3}</p>", picture))
    return f"<!doctype html><html><body><main>{body}</main></body></html>".encode()


def word() -> bytes:
    document = docx.Document()
    before, bold, behind = SENTENCE.partition("{}")[0], "more ships", SENTENCE.rpartition("{}")[2]
    for _ in range(PARAGRAPHS // 3):
        paragraph = document.add_paragraph(before)
        paragraph.add_run(bold).bold = True
        paragraph.add_run(behind)
    packed = io.BytesIO(saved(document))
    with zipfile.ZipFile(packed, "a") as archive:
        for number in range(SIZE // len(PICTURE)):
            archive.writestr(f"word/media/image{number}.jpg", PICTURE, zipfile.ZIP_STORED)
    return packed.getvalue()


def run(script: str, path: Path) -> int:
    """Return the memory that a script took, in MB."""
    with_support = os.environ | {"PYTHONPATH": str(SUPPORT)}
    done = subprocess.run([sys.executable, "-c", script + PEAK, path], env=with_support, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize(("name", "make"), [("report.md", markdown), ("report.html", page), ("report.docx", word)])
def test_a_file_of_pictures_is_put_back(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    assert path.stat().st_size > SIZE * 0.95
    assert run(PUT_BACK, path) <= MOST
    done = path.with_suffix(".done").read_bytes()
    kept = PICTURE if name.endswith("docx") else base64.b64encode(PICTURE)
    assert done.count(kept) == path.read_bytes().count(kept) > 10


def prose(paragraph: str, gap: str) -> str:
    """Return as many paragraphs as make the size."""
    return gap.join([paragraph] * (SIZE // (len(paragraph) + len(gap))))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.txt", prose((SENTENCE.format("", "") * 4).strip(), "\n\n")),
        ("report.md", prose((SENTENCE.format("**", "**") * 4).strip(), "\n\n")),
        ("report.html", "<!doctype html><main>" + prose(f"<p>{SENTENCE.format('<b>', '</b>') * 4}</p>", "\n")),
    ],
    ids=["text", "markdown", "html"],
)
def test_nothing_but_prose_is_read(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert run(READ, path) <= MOST
