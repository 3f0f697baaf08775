"""HTTP requests; the only module that opens a network connection.

urllib3 brings what urllib of the standard library lacks: a time limit for each step, answers whose length is compared
with what was announced, and connections through proxies that do not fall back to going without. Its Retry repeats
requests that got no answer, but an answer that breaks off stays broken: `download` goes on behind what has come.
"""

import random
import re
import ssl
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from urllib.parse import unquote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    InvalidHeader,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from dragoman.engine.packages.metadata import printable

CONNECT_SECONDS = 20.0
STALL_SECONDS = 30.0
"""Maximum silence of a server."""
CRAWL_SECONDS = 60.0
CRAWL_BYTES = 16_384
"""Bytes that must arrive in that time: a server that sends a byte now and then is not silent."""
MAX_REDIRECTS = 8
_FIRST_WAIT, _LONGEST_WAIT, _LONGEST_ASKED = 0.5, 30.0, 120.0
_CHUNK = 1 << 16
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LENGTH = re.compile(r"\s*\d+(?:\s*,\s*\d+)*\s*", re.ASCII)
_HEADERS = {"User-Agent": "dragoman", "Accept": "*/*"}

sleep = time.sleep


@dataclass(eq=False)
class FetchError(Exception):
    """A request that failed or was cut short."""

    reason: str
    again: bool = True
    """Whether a retry may succeed."""
    offline: bool = False
    """No server was reached at all."""
    wait: float | None = None
    """Seconds to wait, as the server asked."""

    def __post_init__(self) -> None:
        # Some of it may be the words of a server or a proxy.
        self.reason = printable(self.reason)


@dataclass(frozen=True)
class Answer:
    """A server's response; its body must be read before the connection closes."""

    url: str
    """After all redirects."""
    status: int
    headers: Mapping[str, str]
    response: urllib3.BaseHTTPResponse

    @property
    def encoded(self) -> bool:
        """Whether the body is compressed in transit: its length is then unknown."""
        return self.headers.get("Content-Encoding", "identity").lower() != "identity"

    @property
    def length(self) -> int | None:
        """The announced bytes of the body; `None` if unknown."""
        length = self.headers.get("Content-Length", "")
        return int(length) if length.isdecimal() and not self.encoded else None

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it arrives.

        Raises:
            FetchError: it ends early, comes too slowly, or cannot be decompressed.
        """
        since, came = time.monotonic(), 0
        with _explained():
            while chunk := self.response.read1(_CHUNK):
                came += len(chunk)
                yield chunk
                if came >= CRAWL_BYTES:
                    since, came = time.monotonic(), 0
                elif time.monotonic() - since > CRAWL_SECONDS:
                    raise FetchError(f"hardly any data came for {CRAWL_SECONDS:.0f} seconds")


def _check_length(announced: str | None) -> None:
    """Refuse an invalid length: the end of the body would be unknown (RFC 9112, 6.3)."""
    if announced is not None and not _LENGTH.fullmatch(announced):
        raise FetchError(f"the server announces an invalid length, {announced[:40]!r}", again=False)


def back_off(failures: int, asked: float | None) -> float:
    """Return the seconds to wait after so many failures in a row, at least those that the server asked for.

    Doubled each time, with jitter, so that many clients do not return at once.
    """
    seconds = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (failures - 1)) * random.uniform(0.5, 1.5)
    return max(seconds, min(asked or 0.0, _LONGEST_ASKED))


@contextmanager
def ask(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
    """Send a request and follow redirects, but not from https to anything less.

    Raises:
        FetchError: there is no response, or no successful one.
    """
    seen = [url]
    while True:
        with _explained():
            response = _send(seen[-1], headers)
        try:
            if not (place := response.get_redirect_location()):
                _check_status(response, parts="Range" in headers)
                _check_length(response.headers.get("Content-Length"))
                yield Answer(seen[-1], response.status, response.headers, response)
                return
        finally:
            response.close()
        with _explained():
            seen.append(_next(seen, place))


def _send(url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("not an http or https address", again=False)
    login = parts.username and f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
    return _pool(_proxy(parts.scheme, parts.hostname)).request(
        "GET",
        address,
        headers={**_HEADERS, **headers, **(urllib3.make_headers(basic_auth=login) if login else {})},
        preload_content=False,
        decode_content=True,
        redirect=False,
        retries=False,
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=STALL_SECONDS),
    )


def _next(seen: list[str], place: str) -> str:
    """Return the address that a redirect leads to."""
    url = urljoin(seen[-1], place)
    before, scheme = urlsplit(seen[-1]).scheme, urlsplit(url).scheme
    if before == "https" and scheme != "https":
        raise FetchError(f"the server redirects from https to {scheme}, which is refused", again=False)
    if scheme not in ("http", "https"):
        raise FetchError("the server redirects to an address that is not on the web", again=False)
    if url in seen or len(seen) > MAX_REDIRECTS:
        raise FetchError("the server redirects in circles", again=False)
    return url


def _check_status(response: urllib3.BaseHTTPResponse, *, parts: bool) -> None:
    """Make sure that the response is what was requested, or a statement of the range if one was requested."""
    if response.status == 200 or (parts and response.status in (206, 416)):
        return
    said = f"the server says {response.status} {response.reason or ''}".rstrip()[:100]
    raise FetchError(said, again=response.status in _AGAIN, wait=_wait_asked(response))


def _wait_asked(response: urllib3.BaseHTTPResponse) -> float | None:
    """Return the seconds of Retry-After, which may be a date (RFC 9110 §10.2.3)."""
    try:
        return urllib3.Retry().get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):  # neither, or a number beyond all numbers
        return None


def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host (`https_proxy`, `no_proxy` …, in capitals too)."""
    proxies = urllib.request.getproxies()
    proxy = None if urllib.request.proxy_bypass(host) else proxies.get(scheme) or proxies.get("all")
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    if proxy and not proxy.startswith(("http://", "https://")):
        raise FetchError(f"the proxy {urlsplit(proxy).scheme}://… is not supported", again=False)
    return proxy


