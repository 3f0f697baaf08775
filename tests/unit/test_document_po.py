import re
from pathlib import Path

import pytest

from dragoman.documents import read_document
from dragoman.documents.po import read as read_po
from dragoman.errors import DocumentError
from places import check_tiling, line_of, read, shown

BAD = Path(__file__).parents[1] / "bad" / "po"
SAMPLE = Path(__file__).parents[2] / "locales" / "sample-report.pot"

MESSAGES = """\
# A header
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: pier.txt:1 pier.txt:9
msgctxt "heading"
msgid "The pier"
msgstr ""

#. A comment
#, fuzzy
msgid ""
"It was closed "
"for %d days."
msgid_plural "They were closed."
msgstr[0] "x"
msgstr[1] "y"

msgid "Road 12\\nShanghai\\nwhich is "
"a city\\n"
msgstr ""

msgid "1.jpg"
msgstr ""

#~ msgid "Gone"
#~ msgstr "weg"
"""


def test_the_messages_are_the_blocks() -> None:
    document = read("pier.pot", MESSAGES)
    assert shown(document) == [
        ("heading", "The pier"),
        ("paragraph", "It was closed for %d days."),
        ("paragraph", "They were closed."),
        ("paragraph", "Road 12"),
        ("paragraph", "Shanghai which is a city"),
        ("image!", "1.jpg"),
    ]
    assert [(block.line, block.place) for block in document.blocks] == [
        (6, "line 6 (pier.txt:1 pier.txt:9)"),
        (12, "line 12"),
        (12, "line 12 msgid_plural"),
        (19, "line 19"),
        (19, "line 19 part 2"),
        (23, "line 23"),
    ]
    assert document.notes == (
        "pier.pot: only the msgids were read; one has a translation already, which dragoman takes over from its own PO "
        "files only (see `dragoman po import`)",
    )
    check_tiling(document)


def test_the_template_of_a_report_gives_its_texts_and_kinds() -> None:
    document = read_document(SAMPLE)
    source = SAMPLE.read_text("utf-8")
    report = read_document(SAMPLE.parents[1] / "tests" / "data" / "reports" / "sample-report.txt")
    assert {block.kind for block in document.blocks} >= {"heading", "byline", "caption", "paragraph", "quote"}
    for block in document.blocks:
        assert line_of(source, block).startswith(("msgctxt", "msgid"))
        assert " ".join(document.text[block.start : block.end].split()) in " ".join(report.text.split())


def test_an_older_encoding_is_declared() -> None:
    data = MESSAGES.replace("UTF-8", "GB18030").replace("The pier", "码头").encode("gb18030")
    document = read("pier.po", data)
    assert (document.text[:2], document.encoding, len(document.notes)) == ("码头", "gb18030", 1)


def test_an_encoding_that_stands_for_none_is_passed_over() -> None:
    assert read("pier.po", MESSAGES.replace("UTF-8", "CHARSET")).encoding == "utf-8"


READ_ALL_THE_SAME = {"not-utf-8", "utf-16"}
"""Encodings that are found out here; gettext wants them declared."""


@pytest.mark.parametrize("path", sorted(BAD.glob("*.po")), ids=lambda path: path.stem)
def test_what_gettext_refuses_is_refused(path: Path) -> None:
    if path.stem in READ_ALL_THE_SAME:
        check_tiling(read_document(path))
    else:
        with pytest.raises(DocumentError, match=re.escape(str(path))):
            read_document(path)


def test_a_mistake_is_told_with_its_line() -> None:
    with pytest.raises(
        DocumentError, match=r"a\.po:4: missing 'msgstr' section; fix the file \(`msgfmt -c` checks it\)"
    ):
        read("a.po", 'msgid ""\nmsgstr ""\n\nmsgid "a"\n\nmsgid "b"\nmsgstr ""\n')


def test_a_file_without_messages() -> None:
    with pytest.raises(DocumentError, match="nothing to translate: the file holds no message that is in use"):
        read_po("a.po", b'msgid ""\nmsgstr ""\n\n#~ msgid "a"\n#~ msgstr "b"\n')


def test_a_sign_behind_a_line_break_is_no_mark_of_a_quotation() -> None:
    document = read("a.po", 'msgid ""\nmsgstr ""\n\nmsgid "3 \u2028 > 2 by value"\nmsgstr ""\n')
    assert document.text == "3 > 2 by value"
