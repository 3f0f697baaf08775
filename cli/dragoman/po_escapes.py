"""What a PO string can hold, and how its escape sequences are written."""

import re

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
