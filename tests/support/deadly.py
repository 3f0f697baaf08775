"""Work for an archive that goes wrong, in a module that other processes can import."""

import os
import signal
from dataclasses import dataclass

from dragoman.batch.batches import Batch, Done
from dragoman.errors import EngineError
from dragoman.progress import WORDS, Watch


@dataclass(frozen=True)
class DeadlyWork:
    """Says that every report is translated; one called `deadly` ends the process, one called `fatal` the run."""

    def do(self, batch: Batch, watch: Watch) -> Done:
        names = tuple(report.stem for report in batch.reports)
        if "deadly" in names:
            os.kill(os.getpid(), signal.SIGKILL)
        if "fatal" in names:
            raise EngineError("no engine")
        with watch.shown(WORDS, len(names)) as advance:
            advance(len(names))
        return Done(batch=batch, reports=names)
