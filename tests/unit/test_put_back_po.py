"""A PO file as a report: its messages filled in, what people have translated left alone."""

import polib

from dragoman.documents import parse_text
from dragoman.exchange.same import finished, finished_suffix
from pseudo import pseudo, put_back, translated

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. The button
#: a.c:3
msgctxt "menu"
msgid "Open the file"
msgstr ""

msgid "Close the file"
msgstr "Schließen"

msgid ""
"\n"
"First line of it.\n"
"Second line of it.\n"
msgstr ""

msgid "One boat came"
msgid_plural "%d boats came"
msgstr[0] ""
msgstr[1] ""

#~ msgid "Gone"
#~ msgstr "Weg"
""".lstrip().encode()


def test_messages_without_a_translation_get_one() -> None:
    made = polib.pofile(put_back("app.po", CATALOGUE).decode())
    found = {entry.msgid: entry for entry in made}
    assert found["Open the file"].msgstr == "Ópén thé fílé"
    assert found["Open the file"].flags == []
    assert found["Open the file"].comment == "The button"
    assert found["Close the file"].msgstr == "Schließen"
    assert found["\nFirst line of it.\nSecond line of it.\n"].msgstr == "\nFírst líné óf ít.\nSécónd líné óf ít.\n"
    assert found["One boat came"].msgstr_plural == {0: "Óné bóát cámé", 1: "%d bóáts cámé"}
    assert [entry.msgid for entry in made.obsolete_entries()] == ["Gone"]
    assert made.metadata["Language"] == "es"
    assert finished_suffix("app.po", CATALOGUE) == "po"


def test_what_a_machine_wrote_is_fuzzy_and_known_again() -> None:
    from dataclasses import replace

    from dragoman.po.entry import entry_unit

    alignment = translated(parse_text("app.po", "app", CATALOGUE))
    records = tuple(replace(record, origin="machine", engine="argos en-es 1.0") for record in alignment.records)
    made = polib.pofile(finished(replace(alignment, records=records), mark=False).decode())
    entry = made.find("Open the file")
    assert entry is not None
    assert entry.flags == ["fuzzy"]
    assert entry_unit(entry).origin == "machine"
    assert entry.msgstr == pseudo("Open the file")


def test_a_file_that_is_translated_stays_as_it_is() -> None:
    data = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "A"\nmsgstr "B"\n'
    assert put_back("app.po", data) == data
