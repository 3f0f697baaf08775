"""Takes the network away from this process and all Python processes that it starts, and notes who asked for it.

Python imports this module at its start where its folder is on `PYTHONPATH`; `DRAGOMAN_SOCKETS` names the file of notes.
"""

import errno
import os
import sys

_NOTES = os.environ["DRAGOMAN_SOCKETS"]


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        with open(_NOTES, "a", encoding="utf-8") as notes:  # noqa: PTH123
            notes.write(f"{event} {arguments[1:]!r}\n")
        raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))


sys.addaudithook(_refuse)
