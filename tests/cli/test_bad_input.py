"""Requests that cannot be served: one clear message, exit status 2, and nothing written or changed."""

import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman import resources
from dragoman.engine.packages.installed import Package, installed_packages
from dragoman.glossary.lint.rules import Rule
from running import REPOSITORY, Here, Result, files, home, read_records, translate

REPORT = "Harbor office opens\n\nShips may now register online.\n"
PACKAGES = Path("argos-translate", "packages")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one sound report in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def embedded(session_folder: Path) -> Package:
    return next(package for package in installed_packages() if package.embedded)


def refuse(result: Result, *words: str, lines: int = 1) -> None:
    """Make sure that the command ended as it must on bad input, with a message that holds the words."""
    assert result.returncode == 2, (result.stdout, result.stderr)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("error: ") == 1
    assert result.stderr.count("\n") == lines, result.stderr
    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    for word in words:
        assert word in result.stderr


# Reports


def add_nothing(folder: Path) -> None:
    pass


def make(name: str, data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return write


def make_folder(folder: Path) -> None:
    (folder / "bad.txt").mkdir()


def make_dangling_link(folder: Path) -> None:
    (folder / "bad.txt").symlink_to(folder / "nowhere.txt")


def make_link_to_itself(folder: Path) -> None:
    (folder / "bad.txt").symlink_to(folder / "bad.txt")


def zipped(name: str = "word/document.xml") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "<w:document/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        pytest.param(add_nothing, ["bad.txt: no such file", "check the name"], id="missing"),
        pytest.param(make_dangling_link, ["bad.txt: no such file"], id="link to nowhere"),
        pytest.param(make_link_to_itself, ["bad.txt: cannot be read"], id="link to itself"),
        pytest.param(make_folder, ["bad.txt: ", "folder"], id="folder"),
        pytest.param(make("bad.txt", b""), ["bad.txt: nothing to translate", "empty"], id="empty"),
        pytest.param(make("bad.txt", b"\xef\xbb\xbf"), ["bad.txt: nothing to translate"], id="byte-order mark alone"),
        pytest.param(make("bad.txt", b" \r\n\t\n"), ["bad.txt: nothing to translate", "white space"], id="white space"),
        pytest.param(make("bad.txt", bytes(range(256)) * 9), ["bad.txt: not a text file"], id="binary"),
        pytest.param(
            make("bad.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ["bad.txt: this is a picture", "OCR"], id="image"
        ),
        pytest.param(make("bad.txt", zipped()), ["bad.txt:"], id="Word"),
        pytest.param(make("bad.txt", b"%PDF-1.7\n%\xe2\xe3"), ["bad.txt:"], id="PDF"),
        pytest.param(
            make("bad.txt", zipped("xl/workbook.xml")),
            ["bad.txt: xl/workbook.xml", "malformed XML"],
            id="Excel",
        ),
        pytest.param(
            make("bad.txt", b"Ships\ncaf\xe9t \x9d\x81\xff"),
            ["bad.txt: not UTF-8 or UTF-16", "0xE9", "offset 9", "line 2", "--encoding"],
            id="no encoding",
        ),
        pytest.param(
            make("bad.txt", "船舶登记".encode("gb18030")), ["bad.txt: not UTF-8", "offset 0", "GB18030"], id="GB18030"
        ),
        pytest.param(make("bad.txt", "Ships 船舶".encode()[:-1]), ["bad.txt: broken UTF-8", "offset 9"], id="cut off"),
        pytest.param(
            make("bad.txt", "Ships".encode("utf-16")[:-1]),
            ["bad.txt: broken UTF-16 at byte offset 10"],
            id="odd UTF-16",
        ),
        pytest.param(make("bad.txt", "Ships".encode("utf-32")), ["bad.txt: UTF-32"], id="UTF-32"),
    ],
)
def test_a_report_that_cannot_be_read(
    here: Here, folder: Path, prepare: Callable[[Path], None], words: list[str]
) -> None:
    prepare(folder)
    before = files(folder)
    refuse(here.translate("bad.txt", cwd=folder), *words)
    refuse(here.translate("report.txt", "bad.txt"), *words)
    assert files(folder) == before


def test_a_process_ends_with_the_message_alone(folder: Path) -> None:
    before = files(folder)
    refuse(translate("bad.txt", cwd=folder), "bad.txt: no such file")
    refuse(translate("report.txt", to="es", cwd=folder), "dragoman models install en es")
    assert files(folder) == before


