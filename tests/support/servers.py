"""Web servers on this machine that stand in for the public index, with all that can go wrong on the way."""

import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What the server says to a request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """What it claims the body to have, if that is not true; -1: it claims nothing."""
    cut: int | None = None
    """Bytes after which the connection ends."""
    pause: float = 0
    """Seconds of silence after half of the body."""
    etag: str = ""
    """With one, parts are served."""
    chunked: bool = False
    reason: str | None = None
    """What stands behind the status."""


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


class Server:
    """Serves what `answers` holds by path and nothing else; of several answers one after the other, then the last."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[str] = []
        """The path of each request, with the part that it asked for."""
        self.headers: list[Mapping[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                given = self.headers.get("Range", "")
                server.asked.append(f"{self.path} {given}".rstrip())
                with suppress(ConnectionError, ssl.SSLError):
                    _say(self, server.answer(self.path))

            def do_CONNECT(self) -> None:
                server.asked.append(f"CONNECT {self.path}")
                self.send_response(200)
                self.end_headers()
                _tunnel(self.connection, int(self.path.rpartition(":")[2]))
                self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._http = _Listening(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"http{'s' * bool(certificate)}://127.0.0.1:{self._http.server_port}"
        self.index = f"{self.url}/index.json"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, path: str) -> Answer:
        """Return the next answer for a path, or for the address that a proxy is asked for."""
        answers = self.answers.get(path, self.answers.get(urlsplit(path).path, Answer(b"not here", 404)))
        if isinstance(answers, Answer):
            return answers
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def offer(self, *entries: object, **options: Any) -> None:
        """Serve an index with these entries."""
        self.answers["/index.json"] = Answer(json.dumps(entries).encode(), **options)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def _say(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    body, status, headers = answer.body, answer.status, dict(answer.headers)
    if answer.etag:
        headers |= {"ETag": answer.etag}
        given = handler.headers.get("Range", "").removeprefix("bytes=").rstrip("-")
        if given and handler.headers.get("If-Range", answer.etag) == answer.etag:
            start = int(given)
            status, body = (206, body[start:]) if start < len(body) else (416, b"")
            where = f"bytes {start}-{start + len(body) - 1}/" if body else "bytes */"
            headers |= {"Content-Range": f"{where}{len(answer.body)}"}
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.compress(body)
    handler.send_response(status, answer.reason)
    for name, value in headers.items():
        handler.send_header(name, value)
    if answer.chunked:
        handler.send_header("Transfer-Encoding", "chunked")
    elif answer.length != -1:
        handler.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
    handler.end_headers()
    sent = _chunks(body) if answer.chunked else body
    sent = sent[: answer.cut]
    half = len(sent) // 2
    handler.wfile.write(sent[:half])
    handler.wfile.flush()
    time.sleep(answer.pause)
    handler.wfile.write(sent[half:])
    if answer.cut is not None or answer.length is not None:
        handler.close_connection = True


def _chunks(body: bytes) -> bytes:
    return b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (body[i : i + 999] for i in range(0, len(body), 999))
    ) + (b"0\r\n\r\n")


def _tunnel(client: socket.socket, port: int) -> None:
    """Carry bytes to and fro until one side ends."""
    with socket.create_connection(("127.0.0.1", port)) as server:

        def project(source: socket.socket, target: socket.socket) -> None:
            with suppress(OSError):
                while data := source.recv(1 << 16):
                    target.sendall(data)
            with suppress(OSError):
                target.shutdown(socket.SHUT_WR)

        back = threading.Thread(target=project, args=(server, client), daemon=True)
        back.start()
        project(client, server)
        back.join(5)


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    """Run a server for the time of the block."""
    server = Server(certificate)
    try:
        yield server
    finally:
        server.close()


def make_certificate(folder: Path) -> Path:
    """Make a certificate for this machine, with its key in the same file, that whoever trusts the file trusts."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import IPv4Address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "a test of dragoman")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(pem, private, serialization.NoEncryption()) + certificate.public_bytes(pem))
    return file


def bodies(answers: Sequence[Answer]) -> int:
    """Return how many bytes the answers have in all."""
    return sum(len(answer.body) for answer in answers)
