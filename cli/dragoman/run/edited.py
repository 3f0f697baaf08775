"""Files that people have edited since dragoman wrote them: no run replaces them unless somebody says so.

Tables and files for translators' programs say beside each target what it was (`exchange.marks`); of finished reports
the folder `.dragoman` beside them has the hashes. What `po import` has taken is in the catalogue and not lost.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from dragoman.errors import DragomanError, RequestError
from dragoman.exchange.marks import as_exported, exported_origin, is_as_exported
from dragoman.exchange.returned import SUFFIXES, ReturnedUnit, read_returned
from dragoman.files.outputs import Outputs
from dragoman.model import PEOPLE
from dragoman.po import read_catalogue_if_exists
from dragoman.po.entry import units_of
from dragoman.po.past import FOLDER

_HASHES = "written.json"
_MARKED = frozenset(SUFFIXES) - {".po"}
"""Suffixes of files whose rows have marks; catalogues are never replaced but merged."""


def protect_edited(paths: Iterable[Path], outputs: Outputs, *, force: bool, catalogues: Sequence[Path] = ()) -> None:
    """Make sure that no file among `paths` was edited since it was written; with `force`, keep copies of those beside.

    Edits that stand in one of the `catalogues` are safe.

    Raises:
        RequestError: a person's work would be lost.
    """
    for path in paths:
        if not path.is_file() or not (what := _edits(path, catalogues)):
            continue
        if not force:
            way = f"run dragoman po import {path} first" if path.suffix.lower() in _MARKED else "move it away first"
            raise RequestError(f"{path}: {what} since export; {way}, or use --force to replace it and keep a copy")
        outputs.stage(_free(path), path.read_bytes())


def remember_written(outputs: Outputs, files: Mapping[Path, bytes]) -> None:
    """Note what finished reports are like as they are written, so that changes are seen later."""
    by_folder: dict[Path, dict[str, str]] = {}
    for path, data in files.items():
        by_folder.setdefault(path.parent, {})[path.name] = sha256(data).hexdigest()
    for folder, hashes in by_folder.items():
        known = _hashes(folder) | hashes
        text = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=0)
        outputs.stage_aside(folder / FOLDER / _HASHES, text.encode())


def _edits(path: Path, catalogues: Sequence[Path]) -> str:
    """Say what a person changed in a file; empty where nobody did, or nobody can tell."""
    known = _hashes(path.parent).get(path.name)
    if known:
        return "" if sha256(path.read_bytes()).hexdigest() == known else "the file was changed"
    if path.suffix.lower() not in _MARKED:
        return ""
    rows = 0
    with suppress(DragomanError, ValueError):  # what cannot be read is no export of ours
        edited = [unit for unit in read_returned(path, path.stat().st_size + 1).units if _is_edited(unit)]
        safe = _texts(catalogues) if edited else frozenset()
        rows = sum(as_exported(unit.target) not in safe for unit in edited)
    return f"{rows:,} row{'s' * (rows != 1)} changed" if rows else ""


def _is_edited(unit: ReturnedUnit) -> bool:
    origin = exported_origin(unit.exported)
    if origin is None:
        return False
    return not is_as_exported(unit.exported, unit.target) or (unit.said == "reviewed" != origin)


def _texts(catalogues: Sequence[Path]) -> frozenset[str]:
    """Return the translations of catalogues that people answer for, as exports have them."""
    found = (read_catalogue_if_exists(path) for path in catalogues)
    units = (unit for catalogue in found if catalogue for unit in units_of(catalogue.entries))
    return frozenset(as_exported(unit.target) for unit in units if unit.origin in PEOPLE)


def _hashes(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads((folder / FOLDER / _HASHES).read_text("utf-8"))
        if isinstance(found, dict):
            return {str(name): str(known) for name, known in found.items()}
    return {}


def _free(path: Path) -> Path:
    """Return a name for a copy beside a file that no file has."""
    number = 1
    while (copy := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")).exists():
        number += 1
    return copy
