"""Bytes → text: UTF-8 and UTF-16 by themselves, older encodings by name or by a guess that is never silent.

A guess is made by three rules, in this order; each looks at the same sample, and what a rule finds still has to decode
the whole file:

1. East Asian: the sample decodes strictly, and a good share of its letters are the ones that every text of the
   language is full of (的 一 是; hiragana; 이 다 는). Text read in the wrong encoding shows rare characters, with
   frequent ones by chance only (measured: below 15 %).
2. Latin: the letters with accents all but fit the alphabet of one language, and signs stand where signs can stand.
3. Other alphabets: charset-normalizer compares the letters with the letter frequencies of the languages it knows.
"""

import codecs
import re
import unicodedata

from dragoman.errors import DocumentError, RequestError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SUPERSETS = {
    # What programs and web pages call by the name of a standard holds the characters of its extension too:
    # https://encoding.spec.whatwg.org/#names-and-labels
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_NOT_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape", "utf-7"}
)

_EMPTY = "{path}: nothing to translate: the report is empty"
_BLANK = "{path}: nothing to translate: the report holds only white space"
_UTF32 = "{path}: UTF-32, not UTF-8 or UTF-16; convert it first: iconv -f UTF-32 -t UTF-8 {path}"
_NO_GUESS = (
    "{path}: not UTF-8 or UTF-16: byte 0x{byte:02X} at offset {offset} (line {line}), and no other encoding fits well "
    "enough to guess; name the one it was written in, for example --encoding GB18030 or --encoding Windows-1252"
)
_BROKEN_UTF8 = (
    "{path}: broken UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}); the file may be cut off or put together "
    "from two encodings: save it again as UTF-8, or name another encoding with --encoding"
)
_BROKEN_UTF16 = (
    "{path}: broken UTF-16 at byte offset {offset}: {reason}; the file may be cut off: save it again, best as UTF-8"
)
_NOT_AS_NAMED = (
    "{path}: not {name}: byte 0x{byte:02X} at offset {offset} (line {line}) does not belong to it; name another "
    "encoding, or omit --encoding to detect it"
)
_UNKNOWN_NAME = "--encoding: unknown encoding {name!r}; try UTF-8, GB18030, Big5, Shift_JIS, EUC-KR or Windows-1252"
_BINARY = "{path}: not a text file: {what}; save the report as UTF-8 text and try again"
_GUESSED = (
    "{path}: read as {name}, a guess (no byte-order mark, not UTF-8); if characters look wrong, name it with --encoding"
)
_DECLARED_WRONGLY = "{path}: says that it is {name}, but is not; ignored"

