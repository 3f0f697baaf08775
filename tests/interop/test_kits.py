"""Kits split among three translators, one in OmegaT, one in LibreOffice, one in a PO editor, and taken back."""

import json
import shutil
import zipfile
from pathlib import Path

import polib
import pytest
from openpyxl import load_workbook

from office import converted
from omegat import translate_with_omegat
from running import Here, tool

CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/fair.po")
SENTENCES = [
    "The fair opened on the first day of May in the capital.",
    "Farmers of the northern province showed rice and wheat.",
    "The Supreme People's Procuratorate sent a prosecutor to the fair.",
    "Nobody had expected so many visitors in the first week.",
    "The mill of the old town was shown to children.",
    "The clerk closed the gates at eight in the evening.",
]
TEXTS = dict(zip(SENTENCES, [f"第{number}句的译文，由人写成。" for number in range(6)], strict=True))


@pytest.fixture
def kits(here: Here, tmp_path: Path) -> list[Path]:
    Path("fair.txt").write_text("\n\n".join(SENTENCES) + "\n", "utf-8")
    assert here.run("po", "update", "fair.txt", "--to", "zh", "-q").returncode == 0
    people = ("--for", "Lin", "--for", "Ada", "--for", "Wen")
    done = here.run(
        "kit", "make", "fair.txt", "--to", "zh", *people, "--deadline", "1 May", "--contact", "desk@a.example"
    )
    assert done.returncode == 0, done.stderr
    return [Path(line.split(": ")[0]) for line in done.stdout.splitlines()]


def unpacked(kit: Path) -> Path:
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(kit.with_suffix(""))
    [folder] = kit.with_suffix("").iterdir()
    return folder


def packed(folder: Path, name: str) -> Path:
    return Path(shutil.make_archive(name, "zip", folder.parent, folder.name))


def edit(path: Path, translator: str) -> None:
    """Translate a file in a PO editor, but for what is in it last."""
    file = polib.pofile(str(path))
    for entry in list(file)[: max(len(file) - 1, 1)]:
        entry.msgstr, entry.flags = TEXTS[entry.msgid], []
    file.metadata["Last-Translator"] = translator
    file.save()


def test_what_a_kit_holds(kits: list[Path], here: Here) -> None:
    assert [kit.name for kit in kits] == ["fair-zh-Lin-1.zip", "fair-zh-Ada-2.zip", "fair-zh-Wen-3.zip"]
    sent = []
    for kit in kits:
        folder = unpacked(kit)
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert names == {
            "kit.json", "README.txt", "source/fair.txt", "pages/fair.zh.html", "terms.tbx", "terms.tsv", "memory.tmx",
            "translate/fair.zh.po",
        }  # fmt: skip
        text = (folder / "README.txt").read_text("utf-8")
        assert "Deadline: 1 May" in text
        assert "desk@a.example" in text
        terms = (folder / "terms.tsv").read_text("utf-8")
        assert "Supreme People's Procuratorate" in terms
        assert "National People's Congress" not in terms, "that is in the glossary, and not in the report"
        sent += [entry.msgid for entry in polib.pofile(str(folder / "translate" / "fair.zh.po"))]
    assert sent == SENTENCES
    rows = json.loads(here.run("kit", "status", "--json").stdout)["kits"]
    assert [(row["recipient"], row["segments"], row["open"], row["taken"]) for row in rows] == [
        ("Lin", 2, 2, ""),
        ("Ada", 2, 2, ""),
        ("Wen", 2, 2, ""),
    ]
    assert here.run("po", "status", "locales", "--json").returncode == 0


