"""A server of our own stands in for the public index; nothing here leaves this machine."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from archives import folder_name, members, metadata, stored, working_members, zipped
from dragoman.engine.index import DEFAULT_INDEX, index_url, install_file, install_from_index, read_index
from dragoman.engine.packages import Package
from dragoman.errors import EngineError
from running import Result, run_cli


class Answer:
    """What the server says to one path."""

    def __init__(self, body: bytes = b"", status: int = 200, *, length: int | None = None) -> None:
        self.body, self.status, self.length = body, status, length


class Server:
    """Serves what `answers` holds by path and nothing else."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                answer = server.answers.get(self.path, Answer(b"not here", 404))
                self.send_response(answer.status)
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self.index = f"{self.url}/index.json"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def offer(self, *entries: Mapping[str, Any]) -> None:
        self.answers["/index.json"] = Answer(json.dumps(entries).encode())

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package file that works: English to Chinese 1.5."""
    file = tmp_path_factory.mktemp("good") / "translate-en_zh-1_5.argosmodel"
    return stored(file, working_members("en", "zh", "1.5"))


@pytest.fixture(scope="module")
def unloadable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound archive whose weights are cut short."""
    content = working_members("en", "zh", "1.5")
    weights = f"{folder_name('en', 'zh', '1.5')}/model/model.bin"
    content[weights] = content[weights][:5_000]
    return stored(tmp_path_factory.mktemp("bad") / "unloadable.argosmodel", content)


def entry(version: str, *links: str, source: str = "en", target: str = "zh") -> dict[str, Any]:
    return metadata(source, target, version, links=list(links), code=f"translate-{source}_{target}")


def install(server: Server, trial: Callable[[Package], object] = lambda package: None) -> Package:
    return install_from_index("en", "zh", server.index, trial, lambda count: None)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def models(*args: object, packages: Path) -> Result:
    return run_cli("models", *args, env={"ARGOS_PACKAGES_DIR": str(packages)})


def test_the_index_is_the_public_one_or_that_of_argos_translates_variable(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index_url() == DEFAULT_INDEX
    for folder in ("https://example.org/packages", "https://example.org/packages/"):
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", folder)
        assert index_url() == "https://example.org/packages/index.json"


def test_a_package_is_installed_from_the_index(server: Server, packages: Path, tmp_path: Path) -> None:
    server.answers["/p"] = Answer(zipped(tmp_path / "p", members()).read_bytes())
    server.offer(entry("9.0", target="es"), entry("1.0", f"{server.url}/p"))
    tried: list[Package] = []
    advanced: list[int] = []
    package = install_from_index("en", "zh", server.index, tried.append, advanced.append)
    assert (package.pair, package.version, package.path) == ("en-zh", "1.0", packages / folder_name("en", "zh"))
    assert [trial.version for trial in tried] == ["1.0"]
    assert sum(advanced) == len(server.answers["/p"].body)
    assert server.asked == ["/index.json", "/p"]


def test_the_latest_of_several_versions_is_installed(server: Server, packages: Path, tmp_path: Path) -> None:
    server.answers["/10"] = Answer(zipped(tmp_path / "p", members(version="1.10")).read_bytes())
    server.offer(*(entry(version, f"{server.url}/{version[2:]}") for version in ("1.0", "1.10", "1.9")))
    assert install(server).version == "1.10"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Answer(b"gone", 404), id="404"),
        pytest.param(Answer(b"", 500), id="500"),
        pytest.param(Answer(b"PK\x03\x04", length=1000), id="cut short"),
        pytest.param(Answer(b"<html>Please log in</html>"), id="a web page"),
        pytest.param(Answer(b""), id="nothing"),
    ],
)
def test_a_link_that_does_not_work_is_passed_over(
    server: Server, packages: Path, tmp_path: Path, first: Answer
) -> None:
    server.answers |= {"/1": first, "/2": Answer(zipped(tmp_path / "p", members()).read_bytes())}
    server.offer(entry("1.0", "ipfs://skipped", f"{server.url}/1", f"{server.url}/2"))
    assert install(server).pair == "en-zh"
    assert server.asked == ["/index.json", "/1", "/2"]


def test_if_no_link_works_each_is_named_with_its_reason(server: Server, packages: Path) -> None:
    server.answers |= {"/2": Answer(b"PK", length=999), "/3": Answer(b"words")}
    server.offer(entry("1.0", *(f"{server.url}/{number}" for number in (1, 2, 3))))
    with pytest.raises(EngineError) as caught:
        install(server)
    message = str(caught.value)
    assert "404" in message
    assert "2 of 999 bytes" in message
    assert "not an Argos package" in message
    assert left(packages) == []


@pytest.mark.parametrize("links", [None, [], "https://example.org", {"a": 1}, ["ftp://example.org/p", 5]])
def test_an_entry_without_usable_links_is_an_error_of_ours(server: Server, packages: Path, links: Any) -> None:
    server.offer({**entry("1.0"), "links": links})
    with pytest.raises(EngineError, match="the index gives no link"):
        install(server)


def test_a_pair_that_the_index_does_not_have(server: Server, packages: Path) -> None:
    server.offer(entry("1.0", target="es"))
    with pytest.raises(EngineError, match="models available"):
        install(server)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'["a"]', b"\xff\xfe", b"[1", b"null"], ids=["empty", *"hosbtn"]
)
def test_what_is_no_index_is_called_so(server: Server, body: bytes) -> None:
    server.answers["/index.json"] = Answer(body)
    with pytest.raises(EngineError, match="not an Argos package index"):
        read_index(server.index)


