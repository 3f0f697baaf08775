"""A server of our own stands in for the public index; nothing here leaves this machine."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archives import folder_name, installed, members, metadata, zipped
from dragoman import resources
from dragoman.engine.packages import web
from dragoman.engine.packages.index import DEFAULT_INDEX, MAX_PACKAGE, Entry, index_url, install_from_index, read_index
from dragoman.engine.packages.install import Installed
from dragoman.engine.packages.records import digest, read_record
from dragoman.errors import EngineError
from dragoman.progress import Transfers
from hostile import Case, load_cases
from running import files
from servers import Answer, Server, make_certificate, serving

PUBLIC = Path(__file__).parents[3] / "shared" / "models" / "argospm-index.json"


class Listener(Transfers):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, message: str) -> None:
        self.said.append(message)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "argos" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX", raising=False)
    monkeypatch.setattr(web, "sleep", lambda seconds: None)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return folder


def entry(version: str, *links: str, source: str = "en", target: str = "zh", **more: Any) -> dict[str, Any]:
    return metadata(source, target, version, links=list(links), code=f"translate-{source}_{target}", **more)


def accept(folder: Path) -> None:
    """Be content with any package."""


def install(url: str, heard: Transfers | None = None, most: int = MAX_PACKAGE) -> Installed:
    return install_from_index(read_index(url).latest("en", "zh"), most * 1_000_000, heard or Transfers(), accept)


def package(folder: Path, version: str = "1.0", source: str = "en", target: str = "zh") -> bytes:
    return zipped(folder / "served", members(source, target, version)).read_bytes()


def test_the_index_is_the_public_one_or_that_of_argos_translates_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index_url() == DEFAULT_INDEX
    for folder in ("https://example.org/packages", "https://example.org/packages/"):
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", folder)
        assert index_url() == "https://example.org/packages/index.json"


def test_a_package_is_installed_from_the_index(server: Server, packages: Path, tmp_path: Path) -> None:
    server.answers["/p"] = Answer(package(tmp_path))
    server.offer(entry("9.0", target="es"), entry("1.0", f"{server.url}/p"))
    done = install(server.index).package
    assert (done.pair, done.version, done.path) == ("en-zh", "1.0", packages / folder_name("en", "zh"))
    assert server.asked == ["/index.json", "/p"]
    assert files(resources.cache_folder()) == {"downloads/": b""}
    record = read_record(done.path)
    assert record
    assert (record.source, record.sha256) == (f"{server.url}/p", digest(tmp_path / "served"))


def test_the_latest_of_several_versions_is_installed(server: Server, tmp_path: Path) -> None:
    server.answers["/10"] = Answer(package(tmp_path, "1.10"))
    server.offer(*(entry(version, f"{server.url}/{version[2:]}") for version in ("1.0", "1.10", "1.9")))
    assert install(server.index).package.version == "1.10"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Answer(b"gone", 404), id="404"),
        pytest.param(Answer(b"", 500), id="500"),
        pytest.param(Answer(b"PK\x03\x04", length=1000), id="cut short"),
        pytest.param(Answer(b"", 302, {"Location": "/1"}), id="a redirect to itself"),
        pytest.param(Answer(b"<html>Please log in</html>"), id="a web page"),
        pytest.param(Answer(b""), id="nothing"),
        pytest.param(Answer(b"PK\x03\x04" + bytes(100)), id="the beginning of a package"),
    ],
)
def test_a_link_that_does_not_work_is_passed_over(server: Server, tmp_path: Path, first: Answer) -> None:
    server.answers |= {"/1": first, "/2": Answer(package(tmp_path))}
    server.offer(entry("1.0", "ipfs://skipped", f"{server.url}/1", f"{server.url}/2"))
    heard = Listener()
    assert install(server.index, heard).package.pair == "en-zh"
    assert heard.said[0] == "ipfs://skipped: skipped, ipfs addresses are not supported"
    assert server.asked[:2] == ["/index.json", "/1"]
    assert f"{server.url}/1: " in heard.said[1]


def test_links_of_a_mirror_may_be_relative_to_where_the_index_is_found(server: Server, tmp_path: Path) -> None:
    server.answers |= {
        "/packages": Answer(b"", 302, {"Location": "/mirror/index.json"}),
        "/mirror/index.json": Answer(json.dumps([entry("1.0", "files/p")]).encode()),
        "/mirror/files/p": Answer(package(tmp_path)),
    }
    assert install(f"{server.url}/packages").package.version == "1.0"


@pytest.mark.parametrize("form", ["folder", "file", "address"])
def test_an_index_may_be_carried_here_with_its_packages(tmp_path: Path, form: str) -> None:
    mirror = tmp_path / "a mirror"
    mirror.mkdir()
    package(mirror)
    (mirror / "index.json").write_text(json.dumps([entry("1.0", "https://example.org/p", "served")]))
    index = mirror / "index.json"
    url = {"folder": str(mirror), "file": str(index), "address": index.as_uri()}[form]
    done = install(url).package
    record = read_record(done.path)
    assert record
    assert record.source == str(mirror / "served")


def test_an_index_is_unpacked_and_redirects_are_followed(server: Server, tmp_path: Path) -> None:
    server.answers["/p"] = Answer(package(tmp_path))
    server.offer(entry("1.0", f"{server.url}/p"), headers={"Content-Encoding": "gzip"})
    server.answers["/moved"] = Answer(b"", 301, {"Location": "/index.json"})
    assert install(f"{server.url}/moved").package.version == "1.0"


def test_an_index_is_asked_for_again_when_the_server_stumbles(server: Server) -> None:
    answer = Answer(json.dumps([entry("1.0")]).encode())
    server.answers["/index.json"] = [Answer(b"", 503), Answer(answer.body, cut=5), answer]
    assert [found.pair for found in read_index(server.index).entries] == ["en-zh"]


@pytest.mark.parametrize("given", ["{}", "sha256:{}", "SHA256-{}"])
def test_a_checksum_in_the_index_is_compared(server: Server, tmp_path: Path, given: str) -> None:
    server.answers |= {"/1": Answer(package(tmp_path, "0.9")), "/2": Answer(package(tmp_path))}
    checksum = given.format(digest(tmp_path / "served"))
    server.offer(entry("1.0", f"{server.url}/1", f"{server.url}/2", checksum=checksum))
    heard = Listener()
    assert install(server.index, heard).package.version == "1.0"
    assert "checksum" in heard.said[0]


def test_an_index_on_https_leads_to_http_only_with_a_checksum(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server.answers["/p"] = Answer(package(tmp_path))
    with serving(certificate) as safe:
        safe.offer(entry("1.0", f"{server.url}/p"))
        with pytest.raises(EngineError, match="no usable link"):
            install(safe.index)
        safe.offer(entry("1.0", f"{server.url}/p", sha256=digest(tmp_path / "served")))
        assert install(safe.index).package.version == "1.0"


def test_a_version_that_is_not_that_of_the_index_is_said(server: Server, tmp_path: Path) -> None:
    server.answers["/p"] = Answer(package(tmp_path, "1.5"))
    server.offer(entry("2.0", f"{server.url}/p"))
    heard = Listener()
    assert install(server.index, heard).package.version == "1.5"
    assert heard.said == ["en-zh: the index calls it 2.0, the package itself 1.5"]


def test_a_pair_that_needs_two_packages_is_named_with_its_command(server: Server) -> None:
    server.offer(entry("1.0", source="es", target="en"), entry("1.0"))
    with pytest.raises(EngineError, match="dragoman models install es en en zh"):
        read_index(server.index).latest("es", "zh")
    with pytest.raises(EngineError) as caught:
        read_index(server.index).latest("zh", "en")
    assert "meet" not in str(caught.value)


def test_packages_that_do_not_translate_are_left_out_and_bad_ones_named(server: Server) -> None:
    server.offer({"type": "sbd"}, entry("1.0"), {**entry("1.0"), "to_code": 5}, {})
    index = read_index(server.index)
    assert [found.pair for found in index.entries] == ["en-zh"]
    assert index.problems == [
        "the entry en → 5: to_code is not text",
        "the entry None → None: the metadata has no package_version",
    ]


def test_a_server_error_is_no_missing_network(server: Server) -> None:
    with pytest.raises(EngineError, match="404") as caught:
        read_index(server.index)
    assert "network" not in str(caught.value)
    server.close()
    with pytest.raises(EngineError, match="needs the network"):
        read_index(server.index)


@pytest.mark.parametrize("name", ["none.json", "."])
def test_an_index_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(EngineError, match="the package index cannot be read: No such file"):
        read_index(str(tmp_path / name))


HOSTILE = load_cases("hostile_indexes")


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_a_hostile_index_is_refused_and_all_stays_as_it_was(
    server: Server, packages: Path, tmp_path: Path, case: Case
) -> None:
    installed(packages, "en", "zh", "0.9")
    server.answers["/p"] = Answer(_served(tmp_path, case.get("serve")))
    _offer(server, case)
    before = files(packages.parent)
    heard = Listener()
    with pytest.raises(EngineError) as caught:
        install(server.index, heard, most=1)
    message = "; ".join([str(caught.value), *heard.said])
    assert case["says"] in message
    assert message.isprintable()
    assert len(message) < 600
    assert files(packages.parent) == before
    assert files(tmp_path / "cache") in ({}, {"downloads/": b""})


def _served(folder: Path, what: str | None) -> bytes:
    """Return the package that a case serves."""
    good = package(folder)
    match what:
        case "cut":
            return good[:-30]
        case "large":
            return good * 3_000
        case "page":
            return b"<html>Please log in</html>"
        case "outside":
            return zipped(folder / "served", members() | {"../outside": b""}).read_bytes()
        case "xx-zh":
            return package(folder, source="xx")
    return good


def _offer(server: Server, case: Case) -> None:
    if "body" in case:
        server.answers["/index.json"] = Answer(case["body"].encode())
    elif "latin1" in case:
        server.answers["/index.json"] = Answer(case["latin1"].encode("latin-1"))
    elif "nested" in case:
        server.answers["/index.json"] = Answer(b"[" * case["nested"])
    elif "blanks" in case:
        headers = {"Content-Encoding": "gzip"} if case.get("packed") else {}
        server.answers["/index.json"] = Answer(b" " * case["blanks"] + b"[]", headers=headers)
    else:
        fields = json.loads(json.dumps(case.get("fields", {})).replace("{long}", "x" * 5000))
        server.offer({**entry("1.0", f"{server.url}/p"), **fields})


def test_the_public_index_is_read_whole() -> None:
    if not PUBLIC.exists():
        pytest.skip("needs the copy of the public index, which does not belong to the repository")
    index = read_index(str(PUBLIC))
    assert (len(index.entries), index.problems) == (96, [])
    assert all(usable(found) for found in index.entries)
    assert {reason.partition(":")[0] for found in index.entries for reason in found.unserved} == {"ipfs"}


def usable(entry: Entry) -> bool:
    return len(entry.links) == 1 and entry.links[0].startswith("https://")