def test_a_report_larger_than_the_limit(here: Here, folder: Path) -> None:
    (folder / "large.txt").write_bytes(b"Ships wait. " * 90_000)
    before = files(folder)
    refuse(
        here.translate("large.txt", "--max-size", "1", cwd=folder), "large.txt: larger than the limit of 1 MB", "--max"
    )
    refuse(here.translate("report.txt", "--max-size", "0.00003"), "report.txt: larger than the limit of 31 bytes")
    assert files(folder) == before
    assert here.translate("report.txt", "--max-size", "0.0001", "--engine", "none").returncode == 0


def test_a_report_of_more_than_100_mb_is_refused_without_being_read(here: Here, folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(101 * 2**20)
    refuse(here.translate("huge.txt", cwd=folder), "huge.txt: larger than the limit of 100 MB")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", ["stdin: nothing to translate"], id="empty"),
        pytest.param(b"caf\xe9t \x9d\x81\xff", ["stdin: not UTF-8", "offset 3"], id="no encoding"),
        pytest.param(b"Ships wait. " * 90_000, ["stdin", "--max-size"], id="too large"),
    ],
)
def test_standard_input_that_cannot_be_read(here: Here, folder: Path, data: bytes, words: list[str]) -> None:
    before = files(folder)
    refuse(here.translate("-", "--max-size", "1", cwd=folder, stdin=data), *words)
    assert files(folder) == before


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param(["report.txt", "other/report.txt"], id="two folders"),
        pytest.param(["report.txt", "report.txt"], id="one report twice"),
    ],
)
def test_two_reports_with_one_name(here: Here, folder: Path, reports: list[str]) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "report.txt").write_text(REPORT)
    before = files(folder)
    refuse(here.translate(*reports, cwd=folder), ": each would write report.txt", "two runs")
    assert files(folder) == before


