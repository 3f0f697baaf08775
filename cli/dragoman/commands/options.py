"""Options that several commands share."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class EngineName(StrEnum):
    """What translates."""

    ARGOS = "argos"
    NONE = "none"


class FailOn(StrEnum):
    """The least severity of a finding that makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"

    def reached(self, severities: Collection[str]) -> bool:
        """Tell whether one of the severities is as bad as that."""
        serious = {"error": {"error"}, "warning": {"error", "warning"}, "never": set[str]()}[self.value]
        return not serious.isdisjoint(severities)


From = Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the report.")]
To = Annotated[
    str,
    typer.Option("--to", metavar="LANG[,LANG…]", help="Target language, or several: zh, zh_TW, es, pt-BR …"),
]
GlossaryFolder = Annotated[
    Path | None,
    typer.Option("--glossary", metavar="DIR", help="Glossary folder.", show_default="the one that ships with dragoman"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be done, and change nothing.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of a text, Markdown or HTML report: GB18030, Big5 …",
        show_default="found out",
    ),
]
Locales = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the PO files.")]
Engine = Annotated[EngineName, typer.Option(help="`none` leaves the targets empty, with the terms as hints.")]
NoMemory = Annotated[bool, typer.Option("--no-memory", help="Do not recall translations from other reports' PO files.")]
Reports = Annotated[
    list[Path], typer.Argument(metavar="REPORT", help="Reports, or folders of them; - for standard input.")
]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Look for reports in sub-folders, too.")]
Jobs = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Processes that translate many reports.", show_default="one for each core"),
]
MaxSize = Annotated[float, typer.Option("--max-size", metavar="MB", min=0, help="Refuse larger reports.")]
Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but data and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print more: where things are, how long stages took.")]


def parse_names(option: str, text: str, known: Sequence[str]) -> list[str]:
    """Return the names that an option lists, each once.

    Raises:
        RequestError: a name is not among those known, or there is none.
    """
    from dragoman.errors import RequestError

    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if unknown := [name for name in names if name not in known]:
        raise RequestError(f"{option}: {', '.join(unknown)} is not known; use some of {', '.join(known)}")
    if not names:
        raise RequestError(f"{option}: name at least one of {', '.join(known)}")
    return names
