"""The command line: registers the commands and is the one place where errors become messages and exit codes."""

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.commands.lazy import lazy_group
from dragoman.errors import DragomanError

INTERRUPTED = 130
"""Exit status after Ctrl-C."""

_COMMANDS = {
    "translate": "dragoman.commands.translate:translate",
    "segment": "dragoman.commands.segment:segment",
    "glossary": "dragoman.commands.glossary:app",
    "po": "dragoman.commands.po:app",
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
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Translate official reports offline and keep their official language official.

    Every option can be set in a `dragoman.toml` in the working directory or above it, one table for each command.
    """
    from dragoman.config import find_config, load_defaults

    if path := find_config(Path.cwd()):
        context.default_map = load_defaults(path, context.command)


def run() -> None:
    """Run the command line and end the process: 0 done, 1 findings, 2 error, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Chinese is no reason to fail
    try:
        app(prog_name="dragoman")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            sys.stdout.flush()
            os._exit(INTERRUPTED)  # an ordinary end would wait until CTranslate2 has decoded all that it was given
        raise
    except DragomanError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'standard output'}: {error.strerror or error}")
    except MemoryError:
        _fail("there is not enough memory for this; translate fewer or smaller reports at a time")
    except Exception as error:  # a defect of ours: say so in one line, and show where to those who ask
        if os.environ.get("DRAGOMAN_DEBUG"):
            traceback.print_exc()
        _fail(f"internal error: {type(error).__name__}: {error} (set DRAGOMAN_DEBUG=1 to see where)")


def _fail(message: str) -> None:
    from dragoman.console import print_error

    print_error(message)
    sys.exit(2)
