from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.model import Alignment, Finding, Provenance, Unit
from dragoman.po import Catalogue, fingerprint, read_catalogue, template, update_catalogue
from dragoman.po.provenance import source_fingerprint
from factories import SPANISH, Passage, Sentence, alignment, chinese_report, rendering

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
ARGOS = Provenance("machine", "argos en-zh 0.1, draft engine", -0.5, ("inline",), "0123456789ab")
SPRING = Provenance("memory", "spring.po")

Load = Callable[[str], Catalogue]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(text: str) -> Catalogue:
        path = tmp_path / "report.po"
        path.write_text(text, encoding="utf-8", newline="")
        return read_catalogue(path)

    return read


def report(*sentences: Sentence, name: str = "report.txt") -> Alignment:
    return alignment([Passage("paragraph", [sentence]) for sentence in sentences], name=name)


def provenances(made: Alignment) -> dict[tuple[str, str], Provenance]:
    by_origin = {"machine": ARGOS, "memory": SPRING}
    return {(r.kind, r.source): by_origin[r.origin] for r in made.records if r.origin in by_origin}


def update(existing: Catalogue | None, made: Alignment, now: datetime = NOW) -> str:
    return update_catalogue(existing, made, provenances=provenances(made), now=now)


def entry(text: str, msgid: str) -> str:
    return next(block for block in text.split("\n\n") if f'msgid "{msgid}"' in block).rstrip("\n")


RICE = Sentence("Rice grew well.", "水稻长势良好。")
WHEAT = Sentence("Wheat did not.", "小麦不好。", origin="memory")
CORN = Sentence("Corn failed.", origin="none")


def test_new_catalogue() -> None:
    text = update(None, report(RICE, WHEAT, CORN, RICE, Sentence("1.jpg", origin="verbatim")))
    assert text == (
        "# Translation of report.txt into Chinese.\n"
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: report\\n"\n"Report-Msgid-Bugs-To: \\n"\n'
        '"POT-Creation-Date: 2025-03-03 09:30+0000\\n"\n"PO-Revision-Date: 2025-03-03 09:30+0000\\n"\n'
        '"Last-Translator: Automatically generated\\n"\n"Language-Team: none\\n"\n"Language: zh_CN\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n"X-Generator: dragoman 0.1.0\\n"\n'
        '"X-Dragoman-Signature: dragoman 0.1.0 | argos en-zh 0.1 | glossary 5f3c1a | "\n"segmenter rules-en\\n"\n'
        "\n"
        "# dragoman: machine translation: argos en-zh 0.1, draft engine, score -0.5, terms inline, key 0123456789ab, "
        f"check {fingerprint('水稻长势良好。')} of {source_fingerprint('paragraph', 'Rice grew well.')}\n"
        f"#. kind: paragraph\n#. machine text, check {fingerprint('水稻长势良好。')} "
        f"of {source_fingerprint('paragraph', 'Rice grew well.')}\n#: report.txt:1 report.txt:7\n#, fuzzy\n"
        'msgctxt "paragraph"\nmsgid "Rice grew well."\nmsgstr "水稻长势良好。"\n'
        "\n"
        f"# dragoman: recalled from spring.po, check {fingerprint('小麦不好。')} "
        f"of {source_fingerprint('paragraph', 'Wheat did not.')}\n"
        f"#. kind: paragraph\n#. recalled text, check {fingerprint('小麦不好。')} "
        f"of {source_fingerprint('paragraph', 'Wheat did not.')}\n#: report.txt:3\n#, fuzzy\n"
        'msgctxt "paragraph"\nmsgid "Wheat did not."\nmsgstr "小麦不好。"\n'
        "\n"
        "#. kind: paragraph\n#: report.txt:5\n"
        'msgctxt "paragraph"\nmsgid "Corn failed."\nmsgstr ""\n'
    )


