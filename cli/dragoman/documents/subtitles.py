"""Subtitles (SubRip `.srt`, WebVTT `.vtt`), cue by cue; numbers, times, settings, notes and styles stay.

`Block.place` is the time at which a cue appears. A cue of two lines has two again, parted near its middle.
https://www.w3.org/TR/webvtt1/
"""

import html
import re
from collections.abc import Iterator

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract
from dragoman.documents.put_back import PutBack
from dragoman.documents.spans import Notation, Span, put_spans, read_spans
from dragoman.errors import DocumentError

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_CUE = re.compile(
    rf"^[ \t]*(?P<time>{_TIME})[ \t]*-->[ \t]*(?P<until>{_TIME})[^\r\n]*"
    r"(?:\r\n?|\n)(?P<text>(?:(?![ \t]*(?:\r\n?|\n|\Z))[^\r\n]*(?:\r\n?|\n|\Z))*)",
    re.MULTILINE,
)
_TAG = re.compile(
    r"<(/?)((?:font|lang|ruby|rt|[ibucv])(?=[\s.>]))[^<>]*>|<(?:)()\d\d:[\d:.]+>|\{()()\\[^{}]*\}", re.IGNORECASE
)
_NAMES = {
    "b": ("b", "bold"),
    "i": ("i", "italic"),
    "u": ("u", "underlined"),
    **dict.fromkeys(("c", "font", "lang", "ruby", "rt"), ("f", "formatted")),
    "v": ("f", "speaker"),
}
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm);|\r\n|.", re.DOTALL)
_CHARACTER = re.compile(r"\r\n|.", re.DOTALL)
_LONGEST = 2_000
"""Characters of a cue that is still laid out in two lines."""
_BREAKS = re.compile(r"(?<![<][^>]) (?![^<]*>)(?!\s*[-–—])|(?<=[，。；、？！：])(?=[^\s<，。；、？！：])")
"""Where a text may go on in a second line; one that begins with a dash would be another speaker's."""
_SPEAKERS = re.compile(r"\n(?=\s*[-–—]\s?\S)")
_NO_CUE = "{path}: nothing to translate: no cue with a time was found; a cue begins with 00:00:01,000 --> 00:00:04,000"


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the cues of a file; `label` stands for it in messages.

    Raises `DocumentError` if the file cannot be decoded or has no cue.
    """
    text, codec, notes = decode(label, data, encoding)
    extract, _ = read_spans(label, text, _notation(text))
    return Extract(extract.text, extract.blocks, codec, notes)


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translation in its cues. Raises `DocumentError` as `read` does."""
    text, _, _ = decode(label, data, put.alignment.document.encoding)
    return put_spans(label, data, put, _notation(text))


def _find(label: str, text: str) -> Iterator[Span]:
    found = False
    for cue in _CUE.finditer(text):
        found = True
        end = cue.end("text")
        while end > cue.start("text") and text[end - 1].isspace():
            end -= 1
        if end > cue.start("text"):
            shown = max(_seconds(cue["until"]) - _seconds(cue["time"]), 0.0)
            yield Span(cue.start("text"), end, cue["time"], seconds=shown)
    if not found:
        raise DocumentError(_NO_CUE.format(path=label))


def _seconds(time: str) -> float:
    """Return how many seconds a time is from the beginning.

    >>> _seconds("01:00:02,500"), _seconds("00:02.5")
    (3602.5, 2.5)
    """
    total = 0.0
    for piece in time.replace(",", ".").split(":"):
        total = total * 60 + float(piece)
    return total


def _read(unit: str) -> str:
    return html.unescape(unit) if unit[0] == "&" and len(unit) > 1 else "\n" if unit in ("\r\n", "\r") else unit


def _lay_out(own: str, new: str) -> str:
    """Part a text of one line in two near its middle, where that which was there had two."""
    newline = next((mark for mark in ("\r\n", "\n", "\r") if mark in own), "")
    if not newline or not len(own) // 3 <= len(new) <= _LONGEST:
        return new
    places = [match.start() for match in _BREAKS.finditer(new)]
    if not places:
        return new
    middle = min(places, key=lambda place: abs(2 * place - len(new)))
    return new[:middle] + newline + new[middle:].lstrip(" ")


def _notation(text: str) -> Notation:
    """Return how the text of cues is written: in WebVTT signs of markup have names."""
    web = text.startswith("WEBVTT")
    return Notation(
        _find,
        unit=_ENTITY if web else _CHARACTER,
        read=_read,
        write=lambda new: _escaped(new.replace("\n", " "), web),
        tag=_TAG,
        names=_NAMES,
        parts=_SPEAKERS,
        layout=_lay_out,
    )


def _escaped(text: str, web: bool) -> str:
    return html.escape(text, quote=False) if web else text
