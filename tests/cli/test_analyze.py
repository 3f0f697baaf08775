"""`dragoman po analyze`, and what a report recalls of itself."""

import json
import re
from pathlib import Path

import polib
import pytest

from omegat import translate_with_omegat
from running import Here

FOLDER = Path("locales/zh_CN/LC_MESSAGES")
RICE = "The rice of the northern fields grew well in the dry summer."
TEXTS = {
    "old.md": f"{RICE}\n\nThe wheat of the southern province failed again this year.\n",
    "new.md": f"""\
# Opening hours

{RICE}

The rice of the northern fields grew well in the wet summer.

Opening hours

Nobody had expected so many visitors on the first day of the fair.

Nobody had expected so many visitors on the second day of the fair.

Well-known readers, 3,500 of them, came; state-owned mills did not.
""",
}


def translate(path: Path, texts: dict[str, str]) -> None:
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid in texts and (entry.msgctxt or "") != "caption":
            entry.msgstr, entry.flags = texts[entry.msgid], []
    file.save()


@pytest.fixture
def reports(here: Here, tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        Path(name).write_text(text, "utf-8")
        assert here.run("po", "update", name, "--to", "zh", "-q", "--engine", "none").returncode == 0
        translate(FOLDER / "old.po", {RICE: "北方田里的稻子在干旱的夏天长势良好。"})
    return tmp_path


def bands(here: Here, *options: str) -> dict[str, int]:
    data = json.loads(here.run("po", "analyze", FOLDER / "new.po", "--json", *options).stdout)
    return {band: count["segments"] for band, count in data["total"]["bands"].items() if count["segments"]}


def test_each_segment_counts_in_one_band(reports: Path, here: Here) -> None:
    assert bands(here) == {"repetitions": 1, "exact": 1, "85-94": 1, "internal": 1, "none": 3}
    translate(FOLDER / "new.po", {"Opening hours": "开放时间"})
    assert bands(here) == {"reviewed": 2, "exact": 1, "85-94": 1, "internal": 1, "none": 2}


def test_weights_and_price(reports: Path, here: Here) -> None:
    options = ("--json", "--weights", "none=0.5,internal=0,85-94=0,exact=0,repetitions=0", "--price", "2")
    total = json.loads(here.run("po", "analyze", FOLDER / "new.po", *options).stdout)["total"]
    words = total["bands"]["none"]["words"]
    assert (total["weighted_words"], total["price"]) == (words / 2, words)
    assert here.run("po", "analyze", FOLDER, "--weights", "most=1").returncode == 2
    rows = here.run("po", "analyze", FOLDER, "--csv").stdout.splitlines()
    assert rows[0] == "file,language,band,segments,words,characters"
    assert len(rows) == 1 + 2 * 8


@pytest.mark.office
def test_omegat_counts_the_same(reports: Path, here: Here, tmp_path: Path) -> None:
    """Its statistics of the project: segments and characters alike, words where no hyphen or figure parts any."""
    plain = tmp_path / "plain.po"
    file = polib.pofile(str(FOLDER / "new.po"))
    for entry in [entry for entry in file if "Well-known" in entry.msgid]:
        file.remove(entry)  # its hyphens and numbers are words of their own there
    file.save(str(plain))
    header = tmp_path / "header.po"  # whose text is a segment to OmegaT
    for entry in list(file):
        file.remove(entry)
    file.save(str(header))
    translate_with_omegat(tmp_path / "omegat", [plain, header], None)
    [text] = [path.read_text("utf-8") for path in (tmp_path / "omegat").rglob("project_stats.txt")]
    rows = {name: list(map(int, rest.split())) for name, rest in re.findall(r"^(\w+)\.po\s+(.*)$", text, re.MULTILINE)}
    # Of total, remaining, unique and unique remaining each: segments, words, characters without blanks, and with.
    segments, words, characters = (rows["plain"][place] - rows["header"][place] for place in (0, 4, 8))
    ours = json.loads(here.run("po", "analyze", plain, "--json").stdout)["total"]
    assert (ours["segments"], ours["words"], ours["characters"]) == (segments, words, characters)


# What a report recalls of itself


def entries(name: str = "new") -> dict[tuple[str | None, str], polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(FOLDER / f"{name}.po"))}


def test_a_heading_serves_the_same_words_elsewhere(reports: Path, here: Here) -> None:
    file = polib.pofile(str(FOLDER / "new.po"))
    heading = next(entry for entry in file if (entry.msgctxt, entry.msgid) == ("heading", "Opening hours"))
    heading.msgstr, heading.flags = "开放时间", []
    file.save()
    assert here.run("po", "update", "new.md", "--to", "zh", "-q", "--engine", "none").returncode == 0
    [entry] = [one for (kind, text), one in entries().items() if text == "Opening hours" and kind != "heading"]
    assert (entry.msgstr, "fuzzy" in entry.flags) == ("开放时间", True)
    assert "recalled from new" in entry.tcomment


