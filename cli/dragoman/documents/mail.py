"""Mails (`.eml`; RFC 5322, RFC 2045 to 2047): the subject and every text, plain or HTML, that is no attachment.

A mail that has its text twice is read twice, so that both say the same again. What is put back is encoded as it was;
only where the new text has characters that the old encoding lacks do the headers of that part change, and those alone.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.header import Header
from email.parser import BytesHeaderParser
from email.policy import compat32, default
from typing import TYPE_CHECKING

from dragoman.documents import plain_writer, text
from dragoman.documents.decode import decode, known_codec
from dragoman.documents.extract import Extract
from dragoman.documents.html import reader as html_reader
from dragoman.documents.html import writer as html_writer
from dragoman.documents.html.tree import declared_charset
from dragoman.documents.kinds import is_prose
from dragoman.documents.put_back import BRACKETS, PutBack, State, state_of
from dragoman.errors import DocumentError
from dragoman.model import Block, Document, Record

if TYPE_CHECKING:
    from email.message import Message

_KNOWN = ("from", "to", "subject", "date", "content-type", "received", "mime-version", "message-id", "return-path")
_DEEPEST = 20
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIRST_BLANK = re.compile(rb"\r?\n")
_SUBJECT = re.compile(rb"^subject:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE)
_REPLY = re.compile(
    r"(?:\s*(?:re|fwd?|aw|wg|rv|tr|回复|回覆|答复|转发|轉寄)\s*(?:\[\d+\])?\s*[:：])*\s*", re.IGNORECASE
)
"""What mail programs put before the subject of an answer; it stays."""
_CHARSET = re.compile(rb"(charset\s*=\s*)(\"[^\"]*\"|[^\s;\"]+)", re.IGNORECASE)

_NO_MAIL = "{path}: no mail: it begins with no header such as “Subject:”; save the mail as .eml, or use --as text"
_NOTHING = "{path}: nothing to translate: the mail has no text"
_LOCKED = "{path}: the mail is encrypted; open it in your mail program, save its text as .txt or .html and try again"
_SIGNED = "{path}: the mail is signed; a translation does not match the signature"
_TWICE = "{path}: the text stands in the mail as plain text and as HTML; both are read"
_ATTACHED = "{path}: {count} not read: save attachments as files of their own to translate them"


@dataclass(frozen=True, slots=True)
class _Part:
    """A text in a mail."""

    html: bool
    headers: tuple[int, int]
    """Where its headers stand in the file."""
    start: int
    end: int
    """Where its body stands."""
    content: bytes
    """The body, without its transfer encoding."""
    transfer: str
    """`base64`, `quoted-printable` or, where it stands as it is, something else."""
    codec: str | None
    """Of the characters, where the mail names one that fits."""


@dataclass(frozen=True, slots=True)
class _Mail:
    subject: str
    prefix: str
    """`Re: `, which is no part of the subject."""
    parts: tuple[_Part, ...]
    notes: tuple[str, ...]
    top: int
    """Where the headers of the mail end."""


def read(label: str, data: bytes) -> Extract:
    """Read subject and texts; `label` stands for the file in messages.

    Raises `DocumentError` if it is no mail, encrypted, or has no text.
    """
    mail = _take_apart(label, data)
    pieces: list[str] = []
    blocks: list[Block] = []
    notes = list(mail.notes)
    offset = line = seen = 0
    if mail.subject:
        blocks.append(_subject_block(data, mail))
        pieces.append(mail.subject)
        offset = len(mail.subject)
    for part, extract in _extracts(label, mail):
        gap = "\n\n" if pieces else ""
        line += data.count(b"\n", seen, part.start)
        seen = part.start
        offset += len(gap)
        for block in extract.blocks:
            blocks.append(_moved(block, len(blocks) + 1, offset, line, "html" if part.html else "text"))
        pieces += (gap, extract.text)
        offset += len(extract.text)
        notes += extract.notes
    if not blocks:
        raise DocumentError(_NOTHING.format(path=label))
    return Extract("".join(pieces), tuple(blocks), "utf-8", tuple(dict.fromkeys(notes)))


def _subject_block(data: bytes, mail: _Mail) -> Block:
    found = _SUBJECT.search(data, 0, mail.top)
    line = data.count(b"\n", 0, found.start()) + 1 if found else 1
    return Block(1, "heading", line, 0, len(mail.subject), not is_prose(mail.subject), "Subject")


def _moved(block: Block, number: int, offset: int, lines: int, where: str) -> Block:
    return replace(
        block,
        number=number,
        start=block.start + offset,
        end=block.end + offset,
        line=block.line + lines,
        place=f"{where} {block.place or f'line {block.line}'}",
        codes=tuple(replace(code, start=code.start + offset, end=code.end + offset) for code in block.codes),
    )


def _extracts(label: str, mail: _Mail) -> Iterator[tuple[_Part, Extract]]:
    """Yield the texts with what their readers make of them; those without any are passed over."""
    for part in mail.parts:
        reader = html_reader if part.html else text
        try:
            extract = reader.read(label, part.content, part.codec)
        except DocumentError:
            if len(mail.parts) == 1:
                raise
            continue
        yield part, extract


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the mail with the translation in it. Raises `DocumentError` as `read` does."""
    mail = _take_apart(label, data)
    newline = b"\r\n" if b"\r\n" in data[: mail.top + 2] else b"\n"
    new: dict[tuple[int, int], bytes] = {}
    number, offset = 0, 0
    if mail.subject:
        block = _subject_block(data, mail)
        number, offset = 1, block.end
        if put.shows(block) and (found := _SUBJECT.search(data, 0, mail.top)):
            subject = _subject(mail, block, put, newline)
            new[0, mail.top] = data[: found.start()] + subject + data[found.end() : mail.top]
    for part, extract in _extracts(label, mail):
        offset += 2 if number else 0
        records = _records(put, number, len(extract.blocks), offset)
        number, offset = number + len(extract.blocks), offset + len(extract.text)
        own = Document(label, label, extract.text, extract.blocks, extract.encoding, data=part.content)
        inner = PutBack(replace(put.alignment, document=own, records=records), put.mark)
        if any(map(inner.shows, extract.blocks)):
            body, charset, transfer = _body(label, data, part, inner, newline)
            new[part.start, part.end] = body
            if charset or transfer != part.transfer:
                headers = new.get(part.headers, data[slice(*part.headers)])
                new[part.headers] = _with_encoding(headers, charset, transfer, part, newline)
    pieces: list[bytes] = []
    position = 0
    for (start, end), content in sorted(new.items()):
        pieces += (data[position:start], content)
        position = end
    return b"".join([*pieces, data[position:]])


