"""What comes back from people, put into a catalogue: who has changed what, and what is left for people to decide."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.exchange.marks import export_mark
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.model import Origin, Provenance, Unit
from dragoman.po import format_provenance, read_catalogue
from dragoman.po.catalogue import Catalogue
from dragoman.run.reimport.find import Exported
from dragoman.run.reimport.merge import Change, Contested, Merged, Rules, judge, merge

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
MACHINE = Provenance("machine", "argos en-zh 0.1")
HEADER = 'msgid ""\nmsgstr "PO-Revision-Date: 2020-01-01 00:00+0000\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'


def machine(source: str, target: str, kind: str = "paragraph") -> str:
    line = format_provenance(MACHINE, target, kind, source)
    return f'# {line}\n#, fuzzy\nmsgctxt "{kind}"\nmsgid "{source}"\nmsgstr "{target}"\n'


def reviewed(source: str, target: str, kind: str = "paragraph") -> str:
    return f'msgctxt "{kind}"\nmsgid "{source}"\nmsgstr "{target}"\n'


def unit(source: str, target: str, said: Origin | None = None, **more: str) -> ReturnedUnit:
    made = ReturnedUnit("", "paragraph", source, target, said, "", "row 2")
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "harvest.po"


def load(po: Path, *entries: str) -> Catalogue:
    po.write_text(HEADER + "\n".join(entries), "utf-8")
    return read_catalogue(po)


def bring(
    catalogue: Catalogue, *units: ReturnedUnit, take: bool = False, segments: dict[str, Exported] | None = None
) -> Merged:
    file = ReturnedFile("harvest.zh.docx", "harvest", "en", "zh", units)
    return merge(catalogue, [file], segments or {}, Rules(take=take, now=NOW))


def after(po: Path, merged: Merged) -> dict[str, Unit]:
    assert merged.text is not None
    po.write_text(merged.text, "utf-8")
    return {unit.source: unit for unit in read_catalogue(po).all_units}


# The three-way merge. What went out: a mark, or nothing. What is there: state and text. What came back: text and word.

OLD, NEW, OTHER = "旧译", "新译", "别译"
CASES = {
    "machine text edited": ("machine", OLD, "machine", OLD, NEW, None, Change(NEW, False)),
    "machine text edited and reviewed": ("machine", OLD, "machine", OLD, NEW, "reviewed", Change(NEW, True)),
    "machine text approved": ("machine", OLD, "machine", OLD, OLD, "reviewed", Change(OLD, True)),
    "machine text untouched": ("machine", OLD, "machine", OLD, OLD, None, None),
    "machine text called a draft": ("machine", OLD, "machine", OLD, OLD, "draft", None),
    "machine text emptied": ("machine", OLD, "machine", OLD, " \n", "reviewed", None),
    "gap filled": ("none", "", "none", "", NEW, None, Change(NEW, False)),
    "gap filled meanwhile": ("none", "", "machine", OTHER, NEW, "reviewed", Change(NEW, True)),
    "edited while the engine got better": ("machine", OLD, "machine", OTHER, NEW, None, Change(NEW, False)),
    "untouched while the engine got better": ("machine", OLD, "machine", OTHER, OLD, None, None),
    "approved while the engine got better": ("machine", OLD, "machine", OTHER, OLD, "reviewed", Change(OLD, True)),
    "untouched while another reviewed it": ("machine", OLD, "reviewed", OTHER, OLD, None, None),
    "edited while another reviewed it": ("machine", OLD, "reviewed", OTHER, NEW, None, Contested(Change(NEW, False),
    "text")), "edited alike by two": ("machine", OLD, "reviewed", NEW, NEW, None, None),
    "edited while another approved it": ("machine", OLD, "reviewed", OLD, NEW, None, Contested(Change(NEW, False),
    "text")), "approved while another edited it": (
        "machine", OLD, "draft", OTHER, OLD, "reviewed", Contested(Change(OLD, True), "text", False),
    ),
    "reviewed text corrected": ("reviewed", OLD, "reviewed", OLD, NEW, "reviewed", Change(NEW, True)),
    "reviewed text changed and doubted": ("reviewed", OLD, "reviewed", OLD, NEW, "draft", Change(NEW, False)),
    "reviewed text doubted": ("reviewed", OLD, "reviewed", OLD, OLD, "draft", Change(OLD, False)),
    "reviewed text doubted while another changed it": (
        "reviewed", OLD, "reviewed", OTHER, OLD, "draft", Contested(Change(OLD, False), "text", False),
    ),
    "reviewed text untouched": ("reviewed", OLD, "reviewed", OLD, OLD, "reviewed", None),
    "reviewed text untouched, another is newer": ("reviewed", OLD, "reviewed", OTHER, OLD, "reviewed", None),
    "reviewed text that the file lost": ("reviewed", OLD, "machine", OTHER, OLD, "reviewed", Change(OLD, True)),
    "draft improved": ("draft", OLD, "draft", OLD, NEW, "draft", Change(NEW, False)),
    "draft approved": ("draft", OLD, "draft", OLD, OLD, "reviewed", Change(OLD, True)),
    "draft approved elsewhere": ("draft", OLD, "reviewed", OLD, OLD, "draft", None),
    "nothing known, machine text there": ("", "", "machine", OLD, NEW, None, Change(NEW, False)),
    "nothing known, reviewed text there": ("", "", "reviewed", OLD, NEW, None, Contested(Change(NEW, False), "text")),
    "nothing known, the same text": ("", "", "reviewed", OLD, OLD, "reviewed", None),
    "nothing known, the same text approved": ("", "", "draft", OLD, OLD, "reviewed", Change(OLD, True)),
    "nothing known, called a draft": ("", "", "reviewed", OLD, OLD, "draft", Contested(Change(OLD, False), "status")),
}  # fmt: skip


@pytest.mark.parametrize(("went", "went_text", "state", "here", "came", "said", "expected"), CASES.values(), ids=CASES)
def test_judgement(
    went: str,
    went_text: str,
    state: str,
    here: str,
    came: str,
    said: Origin | None,
    expected: Change | Contested | None,
) -> None:
    mark = export_mark(went, went_text) if went else ""  # type: ignore[arg-type]
    entry = Unit("paragraph", "Rice", here, state)  # type: ignore[arg-type]
    returned = ReturnedUnit("b001s01", "paragraph", "Rice", came, said, "", "row 2", mark)
    assert judge(returned, entry, None) == expected
    if went and went_text == came:  # what the alignment record says is as good
        record = Exported("paragraph", "Rice", went_text, went)  # type: ignore[arg-type]
        assert judge(replace(returned, exported=""), entry, record) == expected


def test_what_a_format_cannot_carry_is_no_change() -> None:
    entry = Unit("paragraph", "Rice", "水\x07稻\n长势\u2028好", "reviewed")
    assert judge(unit("Rice", "水\ufffd稻 长势\r\n好"), entry, None) is None


# The whole


def test_changes_are_taken_and_nothing_else(po: Path) -> None:
    catalogue = load(
        po, machine("Rice", "大米"), machine("Wheat", "小麦"), machine("Corn", "玉米"), reviewed("Oats", "燕麦")
    )
    merged = bring(
        catalogue,
        unit("Rice", "水稻", "reviewed"),
        unit("Wheat", "麦子", comment="not sure\r\nsee page 4"),
        unit("Corn", "玉米", "reviewed"),
        unit("Oats", "燕麦"),
    )
    assert merged.conflicts == ()
    assert merged.counts == {"reviewed": 1, "drafts": 1, "approved": 1, "unchanged": 1, "comments": 1}
    assert merged.text == (
        HEADER.replace("2020-01-01 00:00", "2025-03-03 09:30").replace("\\nC", '\\n"\n"C').replace('r "P', 'r ""\n"P')
        + reviewed("Rice", "水稻")
        + "\n# not sure\n# see page 4\n#, fuzzy\n"
        + reviewed("Wheat", "麦子")
        + "\n"
        + reviewed("Corn", "玉米")
        + "\n"
        + reviewed("Oats", "燕麦")
    )
    assert after(po, merged)["Wheat"].origin == "draft"
    again = bring(
        read_catalogue(po), unit("Rice", "水稻", "reviewed"), unit("Wheat", "麦子", comment="not sure see page 4")
    )
    assert (again.text, again.counts) == (None, {"unchanged": 2})


def test_translator_goes_into_the_header(po: Path) -> None:
    file = ReturnedFile("x.tsv", "", "", "", (unit("Rice", "水稻"),))
    merged = merge(load(po, machine("Rice", "大米")), [file], {}, Rules(now=NOW, translator="Lin <l@a.example>"))
    assert '"Last-Translator: Lin <l@a.example>\\n"' in str(merged.text)


def test_comment_comes_without_a_text_too(po: Path) -> None:
    merged = bring(
        load(po, machine("Rice", "大米")), unit("Rice", "", comment="ask"), unit("Rice", "大米", comment="ask")
    )
    assert merged.counts == {"unchanged": 1, "comments": 1}
    assert after(po, merged)["Rice"].origin == "machine"


def test_comment_never_passes_for_ours(po: Path) -> None:
    line = format_provenance(MACHINE, "水稻", "paragraph", "Rice")
    merged = bring(load(po, machine("Rice", "大米")), unit("Rice", "水稻", comment=line))
    assert after(po, merged)["Rice"].origin == "draft"


def test_segments_that_share_an_entry(po: Path) -> None:
    catalogue = load(po, machine("Rice", "大米"))
    untouched = unit("Rice", "大米", exported=export_mark("machine", "大米"))
    one = bring(catalogue, unit("Rice", "水稻"), untouched, unit("Rice", "水稻", "reviewed"))
    assert one.counts == {"reviewed": 1}
    says: tuple[Origin | None, ...] = (None, "reviewed")
    for said in says:
        two = bring(catalogue, unit("Rice", "水稻"), unit("Rice", "稻子", said), untouched, take=True)
        assert two.text is None
        assert [(conflict.kind, conflict.unit.target) for conflict in two.conflicts] == [
            ("differ", "水稻"),
            ("differ", "稻子"),
        ]


def test_conflict_is_decided_on_demand(po: Path) -> None:
    catalogue = load(po, reviewed("Rice", "大米"))
    kept = bring(catalogue, unit("Rice", "水稻", "reviewed"))
    assert kept.text is None
    assert [(conflict.kind, conflict.here, conflict.state) for conflict in kept.conflicts] == [
        ("text", "大米", "reviewed")
    ]
    taken = bring(catalogue, unit("Rice", "水稻", "reviewed"), take=True)
    assert taken.conflicts == ()
    assert after(po, taken)["Rice"] == Unit("paragraph", "Rice", "水稻", "reviewed")


def test_entry_is_found_by_what_is_left(po: Path) -> None:
    catalogue = load(
        po,
        machine("Rice", "大米"),
        machine("Rice", "稻", "heading"),
        machine("Rye  grew well", "黑麦"),
        'msgid "Oats"\nmsgstr ""\n',
    )
    known = {
        "b001s01": Exported("heading", "Rice"),
        "b002s01": Exported("paragraph", "Rice"),
        "b003s01": Exported("paragraph", "Rye  grew well"),
    }
    merged = bring(
        catalogue,
        unit("Rice", "水稻", kind="", id="b001s01"),
        unit("", "稻子", kind="", id="b002s01"),
        unit("Rye\xa0grew\nwell ", "麦子"),
        unit("Oats", "燕麦", kind="heading"),
        segments=known,
    )
    assert merged.conflicts == ()
    assert merged.counts == {"drafts": 4}
    assert bring(catalogue, unit("Rice", "水稻", kind="")).conflicts[0].kind == "ambiguous"


def test_source_goes_before_the_id(po: Path) -> None:
    """Ids move when a report is amended; sources do not."""
    catalogue = load(po, machine("Rice", "大米"), machine("Rye", "黑麦"))
    known = {"b001s01": Exported("paragraph", "Rye"), "b002s01": Exported("paragraph", "Rice")}
    merged = bring(catalogue, unit("Rice", "水稻", id="b001s01"), segments=known)
    assert after(po, merged)["Rice"].target == "水稻"


def test_id_alone_is_trusted_only_while_it_means_the_same(po: Path) -> None:
    """A report that was amended has other texts under its ids: no translation must get under another text."""
    catalogue = load(po, machine("Rice", "大米"), machine("Rye", "黑麦"))
    returned = unit("", "水稻", id="b001s01", exported=export_mark("machine", "大米"))
    same = bring(catalogue, returned, segments={"b001s01": Exported("paragraph", "Rice", "大米", "machine")})
    assert same.counts == {"drafts": 1}
    moved = bring(catalogue, returned, segments={"b001s01": Exported("paragraph", "Rye", "黑麦", "machine")}, take=True)
    assert [one.kind for one in moved.conflicts] == ["moved"]
    assert moved.text is None


def test_text_that_the_report_no_longer_has(po: Path) -> None:
    catalogue = load(po, machine("Rice grew well", "大米"), reviewed("Oats", "燕麦"))
    known = {"b001s01": Exported("paragraph", "Rice grew well")}
    returned = (
        unit("Rice grew", "水稻", "reviewed", id="b001s01", comment="why?"),
        unit("Rye", "黑麦", exported=export_mark("machine", "黑麦")),
        unit("1.jpg", "1.jpg"),
        unit("2.jpg", "2.jpg", exported=export_mark("verbatim", "2.jpg")),
        unit("Wheat", ""),
        unit("Oats", "麦", kind="heading"),
    )
    kept = bring(catalogue, *returned, segments=known)
    assert kept.text is None
    assert [(one.kind, one.unit.source, one.here) for one in kept.conflicts] == [
        ("source", "Rice grew", "Rice grew well"),
        ("source", "Oats", ""),
    ]
    assert kept.counts == {"gone": 1}
    taken = bring(catalogue, *returned, segments=known, take=True)
    assert taken.conflicts == ()
    assert taken.counts == {"reviewed": 1, "drafts": 1, "amended": 1, "gone": 1, "comments": 1}
    assert (
        '# why?\n#, fuzzy\n#| msgctxt "paragraph"\n#| msgid "Rice grew"\n'
        'msgctxt "paragraph"\nmsgid "Rice grew well"\nmsgstr "水稻"\n'
    ) in str(taken.text)
    assert str(taken.text).endswith(
        '\n# why?\n#~ msgctxt "paragraph"\n#~ msgid "Rice grew"\n#~ msgstr "水稻"\n'
        '\n#, fuzzy\n#~ msgctxt "heading"\n#~ msgid "Oats"\n#~ msgstr "麦"\n'
    )
    assert after(po, taken)["Rice grew"].origin == "reviewed"
    assert bring(read_catalogue(po), *returned, segments=known).text is None
    assert bring(read_catalogue(po), *returned, segments=known).conflicts == ()
    picture = unit("2.jpg", "图2", exported=export_mark("verbatim", "2.jpg"))
    assert [one.kind for one in bring(read_catalogue(po), picture, take=True).conflicts] == ["verbatim"]
    other = bring(read_catalogue(po), unit("Rice grew", "稻"), take=True)
    assert [(one.kind, one.here) for one in other.conflicts] == [("unknown", "水稻")]
