"""What a person sees: messages and progress on standard error, tables on standard output."""

import codecs
import io
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO, cast

from dragoman.model import Summary
from dragoman.progress import WORDS, Advance, Watch

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.progress import Progress, TaskID
    from rich.segment import Segment
    from rich.table import Table

MOST_FILES = 40
"""That the closing table names one by one."""


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    r"""Return a text that a terminal shows and does not obey.

    No escape sequence of a report moves the cursor, names the window or writes to the clipboard. What is written for
    C1 controls and DEL means the same within JSON.

    >>> print(visible("a\x1b]52;c;\x07\x9b1m"))
    a^[]52;c;^G\u009b1m
    """
    return _CONTROLS.sub(lambda sign: f"^{chr(ord(sign[0]) + 64)}" if sign[0] < " " else f"\\u{ord(sign[0]):04x}", text)


class _Terminal:
    """Standard output or error where it is a terminal: what is printed there is made visible."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream = stream
        self.buffer = _TerminalBytes(self)

    def write(self, text: str) -> int:
        self.stream.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _TerminalBytes(io.RawIOBase):
    """What is below a terminal's text: files that are printed there are text too."""

    def __init__(self, terminal: _Terminal) -> None:
        self._terminal = terminal
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._terminal.write(self._decoder.decode(bytes(data)))
        return len(data)


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Make standard output and error fit to print any text: on a terminal visibly, elsewhere as it is.

    A stream that was closed goes nowhere, so that no file that is opened later gets its number.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout, sys.stderr = (_guarded(stream) for stream in (sys.stdout, sys.stderr))
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _guarded(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Chinese is no reason to fail
        if stream.isatty():
            return cast("TextIO", _Terminal(stream))
    return stream


def stdout() -> "Console":
    """Return the console for data; coloured on a terminal only, and never under `NO_COLOR`."""
    return _console(sys.stdout, soft_wrap=not sys.stdout.isatty())


def stderr() -> "Console":
    """Return the console for messages and progress."""
    return _console(sys.stderr, soft_wrap=True)


def _console(stream: Any, *, soft_wrap: bool) -> "Console":
    """Return a console whose own escape sequences reach the terminal, and no other."""
    from rich.console import Console
    from rich.segment import Segment

    class Visible(Console):
        def render(self, renderable: "RenderableType", options: "ConsoleOptions | None" = None) -> "Iterator[Segment]":
            for segment in super().render(renderable, options):
                is_text = self.is_terminal and not segment.control
                yield Segment(visible(segment.text), segment.style) if is_text else segment

    file = stream.stream if isinstance(stream, _Terminal) else stream
    return Visible(file=file, highlight=False, soft_wrap=soft_wrap)


def print_error(message: str) -> None:
    """Print an error, one that was raised on purpose, to standard error."""
    _print_message("error", "bold red", message)


def print_warning(message: str, console: "Console | None" = None) -> None:
    """Print something that a person should know, though the work goes on; to `console` where that shows bars."""
    _print_message("warning", "yellow", message, console)


def print_note(wanted: bool, message: str) -> None:
    """Print what only those want to know who ask for it with --verbose."""
    if wanted:
        stderr().print(message, markup=False)


def _print_message(label: str, style: str, message: str, console: "Console | None" = None) -> None:
    from rich.text import Text

    (console or stderr()).print(Text.assemble((f"{label}: ", style), message))


class ProgressWatch(Watch):
    """Shows a bar for each stage on the terminal while it runs."""

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._bars: dict[str, TaskID] = {}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Show the bars until the block ends, then take them away."""
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=stderr(), transient=True, speed_estimate_period=600) as self._progress:
            yield
        self._progress = None

    @contextmanager
    def shown(self, name: str, total: int) -> Iterator[Advance]:
        """Show the stage's bar."""
        progress = self._progress
        if progress is None:
            yield lambda count: None
            return
        if name in self._bars:
            before = progress.tasks[self._bars[name]].total or 0
            progress.update(self._bars[name], total=before + total)
        else:
            self._bars[name] = progress.add_task(name, total=total, speed="")
        bar = self._bars[name]
        began = time.perf_counter()
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            speed = f"{done / max(time.perf_counter() - began, 1e-3):,.0f} words/s" if name == WORDS else ""
            progress.update(bar, advance=count, speed=speed)

        yield advance
        progress.update(bar, completed=progress.tasks[bar].total or 0)


def is_watched() -> bool:
    """Tell whether a person sits at a terminal that can show bars."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch]:
    """Return a watch that shows bars if a person sits at a terminal and did not ask for quiet."""
    if quiet or not is_watched():
        yield Watch()
        return
    watch = ProgressWatch()
    with watch.running():
        yield watch


def print_stages(watch: Watch) -> None:
    """Print how long each stage took, to standard error."""
    print_seconds(watch.seconds)


def print_seconds(stages: Mapping[str, float]) -> None:
    """Print the seconds of each stage to standard error."""
    for name, seconds in stages.items():
        stderr().print(f"{name:<14} {seconds:8.3f} s")


def summary_table(
    summaries: Mapping[str, Summary], seconds: float, files: Sequence[str], engines: Sequence[str]
) -> "RenderableType":
    """Return the closing table of a run, from the summary of each target tag; of many files it gives the numbers."""
    from rich.console import Group
    from rich.text import Text

    table = _plain_table()
    first = next(iter(summaries.values()), Summary())
    rows = [("segments", f"{first.segments:,} ({first.words:,} words)")]
    if len(summaries) == 1:
        by_status = f" ({_counts(first.terms_by_status)})" if first.terms_required else ""
        rows += [
            ("origin", _counts(first.origins)),
            ("terms", f"{first.terms_kept:,} of {first.terms_required:,} kept{by_status}"),
            ("findings", _counts(first.findings) or "none"),
        ]
    rows += [("engine", ", ".join(engines) or "none"), ("seconds", f"{seconds:.1f}")]
    for name, value in rows:
        table.add_row(name, Text(value))
    for number, line in enumerate(files if len(files) <= MOST_FILES else [_by_suffix(files)]):
        table.add_row("files" if number == 0 else "", Text(visible(line), overflow="fold"))
    return Group(_language_table(summaries), table) if len(summaries) > 1 else table


def _language_table(summaries: Mapping[str, Summary]) -> "Table":
    """Return a row for each of several target languages."""
    table = _plain_table("language", "origin", "terms kept", "findings")
    for tag, summary in summaries.items():
        kept = f"{summary.terms_kept:,} of {summary.terms_required:,}"
        table.add_row(tag, _counts(summary.origins), kept, _counts(summary.findings) or "none")
    return table


def _plain_table(*columns: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_header=bool(columns), pad_edge=False)
    for number, column in enumerate(columns or ("", "")):
        table.add_column(column, style="" if number else "bold")
    return table


def _by_suffix(files: Sequence[str]) -> str:
    counts = Counter(PurePath(path).suffix.removeprefix(".") for path in files)
    return f"{len(files):,} ({_counts(dict(sorted(counts.items())))})"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def summary_object(
    summary: Summary, reports: Sequence[str], languages: Sequence[str], files: Sequence[str], seconds: float
) -> dict[str, Any]:
    """Return the summary object of DESIGN §4."""
    return {
        "reports": list(reports),
        "languages": list(languages),
        "segments": summary.segments,
        "words": summary.words,
        "origins": dict(summary.origins),
        "terms": {
            "owed": summary.terms_required,
            "kept": summary.terms_kept,
            "by_status": dict(summary.terms_by_status),
        },
        "findings": dict(summary.findings),
        "files": list(files),
        "seconds": round(seconds, 3),
    }
