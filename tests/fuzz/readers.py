"""Feeds mutated files to every reader: `uv run --group fuzz python tests/fuzz/readers.py --seconds 60`.

A reader may refuse a file with an error of our own and must do nothing else: no other exception, no block out of
place, no more than the time and the memory that libFuzzer is told. What breaks that is written to `fuzz-findings/`;
mend it and keep the file as a case under `tests/bad/` or `tests/data/`.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman"]):
    from dragoman.documents import parse_text
    from dragoman.documents.formats import FORMATS
    from dragoman.errors import DocumentError, RequestError

    for known in FORMATS:
        if not known.converted:
            known.reader()  # Imports it, so that it is instrumented.

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "support")]

import mails  # noqa: E402
import office  # noqa: E402
import pdfs  # noqa: E402
import presentations  # noqa: E402
import workbooks  # noqa: E402
from fuzz.files import HTML_TAGS, ODT_TAGS, WORD_TAGS, XLIFF_TAGS, broken, grow  # noqa: E402
from places import check_page_places, check_tiling  # noqa: E402

LIMITS = ["-timeout=30", "-rss_limit_mb=2048"]
"""Of one file: seconds, megabytes."""
SIZE, GROWN_SIZE = 16_384, 1_024
"""Bytes, at most, of a mutated file and of those that a file is grown from."""
WORD_FILE = office.word(office.paragraph("The pier is open."))
ODT_FILE = office.odt("<text:p>The pier is open.</text:p>")
PPTX_FILE = presentations.deck()
MAIL_FILE = mails.mail()
XLSX_FILE = workbooks.workbook(workbooks.parts(table=True))
PDF_FILE = pdfs.written([pdfs.column(["The pier is open.", "It was closed for two days."])])
TARGETS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    # The name of the file, and what becomes of the random bytes.
    "text": ("a.txt", bytes),
    "markdown": ("a.md", bytes),
    "html": ("a.html", bytes),
    "html-grown": ("a.html", lambda data: grow(data, HTML_TAGS).encode()),
    "po": ("a.po", bytes),
    "subtitles": ("a.srt", bytes),
    "json": ("a.json", bytes),
    "properties": ("a.properties", bytes),
    "strings": ("a.strings", bytes),
    "mail": ("a.eml", lambda data: b"From: a@example.org\n" + data),
    "mail-broken": ("a.eml", lambda data: broken(MAIL_FILE, data)),
    "csv": ("a.csv", lambda data: b"id,text\n1,Some words here\n" + data),
    "xlsx-broken": ("a.xlsx", lambda data: broken(XLSX_FILE, data)),
    "yaml": ("a.yaml", bytes),
    "android": ("a.xml", lambda data: b"<resources><string name='a'>" + data + b"</string></resources>"),
    "xliff": ("a.xlf", bytes),
    "xliff-1-grown": ("a.xlf", lambda data: f'<xliff version="1.2">{grow(data, XLIFF_TAGS)}</xliff>'.encode()),
    "xliff-2-grown": ("a.xlf", lambda data: f'<xliff version="2.0">{grow(data, XLIFF_TAGS)}</xliff>'.encode()),
    "docx-grown": ("a.docx", lambda data: office.word(grow(data, WORD_TAGS))),
    "docx-broken": ("a.docx", lambda data: broken(WORD_FILE, data)),
    "odt-grown": ("a.odt", lambda data: office.odt(grow(data, ODT_TAGS))),
    "odt-broken": ("a.odt", lambda data: broken(ODT_FILE, data)),
    "pptx-broken": ("a.pptx", lambda data: broken(PPTX_FILE, data)),
    "pdf-content": ("a.pdf", lambda data: pdfs.written([data])),
    "pdf-broken": ("a.pdf", lambda data: broken(PDF_FILE, data)),
}
ENCODINGS = [None, "GB18030", "Big5", "UTF-16", "Shift_JIS", "UTF-8", "latin1"]
MARKS = ["# ", "> ", "- ", "1. ", "```", "**", "](", "![", "[^1]: ", "|---|", "msgid ", "msgctxt ", "#~ "]
MARKS += [
    "BT ",
    " ET",
    "/F1 9 Tf ",
    " 1 0 0 1 9 9 Tm ",
    " 9 9 Td ",
    "(The pier) Tj ",
    "[(a) -300 (b)] TJ ",
    " q ",
    " Q ",
    " cm ",
]
"""What libFuzzer puts in, beside the tags."""


def feed(name: str, data: bytes, encoding: str | None) -> None:
    """Read a file and look at what came of it."""
    try:
        document = parse_text(name, "a", data, encoding=encoding)
    except (DocumentError, RequestError):
        return
    check_tiling(document)
    if name.endswith(".html") and document.encoding == "utf-8" and b"xml" not in data:
        check_page_places(document, data.decode().replace("\r\n", "\n").replace("\r", "\n"), gaps=True)


def seeds(suffix: str) -> Iterator[bytes]:
    """Yield the files of a format in the repository."""
    suffixes = next(known.suffixes for known in FORMATS if suffix in known.suffixes)
    for path in sorted(TESTS.parent.rglob("*")):
        hidden = any(part.startswith((".", "fuzz-")) for part in path.relative_to(TESTS.parent).parts)
        if path.suffix in suffixes and not hidden and path.is_file() and path.stat().st_size <= SIZE:
            yield path.read_bytes()


def fuzz(target: str, seconds: int, findings: Path) -> None:
    """Fuzz one reader; does not return."""
    name, make = TARGETS[target]
    grown = make is not bytes
    folder = Path(tempfile.mkdtemp())
    for number, seed in enumerate(() if grown else seeds(Path(name).suffix)):
        (folder / str(number)).write_bytes(seed)
    dictionary = folder.with_suffix(".dict")
    dictionary.write_text("".join(f'"{word}"\n' for word in [*MARKS, *(f"<{tag}>" for tag in HTML_TAGS.split())]))

    def test(data: bytes) -> None:
        encoding = ENCODINGS[data[-1] % len(ENCODINGS)] if data and data[-1] > 200 else None
        made = make(data)
        try:
            feed(name, made, encoding)
        except BaseException:
            # libFuzzer keeps the random bytes only.
            (findings / f"{target}-{name}").write_bytes(made)
            raise

    flags = [*LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={findings}/{target}-", "-verbosity=0"]
    flags += ["-len_control=0", f"-max_len={GROWN_SIZE}"] if grown else [f"-dict={dictionary}", f"-max_len={SIZE}"]
    atheris.Setup([sys.argv[0], *flags, str(folder)], test)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--here", action="store_true", help="fuzz the one target in this process")
    options = parser.parse_args()
    options.findings.mkdir(exist_ok=True)
    if options.here:
        fuzz(options.targets[0], options.seconds, options.findings)
    failed = []
    for target in options.targets or TARGETS:
        # libFuzzer ends its process.
        arguments = [target, "--here", "--seconds", str(options.seconds), "--findings", str(options.findings)]
        print(f"{target}: {options.seconds} s", flush=True)
        if subprocess.run([sys.executable, __file__, *arguments]).returncode:
            failed.append(target)
    sys.exit(f"findings in {', '.join(failed)}: see {options.findings}" if failed else 0)


if __name__ == "__main__":
    main()
