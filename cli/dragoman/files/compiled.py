"""What takes a while to compute from other files, kept as JSON in the cache folder from one command to the next.

The key stands for all that goes in, the code that reads it included, so nothing here is ever out of date. A checksum
stands before what is kept, so that parts of it can be looked at later without fear. A file that is missing, damaged or
cannot be written costs time, never a result; all are safe to delete at any time.
"""

import json
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any, TypeVar

from dragoman import resources
from dragoman.errors import OutputError, RequestError

Made = TypeVar("Made")

_MOST = 8


def key_of(data: Iterable[bytes], code: Iterable[str]) -> str:
    """Return what stands for data, and for dragoman's own files that read it, given by their paths in the package."""
    digest = sha256()
    for part in (*data, *((resources.PACKAGE / name).read_bytes() for name in code)):
        digest.update(sha256(part).digest())
    return digest.hexdigest()[:32]


def compiled(
    kind: str,
    key: str,
    make: Callable[[], Made],
    dump: Callable[[Made], Any],
    parse: Callable[[Any], Made],
    *,
    most: int | None = None,
) -> Made:
    """Return what `make` makes, from the cache where that has it; `dump` turns it into JSON values, `parse` back.

    `kind` is the name of a folder, in which so many of the latest files stay. What `make` raises is not caught, and
    nothing is kept then.
    """
    try:
        path = resources.cache_folder() / kind / f"{key}.json"
    except RequestError:  # there is no home
        return make()
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        sum_, _, data = path.read_bytes().partition(b"\n")
        if int(sum_) == zlib.crc32(data):
            return parse(json.loads(data))
    from dragoman.files.outputs import Outputs

    made = make()
    with suppress(OSError, OutputError):
        data = json.dumps(dump(made), ensure_ascii=False).encode("utf-8", "surrogatepass")
        with Outputs() as outputs:
            outputs.stage(path, b"%d\n%s" % (zlib.crc32(data), data))
            outputs.commit()
        for old in sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)[: -(most or _MOST)]:
            old.unlink(missing_ok=True)
    return made
