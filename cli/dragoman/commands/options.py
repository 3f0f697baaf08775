"""Options that several commands share."""

import io
import sys
from collections.abc import Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.engine.decoding import Decoding
    from dragoman.model import Language


class EngineName(StrEnum):
    """What translates."""

    ARGOS = "argos"
    NONE = "none"


class DeviceName(StrEnum):
    """Where it decodes."""

    CPU = "cpu"
    CUDA = "cuda"
    AUTO = "auto"


class FailOn(StrEnum):
    """The least severity of a finding that makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    def reached(self, severities: Collection[str]) -> bool:
        """Tell whether one of the severities is as bad as that."""
        order = [level.value for level in FailOn]
        return (
            any(order.index(severity) <= order.index(self.value) for severity in severities)
            and self is not FailOn.NEVER
        )


_MOST_MEGABYTES = 1e9


def print_utf8(wanted: bool) -> bool:
    """Print in UTF-8 whatever the locale, as JSON has to be (RFC 8259, 8.1); the value of the option stays."""
    if wanted and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=sys.stdout.errors)
    return wanted


def size(megabytes: float) -> float:
    """Refuse what is no size.

    Raises:
        typer.BadParameter: it is `nan`, or beyond all bounds.
    """
    if not megabytes <= _MOST_MEGABYTES:
        raise typer.BadParameter(f"{megabytes} is not a size; name a number of megabytes")
    return megabytes


From = Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the report.")]
FromAuto = Annotated[
    str | None,
    typer.Option("--from", metavar="LANG", help="Language of the reports; `auto` detects it.", show_default="en"),
]
To = Annotated[
    str,
    typer.Option("--to", metavar="LANG[,LANG…]", help="Target languages, e.g. zh, zh_TW, es, pt-BR."),
]
GlossaryFolder = Annotated[
    Path | None,
    typer.Option("--glossary", metavar="DIR", help="Glossary folder.", show_default="the one that ships with dragoman"),
]


class NamesName(StrEnum):
    """What `--names` takes."""

    KEEP = "keep"
    TRANSLATE = "translate"


Names = Annotated[
    NamesName,
    typer.Option(help="Names that the glossary does not know: keep them as written, or let the engine translate them."),
]
Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        metavar="DIR|TSV",
        help="Glossary folder, or a file with a term, a tab and its rendering per line; repeatable, later ones win.",
        show_default="the shipped one, which stays below them",
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Day whose names are required: 2017-03-05, 2017-03 or 2017.",
        show_default="that of each report, if it bears one",
    ),
]
NoShippedGlossary = Annotated[
    bool, typer.Option("--no-shipped-glossary", help="Leave the shipped glossary out; needs --glossary.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change; write nothing.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of a text, Markdown or HTML report, e.g. GB18030.",
        show_default="found out",
    ),
]


Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="NAME,…",
        help="Columns of a table (.xlsx, .csv, .tsv) that are text: letters, headers, `Sheet!B`.",
        show_default="those with prose",
    ),
]


class FormName(StrEnum):
    """What `--as` takes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """The suffix of such files."""
        return {"text": ".txt", "markdown": ".md", "html": ".html"}[self.value]


Form = Annotated[
    FormName | None,
    typer.Option("--as", help="Read reports in this format, whatever their names.", show_default="by name and content"),
]


class LocationName(StrEnum):
    """What `--add-location` takes, in gettext's words."""

    FULL = "full"
    FILE = "file"
    NEVER = "never"