def test_comment_for_the_translator() -> None:
    finding = Finding("T001", "error", "the rendering 农会 of\n“farmers' union” is not in the target")
    made = alignment(
        [
            Passage(
                "caption",
                [
                    Sentence(
                        "{u:Farmers’ union} at {f:Fair}, {m:Lin}, {c:council}, {d:May 1}, {e:ELC}",
                        "{f:农展会} {m:林} {d:五一} {e:ELC}",
                        rungs=["present", "spliced", "present", "present", "present", "forced"],
                        findings=(finding, finding),
                    )
                ],
            )
        ],
        renderings=dict(
            [
                rendering("u", "农会"),
                rendering("f", "农业展览会", "established"),
                rendering("m", "林", "proposed"),
                rendering("c", ""),
                rendering("e", "="),
            ]
        ),
    )
    assert [line for line in update(None, made).splitlines() if line.startswith("#.")] == [
        "#. kind: caption",
        "#. Farmers’ union → 农会 [official] missing from the translation",
        "#. Fair → 农业展览会 [established] spliced as 农展会",
        "#. Lin → 林 [proposed]",
        "#. council → ? [official] the glossary has no rendering yet",
        "#. May 1 → 五一",
        "#. ELC → ELC [official] forced",
        "#. T001 error: the rendering 农会 of “farmers' union” is not in the target",
        "#. machine text, check 1befaed00381 of 017df89757c5",
    ]


def test_second_run_changes_nothing(load: Load) -> None:
    made = chinese_report()
    first = update(None, made)
    assert update(load(first), made, LATER) == first


def test_reviewed_entry_stays_and_loses_only_our_line(load: Load) -> None:
    made = report(RICE, WHEAT)
    text = (
        update(None, made).replace("#, fuzzy\n", "#, odd-flag\n", 1).replace("# dragoman", "# my note\n# dragoman", 1)
    )
    again = update(load(text), report(replace(RICE, target="稻子很好。"), WHEAT), LATER)
    assert entry(again, "Rice grew well.") == (
        "# my note\n#. kind: paragraph\n#: report.txt:1\n#, odd-flag\n"
        'msgctxt "paragraph"\nmsgid "Rice grew well."\nmsgstr "水稻长势良好。"'
    )
    assert entry(again, "Wheat did not.") == entry(text, "Wheat did not.")


def test_draft_stays_whatever_the_run_says(load: Load) -> None:
    text = update(None, report(RICE)).replace("水稻长势良好。", "水稻丰收。")
    for origin in ("machine", "none", "memory", "reviewed"):
        again = update(load(text), report(replace(RICE, origin=origin)), LATER)
        trace = "#. machine text, check aaa03ef60e7b of 6fbb88c71998\n"
        assert entry(again, "Rice grew well.") == entry(text.replace(trace, ""), "Rice grew well.")


def test_untouched_machine_text_is_replaced(load: Load) -> None:
    text = update(None, report(RICE)).replace("# dragoman", "# my note\n# dragoman", 1)
    again = update(load(text), report(replace(RICE, target="稻子很好。")), LATER)
    assert 'msgstr "稻子很好。"' in again
    assert "# my note\n# dragoman: machine translation" in again
    assert again.count("# dragoman:") == 1
    assert "POT-Creation-Date: 2025-03-03" in again
    assert "PO-Revision-Date: 2025-03-03" in again, "no person has revised it"


def test_untouched_machine_text_goes_where_nothing_replaces_it(load: Load) -> None:
    again = update(load(update(None, report(RICE))), report(replace(RICE, target="", origin="none")), LATER)
    assert entry(again, "Rice grew well.").endswith(
        '#: report.txt:1\nmsgctxt "paragraph"\nmsgid "Rice grew well."\nmsgstr ""'
    )


def test_recalled_in_context_is_written_as_reviewed(load: Load) -> None:
    again = update(
        load(update(None, report(RICE))), report(replace(RICE, target="稻子很好。", origin="reviewed")), LATER
    )
    assert entry(again, "Rice grew well.").startswith("#. kind: paragraph\n#: report.txt:1\nmsgctxt")


def test_machine_text_without_provenance_is_still_ours(load: Load) -> None:
    text = update_catalogue(None, report(RICE), provenances={}, now=NOW)
    assert load(text).units[0].origin == "machine"