def test_a_near_duplicate_is_offered(reports: Path, here: Here) -> None:
    first = "Nobody had expected so many visitors on the first day of the fair."
    translate(FOLDER / "new.po", {first: "谁也没想到集市首日有这么多人。"})
    assert here.run("po", "update", "new.md", "--to", "zh", "-q", "--engine", "none").returncode == 0
    comment = entries()["paragraph", first.replace("first", "second")].comment
    assert f"like this, in new: {first}" in comment
    assert "there it reads: 谁也没想到集市首日有这么多人。" in comment


ONE, OTHER = "The clerks closed the old hall in spring.", "The town opened a larger one in autumn."
BOTH = "The clerks closed the old hall in spring, and the town opened a larger one in autumn."


@pytest.mark.parametrize("joined", [True, False], ids=["joined", "split"])
def test_both_halves_of_what_was_joined_or_split_are_offered(joined: bool, here: Here, tmp_path: Path) -> None:
    texts = {ONE: "春天，老厅关闭。", OTHER: "秋天，镇上开了更大的。", BOTH: "春天老厅关闭，秋天镇上开了更大的。"}
    before, after = ([ONE, OTHER], [BOTH]) if joined else ([BOTH], [ONE, OTHER])
    for number, sentences in enumerate((before, after)):
        Path("hall.md").write_text("\n\n".join(sentences), "utf-8")
        assert here.run("po", "update", "hall.md", "--to", "zh", "-q", "--engine", "none").returncode == 0
        if number == 0:
            translate(FOLDER / "hall.po", {text: texts[text] for text in before})
    found = entries("hall")
    offered = "\n".join(entry.msgstr + entry.comment for entry in found.values() if not entry.obsolete)
    for text in before:
        assert offered.count(texts[text]) >= len(after)


def test_the_memory_takes_compendia(here: Here, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text = header + f'msgid "{RICE}"\nmsgstr "北方田里的稻子长势良好。"\n\n#, fuzzy\nmsgid "Wheat"\nmsgstr "小麦"\n'
    Path("compendium.po").write_text(text, "utf-8")
    done = here.run("memory", "import", "compendium.po", "--to", "zh")
    assert (done.returncode, done.stdout.split(": ")[1]) == (0, "1 translations\n")
    assert here.run("memory", "import", "compendium.po", "--to", "es").returncode == 2
    Path("new.md").write_text(f"{RICE}\n", "utf-8")
    assert here.run("po", "update", "new.md", "--to", "zh", "-q", "--engine", "none").returncode == 0
    [entry] = entries().values()
    assert (entry.msgstr, "fuzzy" in entry.flags) == ("北方田里的稻子长势良好。", True)


# Who did what, and what the engine was worth


def test_status_by_translator_and_by_rung(here: Here, tmp_path: Path) -> None:
    path = FOLDER / "old.po"
    Path("old.md").write_text(TEXTS["old.md"] + "\nLin Wen opened the fair on May 3, 2024.\n", "utf-8")
    assert here.run("po", "update", "old.md", "--to", "zh", "-q").returncode == 0
    file = polib.pofile(str(path))
    machine = {entry.msgid: entry.msgstr for entry in file}
    kept, changed, noted = list(machine)
    for entry in file:
        entry.flags = [] if entry.msgid != noted else ["fuzzy"]
        if entry.msgid == changed:
            entry.msgstr = f"改{entry.msgstr}"
            entry.tcomment += "\nTranslator: Lin Wen <lin@a.example>, 2025-04-01"
        elif entry.msgid == noted:
            entry.msgstr = "林文于2024年5月3日为集市开幕。"
            entry.tcomment = "Ada Berg <ada@a.example>, 2024."
    file.metadata["Last-Translator"] = "Wen Lin <wen@a.example>"
    file.save()
    assert here.run("po", "update", "old.md", "--to", "zh", "-q").returncode == 0
    rows = json.loads(here.run("po", "status", path, "--by", "translator", "--json").stdout)["translators"]
    assert {row["translator"]: (row["segments"], row["last"]) for row in rows} == {
        "Lin Wen <lin@a.example>": (1, "2025-04-01"),
        "Ada Berg <ada@a.example>": (1, "2024"),
        "Wen Lin <wen@a.example>": (1, ""),
    }
    [worth] = json.loads(here.run("po", "status", path, "--by", "rung", "--json").stdout)["files"]
    assert (worth["segments"], worth["unchanged"], worth["distance"]) == (2, 1, 1)
    assert worth["characters"] == len(machine[kept]) + len(machine[changed]) + 1
    assert sum(edits["segments"] for edits in worth["by_rung"].values()) >= 2
    assert "edited" in here.run("po", "status", path, "--by", "rung").stdout
