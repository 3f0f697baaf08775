"""PO syntax, as strict as `msgfmt`: text → entries.

polib's own reader is not used: it loses the previous texts of obsolete entries, splits references and comments on
white space that gettext keeps, refuses legal files (`#comment`, two strings on one line), accepts unfinished
entries, and looks for duplicates in quadratic time. Entries are polib's all the same.
"""

import re
from dataclasses import dataclass, field

from polib import POEntry

from dragoman.model import fold_lines

_ESCAPED = dict(zip('\\"\n\t\r\a\b\f\v', '\\"ntrabfv', strict=True))
_WRITTEN = {ord(char): f"\\{name}" for char, name in _ESCAPED.items()}
_READ = {name: char for char, name in _ESCAPED.items()}
_TO_ESCAPE = re.compile(r'[\\"\n\t\r\a\x08\f\v]')
_SEQUENCE = re.compile(r'\\([abfnrtv"\\])|((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+)|\\')
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]+))")


def escape(text: str) -> str:
    r"""Write a text as it stands between the quotes of a PO string.

    >>> print(escape('the "rule"'))
    the \"rule\"
    """
    return text.translate(_WRITTEN) if _TO_ESCAPE.search(text) else text


def unescape(string: str, charset: str) -> str:
    r"""Read what stands between the quotes; `charset` gives octal and hexadecimal escapes their meaning.

    >>> unescape(r'the \"rule\" \303\251', "utf-8")
    'the "rule" é'

    Raises:
        ValueError: an escape that gettext does not know, or bytes that are no text; the message says which.
    """
    return _SEQUENCE.sub(lambda sequence: _unescaped(sequence, charset), string) if "\\" in string else string


def _unescaped(sequence: re.Match[str], charset: str) -> str:
    if sequence[1]:
        return _READ[sequence[1]]
    if not sequence[2]:
        raise ValueError("invalid control sequence in a string")
    codes = bytes(int(a, 16) if a else int(b, 8) & 255 for a, b in _BYTE.findall(sequence[2]))
    try:
        text = codes.decode(charset)
    except UnicodeDecodeError:
        raise ValueError(f"an escape that is not text in {charset}") from None
    if "\0" in text:
        raise ValueError("an escape for NUL, which no PO string can hold")
    return text


def writable(text: str) -> str:
    """Return `text` on one line and with U+FFFD for what gettext cannot read."""
    return readable(fold_lines(text))


def readable(text: str) -> str:
    """Return `text` with U+FFFD for what gettext cannot read: NUL, and EOT, which MO files put behind contexts."""
    return text.replace("\0", "\ufffd").replace("\4", "\ufffd")


_BLANKS = " \t\r\f\v"
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_STRING = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_PLAIN_LINE = re.compile(rf"(?:(msgctxt|msgid_plural|msgid|msgstr) )?{_STRING}")
_TOKEN = re.compile(
    rf"[{_BLANKS}]*(?:{_STRING}|msgstr[{_BLANKS}]*\[[{_BLANKS}]*([0-9]+)[{_BLANKS}]*\]|([A-Za-z_]+)|(#.*))"
)
_DEFAULT_DOMAIN = re.compile(rf'domain[{_BLANKS}]*"messages"[{_BLANKS}]*')
_REFERENCE = re.compile(r"\u2068[^\u2069]*\u2069\S*|[^ \t\r\f\v]+")
_SPACED_NUMBER = re.compile(r"[ \t]*:[ \t]*(?=[0-9]+(?:[ \t]|$))")
_FLAG = re.compile(r"range:[ \t]*[^ \t,]+|[^ \t\r\f\v,]+")


