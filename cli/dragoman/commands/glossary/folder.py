"""Which glossary folder may be changed, and writing it."""

import os
from pathlib import Path

from dragoman import resources
from dragoman.errors import RequestError
from dragoman.files.outputs import Outputs
from dragoman.glossary.table import Files


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


def write_files(before: Files, after: Files) -> list[Path]:
    """Write the files that differ, all or none, and return their paths.

    Raises:
        OutputError: a file cannot be written; none was changed.
    """
    with Outputs() as outputs:
        for name, data in after.data.items():
            if before.data.get(name) != data:
                # A link to a file that is kept elsewhere stays one: this is an edit, not an output.
                outputs.stage((after.folder / name).resolve(), data)
        return outputs.commit()
