import os
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from dragoman.errors import CatalogueError
from dragoman.model import Provenance, Unit
from dragoman.po.catalogue import read_catalogue, read_catalogue_if_exists
from dragoman.po.provenance import format_provenance

BAD = Path(__file__).parents[1] / "bad" / "po"
FAULTS = {
    "another-domain": (4, "domain"),
    "binary": (1, "NUL"),
    "charset-that-is-no-charset": (2, "unknown charset 'base64'"),
    "comment-behind-previous": (6, "comment"),
    "comment-inside-message": (4, "missing 'msgstr' section"),
    "duplicate-header": (4, "duplicate message definition; the first is in line 1"),
    "duplicate-message": (8, "duplicate message definition; the first is in line 4"),
    "duplicate-of-obsolete": (7, "duplicate message definition; the first is in line 4"),
    "end-of-line-within-string": (5, "end of line within a string"),
    "escape-that-is-no-text": (5, "escape"),
    "garbage-behind-string": (5, "syntax error at '!'"),
    "half-obsolete": (5, "inconsistent use of #~"),
    "invalid-escape": (4, "invalid control sequence"),
    "keyword-without-string": (5, "'msgstr' out of place"),
    "merge-conflict": (5, "<<<<<<< HEAD"),
    "missing-msgid": (5, "'msgstr' out of place"),
    "missing-msgstr": (4, "missing 'msgstr' section"),
    "misspelt-capitals": (4, "unknown keyword 'MSGID'"),
    "msgstr-first": (4, "'msgstr' out of place"),
    "not-utf-8": (5, "not text in UTF-8"),
    "nul-byte": (4, "NUL"),
    "plural-form-without-plural": (5, "'msgstr[0]' out of place"),
    "plural-forms-out-of-order": (6, "'msgstr[1]' out of place"),
    "plural-without-forms": (6, "'msgstr' out of place"),
    "previous-context-only": (6, "without a previous msgid"),
    "single-quotes": (4, "syntax error"),
    "truncated": (5, "end of line within a string"),
    "truncated-after-msgid": (4, "missing 'msgstr' section"),
    "two-translations": (6, "'msgstr' out of place"),
    "unknown-charset": (4, "unknown charset 'KLINGON-8'"),
    "unknown-keyword": (5, "unknown keyword 'msgtext'"),
    "unknown-previous": (5, "syntax error in a previous text"),
    "unquoted-text": (5, "syntax error at '收成报告'"),
    "utf-16": (1, "UTF-16"),
    "web-page": (1, "syntax error"),
}
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def units(path: Path, text: str | bytes) -> tuple[Unit, ...]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_catalogue(path).units


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "harvest.po"


@pytest.mark.parametrize("path", sorted(BAD.glob("*.po")), ids=lambda path: path.stem)
def test_broken_file_is_refused_with_its_line_and_left_alone(path: Path) -> None:
    before = path.read_bytes()
    line, problem = FAULTS[path.stem]
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert problem in message
    assert "file unchanged" in message
    assert path.read_bytes() == before


def test_every_fault_has_its_file() -> None:
    assert {path.stem for path in BAD.glob("*.po")} == FAULTS.keys()


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_file_without_permission(po: Path) -> None:
    po.write_text(HEADER)
    po.chmod(0)
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(po)


def test_missing_file(po: Path) -> None:
    assert read_catalogue_if_exists(po) is None
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(po)


def signed(provenance: Provenance, target: str, source: str) -> str:
    return f"# {format_provenance(provenance, target, 'heading', source)}\n"


