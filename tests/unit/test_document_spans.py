"""Subtitles and messages of programs: read value by value, put back between all that is none."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from dragoman.documents import parse_text
from dragoman.documents.icu import branches
from dragoman.errors import DocumentError
from dragoman.languages import parse_language
from dragoman.po.update import update_catalogue
from dragoman.resources import glossary_folder
from dragoman.run.review import Wanted, review
from pseudo import messages, pseudo, put_back, same, translated

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
YAML = """# Comments stay
en: &root
  title: Harbor office   # behind a value, too
  on: yes
  count: 12
  day: 2024-11-14
  quoted: "Say \\"no\\" to it, \\u00e9"
  single: 'It''s here'
  tagged: !!str 42 boats
  anchored: &a Open the file
  alias: *a
  emoji: 🚢 Ships sail
  flow: {a: Save it, b: [One thing, "two, things"]}
  literal: |
    First line of text.
      indented more

    Last line.
  folded: >-
    This is folded
    over two lines.

    Second paragraph here.
  uneven: >
    A folded text
      with a line that is not
    and one more.
  kept: |+
    kept text

  next: several lines
    without quotes
  empty: ""
  "key: odd": value here
list:
- Item one
- - nested item
- key: text
  other: more text
--- # another document
more: It goes on
"""
ANDROID = """<?xml version="1.0" encoding="utf-8"?>
<!-- a comment with <string name="no">x</string> -->
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <string name="app_name" translatable="false">Dragoman</string>
    <string name="welcome">Welcome, <xliff:g id="name" example="A">%1$s</xliff:g>, it\\'s <b>all</b> &amp; us.</string>
    <string name="wrapped">
        A text that is
        wrapped here\\nand goes on.
    </string>
    <string name="quoted">"  It's quoted  "</string>
    <string name="page"><![CDATA[Read <a href="https://example.org">the rules</a> &amp; go]]></string>
    <string name="plain"><![CDATA[Tom & Ann sail]]></string>
    <string name="escaped">&lt;b&gt;Bold&lt;/b&gt; words \\u00e9 here</string>
    <string name="ref">@string/app_name</string>
    <string name="at">\\@home we stay</string>
    <string name="empty"></string><string name="none"/>
    <string-array name="days"><item>Monday</item><item>Tuesday</item></string-array>
    <string-array name="codes" translatable="false"><item>one</item></string-array>
    <plurals name="boats">
        <item quantity="one">%d boat</item>
        <item quantity="other">%d boats</item>
    </plurals>
    <color name="c">#fff</color><item type="string" name="typed">A typed one</item>
