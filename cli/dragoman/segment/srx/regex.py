"""The regular expressions of SRX in the syntax that the `regex` package reads.

SRX 2.0 prescribes those of ICU (https://unicode-org.github.io/icu/userguide/strings/regexp.html). What means the same
in both passes through; what is written differently is rewritten; what cannot be served is refused with a reason.
"""

import re
from functools import cache
from typing import Any

REACH = 1000
"""Characters that `*` and `+` may run back from a break: it keeps the time linear on a line without an end."""

_TOKEN = re.compile(
    r"""
      (?P<quoted>\\Q.*?(?:\\E|\Z))
    | (?P<pair>\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2})
    | \\(?:x\{(?P<hex>[\da-fA-F]{1,8})\}|x(?P<hex2>[\da-fA-F]{2})|u(?P<hex4>[\da-fA-F]{4})|U(?P<hex8>[\da-fA-F]{8}))
    | \\0(?P<octal>[0-3]?[0-7]{1,2})
    | \\c(?P<control>[@-_a-z])
    | (?P<property>\\[pP](?:\{\^?[\w\ =:&.-]+\}|[A-Z])|\\N\{[\w\ -]+\})
    | (?P<reference>\\[1-9]\d*|\\k<\w+>)
    | (?P<escape>\\.)
    | (?P<posix>\[:\^?\w+:\])
    | (?P<open>\[\^?)
    | (?P<close>\])
    | (?P<comment>\(\?\#[^)]*\))
    | (?P<group>\((?:\?(?::|=|!|>|<=|<!|<[A-Za-z]\w*>))?+(?!\?))
    | (?P<flags>\(\?[a-zA-Z-]+[:)])
    | (?P<unknown>\(\?.?)
    | (?P<end>\))
    | (?P<many>[*+]|\{\d+,\})(?P<mode>[+?]?)
    | (?P<counted>(?:\?|\{\d+(?:,\d+)?\})[+?]?)
    | (?P<char>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_ENDS = r"\n\x0b\x0c\r\x85\u2028\u2029"
_SAME = frozenset("AbBdDfnrsStwWX")
"""Escapes by a letter that mean the same in both."""
_CHARACTERS = {"a": "\x07", "e": "\x1b"}
_ELSEWHERE = {
    "h": r"[\t\p{Zs}]",
    "H": r"[^\t\p{Zs}]",
    "v": f"[{_LINE_ENDS}]",
    "V": f"[^{_LINE_ENDS}]",
    "R": rf"(?:\r\n|[{_LINE_ENDS}])",
    "z": r"\Z",
    "Z": rf"(?=(?:\r\n|[{_LINE_ENDS}])?\Z)",
}
_NOT_IN_SETS = frozenset("AbBRXzZ")


def compile_regex(pattern: str) -> Any:
    """Compile a pattern of the `regex` package with the version of its syntax that has set operations.

    Raises:
        ValueError: it is no pattern; the message says why.
    """
    import regex

    try:
        return regex.compile(pattern, regex.V1)
    except regex.error as error:
        # Without its position, which is that in the rewritten pattern.
        raise ValueError(str(error).partition(" at position ")[0]) from None
    except (OverflowError, RecursionError, MemoryError):
        raise ValueError("too large or too deep") from None


@cache
def translate(pattern: str, *, back: bool = False) -> str:  # noqa: C901 - a branch for each construct
    r"""Return an SRX pattern in the syntax of `regex`, without capturing groups, so that it may stand inside another.

    `back` says that it stands before the break, where repetitions are limited to 1,000.

    >>> translate(r"\x{2026}(Dr|\Qe.g\E)\s*", back=True)
    '…(?:Dr|e\\.g)\\s{0,1000}'

    Raises:
        ValueError: the pattern is not valid, or cannot be served; the message says why.
    """
    pieces: list[str] = []
    groups = sets = 0
    dot = "." if re.search(r"\(\?[imu]*s", pattern) else f"[^{_LINE_ENDS}]"
    for token in _TOKEN.finditer(pattern):
        text, kind = token[0], token.lastgroup
        if sets and kind in ("comment", "group", "flags", "end", "unknown", "mode", "counted", "char"):
            # Nothing but its own marks is special in a set; the operations `||` and `~~` of `regex` are not ICU's.
            pieces.append(re.sub(r"[|~]", r"\\\g<0>", text))
        elif kind == "open":
            sets += 1
            pieces.append(text)
        elif kind == "close":
            pieces.append(text if sets else r"\]")
            sets = max(0, sets - 1)
        elif kind == "posix":
            # `[:` opens a set of its own unless it stands in one.
            pieces.append(text if sets else f"[{text}]")
        elif kind == "group":
            groups += 1
            pieces.append(text if text in ("(?=", "(?!", "(?>", "(?<=", "(?<!") else "(?:")
        elif kind == "flags":
            flags = _flags(text)
            groups += flags.endswith(":")
            pieces.append(flags)
        elif kind == "end":
            groups -= 1
            if groups < 0:
                raise ValueError("a ) without its (")
            pieces.append(text)
        elif kind == "unknown":
            raise ValueError(f"groups that begin with {text} are not supported")
        elif kind == "mode":
            pieces.append((_limited(token["many"]) if back else token["many"]) + token["mode"])
        elif kind in ("counted", "property"):
            pieces.append(text)
        elif kind == "char":
            if text in "{}\\":
                raise ValueError(f"{text} must be written \\{text} where it stands for itself")
            pieces.append(dot if text == "." else text)
        elif kind != "comment":
            pieces.append(_escape(token, in_set=sets > 0))
    if groups or sets:
        raise ValueError("a [ without its ]" if sets else "a ( without its )")
    translated = "".join(pieces)
    compile_regex(translated)
    return translated


def _limited(quantifier: str) -> str:
    """As in `*` → `{0,1000}`."""
    least = {"*": 0, "+": 1}.get(quantifier)
    if least is None:
        least = int(quantifier[1:-2])
    return f"{{{least},{max(least, REACH)}}}"


def _flags(text: str) -> str:
    """Keep the flags that mean the same in both; those of Java that ask for Unicode are always on."""
    flags = re.sub(r"[uU]", "", text[2:-1])
    if unknown := set(flags) - set("ims-"):
        raise ValueError(f"{text}: the flag {min(unknown)} is not supported")
    if not flags.strip("-"):
        return "(?:" if text.endswith(":") else ""
    return f"(?{flags.removesuffix('-')}{text[-1]}"


def _escape(token: re.Match[str], *, in_set: bool) -> str:
    """Return what stands for an escape."""
    if token["quoted"] is not None:
        return "".join(map(_literal, token["quoted"].removeprefix(r"\Q").removesuffix(r"\E")))
    if token["pair"] is not None:
        high, low = (int(part, 16) for part in token["pair"].split("\\u")[1:])
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if token["control"] is not None:
        return _literal(chr(ord(token["control"].upper()) ^ 64))
    if token["octal"] is not None:
        return _literal(chr(int(token["octal"], 8)))
    if digits := token["hex"] or token["hex2"] or token["hex4"] or token["hex8"]:
        if int(digits, 16) > 0x10FFFF:
            raise ValueError(f"{token[0]} is not a character")
        return _literal(chr(int(digits, 16)))
    if token["reference"] is not None:
        raise ValueError(f"{token[0]}: references back to a group are not supported")
    char = token[0][1]
    if not (char.isascii() and char.isalnum()):
        return _literal(char)
    if in_set and char in _NOT_IN_SETS:
        raise ValueError(f"\\{char} has no meaning between [ and ]")
    if char in _CHARACTERS:
        return _literal(_CHARACTERS[char])
    if char in _ELSEWHERE:
        return _ELSEWHERE[char]
    if char in _SAME:
        return token[0]
    raise ValueError(f"\\{char} is not an escape that SRX knows or that is supported")


def _literal(char: str) -> str:
    """Return a pattern for one character, inside of a set or outside."""
    if char.isalnum() or not char.isascii():
        return char
    return f"\\{char}" if char.isprintable() else f"\\x{ord(char):02x}"
