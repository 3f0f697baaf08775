"""Run many command lines of dragoman in one process, in the working folder, and say how each ended.

    python run_all.py COMMANDS.json

reads a list of lists of arguments and prints a list of objects with `code`, `stdout`, `stderr` and `sockets`, the notes
of `sitecustomize` on what the command asked for.
"""

import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from dragoman import main

NOTES = Path(os.environ["DRAGOMAN_SOCKETS"])


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Run one command line."""
    NOTES.write_text("")
    sys.argv[1:] = arguments
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    code: Any = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main.run()
        except SystemExit as end:
            code = end.code or 0
    out.seek(0), err.seek(0)
    return {"code": code, "stdout": out.read(), "stderr": err.read(), "sockets": NOTES.read_text().splitlines()}


if __name__ == "__main__":
    print(json.dumps([run(arguments) for arguments in json.loads(Path(sys.argv[1]).read_text("utf-8"))]))
