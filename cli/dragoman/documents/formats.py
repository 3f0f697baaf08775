"""Which format a report is in, by its first bytes and its suffix, and which module reads it.

The content decides between the formats that cannot be mistaken for text (PDF, zipped Office files), whatever the
file is called; a note says so where the name claims another. Between the text formats the name decides, for nearly
every text is valid Markdown; only a web page is recognised under a text name too.
"""

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.documents.extract import Extract
from dragoman.errors import DocumentError

if TYPE_CHECKING:
    from dragoman.documents.pdf.pictures import Picture
    from dragoman.documents.put_back import PutBack

Reader = Callable[..., Extract]
Writer = Callable[[str, bytes, "PutBack"], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read."""

    what: str
    """As it is called in messages, with its article."""
    module: str
    """Module of this package; its `read(label, data)` makes the `Extract`; another function behind a colon."""
    suffixes: tuple[str, ...]
    text: bool
    """Plain characters that the user may name the encoding of: `read` takes `encoding` too."""
    writes: str = ""
    """Module of this package; its `write(label, data, put)` puts a translation into the file. Empty where none can."""
    pictures: str = ""
    """Module of this package whose `read(label, data)` returns the pictures of a file that cannot be written."""
    table: bool = False
    """Some columns of it are text: `read` takes `columns` too."""
    converted: bool = False
    """Not read itself, but made a Word document of, which is."""
    in_folders: bool = True
    """Taken from a folder that is named; files of programs and tables are not: most of them hold no prose."""

    def reader(self) -> Reader:
        """Import the module, which may bring a large library, and return its `read`."""
        reader: Reader = _function(self.module, "read")
        return reader

    def writer(self) -> Writer:
        """Import the module that puts translations back, and return its `write`."""
        write: Writer = _function(self.writes, "write")
        return write

    def read_pictures(self, label: str, data: bytes) -> "Sequence[Picture]":
        """Return the pictures of a file of this format, in order; none where its own writer keeps them."""
        return _function(self.pictures, "read")(label, data) if self.pictures else ()


def _function(name: str, usual: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(f"dragoman.documents.{module}"), function or usual)


PLAIN = Format("plain text", "text", (".txt", ".text"), text=True, writes="plain_writer")
MARKDOWN = Format("Markdown", "markdown.reader", (".md", ".markdown"), text=True, writes="markdown.writer")
HTML = Format("a web page", "html.reader", (".html", ".htm", ".xhtml"), text=True, writes="html.writer")
DOCX = Format("a Word document", "docx.reader", (".docx", ".docm", ".dotx"), text=False, writes="docx.writer")
ODT = Format("an OpenDocument text", "odt.reader", (".odt", ".ott"), text=False, writes="odt.writer")
PPTX = Format("a PowerPoint presentation", "pptx.reader", (".pptx", ".pptm", ".potx"), text=False, writes="pptx.writer")
PDF = Format("a PDF file", "pdf.reader", (".pdf",), text=False, pictures="pdf.pictures")
XLIFF = Format("an XLIFF file", "xliff", (".xlf", ".xliff"), text=False, writes="xliff_writer")
PO = Format("a PO file", "po", (".po", ".pot"), text=False, writes="po_writer")
SUBTITLES = Format("subtitles", "subtitles", (".srt", ".vtt"), text=True, writes="subtitles")
RTF = Format("an RTF file", "", (".rtf",), text=False, converted=True)
DOC = Format("an old Word file", "", (".doc", ".dot"), text=False, converted=True)
MAIL = Format("a mail", "mail", (".eml",), text=False, writes="mail")
DELIMITED = Format(
    "a table", "tables.delimited", (".csv", ".tsv"), text=True, writes="tables.delimited", table=True, in_folders=False
)
XLSX = Format(
    "an Excel workbook",
    "tables.workbook",
    (".xlsx", ".xlsm", ".xltx"),
    text=False,
    writes="tables.workbook",
    table=True,
    in_folders=False,
)
YAML = Format("a YAML file", "yaml_messages", (".yaml", ".yml"), text=True, writes="yaml_messages", in_folders=False)
ANDROID = Format("Android's string resources", "android", (".xml",), text=True, writes="android", in_folders=False)
JSON, PROPERTIES, STRINGS = (
    Format(what, f"messages:read_{name}", (f".{name}",), text=True, writes=f"messages:write_{name}", in_folders=False)
    for what, name in (
        ("a JSON file", "json"),
        ("a Java properties file", "properties"),
        ("an Apple strings file", "strings"),
    )
)
FORMATS = (
    PLAIN,
    MARKDOWN,
    HTML,
    DOCX,
    ODT,
    PPTX,
    PDF,
    XLIFF,
    PO,
    SUBTITLES,
    JSON,
    PROPERTIES,
    STRINGS,
    YAML,
    ANDROID,
    DELIMITED,
    XLSX,
    MAIL,
    RTF,
    DOC,
)

_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}
SUFFIXES = tuple(suffix for suffix, known in _BY_SUFFIX.items() if known.in_folders)
"""By which reports are told from other files in a folder; a file that is named is read whatever its suffix."""

_OTHER = "{path}: this is {what}, which cannot be read; {advice} and try again"
_SAVE = "save the report as .docx, .pdf, .html or UTF-8 text"
_UNREADABLE = (
    (b"\x1f\x8b", "a gzip file", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it"),
    (b"\x89PNG\r\n", "a picture", "have its text recognised (OCR), save it as text"),
    (b"\xff\xd8\xff", "a picture", "have its text recognised (OCR), save it as text"),
)
_UNREADABLE_SUFFIXES = {
    ".mht": ("a web archive", "save the page as “Web page, HTML only”"),
    ".mhtml": ("a web archive", "save the page as “Web page, HTML only”"),
    **dict.fromkeys((".toml", ".ini", ".cfg", ".conf"), ("a file of settings", "use --as text if it is prose")),
    **dict.fromkeys((".msg", ".mbox"), ("a mail, or many", "save it as .eml")),
    **dict.fromkeys((".rst", ".adoc", ".tex", ".org"), ("a markup file", "convert it to .md or .html with pandoc")),
    ".sql": ("data of a program", "use --as text if it is prose"),
    **dict.fromkeys(
        (".py", ".js", ".ts", ".java", ".c", ".cpp", ".h", ".cs", ".go", ".rs", ".rb", ".php", ".sh", ".css"),
        ("a program", "extract its messages to a .po file with xgettext"),
    ),
    **dict.fromkeys((".ass", ".ssa", ".sub"), ("subtitles of another kind", "convert them to .srt")),
}
_IN_ZIP: tuple[tuple[str, Format | str], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
_MIME_TYPES: dict[bytes, Format | str] = {
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.text-template": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
    b"application/epub+zip": "an EPUB book",
}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4_096
"""Bytes in which a text format has to show itself."""
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ROOT = re.compile(rb"<(!doctype\s+html\b|[a-z][\w.-]*(?::[\w.-]+)?)", re.IGNORECASE)
_PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"))
"""What may stand before the first element of XML and HTML, and how it ends."""
_MESSAGES = re.compile(rb"(?:#[^\n]*\n|\s)*+(?:msgctxt\s+\"[^\n]*\s+)?msgid\s+\"")

_RENAMED = "{path}: named {suffix} but its content is {what}; read as that"
_MISNAMED = (
    "{path}: named {suffix} but its content is {found}, not {what}; perhaps an error page or another file was saved "
    "in its place: get the report again, or give the file the suffix {right} to read what is there"
)


def by_suffix(suffix: str) -> Format:
    """Return the format that a file name with this suffix claims."""
    return _BY_SUFFIX.get(suffix.lower(), PLAIN)


def find_format(label: str, suffix: str, data: bytes) -> tuple[Format, tuple[str, ...]]:
    """Return the format of a file and, where its name claims another, a note for the user.

    `suffix` is that of the file name, `.docx`, empty where there is no name. Raises `DocumentError` if the content is
    of a kind that no reader takes, or is text under the name of a format that is not.

    >>> find_format("a.txt", ".txt", b"<!DOCTYPE html><p>Opening")[1]
    ('a.txt: named .txt but its content is a web page; read as that',)
    """
    suffix = suffix.lower()
    named = _BY_SUFFIX.get(suffix)
    found = _by_content(label, suffix, data)
    if found is None:
        if not named and suffix in _UNREADABLE_SUFFIXES:
            what, advice = _UNREADABLE_SUFFIXES[suffix]
            raise DocumentError(_OTHER.format(path=label, what=what, advice=advice))
        if named is None or named.converted:
            return PLAIN, ()
        if named.text or named in {PO, XLIFF, MAIL}:
            return named, ()
        found = PLAIN
    if found is named or named is None or named is ANDROID or named.converted:
        return found, ()  # XML can be anything, and .doc is a name of web pages and RTF, too.
    if found is HTML and named is MARKDOWN:
        return MARKDOWN, ()  # It may well open with a line of HTML.
    if found in {PO, XLIFF} and named.text:
        return named, ()
    if named.text or not found.text:
        return found, (_RENAMED.format(path=label, suffix=suffix, what=found.what),)
    raise DocumentError(
        _MISNAMED.format(path=label, suffix=suffix, found=found.what, what=named.what, right=found.suffixes[0])
    )


def _by_content(label: str, suffix: str, data: bytes) -> Format | None:
    """Return the format that the content shows by itself."""
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(_OLE):
        from dragoman.files.zip import explain_ole

        if said := explain_ole(data):
            raise DocumentError(f"{label}: {said}")
        return DOC
    for signature, what, advice in _UNREADABLE:
        if data.startswith(signature):
            raise DocumentError(_OTHER.format(path=label, what=what, advice=advice))
    if data.startswith(_ZIP):
        return _in_zip(label, suffix, data)
    # Some PDF files have a line of rubbish before the signature.
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return PDF
    head = data[:_HEAD]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.replace(b"\0", b"")  # UTF-16
    root = _root(head)
    if root.startswith(b"!doctype") or root in {b"html", b"xhtml:html"}:
        return HTML
    if root == b"xliff" or root.endswith(b":xliff"):
        return XLIFF
    return PO if _MESSAGES.match(head) else None


def _root(head: bytes) -> bytes:
    """Return the name of the first element in lower case, or `!doctype html`; empty where there is none."""
    head = head.lstrip()
    while opened := next((pair for pair in _PROLOGUE if head.startswith(pair[0])), None):
        head = head.partition(opened[1])[2].lstrip()
    match = _ROOT.match(head)
    return match[1].lower() if match else b""


def _in_zip(label: str, suffix: str, data: bytes) -> Format:
    from dragoman.files.zip import Package

    package = Package(label, data)
    found = next((what for name, what in _IN_ZIP if name in package), "a zip archive")
    if "mimetype" in package:
        found = _MIME_TYPES.get(package.read("mimetype").strip(), found)
    if isinstance(found, Format):
        return found
    if found == "a zip archive" and (named := _BY_SUFFIX.get(suffix)) in {DOCX, ODT}:
        return named  # An Office file with an unusual inside: its reader knows better.
    advice = "unpack it" if found == "a zip archive" else _SAVE
    raise DocumentError(_OTHER.format(path=label, what=found, advice=advice))