def test_vanished_entries(load: Load) -> None:
    text = update(None, report(RICE, WHEAT, CORN, Sentence("Oats came late.", "燕麦晚了。")))
    text = text.replace("#, fuzzy\n", "", 1).replace(
        "#. kind: paragraph\n#: report.txt:5\n", "# why?\n#: report.txt:5\n"
    )
    again = update(load(text), report(Sentence("Beans are new.", "豆子是新的。")), LATER)
    assert again.endswith(
        '\n\n#~ msgctxt "paragraph"\n#~ msgid "Rice grew well."\n#~ msgstr "水稻长势良好。"\n'
        '\n# why?\n#~ msgctxt "paragraph"\n#~ msgid "Corn failed."\n#~ msgstr ""\n'
    )
    assert "Wheat" not in again
    assert "Oats" not in again
    assert "POT-Creation-Date: 2025-04-12" in again
    assert update(load(again), report(Sentence("Beans are new.", "豆子是新的。")), LATER + timedelta(1)) == again


def test_vanished_entry_that_is_reviewed_and_doubted_again_is_a_persons(load: Load) -> None:
    text = update(None, report(RICE, WHEAT)).replace("# dragoman: machine", "# why?\n# dragoman: machine")
    gone = update(load(text), report(WHEAT), LATER)
    assert "# why?\n# dragoman: machine" in gone
    assert "#, fuzzy\n#~ " in gone
    reviewed = update(load(gone.replace("#, fuzzy\n#~ ", "#~ ")), report(WHEAT), LATER)
    assert "# why?\n#~ " in reviewed
    doubted = load(reviewed.replace("# why?\n#~ ", "# why?\n#, fuzzy\n#~ "))
    back = update(doubted, report(replace(RICE, target="稻米长得好。"), WHEAT), LATER)
    assert entry(back, "Rice grew well.").endswith('msgstr "水稻长势良好。"')


def test_vanished_entry_comes_back(load: Load) -> None:
    text = update(None, report(RICE, WHEAT)).replace("#, fuzzy\n", "", 1)
    gone = load(update(load(text), report(WHEAT)))
    assert gone.revivable("paragraph", "Rice grew well.") == Unit(
        "paragraph", "Rice grew well.", "水稻长势良好。", "reviewed", obsolete=True
    )
    back = update(gone, report(RICE, WHEAT))
    assert "#~" not in back
    assert entry(back, "Rice grew well.").endswith('msgstr "水稻长势良好。"')
    assert "fuzzy" not in entry(back, "Rice grew well.")


def test_entries_of_others_survive(load: Load) -> None:
    foreign = (
        '# theirs\n#. from code\n#: app.c:3\n#, c-format\nmsgid "no context"\nmsgstr "没有上下文"\n\n'
        'msgctxt "menu"\nmsgid "Open"\nmsgstr ""\n\n'
        'msgctxt "paragraph"\nmsgid "One field"\nmsgid_plural "%d fields"\nmsgstr[0] "田"\n\n'
        'msgctxt "paragraph"\nmsgid "Rice grew well."\nmsgid_plural "Rices"\nmsgstr[0] "米"\n'
    )
    old = '\n# keep\n#~ msgid "old"\n#~ msgstr "旧"\n\n# the end\n'
    header = (
        'msgid ""\nmsgstr ""\n"X-Poedit-Bookmarks: 1,2\\n"\n"odd line\\n"\n"Last-Translator: Wen <w@farm.example>\\n"\n'
    )
    text = update(load(header + "\n" + foreign + old), report(RICE, WHEAT))
    assert text.endswith(old)
    for block in foreign.rstrip("\n").split("\n\n")[:3]:
        assert f"\n\n{block}\n" in text
    assert 'msgid "Rice grew well."\nmsgid_plural "Rices"\nmsgstr[0] "米"\n' in text
    assert text.count('msgid "Rice grew well."') == 1
    for line in ("X-Poedit-Bookmarks: 1,2", "odd line", "Last-Translator: Wen <w@farm.example>"):
        assert f'"{line}\\n"' in text