def test_reports_that_differ_in_their_suffix_keep_it(here: Here, folder: Path) -> None:
    (folder / "report.md").write_text("# Title\n")
    (folder / "stdin.txt").write_text(REPORT)
    done = here.translate(
        "report.txt", "report.md", "-", "stdin.txt", "--formats", "txt,po", "--engine", "none", cwd=folder,
        stdin=REPORT.encode(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (folder / "out").iterdir()}
    assert written == {"report.txt.zh.txt", "report.md.zh.txt", "stdin.zh.txt", "stdin.txt.zh.txt"}
    assert {path.name for path in (folder / "locales").glob("*.pot")} == {
        *("report.txt.pot", "report.md.pot", "stdin.pot", "stdin.txt.pot"),
    }


# Languages and packages


@pytest.mark.parametrize(
    ("to", "words"),
    [
        pytest.param("xx-nonsense", ["'xx-nonsense' is not a language code", "pt-BR"], id="not a code"),
        pytest.param("zh,qx", ["'qx' is not a language code"], id="the second one"),
        pytest.param("zh,", ["'' is not a language code"], id="an empty one"),
        pytest.param("Chinese", ["'Chinese' is not a language code"], id="a name"),
        pytest.param("es", ["en → es", "dragoman models install en es", "--engine none"], id="no package"),
        pytest.param("zh,zh_TW", ["en → zt", "dragoman models install en zt"], id="no package for the second one"),
        pytest.param("en", ["source and target languages are the same (en)"], id="the report's own"),
        pytest.param("zh,en", ["source and target languages are the same (en)"], id="the report's own, second"),
    ],
)
def test_a_language_that_cannot_be_served(here: Here, folder: Path, to: str, words: list[str]) -> None:
    before = files(folder)
    refuse(here.translate("report.txt", to=to, cwd=folder), *words)
    assert files(folder) == before


def test_no_package_for_a_pair_through_english(here: Here, folder: Path) -> None:
    refuse(here.translate("report.txt", "--from", "fr", cwd=folder), "fr → zh", "dragoman models install fr en")
    both = here.translate("report.txt", "--from", "fr", to="es", cwd=folder)
    refuse(both, "dragoman models install fr en en es (")


def test_the_reports_own_language_without_an_engine(here: Here, folder: Path) -> None:
    before = files(folder)
    refuse(
        here.translate("report.txt", "--engine", "none", to="en", cwd=folder),
        "source and target languages are the same",
    )
    assert files(folder) == before


def test_an_unknown_source_language(here: Here, folder: Path) -> None:
    refuse(here.translate("report.txt", "--from", "klingonish", cwd=folder), "'klingonish' is not a language code")


def test_an_unknown_format(here: Here, folder: Path) -> None:
    before = files(folder)
    refuse(here.translate("report.txt", "--formats", "html,pdf,doc", cwd=folder), "pdf, doc is not a format", "jsonl")
    refuse(here.translate("report.txt", "--formats", " , ", cwd=folder), "name at least one of")
    assert files(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["translate"], id="no report"),
        pytest.param(["translate", "report.txt"], id="no language"),
        pytest.param(["translate", "report.txt", "--to", "zh", "--nonsense"], id="unknown option"),
        pytest.param(["translate", "report.txt", "--to", "zh", "--jobs", "0"], id="no threads"),
        pytest.param(["translate", "report.txt", "--to", "zh", "--jobs", "many"], id="not a number"),
        pytest.param(["translate", "report.txt", "--to", "zh", "--engine", "deepl"], id="unknown engine"),
        pytest.param(["translate", "report.txt", "--to", "zh", "--fail-on", "sometimes"], id="unknown severity"),
        pytest.param(["nonsense"], id="unknown command"),
    ],
)
def test_a_command_line_that_is_wrong(here: Here, folder: Path, arguments: list[str]) -> None:
    before = files(folder)
    result = here.run(*arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr
    assert files(folder) == before


def copy_package(embedded: Package, data: Path, name: str = "translate-en_zh-1_9") -> Path:
    """Make a full package out of the embedded draft, where Argos Translate keeps its own."""
    path = data / PACKAGES / name
    shutil.copytree(embedded.path, path)
    metadata = json.loads((path / "metadata.json").read_text("utf-8"))
    (path / "metadata.json").write_text(json.dumps({**metadata, "draft": False, "package_version": "1.9"}), "utf-8")
    return path


def truncate_model(path: Path) -> None:
    os.truncate(path / "model" / "model.bin", 100_000)


def remove_model(path: Path) -> None:
    (path / "model" / "model.bin").unlink()


def remove_vocabulary(path: Path) -> None:
    for vocabulary in (path / "model").glob("*vocabulary*"):
        vocabulary.unlink()


def garble_tokenizer(path: Path) -> None:
    (path / "sentencepiece.model").write_bytes(b"no model")


def remove_tokenizer(path: Path) -> None:
    (path / "sentencepiece.model").unlink()


def break_metadata(path: Path) -> None:
    (path / "metadata.json").write_text('{"from_code": "en", ')


def empty_metadata(path: Path) -> None:
    (path / "metadata.json").write_text("{}")


def list_metadata(path: Path) -> None:
    (path / "metadata.json").write_text("[]")


@pytest.mark.parametrize(
    "damage",
    [
        truncate_model, remove_model, remove_vocabulary, garble_tokenizer, remove_tokenizer, break_metadata,
        empty_metadata, list_metadata,
    ],
    ids=lambda damage: damage.__name__.replace("_", " "),
)  # fmt: skip
def test_a_damaged_package_of_the_users(
    here: Here, folder: Path, tmp_path: Path, embedded: Package, damage: Callable[[Path], None]
) -> None:
    path = copy_package(embedded, tmp_path / "data")
    damage(path)
    before, data = files(folder), files(tmp_path / "data")
    result = here.translate("report.txt", cwd=folder, env={"XDG_DATA_HOME": str(tmp_path / "data")})
    refuse(result, f"{path}: the Argos package is damaged", "install the package again")
    assert files(folder) == before
    assert files(tmp_path / "data") == data


def test_a_folder_that_is_no_package_is_passed_over(here: Here, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / PACKAGES / "notes").mkdir(parents=True)
    (tmp_path / "data" / PACKAGES / "index.json").write_text("[]")
    result = here.translate("report.txt", "--quiet", cwd=folder, env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        pytest.param(0, 0, id="empty"),
        pytest.param(0, -5000, id="cut off"),
        pytest.param(2000, None, id="beginning lost"),
    ],
)
def test_a_damaged_embedded_package(
    here: Here,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: int,
    stop: int | None,
) -> None:
    [sound] = resources.embedded_packages()
    damaged = folder / sound.name
    damaged.write_bytes(sound.read_bytes()[start:stop])
    before = files(folder)
    monkeypatch.setattr(resources, "embedded_packages", lambda: [damaged])
    env = {"DRAGOMAN_CACHE": str(folder.parent / "cache")}
    refuse(here.translate("report.txt", cwd=folder, env=env), f"{damaged}: ", "damaged")
    assert files(folder) == before
    assert not [path for path in (folder.parent / "cache").rglob("*") if path.is_file()]


