"""A trial of a package, in a process of its own: what makes CTranslate2 crash, hang or devour memory ends there.

    python -m dragoman.engine.packages.trial FOLDER

ends with status 0 and the translation of a sentence, or with `REFUSED` and the reason.
"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from dragoman.engine.packages.metadata import printable
from dragoman.errors import DragomanError, EngineError

SENTENCE = "A trial."
SECONDS = 180
"""How long loading and translating may take; the largest packages need 5 on an old machine."""
REFUSED = 3
_ROOM = 8 * 2**30
"""Bytes of address space beside what the package itself takes, several times over."""


def try_package(folder: Path) -> str:
    """Load the unpacked package and translate a sentence with it; return the translation.

    Raises:
        EngineError: it does not load, does not translate, crashes or does not come to an end.
    """
    command = [sys.executable, "-P", "-m", __name__, str(folder)]
    quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **quiet},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"a trial sentence took longer than {SECONDS} seconds") from error
    said = done.stdout.decode(errors="replace").strip()
    if done.returncode == 0:
        return said
    if done.returncode == REFUSED:
        raise EngineError(printable(said))
    last = (done.stderr.decode(errors="replace").strip() or said).rpartition("\n")[2]
    ended = f"ended with {signal.Signals(-done.returncode).name}" if done.returncode < 0 else "failed"
    raise EngineError(f"a trial sentence {ended}{': ' * bool(last)}{printable(last)}")


def main(folder: Path) -> int:
    """Be the process that may crash."""
    from dragoman.engine.argos import ArgosEngine
    from dragoman.engine.decoding import Decoding
    from dragoman.engine.packages.installed import read_package

    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    room = _ROOM + 6 * size
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (room if most == resource.RLIM_INFINITY else min(room, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        engine = ArgosEngine([read_package(folder, embedded=False)], Decoding(threads=1))
        [hypotheses] = engine.translate([SENTENCE])
        if not hypotheses or not hypotheses[0].text.strip():
            raise EngineError("it translates a trial sentence into nothing")
    except DragomanError as error:
        print(error.__cause__ or error)
        return REFUSED
    except MemoryError:
        print("it needs too much memory")
        return REFUSED
    print(hypotheses[0].text)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
