"""One batch: reports read, translated and written; its progress told; a failing report is no loss for the others."""

import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dragoman.batch.batches import Batch, Done
from dragoman.batch.find import Failure, Report
from dragoman.documents import read_document
from dragoman.documents.notes import notes
from dragoman.documents.read import AS_FOUND, Reading
from dragoman.errors import DragomanError, EngineError, GlossaryError, OutputError
from dragoman.exchange.formats import SAME
from dragoman.model import Document
from dragoman.progress import WORDS, Advance, Watch
from dragoman.run.eras import Eras
from dragoman.run.language import refuse_other_language
from dragoman.run.loaded import Loaded
from dragoman.run.pipeline import translate_reports
from dragoman.run.request import Request, Result
from dragoman.run.summary import total

Tell = Callable[[Batch, float], None]
"""Called with a batch that is worked on and the share of it that is done, from 0 to 1."""

_STEP = 0.02
"""Share that is worth telling."""


class SharingWatch(Watch):
    """Tells what share of a batch is done, in small steps."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        super().__init__()
        self._tell = tell
        self._told = 0.0

    @contextmanager
    def shown(self, name: str, total: int) -> Iterator[Advance]:
        """Tell how far the engine has come."""
        count = 0

        def advance(more: int) -> None:
            nonlocal count
            count += more
            share = count / total if name == WORDS and total else 0.0
            if share >= self._told + _STEP:
                self._told = share
                self._tell(share)

        yield advance


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
"""What goes wrong with one file will go wrong with the next."""


def read_report(report: Report, max_size: int, reading: Reading) -> Document:
    """Read a report of at most `max_size` bytes under the name that it has in its archive.

    Raises:
        DocumentError: it cannot be read.
    """
    document = read_document(report.path, max_size=max_size, **reading.named)
    if (report.name, report.stem) == (document.name, document.stem):
        return document
    return replace(document, name=report.name, stem=report.stem)


@dataclass(frozen=True)
class Work:
    """What is done with every batch. It can be sent to another process, where packages and glossary are loaded once."""

    request: Request
    """All but the documents."""
    max_size: int
    """Bytes."""
    reading: Reading = AS_FOUND
    """What the user says of how reports are to be read."""
    snapshots: Mapping[str, Path] = field(default_factory=dict)
    """See `Loaded.snapshots`."""
    sure: bool = True
    """The user named the language of the reports."""

    @cached_property
    def _eras(self) -> Eras:
        return Eras.for_request(self.request)

    def do(self, batch: Batch, watch: Watch) -> Done:
        """Translate the reports of a batch; what stands in the way of one of them is told in the outcome.

        Raises:
            DragomanError: something stands in the way of all reports: the glossary, the engine, a full disk.
        """
        documents: list[tuple[Report, Document]] = []
        failures: list[Failure] = []
        with watch.stage("read", len(batch.reports)) as advance:
            for report in batch.reports:
                try:
                    document = read_report(report, self.max_size, self.reading)
                    if not self.sure:
                        refuse_other_language(document, self.request.source)
                    documents.append((report, document))
                except Exception as error:
                    failures.append(failure_of(report, error))
                advance(1)
        done = self._translate(batch, documents, watch)
        return replace(done, failures=(*failures, *done.failures), seconds=tuple(watch.seconds.items()))

    def _translate(self, batch: Batch, documents: Sequence[tuple[Report, Document]], watch: Watch) -> Done:
        if not documents:
            return Done(batch=batch)
        loaded = Loaded(self._eras, self.snapshots)
        inputs = [report.path for report, _ in documents]
        texts = [document for _, document in documents]
        try:
            result = translate_reports(self.request, texts, watch, inputs=inputs, loaded=loaded)
        except Exception as error:
            if concerns_all(error):
                raise
            if len(documents) == 1:
                return Done(batch=batch, failures=(failure_of(documents[0][0], error),))
            return merged(batch, [self._translate(batch, [one], watch) for one in documents])
        return outcome(batch, self.request, texts, result)


def outcome(batch: Batch, request: Request, documents: Sequence[Document], result: Result) -> Done:
    """Return the outcome of a batch whose reports were translated."""
    same = SAME in request.formats
    said = (note for document in documents for note in notes(document, request.source, finished=same))
    return Done(
        batch=batch,
        reports=tuple(document.name for document in documents),
        summaries=result.summaries,
        engines=result.engines,
        severities=result.severities,
        files=result.files,
        warnings=(*said, *result.warnings),
        changes=result.changes,
    )


def merged(batch: Batch, parts: Sequence[Done]) -> Done:
    """Return the outcome of a batch from those of its parts."""
    tags = dict.fromkeys(tag for part in parts for tag in part.summaries)
    return Done(
        batch=batch,
        reports=tuple(name for part in parts for name in part.reports),
        summaries={tag: total([part.summaries[tag] for part in parts if tag in part.summaries]) for tag in tags},
        engines=tuple(dict.fromkeys(engine for part in parts for engine in part.engines)),
        severities=frozenset(severity for part in parts for severity in part.severities),
        files=tuple(path for part in parts for path in part.files),
        warnings=tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
        changes=tuple(change for part in parts for change in part.changes),
        failures=tuple(failure for part in parts for failure in part.failures),
    )


def concerns_all(error: Exception) -> bool:
    """Tell whether an error stands in the way of all reports: the glossary, the engine, a full disk."""
    if isinstance(error, OutputError):
        return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL
    return isinstance(error, EngineError | GlossaryError)


def failure_of(report: Report, error: Exception) -> Failure:
    """Say why a report was not translated."""
    if isinstance(error, DragomanError):
        return Failure(report.name, str(error))
    if isinstance(error, MemoryError):
        return Failure(report.name, f"{report.path}: out of memory; split this report")
    said = f"{report.path}: internal error: {type(error).__name__}: {error}"
    return Failure(report.name, f"{said} (translate it alone with DRAGOMAN_DEBUG=1 to see where)")