@cache
def _pool(proxy: str | None) -> urllib3.PoolManager:
    if proxy is None:
        return urllib3.PoolManager()
    parts = urlsplit(proxy)
    login = parts.username and f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return urllib3.ProxyManager(address, proxy_headers=urllib3.make_headers(proxy_basic_auth=login) if login else None)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what urllib3 raises into a readable reason."""
    try:
        yield
    except (LocationParseError, ValueError) as error:  # a port or a host that is none
        raise FetchError("not an http or https address", again=False) from error
    except (NameResolutionError, NewConnectionError, ConnectTimeoutError, ProxyError) as error:
        raise FetchError(_connecting(error), offline=True) from error
    except SSLError as error:
        untrusted = isinstance(error.args[0] if error.args else None, ssl.SSLCertVerificationError)
        hint = "; install ca-certificates, or name yours in SSL_CERT_FILE" if untrusted else ""
        raise FetchError(f"no secure connection: {error}{hint}", again=not untrusted) from error
    except ReadTimeoutError as error:
        raise FetchError(f"no data came for {STALL_SECONDS:.0f} seconds") from error
    except ProtocolError as error:
        ended = isinstance(cause := error.args[-1], HTTPException)
        raise FetchError("the connection closed too early" if ended else f"the connection broke: {cause}") from error
    except DecodeError as error:
        raise FetchError("the response cannot be decompressed", again=False) from error
    except (HTTPError, OSError) as error:
        raise FetchError(f"the connection broke: {error}") from error


def _connecting(error: HTTPError) -> str:
    """Return why there is no connection."""
    if isinstance(error, ProxyError):
        return f"the proxy failed: {error.original_error}"
    if isinstance(error, ConnectTimeoutError) and not isinstance(error, NewConnectionError):
        return f"no connection within {CONNECT_SECONDS:.0f} seconds"
    cause = error.__cause__ or error
    return f"no connection: {getattr(cause, 'strerror', None) or cause}"
