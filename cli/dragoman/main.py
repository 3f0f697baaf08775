"""The command line: registers the commands and is the one place where errors become messages and exit codes."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from dragoman import __version__, memo
from dragoman.commands.lazy import lazy_group
from dragoman.errors import DragomanError

INTERRUPTED = 130
"""Exit status after Ctrl-C."""

_COMMANDS = {
    "translate": "dragoman.commands.translate:translate",
    "segment": "dragoman.commands.segment:segment",
    "glossary": "dragoman.commands.glossary:app",
    "po": "dragoman.commands.po:app",
    "kit": "dragoman.commands.kit:app",
    "memory": "dragoman.commands.memory:app",
    "models": "dragoman.commands.models:app",
    "evaluate": "dragoman.commands.evaluate:evaluate",
    "doctor": "dragoman.commands.doctor:doctor",
}

app = typer.Typer(
    name="dragoman",
    cls=lazy_group(_COMMANDS),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # rich's help costs three times the start-up of everything else
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Translate official reports offline and keep their official language official.

    Every option can be set in a `dragoman.toml` in the working directory or above it, one table for each command.
    """
    from dragoman import resources
    from dragoman.config import find_config, load_defaults

    memo.begin(resources.cache_folder)
    if path := find_config(Path.cwd()):
        context.default_map = load_defaults(path, context.command)


def run() -> None:
    """Run the command line and end the process: 0 done, 1 findings, 2 error, 130 interrupted.

    A signal that ends it, or Ctrl-C, lets the command put away its unfinished files; the status is then 128 and its
    number. Where nobody reads what is printed, it ends by SIGPIPE, as other programs do.
    """
    from dragoman.console import guarded_streams  # rich is not loaded with it

    with guarded_streams(), _ending_in_order() as signals:
        try:
            with signals.interrupting():
                status = _run(signals.came)
                sys.stdout.flush()
                memo.keep()
        except BrokenPipeError:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
            raise
        except OSError as error:
            status = _fail(_said(error))
        except KeyboardInterrupt:
            status = INTERRUPTED
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # what is left goes nowhere, or Python would try it again and end with a status of its own
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if signals.came:  # an ordinary end would wait until CTranslate2 has decoded all that it was given
            os._exit(128 + signals.came[0])
    sys.exit(status)


def _run(signals: Sequence[int]) -> int:
    """Run the command line and return the exit status."""
    try:
        app(prog_name="dragoman")
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else 0
    except DragomanError as error:
        return _fail(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _fail(_said(error))
    except MemoryError:
        return _fail("out of memory; translate fewer or smaller reports at a time")
    except Exception as error:  # a defect of ours: say so in one line, and show where to those who ask
        if os.environ.get("DRAGOMAN_DEBUG"):
            traceback.print_exc()
        if signals:  # some libraries make an error of what they are interrupted by
            return INTERRUPTED
        return _fail(f"internal error: {type(error).__name__}: {error} (set DRAGOMAN_DEBUG=1 to see where)")
    return 0


class _Signals:
    """Those that came and would end the process at once: they interrupt the command, so that it ends in order."""

    def __init__(self) -> None:
        self.came: list[int] = []
        self._interrupt = False

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Let signals interrupt the block; those that come before or after it are only remembered."""
        try:
            self._interrupt = True
            if self.came:
                raise KeyboardInterrupt
            yield
        finally:
            self._interrupt = False

    def end(self, number: int, frame: object) -> None:
        self.came.append(number)
        if self._interrupt:
            raise KeyboardInterrupt


@contextmanager
def _ending_in_order() -> Iterator[_Signals]:
    signals = _Signals()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    wanted = [number for number, handler in before.items() if handler in (signal.SIG_DFL, signal.default_int_handler)]
    for number in wanted:
        signal.signal(number, signals.end)
    try:
        yield signals
    finally:
        for number in wanted:
            signal.signal(number, before[number])


def _said(error: OSError) -> str:
    return f"{error.filename or 'standard output'}: {error.strerror or error}"


def _fail(message: str) -> int:
    from dragoman.console import print_error

    with suppress(OSError):  # a closed or full standard error does not change how the run ended
        print_error(message)
    return 2