def test_states(po: Path) -> None:
    machine = Provenance("machine", "argos en-zh 0.1", -0.5, ("inline",), "0123456789ab")
    memory = Provenance("memory", "spring.po")
    text = HEADER + "\n".join(
        [
            'msgctxt "heading"\nmsgid "Reviewed"\nmsgstr "一"\n',
            signed(machine, "二", "Machine") + '#, fuzzy\nmsgctxt "heading"\nmsgid "Machine"\nmsgstr "二"\n',
            signed(memory, "三", "Memory") + '#, fuzzy\nmsgctxt "heading"\nmsgid "Memory"\nmsgstr "三"\n',
            signed(machine, "二", "Edited") + '#, fuzzy\nmsgctxt "heading"\nmsgid "Edited"\nmsgstr "四"\n',
            signed(machine, "五", "Cleared") + 'msgctxt "heading"\nmsgid "Cleared"\nmsgstr "五"\n',
            signed(machine, "二", "Machine") + '#, fuzzy\nmsgctxt "heading"\nmsgid "Moved"\nmsgstr "二"\n',
            signed(machine, "二", "Machine") + '#, fuzzy\nmsgctxt "caption"\nmsgid "Machine"\nmsgstr "二"\n',
            '#, fuzzy\nmsgctxt "heading"\nmsgid "Draft"\nmsgstr "六"\n',
            '#, fuzzy\nmsgctxt "heading"\nmsgid "Empty"\nmsgstr ""\n',
            'msgid "No context"\nmsgstr "七"\n',
            'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "八"\n',
            '#~ msgctxt "heading"\n#~ msgid "Gone"\n#~ msgstr "九"\n',
        ]
    )
    assert tuple(replace(unit, flags=()) for unit in units(po, text)) == (
        Unit("heading", "Reviewed", "一", "reviewed"),
        Unit("heading", "Machine", "二", "machine", machine),
        Unit("heading", "Memory", "三", "memory", memory),
        Unit("heading", "Edited", "四", "draft"),
        Unit("heading", "Cleared", "五", "reviewed"),
        Unit("heading", "Moved", "", "none"),
        Unit("caption", "Machine", "", "none"),
        Unit("heading", "Draft", "六", "draft"),
        Unit("heading", "Empty", "", "none"),
        Unit("", "No context", "七", "reviewed"),
    )
    catalogue = read_catalogue(po)
    assert catalogue.unit("heading", "Draft") == Unit("heading", "Draft", "六", "draft", flags=("fuzzy",))
    assert catalogue.unit("caption", "Draft") is None
    assert catalogue.unit("heading", "Gone") == Unit("heading", "Gone", "九", "reviewed", obsolete=True)
    assert catalogue.revivable("heading", "Gone") == Unit("heading", "Gone", "九", "reviewed", obsolete=True)
    assert catalogue.revivable("heading", "Draft") is None


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + (HEADER + 'msgid "Rice"\nmsgstr "大米"\n').encode(),
        (HEADER + 'msgid "Rice"\nmsgstr "大米"\n').replace("\n", "\r\n").encode(),
        (HEADER.replace("UTF-8", "CHARSET") + 'msgid "Rice"\nmsgstr "大米"\n').encode(),
        'msgid "Rice"\nmsgstr "大米"\n'.encode(),
        (HEADER.replace("UTF-8", "GB18030") + 'msgid "Rice"\nmsgstr "大米"\n').encode("gb18030"),
        (HEADER + 'domain "messages"\nmsgid"Ri" "ce"msgstr"\\345\\244\\247" "米"').encode(),
        (HEADER + 'msgid\n"Rice"\n\n\tmsgstr ""\n "大"\n"米" # so').encode(),
    ],
    ids=["bom", "crlf", "charset-placeholder", "no-header", "gb18030", "crammed", "spread"],
)
def test_legal_file_is_read(po: Path, data: bytes) -> None:
    assert units(po, data) == (Unit("", "Rice", "大米", "reviewed"),)


def test_empty_file_is_an_empty_catalogue(po: Path) -> None:
    assert units(po, "") == ()


def test_charset_in_an_entry_is_not_the_charset_of_the_file(po: Path) -> None:
    text = HEADER.replace("; charset=UTF-8", "") + 'msgid "Rice"\nmsgstr "大米 Content-Type: x; charset=KOI8-R"\n'
    assert units(po, text)[0].target == "大米 Content-Type: x; charset=KOI8-R"


def test_line_separators_are_text(po: Path) -> None:
    assert units(po, HEADER + 'msgid "a\u2028b\x85c\u2029d\x1ce"\nmsgstr "\xa0"\n') == (
        Unit("", "a\u2028b\x85c\u2029d\x1ce", "\xa0", "reviewed"),
    )


def test_all_parts_of_an_entry(po: Path) -> None:
    po.write_text(
        HEADER
        + "#no space\n#\n#  two spaces\n#. kind: list\n#: a.txt:1 b%20c.txt:07 d.txt : 4 e.txt:\n"
        + "#: \u2068f g.txt\u2069:9 http://h:80/i.txt:5\n#, fuzzy, no-wrap\n#,odd-flag range: 0..5\n"
        + '#| msgctxt "l"\n#| msgid "M"\n#| "n"\nmsgctxt "list"\nmsgid "O"\nmsgstr "P\\t\\"\\\\\\n"\n# tail\n'
    )
    catalogue = read_catalogue(po)
    (entry,) = catalogue.entries
    assert entry.tcomment == "no space\n\n two spaces"
    assert entry.comment == "kind: list"
    assert entry.occurrences == [
        ("a.txt", "1"),
        ("b%20c.txt", "7"),
        ("d.txt", "4"),
        ("e.txt:", ""),
        ("f g.txt", "9"),
        ("http://h:80/i.txt", "5"),
    ]
    assert entry.flags == ["fuzzy", "no-wrap", "odd-flag", "range: 0..5"]
    assert (entry.previous_msgctxt, entry.previous_msgid) == ("l", "Mn")
    assert entry.msgstr == 'P\t"\\\n'
    assert catalogue.trailer == "tail"


def test_polib_reads_the_same(po: Path) -> None:
    po.write_text(
        HEADER + '# c\n#, fuzzy\nmsgctxt "list"\nmsgid "One "\n"two"\nmsgstr "一"\n\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    ours = [(e.msgctxt, e.msgid, e.msgstr, e.flags, e.tcomment, e.obsolete) for e in read_catalogue(po).entries]
    theirs = [(e.msgctxt, e.msgid, e.msgstr, e.flags, e.tcomment, bool(e.obsolete)) for e in polib.pofile(str(po))]
    assert ours == theirs
