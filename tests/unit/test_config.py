from pathlib import Path
from typing import Any

import pytest
import typer.main

from dragoman.config import find_config, load_defaults
from dragoman.errors import RequestError
from dragoman.main import app

COMMAND = typer.main.get_command(app)


def defaults(folder: Path, text: str) -> dict[str, Any]:
    path = folder / "dragoman.toml"
    path.write_text(text, "utf-8")
    return load_defaults(path, COMMAND)


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_config(deep) is None
    (tmp_path / "dragoman.toml").write_text("")
    assert find_config(deep) == tmp_path / "dragoman.toml"
    (tmp_path / "a" / "dragoman.toml").mkdir()
    assert find_config(deep) == tmp_path / "dragoman.toml", "a folder is no file"
    (deep / "dragoman.toml").write_text("")
    assert find_config(deep) == deep / "dragoman.toml"


def test_an_option_that_may_be_repeated_takes_a_list(tmp_path: Path) -> None:
    text = '[glossary.set]\nreport = ["a.txt", "b,c.txt"]\n[glossary.add]\nreport = "a.txt"\n'
    assert defaults(tmp_path, text) == {
        "glossary": {
            "set": {"report": [str(tmp_path / "a.txt"), str(tmp_path / "b,c.txt")]},
            "add": {"report": [str(tmp_path / "a.txt")]},
        }
    }
    with pytest.raises(RequestError, match="report = 3 has the wrong type"):
        defaults(tmp_path, "[glossary.set]\nreport = [3]\n")


def test_options_become_defaults_by_the_names_of_their_parameters(tmp_path: Path) -> None:
    text = """
        [translate]
        to = ["zh", "es"]
        from = "en"
        fail-on = "warning"
        no-memory = true
        jobs = 2
        max-size = 1.5

        [segment]
        json = true

        [models.install]
        index = "https://example.org/index.json"
    """
    assert defaults(tmp_path, text) == {
        "translate": {
            "to": "zh,es",
            "source": "en",
            "fail_on": "warning",
            "no_memory": True,
            "jobs": 2,
            "max_size": 1.5,
        },
        "segment": {"as_json": True},
        "models": {"install": {"index": "https://example.org/index.json"}},
    }


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert defaults(tmp_path, "# nothing yet\n") == {}


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/srv/someone")
    found = defaults(tmp_path, '[translate]\nout = "pages"\nlocales = "/srv/locales"\nglossary = "~/terms"\n')
    assert found["translate"] == {
        "out": str(tmp_path / "pages"),
        "locales": "/srv/locales",
        "glossary": ["/srv/someone/terms"],
    }
    mirror = defaults(tmp_path, '[models.install]\nindex = "mirror"\nfile = ["a.argosmodel", "/b"]\n')["models"]
    assert mirror["install"] == {"index": str(tmp_path / "mirror"), "file": [str(tmp_path / "a.argosmodel"), "/b"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[translate", ["Expected"], id="not TOML"),
        pytest.param("[translat]\n", ["[translat] is not a command", "[translate]", "[models]"], id="unknown table"),
        pytest.param("translate = 5\n", ["[translate] is not a command"], id="no table"),
        pytest.param("[models.instal]\n", ["[models.instal]", "[models.install]"], id="unknown sub-command"),
        pytest.param("[translate]\nfailon = 1\n", ["no option 'failon'", "fail-on"], id="unknown key"),
        pytest.param("[translate]\nfail_on = 1\n", ["no option 'fail_on'"], id="underscore"),
        pytest.param("[translate]\nhelp = true\n", ["no option 'help'"], id="help"),
        pytest.param("[translate]\nreports = 'a.txt'\n", ["no option 'reports'"], id="an argument"),
        pytest.param("[translate]\nno-memory = 'yes'\n", ["no-memory = 'yes'", "wrong type"], id="flag as text"),
        pytest.param("[translate]\nto = true\n", ["to = True", "wrong type"], id="text as flag"),
        pytest.param("[translate]\nout = 5\n", ["out = 5", "wrong type"], id="path as number"),
        pytest.param("[translate.to]\nzh = 1\n", ["to = {'zh': 1}", "wrong type"], id="table for an option"),
        pytest.param("[translate]\nfail-on = 'often'\n", ["fail-on = 'often'", "warning", "never"], id="no choice"),
        pytest.param("[translate]\njobs = 0\n", ["jobs = 0", "x>=1"], id="out of range"),
    ],
)
def test_a_mistake_names_the_file_and_what_is_known(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(RequestError) as caught:
        defaults(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'dragoman.toml'}: ")
    for word in words:
        assert word in message


def test_a_file_that_is_not_utf8_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "dragoman.toml"
    path.write_bytes(b'[translate]\nto = "\xff"\n')
    with pytest.raises(RequestError, match=r"dragoman\.toml"):
        load_defaults(path, COMMAND)
