"""Cold start of every command, at small work without an engine or at --help, against importing what all is built on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from dragoman.main import app
from material import SAMPLE
from measure import Row, Setup, compared, run_dragoman, run_python

GLOSSARY = Path(__file__).parents[2] / "glossary"
COMMANDS = {
    "--help": ["--help"],
    "--version": ["--version"],
    "translate --help": ["translate", "--help"],
    "doctor": ["doctor"],
    "models list": ["models", "list"],
    "segment": ["segment", str(SAMPLE)],
    "glossary match": ["glossary", "match", str(SAMPLE), "--to", "zh"],
    "glossary show": ["glossary", "show", "SPP"],
    "glossary stats": ["glossary", "stats", "--json"],
    "glossary lint": ["glossary", "lint"],
    "glossary set": ["glossary", "set", "SPP", "note=", "--dry-run", "--glossary", str(GLOSSARY)],
}
BASELINE = "import typer, rich"
BUDGETS = {"glossary lint": "<= 4.0"}
"""Those of commands that have more to do; the glossary is as it was at the last run."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield a row for each command, and one that shows how far the baseline is from itself."""

    def baseline() -> float:
        return run_python(BASELINE, setup.folder).seconds

    times = setup.times(15)
    run_dragoman(["models", "list"], setup.folder)  # unpacks the package
    yield compared("noise: the baseline against itself", baseline, baseline, times=times)
    helps = {f"{' '.join(words)} --help": [*words, "--help"] for words in leaves(typer.main.get_command(app))}
    for name, arguments in (COMMANDS | (dict(list(helps.items())[:2]) if setup.tiny else helps)).items():

        def command(arguments: Sequence[str] = arguments) -> float:
            return run_dragoman(arguments, setup.folder, may_find=False).seconds

        times = setup.times(15 if name in COMMANDS else 5)
        budget = BUDGETS.get(name, "<= 2.0")
        yield compared(f"dragoman {name}", command, baseline, times=times, budget=budget, note=f"to {BASELINE}")


def leaves(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that is no group."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, *path, name)
        else:
            yield (*path, name)
