import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from polib import POEntry

from dragoman.model import Alignment, Kind, Origin, Provenance, Rung, fold_lines
from dragoman.po import Catalogue, read_catalogue, update_catalogue
from dragoman.po.layout import serialise
from dragoman.po.linebreak import cut_lines
from dragoman.po.provenance import (
    Stamp,
    fingerprint,
    format_provenance,
    parse_provenance,
    source_fingerprint,
    split_comment,
)
from factories import ARABIC, CHINESE, SPANISH, Passage, Sentence, alignment

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
NASTY = st.sampled_from(
    [
        "\u2028", "\u2029", "\x85", "\xa0", "\u3000", "\ufeff", '"', "\\", '\\"', "\\n", "\n", "\t", "\r", "\r\n",
        "\x0b", "\x0c", "\x07", "\x08", "\x1b", "\x7f", "\x1c", "#", "#~", 'msgid "x"', "%s", "charset=",
        "\U0001f469\u200d\U0001f467", "\U00020000", "\u202e", "\u2067", "\u200f", "e\u0301",
        "国家档案馆", "（一）", "“好。”", "المحفوظات", "שלום-",
        " ", "dragoman: ", ", check 0123456789ab",
    ]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXT = st.lists(st.one_of(NASTY, st.text(CHARACTERS, max_size=12)), max_size=12).map("".join)
LINE = TEXT.map(lambda text: text.replace("\n", " ").replace("\r", " "))
COMMENT = st.lists(LINE, max_size=3).map("\n".join)
PATH = st.text(CHARACTERS, min_size=1, max_size=9).filter(
    lambda path: not any(char.isspace() or char in ":\u2068\u2069" or ord(char) < 32 for char in path)
)
FLAGS = st.lists(st.sampled_from(["fuzzy", "no-wrap", "odd-flag", "no-c-format", "range: 0..5"]), unique=True)


@st.composite
def entries(draw: st.DrawFn) -> POEntry:
    entry = POEntry(
        msgctxt=draw(st.one_of(st.none(), TEXT)),
        msgid=draw(TEXT.map(lambda text: f"{text}x")),
        msgstr=draw(TEXT.map(lambda text: f"{text}y")),
        tcomment=draw(COMMENT),
        comment=draw(COMMENT),
        occurrences=draw(st.lists(st.tuples(PATH, st.integers(0, 9999).map(str)), unique=True, max_size=12)),
        flags=draw(FLAGS),
        obsolete=draw(st.booleans()),
    )
    if draw(st.booleans()):
        entry.msgid_plural = draw(TEXT)
        entry.msgstr_plural = dict(enumerate(draw(st.lists(TEXT, min_size=1, max_size=3)))) | {0: entry.msgstr}
        entry.msgstr = ""
    if draw(st.booleans()):
        entry.previous_msgid = draw(TEXT)
        entry.previous_msgctxt = draw(st.one_of(st.none(), TEXT))
    return entry


ENTRIES = st.lists(entries(), unique_by=lambda entry: (entry.msgctxt, entry.msgid), max_size=5)
HEADER = POEntry(msgid="", msgstr="Content-Type: text/plain; charset=UTF-8\nodd line\n", tcomment="header")


def load(text: str) -> Catalogue:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.po")
        path.write_text(text, encoding="utf-8", newline="")
        return read_catalogue(path)


def fields(entry: POEntry) -> dict[str, object]:
    plain = {key: value for key, value in vars(entry).items() if key not in ("linenum", "encoding", "obsolete")}
    return plain | {"obsolete": bool(entry.obsolete), "flags": sorted(entry.flags)}


@given(ENTRIES, LINE)
def test_what_is_written_is_read(written: list[POEntry], trailer: str) -> None:
    catalogue = load(serialise(HEADER, written, trailer))
    expected = [entry for entry in written if not entry.obsolete] + [entry for entry in written if entry.obsolete]
    assert list(map(fields, catalogue.entries)) == list(map(fields, expected))
    assert catalogue.header is not None
    assert fields(catalogue.header) == fields(HEADER)
    assert catalogue.trailer == trailer
    assert serialise(catalogue.header, catalogue.entries, catalogue.trailer) == serialise(HEADER, written, trailer)


@given(TEXT, st.integers(1, 80), st.integers(0, 20))
def test_lines_make_up_the_text(text: str, width: int, start: int) -> None:
    text = text.replace("\n", "")
    lines = cut_lines(text, width, start)
    assert "".join(lines) == cut_lines(text, 1 << 60)[0]
    assert "" not in lines[1:]


@given(
    st.builds(
        Provenance,
        st.sampled_from(["machine", "memory"]),
        st.one_of(st.text(CHARACTERS), TEXT),
        st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        st.lists(st.sampled_from(["present", "inline", "forced", "spliced", "missing"]), max_size=4).map(tuple),
        st.sampled_from(["", "9c1f03ab77de"]),
    ),
    TEXT,
    st.one_of(st.none(), TEXT),
)
def test_provenance_is_read_as_it_was_written(provenance: Provenance, target: str, kind: str | None) -> None:
    line = format_provenance(provenance, target, kind, "Rice")
    assert "\n" not in line
    found = parse_provenance(line)
    assert found is not None
    assert found == Stamp(provenance, fingerprint(target), source_fingerprint(kind, "Rice"))


KINDS: st.SearchStrategy[Kind] = st.sampled_from(["heading", "caption", "paragraph", "list"])
ORIGINS: st.SearchStrategy[Origin] = st.sampled_from(list(get_args(Origin)))
SOURCES = st.sampled_from(
    ["Rice", "Wheat grew\nwell", "Corn 50%", "Oats\u00a0and “beans”", "Rye " * 30 + "end", '\\ "q" \t tab', "n\x85l"]
)
TARGETS = TEXT.map(lambda text: f"水{text}。".replace("{", "").replace("}", ""))
RUNGS: st.SearchStrategy[tuple[Rung, ...]] = st.sampled_from([(), ("inline",), ("forced", "missing")])


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    passages = []
    for _ in range(draw(st.integers(0, 8))):
        passages.append(Passage(draw(KINDS), [Sentence(draw(SOURCES), draw(TARGETS), draw(ORIGINS))]))
    return alignment(passages, draw(st.sampled_from([CHINESE, ARABIC, SPANISH])))


def update(existing: Catalogue | None, made: Alignment, day: int) -> str:
    labelled: dict[tuple[str, str], Provenance] = {
        (r.kind, fold_lines(r.source)): Provenance("machine", "argos, draft", r.score, ("inline",))
        for r in made.records
    }
    return update_catalogue(existing, made, provenances=labelled, now=NOW + timedelta(day))


@st.composite
def edits(draw: st.DrawFn, written: Iterable[POEntry]) -> list[POEntry]:
    """What people do to some of the entries."""
    touched = []
    for entry in written:
        if draw(st.booleans()):
            continue
        touched.append(entry)
        if draw(st.booleans()):
            entry.msgstr = draw(TEXT.map(lambda text: f"人{text}"))
        if draw(st.booleans()):
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if draw(st.booleans()):
            entry.flags.append("odd-flag")
        if draw(st.booleans()):
            note = draw(LINE.filter(lambda line: bool(line.strip()) and "dragoman" not in line))
            entry.tcomment = f"{entry.tcomment}\n{note}" if entry.tcomment else note
    return touched


@given(st.data())
def test_update_settles_at_once_and_keeps_what_people_did(data: st.DataObject) -> None:
    made = data.draw(alignments())
    first = update(None, made, 0)
    assert update(load(first), made, 1) == first
    exported = load(first)
    people = data.draw(edits(exported.entries))
    theirs = load(serialise(exported.header, exported.entries, "a last word"))

    amended = data.draw(alignments())
    second = update(theirs, amended, 2)
    result = load(second)
    kept = {(entry.msgctxt, entry.msgid): entry for entry in result.entries}
    states = {(unit.kind, unit.source): unit.origin for unit in theirs.units}
    for entry in people:
        comment, _ = split_comment(entry.tcomment)
        state = states[entry.msgctxt or "", entry.msgid]
        human = state in ("reviewed", "draft")
        if not (human or comment or "odd-flag" in entry.flags):
            continue
        now = kept[entry.msgctxt, entry.msgid]
        assert ("odd-flag" in now.flags) == ("odd-flag" in entry.flags)
        if human:
            assert now.msgstr == entry.msgstr
            assert ("fuzzy" in now.flags) == (state == "draft")
        assert now.tcomment == entry.tcomment if state == "draft" else split_comment(now.tcomment)[0] == comment
    assert result.trailer == "a last word"
    assert update(result, amended, 3) == second
    # Nothing the tool wrote on its own passes for a person's.
    reviewed = {(r.kind, r.source) for r in (*made.records, *amended.records) if r.origin in ("reviewed", "draft")}
    by_people = {(entry.msgctxt, entry.msgid) for entry in people} | {(k, fold_lines(s)) for k, s in reviewed}
    for unit in result.units:
        assert unit.origin in ("machine", "memory", "none") or (unit.kind, unit.source) in by_people
