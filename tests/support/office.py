"""Office files made for tests: by python-docx, by LibreOffice, or by hand, one part at a time."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import docx
import pytest

SOFFICE = shutil.which("soffice")

REPORT: tuple[tuple[str, str], ...] = (
    ("Title", "Maritime prosecutors hold their yearly meeting in Port Ellen"),
    ("Normal", "Port Ellen, November 14, 2024"),
    (
        "Normal",
        "The Supreme People's Procuratorate (SPP) held a meeting on maritime cases on Nov 14. Ying Yong, Prosecutor "
        "General of the SPP, opened the meeting and spoke of the work of the year.",
    ),
    ("Heading 1", "Work of the year"),
    ("Normal", "Three things were done. Each of them was reported to the harbor office."),
    ("List Number", "Every case was registered within one week."),
    ("List Number", "The SPP trained 120 officials."),
    ("List Bullet", "Two courses were held at sea."),
    ("Quote", "A safe port is a port with clear rules."),
    ("Heading 2", "Outlook"),
    ("Normal", "The next meeting will take place in 2025. National security remains the first concern."),
)
"""A report of our own: the name of a Word style and a paragraph."""
KINDS = (
    "heading",
    "byline",
    "paragraph",
    "heading",
    "paragraph",
    "list",
    "list",
    "list",
    "quote",
    "heading",
    "paragraph",
)
TABLE = (("Year", "Cases"), ("2023", "41 cases"), ("2024", "58 cases"))


def report_docx() -> bytes:
    """Return the report as python-docx writes it: with a table at the end, a running header and a page footer."""
    document = docx.Document()
    for style, text in REPORT:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=0, cols=2)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    section = document.sections[0]
    section.header.paragraphs[0].text = "Maritime Affairs Bulletin"
    section.footer.paragraphs[0].text = "For official use"
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """Return the bytes of a python-docx document."""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def converted(folder: Path, files: Mapping[str, bytes], target: str, reading: str = "") -> dict[str, bytes]:
    """Return what LibreOffice makes of files by name: with the suffix `target` and otherwise named as before.

    Behind the suffix may stand a filter and its options, `pdf:writer_pdf_Export:{…}`.
    `reading` is the filter to read with, where LibreOffice does not find it out.

    Skips the test where there is no LibreOffice.
    """
    if SOFFICE is None:
        pytest.skip("no LibreOffice here; install the Debian packages libreoffice-writer and -calc")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = Path(os.environ["DRAGOMAN_CACHE"]).parent / "libreoffice"  # made once for all tests, for it takes a while
    command = [SOFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", target]
    command += [f"--infilter={reading}"] if reading else []
    paths = [folder / name for name in files]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=180)
    made = [path.with_suffix(f".{target.partition(':')[0]}") for path in paths]
    return {path.name: path.read_bytes() for path in made}


def zipped(parts: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """Return a zip archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return data.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _WORD,
        "r": _RELATIONSHIPS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


def word_part(root: str, content: str) -> str:
    """Return a part of a Word document, `word_part("w:footnotes", …)`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_NAMESPACES}>{content}</{root}>'


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part that says by id which role a target plays."""
    found = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONSHIPS}/{role}" Target="{target}"/>'
        for key, (role, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def word_parts(body: str, **parts: str) -> dict[str, str | bytes]:
    """Return the parts of a Word document; more by role, `footnotes=…`, with a digit where there are several."""
    related = {f"r{name}": (name.rstrip("0123456789"), f"{name}.xml") for name in parts}
    return {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": relationships({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": word_part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(related),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }


def _content_types(names: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    roles = {"document": "document.main"} | {name: name.rstrip("0123456789") for name in names}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{role}+xml"/>' for name, role in roles.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{namespace}"><Default Extension="rels" ContentType="{relations}"/>{overrides}</Types>'


def word(body: str, **parts: str) -> bytes:
    """Return a Word document with such a body."""
    return zipped(word_parts(body, **parts))


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a Word paragraph of one run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    own = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{inner}<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)
_XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def odf_part(root: str, content: str) -> str:
    """Return a part of an OpenDocument file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_ODF} {_XLINK}>{content}</{root}>'


def odt_parts(body: str, *, automatic: str = "", styles: str = "", pages: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument text: its body, automatic styles, common styles and master pages."""
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    common = f"<office:styles>{styles}</office:styles><office:master-styles>{pages}</office:master-styles>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": odf_part("office:document-content", content),
        "styles.xml": odf_part("office:document-styles", common),
        "META-INF/manifest.xml": odf_part("manifest:manifest", ""),
    }


def odt(body: str, *, automatic: str = "", styles: str = "", pages: str = "") -> bytes:
    """Return an OpenDocument text with such a body."""
    return zipped(odt_parts(body, automatic=automatic, styles=styles, pages=pages), stored=["mimetype"])
