"""What is made of other files and takes a while, kept as JSON in the cache folder from one command to the next.

The key stands for all that goes in, the code that reads it included, so nothing here is ever out of date. A file that
is missing, damaged or cannot be written costs time, never a result; all are safe to delete at any time.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from dragoman import resources
from dragoman.errors import OutputError
from dragoman.files.outputs import Outputs

Made = TypeVar("Made")

_MOST = 8
"""Files of a kind that are kept, the latest ones."""


def key_of(data: Iterable[bytes], modules: Iterable[ModuleType]) -> str:
    """Return what stands for data, and for the code of the modules that read it."""
    digest = sha256()
    for part in (*data, *(Path(str(module.__file__)).read_bytes() for module in modules)):
        digest.update(sha256(part).digest())
    return digest.hexdigest()[:32]


def compiled(
    kind: str, key: str, make: Callable[[], Made], dump: Callable[[Made], Any], parse: Callable[[Any], Made]
) -> Made:
    """Return what `make` makes, from the cache where that has it; `dump` turns it into JSON values, `parse` back.

    `kind` is the name of a folder. What `make` raises is not caught, and nothing is kept then.
    """
    path = resources.cache_folder() / kind / f"{key}.json"
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return parse(json.loads(path.read_bytes()))
    made = make()
    with suppress(OSError, OutputError):
        with Outputs() as outputs:
            outputs.stage(path, json.dumps(dump(made), ensure_ascii=False).encode("utf-8", "surrogatepass"))
            outputs.commit()
        for old in sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-_MOST]:
            old.unlink(missing_ok=True)
    return made
