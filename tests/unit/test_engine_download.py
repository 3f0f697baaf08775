"""Downloads from a server of our own that breaks off, stalls, lies and leads astray; nothing leaves this machine."""

import fcntl
import os
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from threading import Thread

import pytest

from dragoman.engine.packages import download, web
from dragoman.engine.packages.download import Check, downloaded
from dragoman.errors import EngineError
from dragoman.progress import Transfers
from servers import Answer, Server, make_certificate, serving

BODY = os.urandom(300_000)
MOST = 1_000_000


class Listener(Transfers):
    """Remembers what it heard."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int | None]] = []
        self.said: list[str] = []
        self.bytes = 0

    def begin(self, name: str, done: int, total: int | None) -> None:
        self.begun.append((done, total))
        self.bytes = done

    def advance(self, count: int) -> None:
        self.bytes += count

    def say(self, message: str) -> None:
        self.said.append(message)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been waited for, had this not been a test."""
    waited: list[float] = []
    monkeypatch.setattr(web, "sleep", waited.append)
    return waited


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


class Fetched:
    """A download of the given paths of a server."""

    def __init__(self, folder: Path, server: Server, *paths: str, check: Check = lambda file: None) -> None:
        self.heard = Listener()
        links = [path if "://" in path else server.url + path for path in paths]
        with downloaded("p", links, folder, MOST, check, self.heard) as (file, link):
            self.body, self.link = file.read_bytes(), link.removeprefix(server.url)
            self.name = file.name


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_and_nothing_stays(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.answers["/p"] = Answer(BODY, etag='"1"')
    done = Fetched(tmp_path, server, "/p")
    assert (done.body, done.link, done.heard.said, waits) == (BODY, "/p", [], [])
    assert (done.heard.begun, done.heard.bytes) == ([(0, len(BODY))], len(BODY))
    assert done.name.endswith(".part")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        pytest.param(
            [Answer(BODY, etag='"1"', cut=100_000), Answer(BODY, etag='"1"', cut=50_000), Answer(BODY, etag='"1"')],
            ["/p", "/p bytes=100000-", "/p bytes=150000-"],
            id="cut off twice",
        ),
        pytest.param(
            [
                Answer(BODY, headers={"Last-Modified": "Sun, 22 Nov 2026 00:00:00 GMT"}, cut=100_000),
                Answer(BODY),
            ],
            ["/p", "/p bytes=100000-"],
            id="cut off by a server that gives no parts",
        ),
        pytest.param(
            [Answer(b"x" * 200_000, etag='"1"', cut=100_000), Answer(BODY, etag='"2"')],
            ["/p", "/p bytes=100000-"],
            id="changed between two parts",
        ),
        pytest.param([Answer(BODY, cut=100_000), Answer(BODY)], ["/p", "/p"], id="cut off, without a validator"),
        pytest.param([Answer(BODY, etag='W/"1"', cut=100), Answer(BODY)], ["/p", "/p"], id="a weak validator"),
        pytest.param([Answer(BODY, chunked=True, cut=9_999), Answer(BODY)], ["/p", "/p"], id="cut off between chunks"),
        pytest.param([Answer(b"", 500), Answer(b"", 503), Answer(BODY)], ["/p"] * 3, id="errors of the server"),
        pytest.param([Answer(BODY, length=len(BODY) + 9), Answer(BODY)], ["/p", "/p"], id="a length that is too long"),
        pytest.param(
            [
                Answer(BODY, etag='"1"', cut=100_000),
                Answer(BODY, 206, {"Content-Range": "bytes 5-300000/300000"}),
                Answer(BODY),
            ],
            ["/p", "/p bytes=100000-", "/p"],
            id="another part than was asked for",
        ),
        pytest.param(
            [Answer(BODY, etag='"1"', cut=100_000), Answer(b"", 416, {"Content-Range": "bytes */7"}), Answer(BODY)],
            ["/p", "/p bytes=100000-", "/p"],
            id="shorter than it was",
        ),
    ],
)
def test_what_breaks_off_goes_on(
    server: Server, tmp_path: Path, waits: list[float], answers: list[Answer], asked: list[str]
) -> None:
    server.answers["/p"] = answers
    done = Fetched(tmp_path, server, "/p")
    assert done.body == BODY
    assert server.asked == asked
    assert done.heard.bytes == len(BODY)
    assert len(waits) == len(asked) - 1
    assert left(tmp_path) == []


