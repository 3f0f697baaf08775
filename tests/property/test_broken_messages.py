"""Files of messages, tables and mails that somebody broke: refused in one sentence, or put back as they are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents import parse_text
from dragoman.errors import DocumentError, RequestError
from mails import LATIN, mail
from places import check_tiling
from pseudo import put_back, same
from workbooks import parts, workbook

FILES = {
    "a.yaml": b"en: &a\n  title: 'It''s open'  # now\n  list: [One, \"two, things\"]\n  long: |\n    Two\n    lines\n",
    "a.xml": (
        b"<resources xmlns:xliff='u'><string name='a'>The <b>boat</b> &amp; <xliff:g>%1$s</xliff:g></string>"
        b"<plurals name='p'><item quantity='one'><![CDATA[One <i>boat</i>]]></item></plurals></resources>"
    ),
    "a.strings": b'/* note */\n"open" = "Open \\"it\\"\\n now";\nclose = "Close %@";\n',
    "a.json": b'{"a": {"b": ["Open it", "{n, plural, one {# file} other {# files}}"]}, "c": "Say \\"no\\""}',
    "a.properties": b"a = Open \\\n  it\nb: Caf\\u00e9 {0}\n",
    "a.srt": b"1\n00:00:01,000 --> 00:00:04,000\nThe <i>boat</i> came\nlate, they say.\n\n",
    "a.csv": b'id;text\n1;"Open ""it""; now"\n2;Close it now\n',
    "a.eml": mail(),
    "b.eml": LATIN,
}
SIGNS = "\" ' \\ < > & <![CDATA[ ]]> : - | { } [ *a &a !!str -- = <b> </b> ; , # /* % --> 00:00:00,000 charset="
ODD = [b"\n", b"\r\n", b"\xff", b"\0", b": ", b"- ", b"=?utf-8?q?=ff?=", b"--a\n"]
PIECES = st.sampled_from([*SIGNS.encode().split(), *ODD, b"Content-Type: multipart/mixed; boundary=a\n\n"])
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.just(b"") | PIECES), min_size=1, max_size=4)


def broken(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, piece in changes:
        start = int(where * len(data))
        data = data[:start] + piece + data[start + length :]
    return data


def read_and_write(name: str, data: bytes) -> None:
    try:
        document = parse_text(name, "a", data)
    except (DocumentError, RequestError) as error:
        assert str(error).startswith(name)  # noqa: PT017
        return
    check_tiling(document)
    assert put_back(name, data, same) == data
    put_back(name, data)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_texts(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    read_and_write(name, broken(FILES[name], changes))


@settings(max_examples=40)
@given(st.sampled_from(sorted(parts(table=True))), CHANGES)
def test_parts_of_a_workbook(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    made = parts(table=True)
    made[name] = broken(made[name].encode(), changes).decode("latin-1")
    read_and_write("a.xlsx", workbook(made))


@settings(max_examples=30)
@given(CHANGES)
def test_bytes_of_a_workbook(changes: list[tuple[float, int, bytes]]) -> None:
    try:
        read_and_write("a.xlsx", broken(workbook(parts(table=True)), changes))
    except DocumentError as error:
        assert "a.xlsx: " in str(error)  # noqa: PT017
