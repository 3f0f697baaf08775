"""What a person sees: messages and progress on standard error, tables on standard output."""

import codecs
import io
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO, cast

from dragoman.progress import WORDS, Advance, Watch

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.progress import Progress, TaskID
    from rich.segment import Segment

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


@dataclass
class Verbosity:
    """How much of what a command says a person wants to hear; set by the options that every command has."""

    quiet: bool = False
    verbose: bool = False


verbosity = Verbosity()


def is_quiet() -> bool:
    """Tell whether only data and errors are wanted."""
    return verbosity.quiet


def is_verbose() -> bool:
    """Tell whether details are wanted; --quiet goes before --verbose."""
    return verbosity.verbose and not verbosity.quiet


def print_error(message: str) -> None:
    """Print an error, one that was raised on purpose, to standard error."""
    _print_message("error", "bold red", message)


def print_warning(message: str, console: "Console | None" = None) -> None:
    """Print what a person should know though the work goes on; to `console` where that shows bars."""
    if not is_quiet():
        _print_message("warning", "yellow", message, console)


def print_message(message: str) -> None:
    """Print what was done, unless --quiet."""
    if not is_quiet():
        print(message, file=sys.stderr)  # rich takes as long to load as many a command


def print_note(message: str) -> None:
    """Print a detail, with --verbose."""
    if is_verbose():
        print(message, file=sys.stderr)


_COLOURED = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which people ask rich for colours where there is no terminal."""


def _print_message(label: str, style: str, message: str, console: "Console | None" = None) -> None:
    if console is None and not sys.stderr.isatty() and not any(map(os.environ.get, _COLOURED)):
        print(f"{label}: {message}", file=sys.stderr)
        return
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
    """Tell whether a person sits at a terminal that can show bars, and wants them."""
    return not is_quiet() and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def watching(*, silent: bool = False) -> Iterator[Watch]:
    """Return a watch that shows bars to a person at a terminal, unless `silent`."""
    if silent or not is_watched():
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