@pytest.mark.office
def test_three_translators(kits: list[Path], here: Here, tmp_path: Path) -> None:
    folders = [unpacked(kit) for kit in kits]
    files = [folder / "translate" / "fair.zh.po" for folder in folders]
    # Lin works in a PO editor.
    edit(files[0], "Lin Wen <lin@a.example>")
    # Ada works in OmegaT, which fills in what her memory has.
    pairs = [entry.msgid for entry in polib.pofile(str(files[1]))]
    memory = Path("ada.tmx")
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{text}</seg></tuv><tuv xml:lang="zh-CN"><seg>{TEXTS[text]}</seg></tuv></tu>'
        for text in pairs
    )
    memory.write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
        f'o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>{units}</body></tmx>',
        "utf-8",
    )
    done = translate_with_omegat(tmp_path / "omegat", [files[1]], memory)
    shutil.copy(done / "target" / files[1].name, files[1])
    # Wen works in LibreOffice, on a table that translate-toolkit makes of the file and back.
    _in_libreoffice(files[2], tmp_path)
    back = [packed(folder, f"back{number}") for number, folder in enumerate(folders)]
    done_all = here.run("kit", "take", *back, "--report", "returned", "--json")
    assert done_all.returncode == 0, done_all.stderr
    taken = json.loads(done_all.stdout)["kits"]
    assert [(one["for"], one["open"]) for one in taken] == [("Lin", 1), ("Ada", 0), ("Wen", 0)]
    found = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    left = [text for text, entry in found.items() if "fuzzy" in entry.flags]
    assert len(left) == 1
    assert all(found[text].msgstr == TEXTS[text] for text in SENTENCES if text not in left)
    first = next(entry for text, entry in found.items() if text in SENTENCES[:2] and text not in left)
    assert first.tcomment.startswith("Translator: Lin Wen <lin@a.example>, ")
    assert "not reviewed yet" in Path("returned/fair-zh-Lin-1.html").read_text("utf-8")
    assert Path("returned/fair-zh-Lin-1.xlsx").stat().st_size > 0
    rows = json.loads(here.run("kit", "status", "--json").stdout)["kits"]
    assert [(row["open"], bool(row["taken"])) for row in rows] == [(1, True), (0, True), (0, True)]
    again = json.loads(here.run("kit", "take", *back, "--json").stdout)["kits"]
    assert sum(one.get("reviewed", 0) + one.get("conflicts", 0) for one in again) == 0


def _in_libreoffice(path: Path, folder: Path) -> None:
    """Edit a PO file as CSV, opened and saved by LibreOffice as a workbook and back."""
    tool("po2csv", path, "wen.csv")
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    csv = Path("wen.csv").read_bytes()
    [book] = converted(folder / "one", {"wen.csv": csv}, "xlsx", "CSV:44,34,76").values()
    Path("wen.xlsx").write_bytes(book)
    workbook = load_workbook("wen.xlsx")
    for row in workbook.active.iter_rows():
        for cell in row:
            if cell.value in TEXTS:
                row[cell.column].value = TEXTS[str(cell.value)]
    workbook.save("wen.xlsx")
    how = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    [csv] = converted(folder / "two", {"wen.xlsx": Path("wen.xlsx").read_bytes()}, how).values()
    Path("wen.csv").write_bytes(csv)
    tool("csv2po", "wen.csv", "wen.po")
    file = polib.pofile("wen.po")
    assert all(entry.msgstr == TEXTS[entry.msgid] for entry in file if entry.msgid in TEXTS)
    shutil.copy("wen.po", path)


def test_xliff_kits_by_words(kits: list[Path], here: Here) -> None:
    done = here.run("kit", "make", "fair.txt", "--to", "zh", "--split", "words=21", "--format", "xliff", "--out", "x")
    assert done.returncode == 0, done.stderr
    made = [Path(line.split(": ")[0]) for line in done.stdout.splitlines()]
    assert len(made) >= 3
    folder = unpacked(made[0])
    path = folder / "translate" / "fair.zh.xliff"
    text = path.read_text("utf-8")
    assert text.count("<trans-unit") == 2
    path.write_text(text.replace("<trans-unit ", '<trans-unit approved="yes" ', 1), "utf-8")
    assert here.run("kit", "take", packed(folder, "first")).returncode == 0
    assert json.loads(here.run("po", "status", CATALOGUE, "--json").stdout)["total"]["segments"]["reviewed"] == 1


@pytest.mark.parametrize("wrong", ["not a zip", "another kit", "no files"])
def test_what_is_no_kit_is_refused(wrong: str, kits: list[Path], here: Here) -> None:
    path = Path("wrong.zip")
    if wrong == "not a zip":
        path.write_bytes(b"PK")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("kit.json", json.dumps({"id": "fair-zh-Lin-1" if wrong == "no files" else "../x"}))
    before = CATALOGUE.read_bytes()
    done = here.run("kit", "take", path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert CATALOGUE.read_bytes() == before
