"""Subtitles and messages of programs: read value by value, put back between all that is none."""

import json

import pytest

from dragoman.documents import parse_text
from dragoman.errors import DocumentError
from pseudo import messages, pseudo, put_back, same

SRT = """1
00:00:01,000 --> 00:00:04,000
The boat came <i>late</i> that
evening, they say.

2
00:00:05,000 --> 00:00:07,500
{\\an8}- Who is there?
- The harbor office.

3
00:00:08,000 --> 00:00:09,000
1984
"""
VTT = """WEBVTT - a title

NOTE kept as it is

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start
<v Ann>Ships &amp; boats</v> are <b>here</b>.
"""
JSON = r"""{
  "menu": {"file": ["Open the file", "Say \"no\"\nnow"], "size": 12, "on": true, "none": null},
  "title": "Caf\u00e9 by the sea", "empty": ""
}
"""
PROPERTIES = r"""# a comment
menu.open = Open the file
menu.long : A long text \
    that goes on
menu.key\ two=Caf\u00e9 {0}
"""
STRINGS = r"""/* The button */
"open" = "Open the \"file\"";
// another
close = "Close it";
"""
FILES = {"a.srt": SRT, "b.srt": SRT.replace("\n", "\r\n"), "a.vtt": VTT, "a.json": JSON, "a.properties": PROPERTIES}
FILES |= {"a.strings": STRINGS}


@pytest.mark.parametrize("name", FILES)
def test_the_own_text_gives_the_very_file(name: str) -> None:
    assert put_back(name, FILES[name].encode(), same) == FILES[name].encode()


@pytest.mark.parametrize("name", FILES)
def test_a_pseudo_translation_is_what_is_read_again(name: str) -> None:
    data = FILES[name].encode()
    done = put_back(name, data)
    assert messages(name, done) == [(kind, pseudo(text)) for kind, text in messages(name, data)]


def test_cues_keep_their_times_and_lines() -> None:
    assert [text for _, text in messages("a.srt", SRT.encode())] == [
        "The boat came <i1>late</i1> that evening, they say.",
        "- Who is there?",
        "- The harbor office.",
    ]
    done = put_back("a.srt", SRT.encode()).decode()
    assert "Thé bóát cámé <i>láté</i>\nthát événíng, théy sáy.\n\n2\n" in done
    assert "{\\an8}- Whó ís théré?\n- Thé hárbór óffícé.\n\n3\n00:00:08,000 --> 00:00:09,000\n1984\n" in done
    done = put_back("a.vtt", VTT.encode()).decode()
    assert done == VTT.partition("<v")[0] + "<v Ann>Shíps &amp; bóáts</v> áré <b>héré</b>.\n"


def test_json_keeps_its_layout() -> None:
    done = put_back("a.json", JSON.encode()).decode()
    assert json.loads(done) == {
        "menu": {"file": ["Ópén thé fílé", 'Sáy "nó"\nnów'], "size": 12, "on": True, "none": None},
        "title": "Cáfé by thé séá",
        "empty": "",
    }
    assert done.count("\n") == JSON.count("\n")
    places = [block.place for block in parse_text("a.json", "a", JSON.encode()).blocks]
    assert places == ["menu.file[0]", "menu.file[1]", "menu.file[1] part 2", "title"]


def test_properties_and_strings_are_escaped_as_their_readers_want() -> None:
    done = put_back("a.properties", PROPERTIES.encode()).decode()
    assert done.splitlines()[:2] == ["# a comment", "menu.open = \\u00D3p\\u00E9n th\\u00E9 f\\u00EDl\\u00E9"]
    assert "menu.key\\ two=C\\u00E1f\\u00E9 {0}" in done
    assert '"open" = "Ópén thé \\"fílé\\"";' in put_back("a.strings", STRINGS.encode()).decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.srt", b"no cues here\n", "no cue with a time"),
        ("a.vtt", b"WEBVTT\n\n", "no cue with a time"),
        ("a.json", b'{"a": "b",}', "a.json:1: no valid JSON"),
        ("a.json", b"[" * 100_000, "JSON|deep"),
        ("a.json", b'{"a": ' * 300 + b'"b"' + b"}" * 300, "nested more than 200 deep"),
        ("a.json", b'{"a": 1}', "no key with a text"),
        ("a.properties", b"# only a comment\n", "no key with a text"),
        ("a.strings", b'"a" = "b\n', "no key with a text"),
        ("a.json", b'{"a": "\xff\xfe\xfd"}', "UTF-8"),
    ],
)
def test_broken_files_are_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        parse_text(name, "a", data)


def test_long_files_take_time_in_proportion() -> None:
    for name, data in (
        ("a.srt", b"00:00:01,000 --> 00:00:02,000\nA <b\n\n" * 3000),
        ("a.json", b'{"a": "' + b"<" * 200_000 + b' text"}'),
        ("a.properties", b"a" * 200_000 + b" = text\n"),
        ("a.strings", b'"a" = "' + b"\\" * 200_001 + b'";'),
    ):
        try:
            parse_text(name, "a", data)
        except DocumentError:
            continue
