"""PO files that are legal and that nobody expects: read and written again without loss, with gettext as the judge."""

import shutil
import subprocess
from pathlib import Path

import pytest
from polib import POEntry

from dragoman.po import read_catalogue
from dragoman.po.layout import serialise

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
RICE = 'msgid "Rice"\nmsgstr "大米"\n'
PLURALS = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals={}; plural={};\\n"\n\n'
)


def in_charset(charset: str, text: str) -> bytes:
    return (HEADER.replace("UTF-8", charset) + f'msgid "Rice"\nmsgstr "{text}"\n').encode(charset)


def utf8(text: str) -> bytes:
    return (HEADER + text).encode()


FILES: dict[str, bytes] = {
    # Files and their bytes
    "nothing at all": b"",
    "white space alone": b" \n\t\n\n",
    "comments alone": "# Nobody has begun.\n\n# 注\n".encode(),
    "header alone": HEADER.encode(),
    "no header": b'msgid "Rice"\nmsgstr "Reis"\n',
    "CRLF": utf8(RICE + '\nmsgid ""\n"a "\n"b"\nmsgstr "c"\n').replace(b"\n", b"\r\n"),
    "CRLF here and there": utf8(f"# note\r\n#. more\r\n#: a.txt:1\r\n#, fuzzy\r\n{RICE}"),
    "no end of line at the end": utf8(RICE).rstrip(b"\n"),
    "comments at the end": utf8(f"{RICE}\n# the end\n#\n# really\n"),
    "comments of the tool at the end": utf8(f"{RICE}\n#. lost\n#: a.txt:1\n# kept\n"),
    "obsolete entry in the middle": utf8(f'#~ msgid "Oats"\n#~ msgstr "燕麦"\n\n{RICE}'),
    "header at the end": (RICE.replace("大米", "Reis") + "\n" + HEADER).encode(),
    "domain": utf8(f'domain "messages"\n\n{RICE}'),
    # Character sets
    "charset=CHARSET": (HEADER.replace("UTF-8", "CHARSET") + 'msgid "Rice"\nmsgstr "Reis"\n').encode(),
    "charset=utf-8": (HEADER.replace("UTF-8", "utf-8") + RICE).encode(),
    "charset=ASCII": in_charset("ASCII", "Reis"),
    "GB18030": in_charset("GB18030", "大米€㐂 “一”"),
    "GBK": in_charset("GBK", "大米“一”"),
    "GB2312": in_charset("GB2312", "大米"),
    "BIG5, with bytes of backslashes": in_charset("BIG5", "功許蓋"),
    "EUC-JP": in_charset("EUC-JP", "お米"),
    "EUC-KR": in_charset("EUC-KR", "쌀"),
    "ISO-8859-1": in_charset("ISO-8859-1", "Reis für alle"),
    "KOI8-R": in_charset("KOI8-R", "рис"),
    "CP1251": in_charset("CP1251", "рис №1"),
    # Keywords and strings
    "crammed": utf8('msgctxt"a"msgid"Ri" "ce""!"msgstr"大""米"'),
    "spread": utf8('msgid\n\n"Rice"\n\n\tmsgstr ""\n \f"大"\n\v"米" # so it is\n'),
    "letter by letter": utf8("msgid " + "\n".join(f'"{letter}"' for letter in "Rice" * 500) + '\nmsgstr "米"\n'),
    "a line of 100,000 characters": utf8(f'msgid "{"rice " * 20_000}"\nmsgstr "{"大米" * 50_000}"\n'),
    "escapes": utf8(r'msgid "\a\b\f\n\r\t\v\\\"%"' + "\n" + r'msgstr "\345\244\247\xe7\xb1\xb3 \1011"' + "\n"),
    "text like PO": utf8(r'msgid "msgid \"x\"\n#~ msgstr \"\"\n"' + "\n" + r'msgstr "\\\"\"\\\n"' + "\n"),
    "line ends": utf8(r'msgid "\n\n Rice\n\n"' + "\n" + r'msgstr "\n\n 大米\n\n"' + "\n"),
    "U+2028, U+2029 and U+0085": utf8('msgid "a\u2028b\u2029c\x85d"\nmsgstr "甲\u2028乙\u2029丙\x85丁"\n'),
    "U+FEFF and U+200B": utf8('msgid "\ufeffa\u200bb"\nmsgstr "\ufeff甲\u200b乙"\n'),
    "beyond the basic plane": utf8('msgid "👩\u200d👧 \U00020000"\nmsgstr "\U0001f1e8\U0001f1f3e\u0301"\n'),
    "right to left": utf8('msgid "Rice"\nmsgstr "\u2067أرز\u2069 \u200f(SA)\u200e"\n'),
    "control characters": utf8('msgid "a\x01b\x1fc\x7f"\nmsgstr "\x1b[31m红"\n'),
    # Entries
    "untranslated": utf8('msgid "Rice"\nmsgstr ""\n'),
    "empty context": utf8(f'msgctxt ""\n{RICE}\n{RICE}'),
    "empty source in a context": utf8('msgctxt "heading"\nmsgid ""\nmsgstr "米"\n'),
    "one source in many contexts": utf8("\n".join(f'msgctxt "{n}"\nmsgid "Rice"\nmsgstr "米{n}"\n' for n in range(9))),
    "msgstr[0]": (PLURALS.format(1, 0) + 'msgid "ship"\nmsgid_plural "ships"\nmsgstr[0] "船"\n').encode(),
    "six forms": (
        PLURALS.format(6, "n%6") + 'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{n}] "{n}"\n' for n in range(6))
    ).encode(),
    "msgstr[ 0 ]": (PLURALS.format(1, 0) + 'msgid "ship"\nmsgid_plural "ships"\nmsgstr [ 0 ] "船"\n').encode(),
    "obsolete with everything": utf8(
        '# note\n#, fuzzy\n#~| msgctxt "a"\n#~| msgid ""\n#~| "old "\n#~| "text"\n#~ msgctxt "b"\n#~ msgid "Rice"\n'
        '#~ msgstr "大米"\n'
    ),
    "obsolete without blanks": utf8('#~msgid "Rice"\n#~msgstr "大"\n#~"米"\n'),
    "obsolete forms": utf8('#~ msgid "ship"\n#~ msgid_plural "ships"\n#~ msgstr[0] "船"\n#~ msgstr[1] "船们"\n'),
    # Comments
    "previous texts": utf8(
        '#, fuzzy\n#| msgctxt "a"\n#| msgid ""\n#| "ol"\n#| "d"\n#| msgid_plural "olds"\nmsgctxt "a"\nmsgid "ship"\n'
        'msgid_plural "ships"\nmsgstr[0] "船"\n'
    ),
    "comments without blanks": utf8(f"#note\n#.tool\n#:a.txt:1\n#,fuzzy\n##two\n#-line\n{RICE}"),
    "empty comments": utf8(f"#\n#.\n#:\n#,\n# \n#.  \n{RICE}"),
    "#@": utf8(f"#@ domain\n#! fuzzy\n{RICE}"),
    "several lines of flags": utf8(f"#, fuzzy\n#, no-wrap\n{RICE}"),
    "range": utf8(
        '#, fuzzy, range: 1..12, c-format\nmsgid "%d ship"\nmsgid_plural "%d ships"\nmsgstr[0] "%d船"\n'
        'msgstr[1] "%d船"\n'
    ),
    "references": utf8(
        f"#: a.txt:1 b c.txt:2\n#: C:\\maps\\a.txt:7 \u2068a b.txt\u2069:3\n#: a.txt:00012 #12 x:y:4 a.txt : 5\n{RICE}"
    ),
    "blanks within comments": utf8(f"#  two  blanks \n#\ttab\n#.\ttab\n{RICE}"),
    "comments in another order": utf8(f"#, fuzzy\n#: a.txt:1\n#. tool\n# note\n#: a.txt:2\n# note\n{RICE}"),
    "header with odd lines": (
        'msgid ""\nmsgstr ""\n"no field\\n"\n"X-Odd:  1 \\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"\\n"\n"X-Odd: 2"\n\n{RICE}'
    ).encode(),
}
UNLIKE_MSGCAT = {
    "header at the end": "it stays there",
    "charset=CHARSET": "msgcat converts nothing without a charset",
    "several lines of flags": "msgcat keeps the last one",
}
LARGE = "the price of rice fell, said the clerk; " * 262_144  # 10 MiB


