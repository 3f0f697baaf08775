"""Time saved where very many small values come into being at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from running meanwhile.

    It would go through all rows of a large glossary again and again, a third of the time, and find nothing: neither
    rows nor matches refer to one another in circles.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
