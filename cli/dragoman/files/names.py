"""Names of files: those from the system, as text, and those from a file, confined to their folder."""

import re
from pathlib import Path, PurePosixPath

from dragoman.errors import RequestError

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def printable(name: str) -> str:
    r"""Return a name in which each byte that is not UTF-8 is written as in a URI, so that different names stay so.

    >>> import os
    >>> printable(os.fsdecode(b"2024/a\xff.txt"))
    '2024/a%FF.txt'
    """
    return _NOT_UTF8.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", name)


def below(folder: Path, name: str, said_by: str) -> Path:
    """Return the path below `folder` that a name read from a file, or sent by another machine, stands for.

    A name may lead into sub-folders, `2024/report.po`, but nowhere else: what a translator's program hands back is
    no reason to touch files elsewhere (CWE-22).

    Raises:
        RequestError: the name leads out of the folder, or holds back slashes or control characters.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or _UNSAFE.search(name):
        advice = "nothing was changed: if the file is right, name the report with --report"
        raise RequestError(f"{said_by}: {name!r} is not the name of a file below {folder}; {advice}")
    return folder / name