AddLocation = Annotated[
    LocationName, typer.Option("--add-location", help="References in PO files: file and line, the file, or none.")
]
NoWrap = Annotated[bool, typer.Option("--no-wrap", help="Do not break the lines of PO files.")]
ApproveUnchanged = Annotated[
    bool,
    typer.Option("--approve-unchanged", help="Take machine texts that lost fuzzy in bulk, unchanged, as reviewed."),
]
Locales = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the PO files.")]
Engine = Annotated[
    EngineName, typer.Option(help="Translation engine; `none` leaves targets empty, with terms as hints.")
]
NoMemory = Annotated[bool, typer.Option("--no-memory", help="Do not recall translations from other reports.")]
Reports = Annotated[list[str], typer.Argument(metavar="REPORT…", help="Reports or folders; - for standard input.")]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Include subfolders.")]
Jobs = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Number of worker processes.", show_default="one per core"),
]
Threads = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=1024, help="Decoding threads.", show_default="all cores"),
]
Beam = Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Beam size.")]
Fast = Annotated[bool, typer.Option("--fast", help="Greedy decoding (--beam 1): faster, slightly worse.")]
BatchTokens = Annotated[
    int,
    typer.Option(metavar="N", min=1, max=1_000_000, help="Maximum tokens per batch; affects only speed and memory."),
]
Device = Annotated[DeviceName, typer.Option(help="Where to decode; `auto` uses a GPU if there is one.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Do not use or fill the translation cache.")]
CacheSize = Annotated[
    float,
    typer.Option(metavar="MB", min=1, callback=size, help="Maximum size of the cache; the oldest entries go first."),
]
MaxSize = Annotated[
    float, typer.Option("--max-size", metavar="MB", min=0, callback=size, help="Maximum size of a report.")
]
Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.", callback=print_utf8)]
Force = Annotated[bool, typer.Option("--force", help="Overwrite FILE if it exists.")]
ForceEdited = Annotated[
    bool, typer.Option("--force", help="Replace files that people have edited since; keep a copy beside each.")
]


def day(text: str) -> str:
    """Return a day, a month or a year that an option names.

    Raises:
        RequestError: it is none.
    """
    from datetime import date

    from dragoman.errors import RequestError

    try:
        date.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    except ValueError:
        raise RequestError(f"--as-of: {text!r} is not a date; write it like 2017-03-05, 2017-03 or 2017") from None
    return text


def choose_glossary(
    given: Sequence[Path] | None, source: "Language", targets: Sequence["Language"], *, alone: bool
) -> Path:
    """Return the folder of the glossary that is meant: those given, on the shipped one unless they are to be `alone`.

    Raises:
        DragomanError: none is left, or one cannot be used.
    """
    from dragoman import resources
    from dragoman.errors import RequestError

    shipped = resources.glossary_folder()
    layers = list(given or ())
    if not layers and alone:
        raise RequestError("--no-shipped-glossary leaves no glossary; name one with --glossary")
    if not alone and shipped.resolve() not in [place.resolve() for place in layers]:
        layers.insert(0, shipped)
    if len(layers) == 1 and not layers[0].is_file():
        return layers[0]
    from dragoman.glossary.stack import stack_glossaries

    return stack_glossaries(layers, source, targets, resources.cache_folder() / "glossaries")


def make_decoding(threads: int | None, beam: int, batch_tokens: int, device: DeviceName, *, fast: bool) -> "Decoding":
    """Return how packages decode."""
    from dragoman.engine.decoding import Decoding

    return Decoding(beam=1 if fast else beam, threads=threads, batch_tokens=batch_tokens, device=device.value)


def parse_names(option: str, text: str, known: Sequence[str]) -> list[str]:
    """Return the names that an option lists, each once.

    Raises:
        RequestError: a name is not among those known, or there is none.
    """
    from dragoman.errors import RequestError

    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if unknown := [name for name in names if name not in known]:
        raise RequestError(f"{option}: {', '.join(unknown)} is unknown; choose from {', '.join(known)}")
    if not names:
        raise RequestError(f"{option}: name at least one of {', '.join(known)}")
    return names


def refuse_existing(file: Path, *, force: bool) -> None:
    """Refuse to replace a file that is there, unless `force` says so; `-` is standard output.

    Raises:
        RequestError: it is there.
    """
    from dragoman.errors import RequestError

    if file != Path("-") and file.exists() and not force:
        raise RequestError(f"{file}: already exists; choose another name or overwrite it with --force")