</resources>
"""
FILES = {"a.srt": SRT, "b.srt": SRT.replace("\n", "\r\n"), "a.vtt": VTT, "a.json": JSON, "a.properties": PROPERTIES}
FILES |= {"a.strings": STRINGS, "a.yaml": YAML, "b.yml": YAML.replace("\n", "\r\n"), "a.xml": ANDROID}


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


def test_a_cue_is_to_be_read_in_its_time() -> None:
    cues = (
        "1\n00:00:01,000 --> 00:00:03,000\nThe boat came.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nThe harbor office met. It was a long day for all.\n\n"
        "3\n00:00:05,000 --> 00:00:05,000\nNo time at all, which says nothing.\n"
    )
    document = parse_text("a.srt", "a", cues.encode())
    assert [block.seconds for block in document.blocks] == [2, 1, 0]
    found = [[one.message for one in record.findings if one.code == "L004"] for record in translated(document).records]
    assert found[0] == found[3] == []
    assert found[1] == ["49 characters a second, shown for 0.4 s; 17 are usual at most"]
    assert len(found[2]) == 1


def test_a_catalogue_knows_the_time_that_there_is_to_read_a_text(tmp_path: Path) -> None:
    cues = (
        "1\n00:00:01,000 --> 00:00:01,800\nThe boat <i>came</i> in.\n\n"
        "2\n00:00:03,000 --> 00:00:09,000\nThe harbor office met. It was a long day.\n\n"
        "3\n00:00:10,000 --> 00:00:19,000\nThe boat <i>came</i> in.\n"
    )
    made = translated(parse_text("a.srt", "a", cues.encode()))
    path = tmp_path / "a.po"
    path.write_text(update_catalogue(None, made, provenances={}, now=datetime(2025, 3, 3, tzinfo=UTC)), "utf-8")
    assert "#. kind: paragraph\n#. time: 0.800 s\n#. <i1> italic\n" in path.read_text("utf-8")
    wanted = Wanted(frozenset({"draft", "reviewed"}))
    found = review([path], wanted, source=parse_language("en"), target=None, glossary=glossary_folder())
    in_run = [finding for record in made.records for finding in record.findings if finding.code == "L004"]
    assert [finding.message for finding in in_run] == ["21 characters a second, shown for 0.8 s; 17 are usual at most"]
    assert [one.finding for one in found if one.finding.code == "L004"] == in_run


def test_no_line_of_a_cue_begins_like_another_speaker() -> None:
    cue = b"1\n00:00:01,000 --> 00:00:03,000\nThe boat came late\nin the evening.\n"
    done = put_back("a.srt", cue, lambda _: "El barco vino - tarde, dicen.").decode()
    assert [line[:1] for line in done.splitlines()[2:]] == ["E", "t"]
    assert done.replace("\n", " ").endswith("El barco vino - tarde, dicen. ")


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


def test_yaml_changes_in_its_values_alone() -> None:
    done = put_back("a.yaml", YAML.encode()).decode()
    before, after = (list(yaml.compose_all(text)) for text in (YAML, done))
    assert len(before) == len(after) == 2
    data = yaml.safe_load_all(done)
    first = next(data)
    assert first["en"]["uneven"] == "Á fóldéd téxt\n  wíth á líné thát ís nót\nánd óné móré.\n"
    assert first["en"]["folded"] == "Thís ís fóldéd óvér twó línés.\nSécónd párágráph héré."
    assert first["en"]["kept"] == "képt téxt\n\n"
    assert first["en"]["next"] == "sévérál línés wíthóút qúótés"
    assert (first["en"][True], first["en"]["count"], first["en"]["alias"]) == (True, 12, "Ópén thé fílé")
    for kept in (
        "# Comments stay\nen: &root\n  title: Hárbór óffícé   # behind a value, too\n  on: yes\n",
        "single: 'Ít''s héré'\n  tagged: !!str 42 bóáts\n  anchored: &a Ópén thé fílé\n  alias: *a\n",
        'flow: {a: Sávé ít, b: [Óné thíng, "twó, thíngs"]}\n',
        "  literal: |\n    Fírst líné óf téxt.\n      índéntéd móré\n\n    Lást líné.\n  folded: >-\n",
        '"key: odd": válúé héré',
        "--- # another document\n",
    ):
        assert kept in done
    places = [block.place for block in parse_text("a.yaml", "a", YAML.encode()).blocks]
    assert places[:2] == ["en.title", "en.quoted"]
    assert {"en.flow.b[1]", "en.literal part 2", "en.key: odd", "list[1][0]", "list[2].other", "more"} <= {*places}


def test_android_changes_in_its_strings_alone() -> None:
    assert dict(
        zip(
            (block.place for block in parse_text("a.xml", "a", ANDROID.encode()).blocks),
            (text for _, text in messages("a.xml", ANDROID.encode())),
            strict=True,
        )
    ) == {
        "welcome": "Welcome, <keep1>%1$s</keep1>, it's <b2>all</b2> & us.",
        "wrapped": "A text that is wrapped here",
        "wrapped part 2": "and goes on.",
        "quoted": "It's quoted",
        "page": "Read <a1>the rules</a1> & go",
        "plain": "Tom & Ann sail",
        "escaped": "<b1>Bold</b1> words é here",
        "at": "@home we stay",
        "days[0]": "Monday",
        "days[1]": "Tuesday",
        "boats[one]": "%d boat",
        "boats[other]": "%d boats",
        "typed": "A typed one",
    }
    done = put_back("a.xml", ANDROID.encode()).decode()
    for kept in (
        '<string name="app_name" translatable="false">Dragoman</string>',
        'Wélcómé, <xliff:g id="name" example="A">%1$s</xliff:g>, ít\\\'s <b>áll</b> &amp; ús.</string>',
        "\n        Á téxt thát ís wráppéd héré\\nánd góés ón.\n    </string>",
        '<![CDATA[Réád <a href="https://example.org">thé rúlés</a> &amp; gó]]></string>',
        "<![CDATA[Tóm & Ánn sáíl]]>",
        "&lt;b&gt;Bóld&lt;/b&gt; wórds",
        '<string name="ref">@string/app_name</string>\n    <string name="at">\\@hómé',
        '<string name="empty"></string><string name="none"/>',
    ):
        assert kept in done


def test_what_an_encoding_has_not_got_is_a_reference_in_xml() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><resources><string name="a">Café open</string></resources>'
    done = put_back("a.xml", data.encode("latin-1"), lambda _: "咖啡", "zh")
    assert done.endswith(b'<string name="a">&#21654;&#21857;</string></resources>')


CHOICE = (
    "{n, plural, =0 {No file is open} one {# file '{'is'}' open} other {{who, select, me {My # files} other {Files}}}}"
)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.json", '{"a": "%s"}'),
        ("a.yaml", 'a: "%s"\nb: x y\n'),
        ("a.properties", "a = %s\n"),
        ("a.strings", '"a" = "%s";'),
    ],
)
def test_messages_that_choose_are_read_choice_by_choice(name: str, file: str) -> None:
    data = (file % CHOICE).encode()
    assert [text for _, text in messages(name, data)][:4] == [
        "No file is open",
        "# file '{'is'}' open",
        "My # files",
        "Files",
    ]
    done = put_back(name, data, lambda text: text.replace("file", "book").replace("File", "Book")).decode()
    assert done == (file % CHOICE).replace("file", "book").replace("File", "Book")


@pytest.mark.parametrize(
    "text",
    [
        "You have {n, plural, other {#}.",
        "{n, plural, other {#}",
        "{n, plural}",
        "a {n} b",
        "'{n, plural, other {a}}'",
        "{" * 99,
    ],
)
def test_other_messages_are_one_text(text: str) -> None:
    assert branches(text) == []


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (
            "You have {n, plural, one {# ship} other {# ships}} in {port}.",
            ["You have ", "# ship", "# ships", " in {port}."],
        ),
        ("{g, select, a {{n, plural, one {He} other {They}}} other {It}}", ["He", "They", "It"]),
        ("{g, select, a {To {n, plural, one {him} other {them}}} other {It}}", ["To ", "him", "them", "It"]),
        ("{n, plural, =0 {It''s '{'closed'}' here} other {''{n}'' open}}", ["It''s '{'closed'}' here", "''{n}'' open"]),
        ("{n, selectordinal, offset:1 one {#st} other {#th}}", ["#st", "#th"]),
    ],
)
def test_the_texts_of_a_message_that_chooses(text: str, texts: list[str]) -> None:
    assert [text[start:end] for start, end in branches(text)] == texts


def test_android_has_messages_that_choose_too() -> None:
    data = b"<resources><string name='a'>It\\'s {n, plural, one {a day\\'s} other {# days}} work</string></resources>"
    assert [text for _, text in messages("a.xml", data)] == ["It's", "a day's", "# days", "work"]
    assert put_back("a.xml", data, same) == data
    assert "{n, plural, one {á dáy\\'s} other {# dáys}} wórk" in put_back("a.xml", data).decode()


def test_strings_in_utf_16_and_with_every_escape() -> None:
    data = '/* a "quoted"; comment */ "k" = "Caf\\U00e9 %@ \\101\\nnow"; Info = "It\'s \\/ open"; flag;'.encode(
        "utf-16"
    )
    assert [text for _, text in messages("a.strings", data)] == ["Café %@ A", "now", "It's / open"]
    assert put_back("a.strings", data, same) == data
    assert '"k" = "Cáfé %@ Á\\nnów"' in put_back("a.strings", data).decode("utf-16")


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
        ("a.strings", b'"a" = "b\n', "a.strings:1: not an entry of an Apple strings file"),
        ("a.strings", b'"a" = "b";\n"c" = "d"\n"e" = "f";', "a.strings:2: not an entry of an Apple strings file"),
        ("a.strings", b"/* never closed", "a.strings:1: not an entry"),
        ("a.yaml", b"a: [b\n", "a.yaml:2: no valid YAML"),
        ("a.yaml", b"a: 'b\n", "no valid YAML"),
        ("a.yaml", b"a: *nowhere\n", "no key with a text"),
        ("a.yaml", b"a: 1\nb: true\nc: 2024-01-01\n", "no key with a text"),
        ("a.yaml", b"[" * 100_000, "nested more than 200 deep"),
        ("a.yaml", b"- " * 300 + b"a", "nested more than 200 deep"),
        ("a.yaml", b"a: text\nb: \x01c and much more text", "a.yaml:2: no valid YAML"),
        ("a.yaml", b"\t- a: b", "a.yaml:1: no valid YAML"),
        ("a.xml", b"<resources><string name='a'>b</resources>", "a.xml:1: malformed XML"),
        ("a.xml", b"<a/>", "an XML file of an unknown kind, its first element is <a>"),
        ("a.xml", b"<resources/>", "no key with a text"),
        ("a.xml", b"not XML", "a.xml:1: malformed XML"),
        (
            "a.xml",
            b"<!DOCTYPE r [<!ENTITY a 'b'>]><resources><string name='c'>&a;</string></resources>",
            "XML entities of its own",
        ),
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
        ("a.strings", b"a " * 100_000),
        ("a.yaml", b"a: |\n" + b"  text\n\n" * 30_000),
        ("a.yaml", b"a: " + b"!x &a " * 30_000 + b"b"),
        ("a.yaml", b"".join(b"a%d: &a%d [*a%d, *a%d, text]\n" % (n, n, n - 1, n - 1) for n in range(1, 200))),
        (
            "a.xml",
            b"<resources><string>" + b"<b>" * 200 + b"</b>" * 200 + b"<!-- " * 30_000 + b"--></string></resources>",
        ),
        ("a.xml", b"<resources><string>" + b"&lt;a " * 30_000 + b"</string></resources>"),
    ):
        try:
            parse_text(name, "a", data)
        except DocumentError:
            continue