def test_a_part_is_gone_on_with_by_the_next_run(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.answers["/p"] = [Answer(BODY, etag='"1"', cut=100_000), Answer(b"", 403)]

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web, "sleep", interrupt)
        with pytest.raises(KeyboardInterrupt):
            Fetched(tmp_path, server, "/p", "/q")
    assert [Path(name).suffix for name in left(tmp_path)] == [".part", ".validator"]
    server.answers["/p"] = Answer(BODY, etag='"1"')
    done = Fetched(tmp_path, server, "/p", "/q")
    assert (done.body, done.heard.begun) == (BODY, [(100_000, len(BODY))])
    assert left(tmp_path) == []


def test_what_came_before_the_server_was_given_up_is_gone_on_with(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.answers["/p"] = [Answer(BODY, etag='"1"', cut=100_000), Answer(b"", 503)]
    with pytest.raises(EngineError, match="503"):
        Fetched(tmp_path, server, "/p", "/q")
    server.answers |= {"/p": Answer(BODY, etag='"1"'), "/q": Answer(b"", 404)}
    done = Fetched(tmp_path, server, "/q", "/p")
    assert (done.body, done.heard.begun, done.heard.said) == (BODY, [(100_000, len(BODY))], [])
    assert left(tmp_path) == []


def test_what_came_whole_before_a_run_was_interrupted_is_not_fetched_again(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.answers["/p"] = Answer(BODY, etag='"1"')
    with (
        pytest.raises(KeyboardInterrupt),
        downloaded("p", [f"{server.url}/p"], tmp_path, MOST, lambda file: None, Transfers()),
    ):
        raise KeyboardInterrupt
    done = Fetched(tmp_path, server, "/p")
    assert (done.body, done.heard.begun) == (BODY, [])
    assert server.asked[1:] == [f"/p bytes={len(BODY)}-"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(Answer(b"gone", 404), "404", id="404"),
        pytest.param(Answer(b"", 403, reason="\x1b[2JWelcome"), "403 �[2JWelcome", id="403 and an escape sequence"),
        pytest.param(Answer(BODY, 206, {"Content-Range": "bytes 0-9/9"}), "206", id="a part that nobody asked for"),
        pytest.param(Answer(BODY, length=-5), "an invalid length, '-5'", id="a negative length"),
        pytest.param(Answer(BODY, length=-1, headers={"Content-Length": "1e9"}), "length, '1e9'", id="no length"),
        pytest.param(Answer(BODY * 4), "1 MB or more", id="too large"),
        pytest.param(Answer(BODY * 4, chunked=True), "1 MB or more", id="too large, unannounced"),
        pytest.param(Answer(b"", 302, {"Location": "/p"}), "circles", id="a redirect to itself"),
        pytest.param(Answer(b"", 302, {"Location": "file:///etc/passwd"}), "not on the web", id="a redirect to a file"),
        pytest.param(Answer(b"", 302, {"Location": "ftp://127.0.0.1/p"}), "not on the web", id="a redirect to ftp"),
        pytest.param(
            Answer(b"", 302, {"Location": "http://[/"}), "not an http or https address", id="a broken redirect"
        ),
        pytest.param(Answer(b"another file"), "this is something else", id="not what was promised"),
        pytest.param(
            Answer(b"not packed", headers={"Content-Encoding": "deflate"}), "cannot be decompressed", id="badly packed"
        ),
    ],
)
def test_a_link_that_does_not_work_is_passed_over_at_once(
    server: Server, tmp_path: Path, waits: list[float], answer: Answer, reason: str
) -> None:
    def check(file: Path) -> None:
        if file.read_bytes() != BODY:
            raise EngineError("this is something else")

    server.answers |= {"/p": answer, "/q": Answer(BODY)}
    done = Fetched(tmp_path, server, "/p", "/q", check=check)
    assert (done.body, done.link) == (BODY, "/q")
    assert reason in done.heard.said[0]
    assert left(tmp_path) == []


def test_links_are_tried_in_turn_and_given_up_after_a_few_tries(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.answers |= {"/a": Answer(b"", 503), "/b": Answer(BODY, length=len(BODY) + 1)}
    with pytest.raises(EngineError) as caught:
        Fetched(tmp_path, server, "/a", "/b")
    assert str(caught.value).count("server says 503 Service Unavailable") == 1
    assert str(caught.value).count("connection closed too early") == 1
    assert server.asked == ["/a", "/b"] * download.TRIES
    rounds = [waits[number : number + 2] for number in range(0, len(waits), 2)]
    assert len(rounds) == download.TRIES - 1
    for number, waited in enumerate(rounds):
        assert all(0.25 * 2**number <= seconds <= 0.75 * 2**number for seconds in waited)
    assert left(tmp_path) == []


def test_a_server_that_gives_a_little_each_time_is_given_up_too(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.answers["/p"] = Answer(BODY, etag='"1"', cut=10)
    with pytest.raises(EngineError):
        Fetched(tmp_path, server, "/p")
    assert len(server.asked) == download.TRIES


def test_the_server_may_say_how_long_to_wait(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.answers["/p"] = [
        Answer(b"", 429, {"Retry-After": "7"}),
        Answer(b"", 503, {"Retry-After": "9999"}),
        Answer(b"", 503, {"Retry-After": formatdate(time.time() + 60, usegmt=True)}),
        Answer(b"", 503, {"Retry-After": "soon"}),
        Answer(BODY),
    ]
    Fetched(tmp_path, server, "/p")
    assert waits[:2] == [7, 120]
    assert waits[2] == pytest.approx(60, abs=5)
    assert waits[3] < 10


@pytest.mark.parametrize("constant", ["STALL_SECONDS", "CRAWL_SECONDS"])
def test_a_server_that_falls_silent_or_crawls_is_left(
    server: Server, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch, constant: str
) -> None:
    monkeypatch.setattr(web, constant, 0.1)
    server.answers["/p"] = [Answer(BODY, etag='"1"', pause=0.3), Answer(BODY, etag='"1"')]
    monkeypatch.setattr(web, "CRAWL_BYTES", 100 if constant == "STALL_SECONDS" else 2 * len(BODY))
    done = Fetched(tmp_path, server, "/p")
    assert done.body == BODY
    assert "0 seconds" in done.heard.said[0]


def test_redirects_are_followed(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.answers |= {
        "/p": Answer(b"", 301, {"Location": "q?token=1"}),
        "/q?token=1": Answer(b"", 307, {"Location": f"{server.url}/r"}),
        "/r": Answer(BODY),
    }
    assert Fetched(tmp_path, server, "/p").body == BODY


def test_a_long_chain_of_redirects_is_not(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.answers |= {f"/{n}": Answer(b"", 302, {"Location": f"/{n + 1}"}) for n in range(30)}
    with pytest.raises(EngineError, match="circles"):
        Fetched(tmp_path, server, "/0")
    assert len(server.asked) == 1 + web.MAX_REDIRECTS


def test_from_https_nothing_leads_to_http(
    server: Server, certificate: Path, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server.answers["/q"] = Answer(BODY)
    with serving(certificate) as safe:
        safe.answers |= {"/p": Answer(BODY), "/down": Answer(b"", 302, {"Location": f"{server.url}/q"})}
        assert Fetched(tmp_path, safe, "/p").body == BODY
        server.answers["/up"] = Answer(b"", 302, {"Location": f"{safe.url}/p"})
        assert Fetched(tmp_path, server, "/up").body == BODY
        for link in ("/down", safe.url.replace("https", "HTTPS") + "/down"):
            with pytest.raises(EngineError, match="from https to http"):
                Fetched(tmp_path, safe, link)
    assert server.asked == ["/up"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    certificate: Path, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with serving(certificate) as safe:
        safe.answers["/p"] = Answer(BODY)
        with pytest.raises(EngineError, match="SSL_CERT_FILE"):
            Fetched(tmp_path, safe, "/p")
        assert (safe.asked, waits) == ([], [])


def test_what_is_packed_on_its_way_is_unpacked(server: Server, tmp_path: Path, waits: list[float]) -> None:
    packed = {"Content-Encoding": "gzip"}
    server.answers["/p"] = [Answer(BODY, headers=packed, etag='"1"', cut=200_000), Answer(BODY, headers=packed)]
    assert Fetched(tmp_path, server, "/p").body == BODY
    assert server.asked == ["/p", "/p"]  # a part of what is packed would not fit


def test_the_proxies_of_the_environment_are_used(
    server: Server, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url.replace("http://", "http://me:secret%21@"))
    server.answers["http://packages.example/p"] = Answer(BODY)
    assert Fetched(tmp_path, server, "http://packages.example/p").body == BODY
    assert server.headers[0]["proxy-authorization"] == "Basic bWU6c2VjcmV0IQ=="
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.answers["/direct"] = Answer(BODY)
    assert Fetched(tmp_path, server, "/direct").body == BODY
    assert server.asked == ["http://packages.example/p", "/direct"]


def test_https_goes_through_a_proxy_as_a_tunnel(
    server: Server, certificate: Path, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("HTTPS_PROXY", server.url.removeprefix("http://"))
    with serving(certificate) as safe:
        safe.answers["/p"] = Answer(BODY)
        assert Fetched(tmp_path, safe, "/p").body == BODY
    assert server.asked == [f"CONNECT {safe.url.removeprefix('https://')}"]


@pytest.mark.parametrize(
    ("proxy", "reason"), [("http://127.0.0.1:1", "the proxy failed"), ("socks5://127.0.0.1:1", "socks5://…")]
)
def test_a_proxy_that_does_not_serve_is_not_gone_round(
    server: Server, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch, proxy: str, reason: str
) -> None:
    monkeypatch.setenv("all_proxy", proxy)
    with pytest.raises(EngineError, match=reason):
        Fetched(tmp_path, server, "/p")
    assert server.asked == []


def test_a_password_in_an_address_is_sent_and_never_shown(server: Server, tmp_path: Path, waits: list[float]) -> None:
    link = server.url.replace("http://", "http://me:secret@") + "/p"
    with pytest.raises(EngineError) as caught:
        Fetched(tmp_path, server, link)
    assert "secret" not in str(caught.value)
    assert server.headers[0]["authorization"] == "Basic bWU6c2VjcmV0"


def test_no_server_at_all_is_said_soon(server: Server, tmp_path: Path, waits: list[float]) -> None:
    server.close()
    with pytest.raises(EngineError, match="no connection: Connection refused"):
        Fetched(tmp_path, server, "/p", "http://127.0.0.1:1/p")
    assert len(waits) <= 2


def test_a_full_disk_is_said(small_disk: Path, server: Server, waits: list[float]) -> None:
    server.answers["/p"] = Answer(BODY)
    with pytest.raises(EngineError, match="MB are needed"):
        Fetched(small_disk, server, "/p")
    server.answers["/p"] = Answer(BODY, chunked=True)
    with pytest.raises(EngineError, match="No space left"):
        Fetched(small_disk, server, "/p")
    assert left(small_disk) == []


def test_a_second_process_waits_until_the_first_has_downloaded(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.answers["/p"] = Answer(BODY)
    heard = Listener()
    bodies: list[bytes] = []

    def second() -> None:
        with downloaded("p", [f"{server.url}/p"], tmp_path, MOST, lambda file: None, heard) as (file, _):
            bodies.append(file.read_bytes())

    thread = Thread(target=second)
    first = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    thread.start()
    while not heard.said:
        time.sleep(0.01)
    assert heard.said == ["p: waiting for another dragoman that is downloading"]
    assert server.asked == []
    os.close(first)
    thread.join()
    assert bodies == [BODY]


def test_parts_that_nobody_went_on_with_are_swept_up(server: Server, tmp_path: Path, waits: list[float]) -> None:
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    server.answers["/p"] = Answer(BODY)
    Fetched(tmp_path, server, "/p")
    assert left(tmp_path) == ["new.part"]
