"""The files of a run whose batches are done elsewhere: read here, sent, received, and written here."""

import posixpath
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.batch.addresses import is_address, read_address, written
from dragoman.batch.batches import Batch, Done
from dragoman.batch.find import Failure, Report
from dragoman.batch.payload import Returned, Shipment
from dragoman.documents import read_bytes
from dragoman.errors import DocumentError, OutdatedError, OutputError
from dragoman.files.names import below
from dragoman.files.outputs import Outputs
from dragoman.po.catalogue import LC_MESSAGES
from dragoman.run.request import Request


@dataclass(frozen=True, slots=True)
class Sent:
    """A shipment on its way, and what it was made of."""

    batch: Batch
    shipment: Shipment
    failures: tuple[Failure, ...]
    """Reports that could not be read."""
    outputs: Outputs
    """Knows how the catalogues were when they were read."""


class Site:
    """Where a run reads and writes."""

    def __init__(self, request: Request, max_size: int, out: str, locales: str) -> None:
        """Take the places of the outputs, as paths or addresses; `max_size` of a report is in bytes."""
        self._request = request
        self._max_size = max_size
        self.out = out
        self.locales = locales

    def send(self, batch: Batch) -> Sent:
        """Read all that a batch needs.

        Raises:
            DragomanError: a place cannot be reached.
        """
        reports: dict[str, bytes] = {}
        failures: list[Failure] = []
        for report in batch.reports:
            try:
                reports[report.name] = self._read_report(report)
            except DocumentError as error:
                failures.append(Failure(report.name, str(error)))
        there = tuple(report for report in batch.reports if report.name in reports)
        outputs = Outputs(report.path for report in there)
        catalogues = {}
        for report in there:
            folders = [f"{target.gettext}/{LC_MESSAGES}/" for target in self._request.targets]
            for name in (f"{report.stem}.pot", *(f"{folder}{report.stem}.po" for folder in folders)):
                if (data := self._read(self.locales, name, outputs)) is not None:
                    catalogues[name] = data
        return Sent(batch, Shipment(replace(batch, reports=there), reports, catalogues), tuple(failures), outputs)

    def receive(self, sent: Sent, returned: Returned) -> Done:
        """Write what came back, all or none, and return what was done.

        Raises:
            OutdatedError: a catalogue was changed in the meantime.
            OutputError: a file cannot be written.
        """
        files: list[str] = []
        addressed: dict[str, bytes] = {}
        with sent.outputs as outputs:
            for name, data in returned.files.items():
                kind, _, inside = name.partition("/")
                place = self.out if kind == "out" else self.locales
                if is_address(place):
                    files.append(posixpath.join(place, inside))
                    addressed[files[-1]] = data
                else:
                    path = below(Path(place), inside, "the cluster")
                    files.append(str(path))
                    outputs.stage(path, data)
            self._check(sent)
            with written(addressed):
                outputs.commit()
        done = returned.done
        failures = (*sent.failures, *done.failures)
        return replace(done, batch=sent.batch, files=tuple(files), failures=failures)

    def _read_report(self, report: Report) -> bytes:
        if not report.address:
            return read_bytes(report.path, str(report.path), self._max_size)
        if report.size > self._max_size:
            said = f"larger than the limit of {self._max_size / 2**20:g} MB; split the report or raise --max-size"
            raise DocumentError(f"{report.address}: {said}")
        try:
            return read_address(report.address)
        except OSError as error:
            raise DocumentError(f"{report.address}: cannot be read ({error})") from error

    def _read(self, place: str, name: str, outputs: Outputs) -> bytes | None:
        """Return what is in a file that is going to be replaced, if it is there."""
        try:
            if is_address(place):
                return read_address(posixpath.join(place, name))
            outputs.will_read(Path(place, name))
            return Path(place, name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"{place}/{name}: cannot be read ({error.strerror or error})") from error

    def _check(self, sent: Sent) -> None:
        """Make sure that the catalogues at an address are as they were; `Outputs` looks after others."""
        for name, data in sent.shipment.catalogues.items() if is_address(self.locales) else ():
            if self._read(self.locales, name, sent.outputs) != data:
                said = "another program changed it while dragoman worked; nothing was changed; rerun the command"
                raise OutdatedError(f"{self.locales}/{name}: {said}")