def _records(put: PutBack, before: int, count: int, offset: int) -> tuple[Record, ...]:
    """Return the records of one text, as if it were a report of its own."""
    return tuple(
        replace(
            record,
            segment=replace(
                record.segment,
                block=record.block - before,
                start=record.start - offset,
                end=record.end - offset,
            ),
        )
        for record in put.alignment.records
        if before < record.block <= before + count
    )


def _subject(mail: _Mail, block: Block, put: PutBack, newline: bytes) -> bytes:
    states = [state_of(record) for record in put.filling.records.get(block.number, ())] if put.mark else []
    state: State = next((one for one in states if one != "done"), "done")
    said = " ".join(put.filling.text(block).join(BRACKETS[state]).split())
    written = mail.prefix + said
    header = Header(written, "us-ascii" if written.isascii() else "utf-8", header_name="Subject")
    return b"Subject: " + header.encode(linesep=newline.decode()).encode("ascii", "replace")


def _body(label: str, data: bytes, part: _Part, put: PutBack, newline: bytes) -> tuple[bytes, str, str]:
    """Return the new body of a text, its encoding where that is another than before, and its transfer encoding."""
    codec = put.alignment.document.encoding
    charset = ""
    if part.html:
        content = html_writer.write(label, part.content, put)
        if part.content.isascii():  # page and headers may name different encodings
            page, _, _ = decode(label, content, None, declared=declared_charset(content))
            content = page.encode("ascii", "xmlcharrefreplace")
    else:
        own = replace(put.alignment.document, encoding="utf-8")
        content = plain_writer.write(label, part.content, PutBack(replace(put.alignment, document=own), put.mark))
        said = content.decode()
        fits = codec if part.codec or not part.content.isascii() else "ascii"
        try:
            content = said.encode(fits)
        except UnicodeEncodeError:
            charset = "utf-8"
    transfer = part.transfer
    if transfer not in ("base64", "quoted-printable") and not content.isascii() and part.content.isascii():
        transfer = min(("quoted-printable", "base64"), key=lambda way: len(_transferred(content, way, newline)))
    body = _transferred(content, transfer, newline)
    old = data[part.start : part.end]
    return body.rstrip(b"\r\n") + old[len(old.rstrip(b"\r\n")) :], charset, transfer


def _transferred(content: bytes, transfer: str, newline: bytes) -> bytes:
    if transfer == "base64":
        return base64.encodebytes(content).replace(b"\n", newline)
    if transfer == "quoted-printable":
        return quopri.encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", newline)
    return content