class PoSyntaxError(Exception):
    """The text is not a PO file; carries the line, from 1, and what is wrong there."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line = line
        self.problem = problem


@dataclass(slots=True)
class PoText:
    """What a PO file says: its header entry, its other entries in file order, and comments behind the last one."""

    header: POEntry | None = None
    entries: list[POEntry] = field(default_factory=list)
    trailer: str = ""


def parse_entries(text: str, charset: str = "utf-8") -> PoText:
    r"""Parse the text of a PO file; `charset` gives octal and hexadecimal escapes their meaning.

    >>> parse_entries('#: report.txt:3\nmsgctxt "heading"\nmsgid "The rule of "\n"law"\nmsgstr ""').entries[0].msgid
    'The rule of law'

    Raises:
        PoSyntaxError: the text is not a PO file.
    """
    reader = _Reader(charset)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.read(number, line)
    return reader.close()


class _Reader:
    """One message at a time: comments, previous fields, fields."""

    def __init__(self, charset: str) -> None:
        self._charset = charset
        self._found = PoText()
        self._seen: dict[tuple[str | None, str], int] = {}
        self._line = 0
        self._reset()

    def _reset(self) -> None:
        self._comments: list[str] = []
        self._extracted: list[str] = []
        self._references: list[tuple[str, str]] = []
        self._flags: list[str] = []
        self._previous: dict[str | int, list[str]] = {}
        self._fields: dict[str | int, list[str]] = {}
        self._strings: list[str] | None = None
        self._obsolete = False
        self._start = 0

    def read(self, number: int, line: str) -> None:
        self._line = number
        if plain := not line.startswith("#") and _PLAIN_LINE.fullmatch(line):
            if plain[1]:
                self._open(plain[1], obsolete=False)
            self._add(plain[2], obsolete=False)
            return
        line = line.lstrip(_BLANKS)
        if line.startswith("#~"):
            content = line[2:].lstrip(_BLANKS)
            if line[2:3] == "|":
                self._read_previous(line[3:])
            elif content.startswith("#"):
                self.read(number, content)
            else:
                self._read_tokens(content, obsolete=True)
        elif line.startswith("#|"):
            self._read_previous(line[2:])
        elif line.startswith("#"):
            self._read_comment(line.rstrip("\r"))
        elif _DEFAULT_DOMAIN.fullmatch(line):
            self._end()
        else:
            self._read_tokens(line, obsolete=False)

    def close(self) -> PoText:
        self._end()
        self._found.trailer = "\n".join(self._comments)
        return self._found

    def _end(self) -> None:
        if self._fields or self._previous:
            self._finish()

    def _fail(self, problem: str) -> PoSyntaxError:
        return PoSyntaxError(self._line, problem)

    # Comments

    def _read_comment(self, line: str) -> None:
        if self._fields:
            self._finish()
        elif self._previous:
            raise self._fail("a comment between the previous text and the current one")
        content = line[2:]
        match line[1:2]:
            case ".":
                self._extracted.append(content.removeprefix(" "))
            case ":":
                self._references += map(_reference, _REFERENCE.findall(_SPACED_NUMBER.sub(":", content)))
            case "," | "!":
                self._flags += _FLAG.findall(content)
            case _:
                self._comments.append(line[1:].removeprefix(" "))

    # Keywords and strings

    def _read_tokens(self, line: str, *, obsolete: bool) -> None:
        position = 0
        while token := _TOKEN.match(line, position):
            position = token.end()
            string, form, keyword, comment = token.groups()
            if string is not None:
                self._add(string, obsolete=obsolete)
            elif comment is not None:
                self._read_comment(comment.rstrip("\r"))
            else:
                self._open(int(form) if form else keyword, obsolete=obsolete)
        rest = line[position:].strip(_BLANKS)
        if rest:
            raise self._fail("end of line within a string" if rest[0] == '"' else f"syntax error at {rest[:20]!r}")

    def _read_previous(self, content: str) -> None:
        if self._fields:
            self._finish()
        for string, form, keyword, comment in _TOKEN.findall(content):
            if keyword in ("msgctxt", "msgid", "msgid_plural") and keyword not in self._previous:
                self._previous[keyword] = []
            elif keyword or form or comment or not self._previous:
                raise self._fail("syntax error in a previous text")
            else:
                self._previous[next(reversed(self._previous))].append(string)
        if _TOKEN.sub("", content).strip(_BLANKS):
            raise self._fail("syntax error in a previous text")

    def _open(self, key: str | int, *, obsolete: bool) -> None:
        if key == "msgctxt" or (key == "msgid" and self._fields.keys() != {"msgctxt"}):
            if self._fields:
                self._finish()
        elif not self._expects(key):
            raise self._fail(self._unexpected(key))
        if not self._fields:
            self._obsolete, self._start = obsolete, self._line
        self._strings = self._fields[key] = []
        self._check_obsolete(obsolete)

    def _expects(self, key: str | int) -> bool:
        fields = self._fields
        if not fields or (self._strings is not None and not self._strings):
            return False
        last = next(reversed(fields))
        match key:
            case "msgid":
                return last == "msgctxt"
            case "msgid_plural" | "msgstr":
                return last == "msgid"
            case int():
                return last == ("msgid_plural" if key == 0 else key - 1)
        return False

    def _unexpected(self, key: str | int) -> str:
        if key == "domain":
            return "only one domain, 'messages', is supported: split the file"
        if isinstance(key, int):
            return f"'msgstr[{key}]' out of place"
        return f"'{key}' out of place" if key in _KEYWORDS else f"unknown keyword {key[:20]!r}"

    def _add(self, string: str, *, obsolete: bool) -> None:
        if self._strings is None:
            raise self._fail("a string without a keyword")
        self._check_obsolete(obsolete)
        self._strings.append(self._unescape(string))

    def _check_obsolete(self, obsolete: bool) -> None:
        if obsolete != self._obsolete:
            raise self._fail("inconsistent use of #~")

    def _unescape(self, string: str) -> str:
        try:
            return unescape(string, self._charset)
        except ValueError as error:
            raise self._fail(str(error)) from None

    def _finish(self) -> None:
        """Turn what was collected into an entry."""
        fields = self._fields
        if "msgid" not in fields:
            raise self._fail("missing 'msgid' section")
        forms = {key: "".join(strings) for key, strings in fields.items() if isinstance(key, int)}
        if "msgstr" not in fields and not forms:
            raise PoSyntaxError(self._start, "missing 'msgstr' section")
        if not all(fields.values()):
            raise self._fail("a keyword without a string")
        if self._previous and not self._previous.get("msgid"):
            raise PoSyntaxError(self._start, "a previous context without a previous msgid")
        texts = {key: "".join(strings) for key, strings in fields.items() if isinstance(key, str)}
        entry = POEntry(
            msgctxt=texts.get("msgctxt"),
            msgid=texts["msgid"],
            msgid_plural=texts.get("msgid_plural", ""),
            msgstr=texts.get("msgstr", ""),
            msgstr_plural=forms,
            obsolete=self._obsolete,
            tcomment="\n".join(self._comments),
            comment="\n".join(self._extracted),
            occurrences=self._references,
            flags=self._flags,
            linenum=self._start,
        )
        for key, strings in self._previous.items():
            setattr(entry, f"previous_{key}", "".join(map(self._unescape, strings)))
        identity = (texts.get("msgctxt"), entry.msgid)
        if identity in self._seen:
            problem = f"duplicate message definition; the first is in line {self._seen[identity]}"
            raise PoSyntaxError(self._start, problem)
        self._seen[identity] = self._start
        if identity == (None, "") and not entry.obsolete:
            self._found.header = entry
        else:
            self._found.entries.append(entry)
        self._reset()


def _reference(token: str) -> tuple[str, str]:
    path, _, number = token.rpartition(":")
    if not (path and number.isascii() and number.isdigit()):
        path, number = token, ""
    # gettext puts U+2068 and U+2069 around names with spaces.
    return path.removeprefix("\u2068").removesuffix("\u2069") if " " in path else path, number and str(int(number))