def test_a_damaged_byte_of_the_embedded_package_is_noticed(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [sound] = resources.embedded_packages()
    data = bytearray(sound.read_bytes())
    with zipfile.ZipFile(sound) as archive:
        model = max(archive.infolist(), key=lambda member: member.file_size)
    data[model.header_offset + model.compress_size // 2] ^= 0xFF
    damaged = folder / sound.name
    damaged.write_bytes(data)
    monkeypatch.setattr(resources, "embedded_packages", lambda: [damaged])
    env = {"DRAGOMAN_CACHE": str(folder.parent / "cache")}
    refuse(here.translate("report.txt", cwd=folder, env=env), f"{damaged}: ", "damaged")
    assert not [path for path in (folder.parent / "cache").rglob("*") if path.is_file()]


def test_an_unpacked_package_that_was_cut_off_is_unpacked_again(
    here: Here, folder: Path, tmp_path: Path, embedded: Package
) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(embedded.path, cache / "packages" / embedded.path.name)
    truncate_model(cache / "packages" / embedded.path.name)
    result = here.translate("report.txt", "--quiet", cwd=folder, env={"DRAGOMAN_CACHE": str(cache)})
    assert (result.returncode, result.stderr) == (0, "")


def test_a_cache_folder_that_cannot_be_made(here: Here, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    before = files(folder)
    result = here.translate("report.txt", cwd=folder, env={"DRAGOMAN_CACHE": str(tmp_path / "file" / "cache")})
    refuse(result, str(tmp_path / "file"), "DRAGOMAN_CACHE")
    assert files(folder) == before


# The glossary


def test_every_bad_row_of_the_glossary_is_named(here: Here, folder: Path) -> None:
    shutil.copytree(REPOSITORY / "tests" / "bad" / "glossary" / "several", folder / "g")
    before = files(folder)
    result = here.translate("report.txt", "--glossary", "g", cwd=folder)
    refuse(result, "g/terms.tsv:3: ", "g/terms.tsv:4: ", "g/zh_CN.tsv:2: ", "g/zh_CN.tsv:3: ", lines=6)
    assert all(line.removeprefix("error: ").startswith("g/") for line in result.stderr.splitlines())
    assert files(folder) == before


def stopping() -> list[str]:
    """Return the sample glossaries that break a rule which stops every command, in a file that the run reads."""
    codes = "|".join(rule.code for rule in Rule if rule.stops)
    line = re.compile(rf"^(?:terms|zh_CN)\.tsv:\d+: (?:{codes}) ", re.MULTILINE)
    folders = (REPOSITORY / "tests" / "bad" / "glossary").iterdir()
    return sorted(path.name for path in folders if line.search((path / "expected.txt").read_text("utf-8")))


@pytest.mark.parametrize("kind", stopping())
def test_a_broken_glossary(folder: Path, here: Here, kind: str) -> None:
    glossary = REPOSITORY / "tests" / "bad" / "glossary" / kind
    before = files(folder)
    result = here.translate("report.txt", "--engine", "none", "--glossary", glossary, cwd=folder)
    refuse(result, f"{glossary}/", ".tsv:", lines=result.stderr.count("\n"))
    assert files(folder) == before


def test_a_glossary_that_is_not_there(here: Here, folder: Path) -> None:
    before = files(folder)
    refuse(here.translate("report.txt", "--glossary", "nowhere", cwd=folder), "nowhere: no such folder")
    refuse(here.translate("report.txt", "--glossary", ".", cwd=folder), "terms.tsv: no such file")
    assert files(folder) == before


# Outputs


def run_in_the_way(here: Here, folder: Path, *arguments: str, cwd: Path | None = None) -> Result:
    """Run a command that must be refused and must leave everything as it was."""
    before = files(folder)
    result = here.translate("report.txt", *arguments, cwd=cwd or folder)
    assert files(folder) == before
    return result


def test_a_file_in_place_of_an_output_folder(here: Here, folder: Path) -> None:
    (folder / "out").write_text("precious")
    refuse(run_in_the_way(here, folder), "out: cannot be written", "not a folder", "nothing was changed")
    refuse(run_in_the_way(here, folder, "--out", "out/below/it"), "cannot be written")
    (folder / "out").unlink()
    (folder / "locales").write_text("precious")
    refuse(run_in_the_way(here, folder), "locales: cannot be written")


@pytest.mark.parametrize(
    "name", ["out/report.zh.html", "out/report.zh.txt", "locales/report.pot", "locales/zh_CN/LC_MESSAGES/report.po"]
)
def test_a_folder_in_place_of_an_output_file(here: Here, folder: Path, name: str) -> None:
    (folder / name).mkdir(parents=True)
    refuse(run_in_the_way(here, folder, "--engine", "none"), f"{name}: ")


def test_an_output_folder_that_takes_no_files(here: Here, folder: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc here")
    refuse(run_in_the_way(here, folder, "--out", "/proc/none"), "/proc/none", "cannot be written")
    refuse(run_in_the_way(here, folder, "--locales", "/proc/none"), "/proc/none", "cannot be written")


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    path = folder / "read-only"
    path.mkdir(mode=0o555)
    if os.access(path, os.W_OK):
        pytest.skip("this user may write to every folder")
    yield path
    path.chmod(0o755)


def test_a_folder_without_write_permission(here: Here, folder: Path, read_only: Path) -> None:
    words = ["cannot be written", f"{read_only} takes no files", "nothing was changed"]
    refuse(run_in_the_way(here, folder, "--out", str(read_only)), *words)
    refuse(run_in_the_way(here, folder, "--out", str(read_only / "below")), *words)


def test_earlier_outputs_stay_as_they_were(here: Here, folder: Path) -> None:
    assert here.translate("report.txt", cwd=folder).returncode == 0
    (folder / "report.txt").write_text(REPORT.replace("Ships", "Boats"))
    (folder / "locales" / "report.pot").unlink()
    (folder / "locales" / "report.pot").mkdir()
    refuse(run_in_the_way(here, folder), "locales/report.pot: ")


@pytest.mark.parametrize("kind", sorted(path.name for path in (REPOSITORY / "tests" / "bad" / "po").iterdir()))
def test_a_catalogue_that_does_not_parse(folder: Path, here: Here, kind: str) -> None:
    path = folder / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po"
    path.parent.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "tests" / "bad" / "po" / kind, path)
    before = files(folder)
    result = here.translate("report.txt", "--engine", "none", cwd=folder)
    refuse(result, "locales/zh_CN/LC_MESSAGES/report.po:", "file unchanged")
    assert files(folder) == before


def test_a_template_that_does_not_parse(here: Here, folder: Path) -> None:
    (folder / "locales").mkdir()
    (folder / "locales" / "report.pot").write_text('msgid "no end\n')
    refuse(run_in_the_way(here, folder, "--engine", "none"), "locales/report.pot:1: ", "file unchanged")


def test_a_catalogue_that_is_another_reports_link(here: Here, folder: Path) -> None:
    path = folder / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po"
    path.parent.mkdir(parents=True)
    path.symlink_to(folder / "nowhere.po")
    refuse(run_in_the_way(here, folder, "--engine", "none"), "report.po: cannot be read")


def test_a_full_disk(here: Here, folder: Path, small_disk: Path) -> None:
    (small_disk / "precious").write_text("precious")
    result = run_in_the_way(here, folder, "--engine", "none", "--out", str(small_disk))
    refuse(result, "cannot be written: No space left on device", "nothing was changed")
    assert files(small_disk) == {"precious": b"precious"}
    result = here.translate("report.txt", cwd=folder, env={"DRAGOMAN_CACHE": str(small_disk)})
    refuse(result, "No space left on device", "DRAGOMAN_CACHE")
    assert list(files(small_disk)) == ["precious"] or set(files(small_disk)) <= {"precious", "packages/"}


# At the same time


def test_runs_at_the_same_time_do_not_tear_files(folder: Path, tmp_path: Path) -> None:
    """Several runs with one cache that is empty yet, one output folder and one catalogue."""
    cache = tmp_path / "cache"

    def run(number: int) -> Result:
        return translate("report.txt", "--quiet", cwd=folder, env={"DRAGOMAN_CACHE": str(cache)})

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(run, range(3)))
    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 3
    assert [record["source"] for record in read_records(folder / "out" / "report.zh.jsonl")] == [
        "Harbor office opens",
        "Ships may now register online.",
    ]
    settled = files(folder)
    assert len([name for name in settled if not name.endswith("/")]) == 6
    assert translate("report.txt", "--quiet", cwd=folder).returncode == 0
    assert files(folder) == settled
    assert not [name for name in files(cache) if "unpack" in name]


def test_nothing_of_all_this_touched_the_users_home() -> None:
    assert files(home()) == {}
