"""Whatever a text holds, it comes out of the messages of programs as it went in, for other readers too."""

import json
import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from dragoman.documents import parse_text
from examples import examples
from pseudo import messages, put_back, same

SIGNS = ": # - ? | > ! & * @ % ` ' \" { } [ ] , \\ = ~ null yes 1 0x1F 2024-01-01 <b> &amp; ]]> a é 港 🚢 \u00a0"
TEXT = (
    st.lists(st.one_of(st.sampled_from([*SIGNS.split(" "), " "]), st.text(max_size=3)), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda text: text.isprintable() and text == " ".join(text.split()) and text != "")
)
PLACES = {
    "plain": "a: one two\nb: 1\n",
    "single": "a: 'one two'\nb: 1\n",
    "double": 'a: "one two"\nb: 1\n',
    "literal": "a: |\n  one two\nb: 1\n",
    "folded": "a: >-\n  one two\nb: 1\n",
    "flow": "{a: one two, b: 1}\n",
    "nested": "- [one two, {b: 1}]\n",
}


def put(name: str, file: str, text: str) -> str:
    """Return a file of one text with another in its place."""
    return put_back(name, file.encode(), lambda _: text, "zh").decode()


@examples(100)
@example("plain", "a: b")
@example("flow", "a, b")
@given(st.sampled_from(sorted(PLACES)), TEXT)
def test_yaml(place: str, text: str) -> None:
    data = yaml.safe_load(put("a.yaml", PLACES[place], text))
    first, second = (data[0][0], data[0][1]) if isinstance(data, list) else (data["a"], data)
    assert isinstance(first, str)
    assert first.rstrip("\n") == text
    assert second["b"] == 1


@examples(60)
@given(TEXT)
def test_json_properties_and_strings(text: str) -> None:
    assert json.loads(put("a.json", '{"a": "one two"}', text)) == {"a": text}
    for name, file in (("a.properties", "a = one two\n"), ("a.strings", '"a" = "one two";\n')):
        assert [block_text(name, put(name, file, text))] == [text]


@examples(60)
@given(TEXT, st.sampled_from(["one two", "<![CDATA[one two]]>", "<![CDATA[one <b>two</b>]]>", '"one two"']))
def test_android(text: str, value: str) -> None:
    done = put("a.xml", f'<resources><string name="a">{value}</string></resources>', text)
    string = etree.fromstring(done)[0]
    # What aapt makes of it: backslashes say that the next sign stands for itself.
    shown = re.sub(r"\\(.)", r"\1", string.text or "")
    if "<b>" in value:
        shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert len(string) == 0
    assert shown.strip('"') == text.strip('"') or '"' in text
    assert string.text is not None
    assert string.text[0] not in "@?"


def block_text(name: str, file: str) -> str:
    return parse_text(name, "a", file.encode()).text


def without_texts(value: object) -> object:
    """Return a value with all that is text and no key left out."""
    if isinstance(value, dict):
        return {key: without_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_texts(inner) for inner in value]
    return None if isinstance(value, str) else value


VALUES = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=5),
    st.recursive(
        TEXT | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


@examples(40)
@given(VALUES, st.sampled_from([None, True, False]), st.sampled_from([None, "'", '"', "|", ">"]))
def test_dumped_yaml_comes_back_as_it_was(values: object, flow: bool | None, style: str | None) -> None:
    whole = {"values": values, "last": "the very last text"}
    data = yaml.safe_dump(whole, default_flow_style=flow, default_style=style, allow_unicode=True, width=30).encode()
    assert put_back("a.yaml", data, same) == data
    done = put_back("a.yaml", data, lambda message: message.replace("a", "ä"))
    assert without_texts(yaml.safe_load(done)) == without_texts(yaml.safe_load(data))
    assert messages("a.yaml", done) == [(kind, text.replace("a", "ä")) for kind, text in messages("a.yaml", data)]
