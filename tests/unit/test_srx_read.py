"""SRX files that cannot be used: one sentence with path and line for each of `tests/bad/srx`."""

import json
from pathlib import Path

import pytest

from dragoman.errors import RequestError
from dragoman.segment.srx import reader
from dragoman.segment.srx.apply import SrxSplitter
from running import Here

BAD = Path(__file__).parents[1] / "bad" / "srx"
MESSAGES: dict[str, str] = json.loads((BAD / "messages.json").read_text("utf-8"))


def refusal(path: Path) -> str:
    with pytest.raises(RequestError) as raised:
        SrxSplitter(path, "en")
    return str(raised.value)


def test_every_bad_file_has_a_message() -> None:
    assert {path.name for path in BAD.glob("*.srx")} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_bad_files(name: str) -> None:
    assert refusal(BAD / name) == f"{BAD / name}{MESSAGES[name]}"


def test_a_bad_file_ends_the_command_with_its_message(here: Here, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("It met. It rose.\n")
    done = here.run("segment", report, "--srx", BAD / "break-maybe.srx")
    message = f"error: {BAD / 'break-maybe.srx'}{MESSAGES['break-maybe.srx']}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_files_that_are_none(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.srx") == f"{tmp_path / 'none.srx'}: no such file; check the name and the folder"
    assert refusal(tmp_path) == f"{tmp_path}: cannot be read (Is a directory); name an SRX file"
    assert "null" in refusal(tmp_path / "a\0b")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MAX_SIZE", 1000)
    path = tmp_path / "large.srx"
    path.write_text("<srx/>" + " " * 1000)
    assert "too large for SRX rules" in refusal(path)


def test_all_bad_expressions_are_named_at_once_but_not_more_than_ten(tmp_path: Path) -> None:
    path = tmp_path / "many.srx"
    rule = '<rule break="yes"><beforebreak>(</beforebreak><afterbreak>[</afterbreak></rule>\n'
    good = (
        (BAD / "no-map.srx")
        .read_text("utf-8")
        .replace("      \n", '<languagemap languagepattern=".*" languagerulename="Default"/>')
    )
    for count, lines in ((1, 2), (20, 11)):
        path.write_text(good.replace('<rule break="yes">', rule * count + '<rule break="yes">', 1))
        assert len(refusal(path).splitlines()) == lines
    assert refusal(path).endswith("and 30 more; write it as a regular expression of ICU")


def test_utf_16_is_read_and_entities_in_it_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "utf-16.srx"
    text = (BAD / "no-rules-for-english.srx").read_text("utf-8").replace("UTF-8", "UTF-16")
    path.write_text(text, "utf-16")
    assert "its languages are zh.*" in refusal(path)
    path.write_text(text.replace("?>", '?><!DOCTYPE srx [<!ENTITY a "b">]>'), "utf-16")
    assert "an entity is declared" in refusal(path)