def test_an_index_that_is_cut_short_is_an_error_of_ours(server: Server) -> None:
    server.answers["/index.json"] = Answer(b'[{"from_code":', length=5000)
    with pytest.raises(EngineError, match="index"):
        read_index(server.index)


def test_entries_that_name_no_pair_are_passed_over(server: Server) -> None:
    server.offer({"type": "sbd"}, entry("1.0"))
    assert [found["to_code"] for found in read_index(server.index)] == ["zh"]


def test_without_a_network_the_message_says_that_it_is_needed(server: Server, packages: Path) -> None:
    server.close()
    with pytest.raises(EngineError, match="needs the network") as caught:
        install(server)
    assert "--file" in str(caught.value)
    for command in (["available"], ["install", "en", "zh"]):
        done = models(*command, "--index", server.index, packages=packages)
        assert (done.returncode, done.stdout) == (2, "")
        assert "needs the network" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_server_error_for_the_index_is_no_missing_network_only(server: Server) -> None:
    with pytest.raises(EngineError, match="404"):
        read_index(server.index)


def test_a_package_that_fails_its_trial_leaves_what_was_there(packages: Path, tmp_path: Path) -> None:
    file = zipped(tmp_path / "p", members())
    before = install_file(file, lambda package: None)
    (before.path / "README.md").write_text("mine")

    def fail(package: Package) -> None:
        raise EngineError("the tokenizer is missing")

    with pytest.raises(EngineError, match="the tokenizer is missing") as caught:
        install_file(file, fail)
    assert str(file) in str(caught.value)
    assert (before.path / "README.md").read_text() == "mine"
    assert left(packages) == [before.path.name]


def test_a_file_that_is_not_there(packages: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no such package file"):
        install_file(tmp_path / "none", lambda package: None)


def test_the_commands_install_show_and_remove_a_package(server: Server, packages: Path, good: Path) -> None:
    server.answers["/good"] = Answer(good.read_bytes())
    server.offer(entry("1.5", f"{server.url}/good"), entry("1.9", target="es"))

    offered = models("available", "--index", server.index, packages=packages)
    assert (offered.returncode, offered.stderr) == (0, "")
    assert [line.split()[:3] for line in offered.stdout.splitlines()] == [["en", "zh", "1.5"], ["en", "es", "1.9"]]
    as_json = models("available", "--json", "--index", server.index, packages=packages)
    assert [json.loads(line)["to_code"] for line in as_json.stdout.splitlines()] == ["zh", "es"]

    done = models("install", "en", "zh", "--index", server.index, packages=packages)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"installed en-zh 1.5 in {packages / folder_name('en', 'zh', '1.5')}\n"
    assert left(packages) == [folder_name("en", "zh", "1.5")]

    listed = models("list", "--json", packages=packages)
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(row["version"], row["embedded"], row["draft"]) for row in rows] == [
        ("1.5", False, False),
        ("0.1", True, True),
    ]

    about = models("info", "en", "zh", packages=packages)
    assert about.stdout.startswith("English → Chinese, version 1.5\n")
    assert "draft engine" not in about.stdout.splitlines()[0]

    removed = models("remove", "en", "zh", packages=packages)
    assert (removed.returncode, left(packages)) == (0, [])
    again = models("remove", "en", "zh", packages=packages)
    assert again.returncode == 2
    assert "models list" in again.stderr
    assert "version 0.1 (draft engine)" in models("info", "en", "zh", packages=packages).stdout


def test_a_file_is_installed_without_a_network(packages: Path, good: Path) -> None:
    done = models("install", "--file", good, "--quiet", packages=packages)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert left(packages) == [folder_name("en", "zh", "1.5")]


@pytest.mark.parametrize("arguments", [[], ["en"], ["en", "zh", "--file", "x"]])
def test_a_pair_or_a_file_has_to_be_named(packages: Path, arguments: list[str]) -> None:
    done = models("install", *arguments, packages=packages)
    assert done.returncode == 2
    assert "not both" in done.stderr


def test_a_package_that_does_not_load_is_refused_and_the_working_one_stays(
    packages: Path, good: Path, unloadable: Path
) -> None:
    fresh = models("install", "--file", unloadable, packages=packages)
    assert (fresh.returncode, fresh.stdout, left(packages)) == (2, "", [])
    assert "does not work" in fresh.stderr
    assert "Traceback" not in fresh.stderr

    assert models("install", "--file", good, packages=packages).returncode == 0
    assert models("install", "--file", unloadable, packages=packages).returncode == 2
    assert left(packages) == [folder_name("en", "zh", "1.5")]
    weights = packages / folder_name("en", "zh", "1.5") / "model" / "model.bin"
    assert weights.stat().st_size > 1_000_000


def test_installing_mends_a_package_that_is_damaged(packages: Path, good: Path) -> None:
    models("install", "--file", good, packages=packages)
    weights = packages / folder_name("en", "zh", "1.5") / "model" / "model.bin"
    sound = weights.read_bytes()
    weights.write_bytes(bytes(len(sound)))
    assert models("install", "--file", good, packages=packages).returncode == 0
    assert weights.read_bytes() == sound


def test_doctor_tells_of_a_damaged_package(packages: Path) -> None:
    (packages / "bad").mkdir(parents=True)
    (packages / "bad" / "metadata.json").write_text("{")
    done = run_cli("doctor", env={"ARGOS_PACKAGES_DIR": str(packages)})
    assert done.returncode == 0
    assert "PROBLEM" in done.stdout
    assert str(packages / "bad") in done.stdout
