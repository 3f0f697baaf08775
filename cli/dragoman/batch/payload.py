"""Batches done away from their files: everything that goes in and comes out is bytes, and nothing else is touched.

So a worker needs no file of the machine that the run was started on, and may do a batch twice without harm.
"""

import io
import os
import re
import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman import __version__
from dragoman.batch.batches import Batch, Done
from dragoman.batch.find import Failure
from dragoman.batch.worker import Work
from dragoman.documents.read import Reading
from dragoman.engine.argos import ArgosEngine
from dragoman.errors import DragomanError, RequestError
from dragoman.files.outputs import is_running, machine
from dragoman.progress import Watch
from dragoman.run.request import Request

_OF_A_BATCH = ("reports", "out", "locales")
_FOLDER = re.compile(r"dragoman-worker-([0-9]+)-[0-9a-f]*-.*")
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""Date of all that is packed: equal folders give equal bytes."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a worker needs for all batches; it is sent once."""

    version: str
    request: Request
    max_size: int
    reading: Reading
    sure: bool
    glossary: bytes
    engines: Mapping[str, tuple[ArgosEngine, tuple[bytes, ...]]]
    """By target tag: the engine, not loaded, and the folders of its packages, zipped."""
    memory: Mapping[str, bytes]
    """By target tag: the database of the memory."""
    out: str
    locales: str
    """The places of the outputs, as the user knows them."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """A batch with its files."""

    batch: Batch
    reports: Mapping[str, bytes]
    """By name."""
    catalogues: Mapping[str, bytes] = field(default_factory=dict)
    """PO files and templates that are there already, by their path below the locales folder."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a shipment."""

    done: Done
    """Its `files` are empty."""
    files: Mapping[str, bytes]
    """What is to be written, by the name of its place (`out`, `locales`) and the path in there."""


def pack(work: Work, out: str, locales: str) -> Payload:
    """Return what workers need to do the batches of `work`, whose files belong into the places `out` and `locales`."""
    request = work.request
    engines = {tag: engine for tag, engine in request.engines.items() if isinstance(engine, ArgosEngine)}
    zipped = {folder: zip_folder(folder) for engine in engines.values() for folder in engine.folders}
    return Payload(
        __version__,
        replace(request, engines={}),
        work.max_size,
        work.reading,
        work.sure,
        zip_folder(request.glossary),
        {
            tag: (engine.moved(engine.folders), tuple(zipped[folder] for folder in engine.folders))
            for tag, engine in engines.items()
        },
        {tag: path.read_bytes() for tag, path in work.snapshots.items()},
        out,
        locales,
    )


class Courier:
    """A worker: unpacks its payload once, and does shipment in a folder of its own."""

    def __init__(self, payload: Payload) -> None:
        """Raises `RequestError` where another version of dragoman packed."""
        if payload.version != __version__:
            said = f"dragoman {__version__} is installed on a worker, {payload.version} where the run was started"
            raise RequestError(f"{said}; install the same version on all machines")
        root = _make_folder()
        self.close = weakref.finalize(self, shutil.rmtree, root, ignore_errors=True)
        """Removes the folder; called by itself where the process ends in order."""
        request = payload.request
        engines = {}
        for tag, (engine, several) in payload.engines.items():
            places = [root / "packages" / f"{tag}-{number}" for number in range(len(several))]
            for data, place in zip(several, places, strict=True):
                unzip_folder(data, place)
            engines[tag] = engine.moved(places)
        unzip_folder(payload.glossary, root / "glossary")
        snapshots = {tag: root / f"memory-{tag}.sqlite" for tag in payload.memory}
        for tag, path in snapshots.items():
            path.write_bytes(payload.memory[tag])
        self._root = root
        self._places = {"out": payload.out, "locales": payload.locales, "glossary": str(request.glossary)}
        self._work = Work(
            replace(
                request,
                engines=engines,
                glossary=root / "glossary",
                out=root / "out",
                locales=root / "locales",
            ),
            payload.max_size,
            payload.reading,
            snapshots,
            payload.sure,
        )

    def do(self, shipment: Shipment) -> Returned:
        """Translate the reports of a shipment.

        Raises:
            DragomanError: as `Work.do`.
        """
        reports = []
        for report in shipment.batch.reports:
            path = self._root / "reports" / report.name
            _write(path, shipment.reports[report.name])
            reports.append(replace(report, path=path))
        for name, data in shipment.catalogues.items():
            _write(self._root / "locales" / name, data)
        try:
            done = self._work.do(Batch(shipment.batch.number, tuple(reports)), Watch())
            files = {Path(path).relative_to(self._root).as_posix(): Path(path).read_bytes() for path in done.files}
        except DragomanError as error:
            raise type(error)(self._told(str(error), shipment.batch)) from error
        finally:
            for name in _OF_A_BATCH:
                shutil.rmtree(self._root / name, ignore_errors=True)
        return Returned(
            replace(
                done,
                batch=shipment.batch,
                files=(),
                warnings=tuple(self._told(warning, shipment.batch) for warning in done.warnings),
                failures=tuple(Failure(one.name, self._told(one.message, shipment.batch)) for one in done.failures),
            ),
            files,
        )

    def _told(self, message: str, batch: Batch) -> str:
        """Return a message with the paths that the user knows."""
        known = {self._root / "reports" / report.name: report.address or report.path for report in batch.reports}
        known |= {self._root / name: place for name, place in self._places.items()}

        for here, there in known.items():
            message = message.replace(str(here), str(there))
        return message


def zip_folder(folder: Path) -> bytes:
    """Return the files of a folder as an archive; equal folders give equal bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                archive.writestr(zipfile.ZipInfo(name, _OLDEST), path.read_bytes())
    return data.getvalue()


def unzip_folder(data: bytes, folder: Path) -> None:
    """Write what `zip_folder` returned."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)


def _make_folder() -> Path:
    """Make a folder of this process, and remove those of killed ones."""
    for path in Path(tempfile.gettempdir()).glob(f"dragoman-worker-*-{machine()}-*"):
        found = _FOLDER.fullmatch(path.name)
        if machine() and found and not is_running(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"dragoman-worker-{os.getpid()}-{machine()}-"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
