"""What takes a while to compute from other files, kept in the cache folder from one command to the next.

The key stands for all that goes in, the code that reads it included, so nothing here is ever out of date. A checksum
stands before what is kept, so that parts of it can be looked at later without fear. A file that is missing, damaged or
cannot be written costs time, never a result; all are safe to delete at any time.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any, TypeVar

from dragoman import resources
from dragoman.errors import OutputError, RequestError
from dragoman.memo import sealed, unsealed

Made = TypeVar("Made")


def as_it_is(made: Any) -> Any:
    """Return a value that marshal knows."""
    return made


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
    dump: Callable[[Made], Any] = as_it_is,
    parse: Callable[[Any], Made] = as_it_is,
    *,
    most: int = 8,
) -> Made:
    """Return what `make` makes, from the cache where that has it; `dump` makes values of it for marshal, `parse` back.

    `kind` is the name of a folder, in which so many of the latest files stay. What `make` raises is not caught, and
    nothing is kept then.
    """
    try:
        path = resources.cache_folder() / kind / key
    except RequestError:  # there is no home
        return make()
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        return parse(unsealed(path.read_bytes()))
    from dragoman.files.outputs import Outputs

    made = make()
    with suppress(OSError, OutputError):
        with Outputs() as outputs:
            outputs.stage(path, sealed(dump(made)))
            outputs.commit()
        for old in sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime)[:-most]:
            old.unlink(missing_ok=True)
    return made