def _with_encoding(headers: bytes, charset: str, transfer: str, part: _Part, newline: bytes) -> bytes:
    """Return the headers of a part that name another encoding."""
    if charset:
        found = _header("content-type", headers)
        if found is None:
            missing = part.headers[0] == 0 and _header("mime-version", headers) is None
            version = b"MIME-Version: 1.0" + newline if missing else b""
            headers += version + b"Content-Type: text/plain; charset=utf-8" + newline
        elif _CHARSET.search(found[0]):
            named = _CHARSET.sub(rb'\1"utf-8"', found[0])
            headers = headers[: found.start()] + named + headers[found.end() :]
        else:
            headers = headers[: found.end()] + b'; charset="utf-8"' + headers[found.end() :]
        # A header that is broken, by a quotation mark that is never closed, is written anew.
        if found and BytesHeaderParser(policy=compat32).parsebytes(headers).get_content_charset() != charset:
            found = _header("content-type", headers)
            assert found
            headers = headers[: found.start()] + b'Content-Type: text/plain; charset="utf-8"' + headers[found.end() :]
    if transfer != part.transfer:
        line = b"Content-Transfer-Encoding: " + transfer.encode()
        found = _header("content-transfer-encoding", headers)
        if found is None:
            return headers + line + newline
        headers = headers[: found.start()] + line + headers[found.end() :]
    return headers


def _header(name: str, headers: bytes) -> re.Match[bytes] | None:
    return re.search(rb"(?im)^%b:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*" % name.encode(), headers)


def _take_apart(label: str, data: bytes) -> _Mail:
    headers_end, _ = _headers(data, 0, len(data))
    top = BytesHeaderParser(policy=default).parsebytes(data[:headers_end])
    if not any(name in top for name in _KNOWN):
        raise DocumentError(_NO_MAIL.format(path=label))
    parts: list[_Part] = []
    seen: list[str] = []
    _collect(data, 0, len(data), parts, seen, 0)
    if any(kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime") for kind in seen):
        raise DocumentError(_LOCKED.format(path=label))
    notes: list[str] = []
    if "multipart/signed" in seen:
        notes.append(_SIGNED.format(path=label))
    if "multipart/alternative" in seen and len({part.html for part in parts}) == 2:
        notes.append(_TWICE.format(path=label))
    attached = sum(1 for kind in seen if not kind.startswith("multipart/")) - len(parts)
    if attached > 0:
        count = "one part is" if attached == 1 else f"{attached} parts are"
        notes.append(_ATTACHED.format(path=label, count=count))
    try:
        subject = " ".join(str(top["subject"] or "").split())
    except (ValueError, IndexError, TypeError, AttributeError):  # what the parser of headers raises on broken ones
        subject = ""
    found = _REPLY.match(subject)
    prefix = found[0] if found else ""
    return _Mail(subject[len(prefix) :], prefix, tuple(parts), tuple(notes), headers_end)


def _headers(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the headers of a part end, their last line end included, and where its body begins."""
    if first := _FIRST_BLANK.match(data, start, end):
        return start, first.end()
    if blank := _BLANK_LINE.search(data, start, end):
        return blank.start() + (2 if data[blank.start() : blank.start() + 1] == b"\r" else 1), blank.end()
    return end, end


def _collect(data: bytes, start: int, end: int, parts: list[_Part], seen: list[str], depth: int) -> None:
    """Collect the texts of a part, and the types of all that it holds."""
    headers_end, body = _headers(data, start, end)
    message = BytesHeaderParser(policy=compat32).parsebytes(data[start:headers_end])
    kind = message.get_content_type()
    seen.append(kind)
    boundary = message.get_boundary()
    if kind.startswith("multipart/") and boundary and depth < _DEEPEST:
        for one, other in _between(data, body, end, boundary):
            _collect(data, one, other, parts, seen, depth + 1)
        return
    if kind not in ("text/plain", "text/html") or message.get_content_disposition() == "attachment":
        return
    if message.get_filename():
        return
    transfer = str(message.get("content-transfer-encoding", "")).strip().lower()
    content = _untransferred(data[body:end], transfer)
    if content is None or not content.strip():
        return
    html = kind == "text/html"
    parts.append(_Part(html, (start, headers_end), body, end, content, transfer, _codec(message, content)))


def _between(data: bytes, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts begin and end that a boundary parts (RFC 2046, 5.1.1)."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    opened = -1
    for found in re.finditer(rb"(?m)^--%b(--)?[ \t]*(?:\r?\n|\r?\Z)" % mark, data[start:end]):
        if opened >= 0:
            last = start + found.start()
            last -= 2 if data[last - 2 : last] == b"\r\n" else 1
            yield opened, max(last, opened)
        opened = start + found.end()
        if found[1]:
            return
    if opened >= 0:
        yield opened, end


def _untransferred(body: bytes, transfer: str) -> bytes | None:
    """Return the bytes of a text; `None` where its encoding is broken or unknown."""
    if transfer == "base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            return None
    if transfer == "quoted-printable":
        return quopri.decodestring(body)
    return body if transfer in ("", "7bit", "8bit", "binary") else None


def _codec(message: "Message[str, str]", content: bytes) -> str | None:
    """Return the encoding that a part names, where it is one and the text is in it."""
    try:
        codec = known_codec(message.get_content_charset() or "")
        if codec is None or codecs.lookup(codec).name == "ascii":
            return None
        codecs.decode(content, codec)
    except (LookupError, ValueError):
        return None
    return codec