def test_header_that_people_changed(load: Load) -> None:
    text = (
        update(None, report(RICE))
        .replace("# Translation of report.txt into Chinese.", "# The harvest, in Chinese.")
        .replace("Language-Team: none", "Language-Team: Farm")
        .replace("Language: zh_CN", "Language: zh_Hans")
        .replace("X-Generator: dragoman 0.1.0", "X-Generator: Poedit 3.4")
        .replace("Project-Id-Version: report", "Project-Id-Version: PACKAGE VERSION")
        .replace("charset=UTF-8", "charset=CHARSET")
        .replace('msgid ""\nmsgstr ""\n', '#, fuzzy\nmsgid ""\nmsgstr ""\n', 1)
    )
    again = update(load("\ufeff" + text), report(RICE), LATER)
    assert again.startswith('# The harvest, in Chinese.\nmsgid ""\n')
    for kept in ("Language-Team: Farm", "Language: zh_Hans", "X-Generator: Poedit 3.4"):
        assert kept in again
    for mended in ("Project-Id-Version: report", "charset=UTF-8"):
        assert mended in again
    assert "2025-04-12" not in again


def test_generator_is_brought_up_to_date(load: Load) -> None:
    text = update(None, report(RICE)).replace("X-Generator: dragoman 0.1.0", "X-Generator: dragoman 0.0.9")
    assert update(load(text), report(RICE)) == text.replace("0.0.9", "0.1.0")


@pytest.mark.parametrize(("language", "forms"), [("es", "nplurals=2; plural=(n != 1);"), ("zz_unknown", "")])
def test_plural_forms(language: str, forms: str) -> None:
    made = replace(report(RICE), target_language=replace(SPANISH, gettext=language))
    assert (f"Plural-Forms: {forms}" in update(None, made)) == bool(forms)


def test_sources_are_folded_and_names_made_safe() -> None:
    made = report(Sentence("Rice grew\r\n  well.\0", "水稻\0好。"), name="the harvest.txt")
    text = update(None, made)
    assert 'msgid "Rice grew well.\ufffd"\nmsgstr "水稻\ufffd好。"' in text
    assert "#: the%20harvest.txt:1\n" in text


def test_template(load: Load) -> None:
    made = report(RICE, WHEAT, RICE)
    text = template(made, existing=None, now=NOW)
    assert text.startswith(
        "# Template for translations of report.txt.\n#, fuzzy\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: report\\n"\n"Report-Msgid-Bugs-To: \\n"\n'
        '"POT-Creation-Date: 2025-03-03 09:30+0000\\n"\n"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
        '"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"\n"Language-Team: LANGUAGE <LL@li.org>\\n"\n'
        '"Language: \\n"\n'
    )
    assert text.endswith(
        '#. kind: paragraph\n#: report.txt:1 report.txt:5\nmsgctxt "paragraph"\nmsgid "Rice grew well."\nmsgstr ""\n'
        '\n#. kind: paragraph\n#: report.txt:3\nmsgctxt "paragraph"\nmsgid "Wheat did not."\nmsgstr ""\n'
    )
    assert template(made, existing=load(text), now=LATER) == text
    assert "POT-Creation-Date: 2025-04-12" in template(report(RICE), existing=load(text), now=LATER)


def test_template_is_the_same_for_every_language() -> None:
    chinese = chinese_report()
    assert template(chinese, existing=None, now=NOW) == template(
        replace(chinese, target_language=SPANISH, signature="other", renderings={}), existing=None, now=NOW
    )


def test_existing_catalogue_is_not_changed_in_memory(load: Load) -> None:
    existing = load(update(None, report(RICE, WHEAT)).replace("#, fuzzy\n", "", 1))
    before = [str(entry) for entry in existing.entries], str(existing.header)
    update(existing, report(CORN), LATER)
    assert ([str(entry) for entry in existing.entries], str(existing.header)) == before


def test_mapping_of_provenances_may_be_any_mapping() -> None:
    empty: Mapping[tuple[str, str], Provenance] = {}
    assert update_catalogue(None, report(CORN), provenances=empty, now=NOW) == update(None, report(CORN))