def run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


def fields(entry: POEntry) -> dict[str, object]:
    plain = {key: value for key, value in vars(entry).items() if key not in ("linenum", "encoding")}
    return plain | {"flags": sorted(entry.flags)}


def write_again(path: Path) -> Path:
    """Return a file with all that was read from another one, in UTF-8."""
    found = read_catalogue(path)
    if found.header:
        fields = [
            part if "charset=" not in part else part.partition("=")[0] + "=UTF-8"
            for part in found.header.msgstr.split("\n")
        ]
        found.header.msgstr = "\n".join(fields)
    again = path.with_name("again.po")
    again.write_bytes(serialise(found.header, found.entries, found.trailer).encode())
    return again


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_written_as_it_was_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.po"
    path.write_bytes(FILES[name])
    again = write_again(path)
    first, second = read_catalogue(path), read_catalogue(again)
    written = sorted(first.entries, key=lambda entry: bool(entry.obsolete))
    assert list(map(fields, second.entries)) == list(map(fields, written))
    assert second.trailer == first.trailer
    assert again.read_bytes() == write_again(again).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_gettext_finds_nothing_lost(name: str, tmp_path: Path) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("no msgcat here; install the Debian package gettext")
    path = tmp_path / "odd.po"
    path.write_bytes(FILES[name])
    run("msgfmt", "-o", "/dev/null", path)
    again = write_again(path)
    run("msgfmt", "-o", "/dev/null", again)
    if name not in UNLIKE_MSGCAT:
        expected = run("msgcat", "--to-code=UTF-8", path).decode().replace("\r\n", "\n")
        assert run("msgcat", "--to-code=UTF-8", again).decode() == expected


def test_an_entry_of_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.po"
    path.write_text(f'{HEADER}msgid "Rice"\nmsgstr "{LARGE}"\n', "utf-8")
    again = write_again(path)
    assert read_catalogue(again).units == read_catalogue(path).units
