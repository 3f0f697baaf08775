"""The writers: time and memory of each format as a report grows, each in a process that is handed the records."""

import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.exchange.formats import FORMATS
from measure import Row, Setup, run_python

_HERE = Path(__file__).parent
_FORMATS = (*FORMATS, "docx report")
"""All of them, and the second form of one."""
_CODE = """
import gc, json, os, sys
sys.path[:0] = [{here!r}]
from material import invented_alignment
from dragoman.exchange.formats import writer
from dragoman.exchange.style import Style

alignment = invented_alignment({count})
gc.freeze()  # so that no page of the records is touched, and counted, for the collector's sake
measured = {{}}
for name in ["", *{formats!r}]:
    child = os.fork()
    if not child:
        if name:
            format, _, form = name.partition(" ")
            with open("out." + name, "wb") as file:
                writer(format)(alignment, file, Style(docx=form or "table"))
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{{name}}: {{status}}")
    measured[name] = [usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]
print(json.dumps(measured))
"""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    few, many = setup.size(10_000, 20), setup.size(100_000, 100)
    short, long = _measured(setup, few), _measured(setup, many)
    for name in _FORMATS:
        yield Row(
            f"{name}: processor time, {many:,} segments / {few:,}",
            long[name][0],
            "s",
            short[name][0],
            long[name][0] / short[name][0],
            budget="<= 13",
            note=f"{(setup.folder / f'out.{name}').stat().st_size / 2**20:.1f} MB",
        )
    for name in _FORMATS:
        more, less = (found[name][1] - found[""][1] for found in (long, short))
        yield Row(
            f"{name}: memory beyond the records, {many:,} segments",
            max(more, 0.1),
            "MB",
            max(less, 0.1),
            budget="<= 64",
            note=f"the baseline: {few:,} segments",
        )


def _measured(setup: Setup, count: int) -> dict[str, tuple[float, float]]:
    """Return processor seconds and peak megabytes by format; without a name, of a process that writes nothing."""
    code = _CODE.format(here=str(_HERE), count=count, formats=_FORMATS)
    found: dict[str, tuple[float, float]] = json.loads(run_python(code, setup.folder).output)
    return found
