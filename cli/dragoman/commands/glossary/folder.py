"""Which glossary folder may be changed, and writing it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman import resources
from dragoman.errors import OutdatedError, RequestError
from dragoman.files.lock import locked
from dragoman.files.outputs import Outputs
from dragoman.glossary.table import Files, read_files


def editable_folder(named: Path | None) -> Path:
    """Return the glossary folder that a command may write to: the one named, else that of a checkout.

    Raises:
        RequestError: no folder was named and dragoman does not run from a checkout, or its folder takes no files.
    """
    if named:
        return named
    folder = resources.glossary_folder()
    if resources.is_packaged(folder) or not os.access(folder, os.W_OK):
        raise RequestError(
            f"{folder}: this glossary came with dragoman, and the next version would replace it; copy the folder, and "
            "name your copy with --glossary DIR"
        )
    return folder


@contextmanager
def editing(named: Path | None, *, dry_run: bool = False) -> Iterator[Files]:
    """Read the glossary of `editable_folder` and keep other dragoman processes from changing it until the block ends.

    A `dry_run` may read the glossary that came with dragoman, too.

    Raises:
        GlossaryError: the folder or its terms are missing, or a file cannot be read.
        DragomanError: no folder may be changed, or another process does not end.
    """
    folder = (named or resources.glossary_folder()) if dry_run else editable_folder(named)
    with locked([folder]):
        yield read_files(folder)


def write_files(before: Files, after: Files) -> list[Path]:
    """Write the files that differ, all or none, and return their paths; to be called while `editing`.

    Raises:
        OutdatedError: somebody has saved one of the glossary's files since they were read; none was changed.
        OutputError: a file cannot be written; none was changed.
    """
    # A link to a file that is kept elsewhere stays one: this is an edit, not an output.
    changed = {
        (after.folder / name).resolve(): data for name, data in after.data.items() if before.data.get(name) != data
    }
    with Outputs() as outputs:
        for path in changed:
            outputs.will_read(path)
        now = read_files(before.folder).data
        if saved := [name for name in now.keys() | before.data if now.get(name) != before.data.get(name)]:
            said = "somebody saved it while dragoman worked; nothing was changed; rerun the command"
            raise OutdatedError(f"{before.folder / min(saved)}: {said}")
        for path, data in changed.items():
            outputs.stage(path, data)
        return outputs.commit()