_ISO_2022 = b"\x1b$B"
"""Switches to Japanese characters; the rest of such a text is ASCII."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_RARE = 8
"""A null byte in so many bytes, or fewer, is a stray one."""
_SAMPLE = 65_536
"""Characters that are looked at to tell text from binary data."""


def decode(
    label: str, data: bytes, encoding: str | None = None, *, declared: str | None = None
) -> tuple[str, str, tuple[str, ...]]:
    r"""Return the text of a report, the name of its encoding, and notes on what was assumed.

    A byte-order mark is not part of the text; line ends stay as they are. `label` stands for the report in
    messages. `encoding`, named by the user, is taken as it is; `declared`, named by the file itself, yields to a
    byte-order mark and is passed over where it does not fit. Without either, what is neither UTF-8 nor UTF-16 is
    guessed (`dragoman.documents.decode`), with a note. Raises `DocumentError` if the bytes are empty, binary, not in
    the encoding named or in none that can be told; `RequestError` if the user named no encoding.

    >>> decode("report.txt", b"\xff\xfeO\x00K\x00")
    ('OK', 'utf-16-le', ())
    """
    if not data:
        raise DocumentError(_EMPTY.format(path=label))
    if encoding is not None:
        text, codec = _as_named(label, data, encoding)
        notes: tuple[str, ...] = ()
    else:
        text, codec, notes = _as_found(label, data, declared)
    _refuse_binary(label, text)
    if not text or text.isspace():
        raise DocumentError((_BLANK if text else _EMPTY).format(path=label))
    return text, codec, notes


def with_line_feeds(text: str) -> str:
    r"""Return a text whose lines end in line feeds; one that has no others is returned as it is, not copied.

    >>> with_line_feeds("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def known_codec(name: str) -> str | None:
    """Return Python's name for an encoding, of its superset where one is in use; `None` where there is none.

    >>> known_codec("GB2312"), known_codec("latin1"), known_codec("hex")
    ('gb18030', 'cp1252', None)
    """
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # Not every codec is one between text and bytes.
    except (LookupError, ValueError):
        return None
    return None if codec in _NOT_TEXT else _SUPERSETS.get(codec, codec)


def _as_named(label: str, data: bytes, name: str) -> tuple[str, str]:
    codec = known_codec(name)
    if codec is None:
        raise RequestError(_UNKNOWN_NAME.format(name=name))
    try:
        return codecs.decode(data, codec).removeprefix("\ufeff"), codec
    except UnicodeDecodeError as error:
        before = codecs.decode(data[: error.start], codec, "replace")
        raise DocumentError(_not_at(_NOT_AS_NAMED, label, data, error.start, before, name)) from None


def _as_found(label: str, data: bytes, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    if data.startswith(_UTF32_BOMS):
        raise DocumentError(_UTF32.format(path=label))
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return _with_bom(label, data, len(bom), codec), name, ()
    if unmarked := _unmarked_utf16(data):
        return *unmarked, ()
    try:
        text = codecs.decode(data, "utf-8")
        if not (_ISO_2022 in data and data.isascii()):
            return text, "utf-8", ()
        offset = data.index(_ISO_2022)
    except UnicodeDecodeError as error:
        offset = error.start
    if b"\0" in data[:_SAMPLE]:
        raise DocumentError(_BINARY.format(path=label, what="it holds null bytes"))
    notes: tuple[str, ...] = ()
    if declared:
        if text_codec := _if_fits(data, known_codec(declared)):
            return *text_codec, ()
        notes = (_DECLARED_WRONGLY.format(path=label, name=declared),)
    broken = is_broken_utf8(data)
    if not broken and (found := _if_fits(data, guess_encoding(data))):
        return *found, (*notes, _GUESSED.format(path=label, name=encoding_label(found[1])))
    message = _BROKEN_UTF8 if broken else _NO_GUESS
    raise DocumentError(_not_at(message, label, data, offset, data[:offset].decode("latin-1")))


def _if_fits(data: bytes, codec: str | None) -> tuple[str, str] | None:
    """Decode strictly, or not at all."""
    try:
        return (codecs.decode(data, codec), codec) if codec else None
    except UnicodeDecodeError:
        return None


def _not_at(message: str, label: str, data: bytes, offset: int, before: str, name: str = "") -> str:
    """Fill in where decoding stopped; `before` is the text up to there."""
    line = len(re.findall(r"\r\n|\r|\n", before)) + 1
    return message.format(path=label, byte=data[offset], offset=offset, line=line, name=name)


def _with_bom(label: str, data: bytes, skip: int, codec: str) -> str:
    try:
        return codecs.decode(data[skip:], codec)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        if codec == "utf-8":
            message = _not_at(_BROKEN_UTF8, label, data, offset, data[:offset].decode("latin-1"))
            raise DocumentError(message) from None
        raise DocumentError(_BROKEN_UTF16.format(path=label, offset=offset, reason=error.reason)) from None


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """Recognise UTF-16 without a byte-order mark, only where nothing else can be meant.

    Blanks, line ends and Latin letters leave null bytes on one side of every pair and never on the other.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if bool(even) == bool(odd):
        return None
    if (even + odd) * _RARE < len(data) and _if_fits(data, "utf-8"):
        return None  # UTF-8 with a stray null byte.
    codec = "utf-16-le" if odd else "utf-16-be"
    try:
        text = codecs.decode(data, codec)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    if _CONTROL.search(sample) or any(unicodedata.category(char) in {"Cn", "Co"} for char in set(sample)):
        return None
    return text, codec


def _refuse_binary(label: str, text: str) -> None:
    null = text.find("\0")
    if null >= 0:
        raise DocumentError(_BINARY.format(path=label, what=f"it holds a null character at offset {null}"))
    sample = text[:_SAMPLE]
    # A stray control character comes with text copied from a PDF; a tenth of them is no text.
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise DocumentError(_BINARY.format(path=label, what="it is full of control characters"))


_GUESS_BYTES = 1 << 18
"""Bytes, from the first one that is not ASCII."""

_LEAD_IN = 200
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_CHINESE = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能"
    "好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高"
    "意进把法此实回二理美点月明其种全工己者向情部正名定女问力机给等几很业最间新什位因重被走电四第门相次东政海口使教"
    "西再平真气信北少关并内加化由却代军产入先山五太水万市体别处总才场师书比住员九性通目华报立命活件安表原车应路期常"
    "提感金何更反合放做系计或司利受光王果及今京务制解各任至台记共战接它许特直林题建南度统色字请交认论百义科元社术结"
    "六指思非流每青管连资带条院变联权往展该领传近留治决周保达办运武半候七必城父强步革深区即求品转量众技程告江基派式"
    "李设始历越史商研究议形委案检察审判诉讼犯罪律庭监督刑责任职督依宪护环境部署推坚持服务机构组织加强规范履会议工作"
    "這來個說們為時過對後麼從發當無開見經頭動兩長樣現將與進實點種問機給幾業間電門東關並內產萬體別處總場師書員報"
    "車應務戰許題請認論義術結連資帶條變聯權領傳決達辦運強區轉眾設歷議檢審訴訟監責職環組織規範構據護黨臺灣"
)
_HANGUL = frozenset(
    "이다는의에을를가고하은한로지사도기서인자대어나리시정제스아수일부보라해상그전조과주동공위원있게성관국법검찰회년장"
)
_KANA = frozenset(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)]))
_EAST_ASIAN = (
    ("gb18030", _CHINESE),
    ("big5hkscs", _CHINESE),
    ("cp932", _KANA),
    ("euc_jp", _KANA),
    ("cp949", _HANGUL),
)
_SHARE = 0.25
"""Of the letters that are frequent ones, at least."""
_RUNNER_UP = 0.7
"""A second encoding that comes nearer than this to the best makes the guess unsound."""

_WESTERN = ("àâæçèéêëîïôœùûüÿ", "äöüßé", "áéíñóúü", "àáâãçéêíóôõú", "àèéìíòóùú", "åäöæøéü")
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű")
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    # The commonest first: where two fit equally well, it is taken.
    ("cp1252", (*_WESTERN, "áðéíóúýþæö", "éèëïóöü")),
    ("cp1250", (*_CENTRAL, "ăâîşţ", "čćđšž")),
    ("cp1254", ("âçğıîöşüû",)),
    ("cp1257", ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")),
    ("iso8859_2", _CENTRAL),
    ("mac_roman", _WESTERN),
)  # fmt: skip
_FIT = 0.75
_SIGNS = frozenset("“”‘’„‚«»‹›–—…•·§©®™°€£¥¡¿ºª±×²³½¼¾µ¶†‡\xa0\xad")
_CAPITALS = "".join(char for char in map(chr, range(0xC0, 0x180)) if char.isupper())
_OUT_OF_PLACE = re.compile(
    r"[^\W\d_][‚„†‡•±×²³½¼¾¶§©®™°€£¥¡¿](?=[^\W\d_])"  # a sign inside a word
    rf"|[a-z][{_CAPITALS}]"  # cafÉ
)
_ACCENTED_SHARE = 0.4
"""Of all letters, at most: more of them is no language in Latin letters."""

_OTHER = ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1253", "cp1255", "cp1256", "cp874")
_CHAOS, _COHERENCE, _LEAD = 0.1, 0.25, 0.1

_NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "iso2022_jp": "ISO-2022-JP",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "iso8859-2": "ISO-8859-2",
    "iso8859-5": "ISO-8859-5",
    "cp866": "CP866",
    "cp874": "CP874",
    "mac-roman": "Mac-Roman",
}


def encoding_label(codec: str) -> str:
    """Return the name under which a person knows a codec of Python's, one that `--encoding` takes.

    >>> encoding_label("cp1251"), encoding_label("cp949")
    ('Windows-1251', 'EUC-KR')
    """
    return _NAMES.get(codec) or codec.replace("cp", "Windows-")


def guess_encoding(data: bytes) -> str | None:
    """Return Python's name of the encoding that the bytes are most probably in; `None` where no guess is sound.

    Takes time for a sample of the data only; that the rest decodes too is for the caller to see.
    """
    start = re.search(rb"[\x80-\xff]", data)
    if start is None:
        return "iso2022_jp" if b"\x1b$B" in data else None
    # All before it is ASCII, so the sample starts between two characters in any encoding.
    sample = data[start.start() : start.start() + _GUESS_BYTES]
    if len(_CONTROL_BYTES.findall(sample)) * 100 > len(sample):
        return None
    # A word that begins before the sample matters to the other rules.
    whole = data[max(0, start.start() - _LEAD_IN) : start.start()] + sample
    found = _east_asian(sample) or _latin(whole) or _other(whole)
    return codecs.lookup(found).name if found else None


def is_broken_utf8(data: bytes) -> bool:
    """Tell whether bytes that are not UTF-8 were meant to be: nearly all that is not ASCII decodes."""
    start = re.search(rb"[\x80-\xff]", data)
    sample = data[start.start() : start.start() + _GUESS_BYTES] if start else b""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    wrong = text.count("\ufffd")
    return len(text) - wrong - sum(map(str.isascii, text)) >= max(1, 3 * wrong)


def _decoded(codec: str, sample: bytes) -> str | None:
    """Decode a sample that may end within a character."""
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return None


def _east_asian(sample: bytes) -> str | None:
    scores: list[tuple[float, str]] = []
    for codec, frequent in _EAST_ASIAN:
        text = _decoded(codec, sample) or ""
        letters = [char for char in text if not char.isascii() and char.isalpha()]
        hits = sum(char in frequent for char in letters)
        if hits >= 2:
            scores.append((hits / len(letters), codec))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _SHARE:
        return None
    if len(scores) > 1 and scores[1][0] > scores[0][0] * _RUNNER_UP:
        return None
    return scores[0][1]


def _latin(sample: bytes) -> str | None:
    best, found = 0.0, None
    for codec, alphabets in _LATIN:
        text = _decoded(codec, sample)
        if text is None or _OUT_OF_PLACE.search(text):
            continue
        marked = [char for char in text if not char.isascii()]
        accented = [char.lower()[0] for char in marked if char.isalpha() and char not in _SIGNS]
        if any(not char.isalpha() and char not in _SIGNS for char in marked):
            continue
        if len(accented) > _ACCENTED_SHARE * sum(map(str.isalpha, text)):
            continue
        fit = max(sum(map(alphabet.__contains__, accented)) for alphabet in alphabets)
        share = fit / len(accented) if accented else 1.0
        if share >= _FIT and share > best:
            best, found = share, codec
    return found


def _other(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    found = from_bytes(sample[:65_536], cp_isolation=list(_OTHER), preemptive_behaviour=False, enable_fallback=False)
    matches = [match for match in found if match.chaos <= _CHAOS and _has_small_letters(str(match))]
    matches.sort(key=lambda match: (-match.coherence, match.chaos, _OTHER.index(match.encoding)))
    if not matches or matches[0].coherence < _COHERENCE:
        return None
    for rival in matches[1:]:
        # The two KOI8 differ in the Ukrainian letters only, and the better one was sorted to the front.
        alike = rival.encoding.startswith("koi8") and matches[0].encoding.startswith("koi8")
        if rival.coherence > matches[0].coherence - _LEAD and not alike and str(rival) != str(matches[0]):
            return None
    return matches[0].encoding


def _has_small_letters(text: str) -> bool:
    """Tell capitals, as which KOI8 shows the Hebrew and the small Cyrillic letters of other encodings, from prose."""
    marked = [char for char in text if not char.isascii()]
    return sum(map(str.isupper, marked)) <= sum(map(str.islower, marked))
