"""What takes a while to make of a text, kept from one command to the next: patterns, methods of dataclasses, tables.

An entry stands under the whole text that it was made of, and the file under Python's version, so that nothing here is
ever out of date. A file that is missing, damaged or cannot be written costs time, never a result; it is safe to delete
at any time. Without `begin`, as where dragoman is used as a library, everything is made anew.
"""

import dataclasses
import marshal
import os
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from dragoman.errors import RequestError

Made = TypeVar("Made")
Entries = dict[tuple[Any, ...], bytes]

_WORTH = 8 * 2**10
"""Bytes of new entries from which it pays to write the file: a few patterns differ from process to process."""
_MOST = 4 * 2**20
"""Bytes of entries above which only those of this process stay."""

_SUM = 4
"""Bytes of a checksum."""


class _Memo:
    """The entries, each marshalled by itself: those that nobody asks for cost nearly nothing."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self.folder = folder
        self._entries: Entries | None = None
        self._used: Entries = {}
        self._new = 0

    def recall(self, make: Callable[..., Made], key: tuple[Any, ...]) -> Made:
        if self._entries is None:
            self._entries = self._read()
        place = (make.__module__, make.__qualname__, *key)
        if place in self._entries:
            data = self._used[place] = self._entries[place]
            return marshal.loads(data)  # type: ignore[no-any-return]
        made = make(*key)
        with suppress(ValueError):  # TOML knows dates, marshal does not
            data = self._used[place] = self._entries[place] = marshal.dumps(made)  # type: ignore[arg-type]
            self._new += len(data)
        return made

    def write(self) -> None:
        """Write the file where this process made enough that it lacks."""
        if self._entries is None or self._new < _WORTH:
            return
        self._new = 0
        entries = self._entries if sum(map(len, self._entries.values())) < _MOST else self._used
        with suppress(OSError, RequestError):
            path = self._path()
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            try:
                beside.write_bytes(sealed(entries))
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)

    def _read(self) -> Entries:
        with suppress(OSError, RequestError, ValueError):
            return unsealed(self._path().read_bytes())  # type: ignore[no-any-return]
        return {}

    def _path(self) -> Path:
        return self.folder() / "memo" / f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}"


def sealed(value: Any) -> bytes:
    """Return a value as marshal writes it, behind a checksum."""
    data = marshal.dumps(value)
    return zlib.crc32(data).to_bytes(_SUM) + data


def unsealed(data: bytes) -> Any:
    """Return the value that `sealed` wrote.

    Raises:
        ValueError: the data are not as they were written.
    """
    view = memoryview(data)
    if len(view) <= _SUM or view[:_SUM] != zlib.crc32(view[_SUM:]).to_bytes(_SUM):
        raise ValueError("damaged")
    return marshal.loads(view[_SUM:])


_memo: _Memo | None = None


def begin(folder: Callable[[], Path]) -> None:
    """Recall things from here on, out of a file in `folder`, which is asked for when the first is needed.

    Among them are all that Python makes when modules are imported and does not keep with their bytecode: it compiles
    patterns, and the text of the methods that it writes for dataclasses.
    """
    global _memo
    _memo = _Memo(folder)
    if _compile_anew:
        _compiler.compile = _compile
    vars(dataclasses)["exec"] = _execute


def folder() -> Callable[[], Path] | None:
    """Return what `begin` was given, for another process; `None` where it was not called."""
    return _memo.folder if _memo else None


def keep() -> None:
    """Write down what this process made, for the next."""
    if _memo:
        _memo.write()


def recall(make: Callable[..., Made], *key: Any) -> Made:
    """Return `make(*key)`, which nothing but the key and Python's version decides; both are values for marshal."""
    return _memo.recall(make, key) if _memo else make(*key)


_compiler: Any = getattr(re, "_compiler", None)  # it is Python's own, which may do without it one day
_compile_anew = getattr(_compiler, "compile", None)


def _compile(pattern: Any, flags: int = 0) -> Any:
    """Compile a pattern for `re`, which itself keeps none for the next process."""
    with suppress(Exception):  # what is wrong with a pattern, `re` says
        if isinstance(pattern, str):
            every_flag, code, *groups = recall(_code, pattern, int(flags))
            return _compiler._sre.compile(pattern, every_flag, memoryview(code).cast("I").tolist(), *groups)
    return _compile_anew(pattern, flags)  # type: ignore[misc]


def _code(pattern: str, flags: int) -> tuple[Any, ...]:
    """Return what `re` hands to its engine: flags, code, number of groups, their numbers by name, and their names."""
    parsed = _compiler._parser.parse(pattern, flags)
    code = b"".join(word.to_bytes(4, sys.byteorder) for word in _compiler._code(parsed, flags))
    state, numbers = parsed.state, parsed.state.groupdict
    names = {number: name for name, number in numbers.items()}
    return int(flags | state.flags), code, state.groups - 1, numbers, tuple(map(names.get, range(state.groups)))


def _execute(text: str, *names: Any) -> None:
    """Execute a text for `dataclasses`."""
    exec(recall(compile, text, "<string>", "exec"), *names)
