"""Cold start of commands that need no engine, against importing what they are built on."""

from collections.abc import Iterator
from pathlib import Path

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


def measure(setup: Setup) -> Iterator[Row]:
    """Yield a row for each command, and one that shows how far the baseline is from itself."""

    def baseline() -> float:
        return run_python(BASELINE, setup.folder).seconds

    times = setup.times(15)
    run_dragoman(["models", "list"], setup.folder)  # unpacks the package
    yield compared("noise: the baseline against itself", baseline, baseline, times=times)
    for name, arguments in COMMANDS.items():

        def command(arguments: list[str] = arguments) -> float:
            return run_dragoman(arguments, setup.folder, may_find=False).seconds

        yield compared(f"dragoman {name}", command, baseline, times=times, budget="<= 2.0", note=f"to {BASELINE}")
