"""What the commands of `dragoman models` share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import size

if TYPE_CHECKING:
    from dragoman.engine.packages.index import Index
    from dragoman.engine.packages.installed import Package

PairsArgument = typer.Argument(metavar="[FROM TO]...", help="Pairs of source and target languages.")
IndexUrl = Annotated[
    str | None,
    typer.Option(
        "--index", metavar="URL", help="Index to use instead: a URL, a file or a folder.", show_default="the public one"
    ),
]
MaxSize = Annotated[
    float, typer.Option("--max-size", metavar="MB", min=0, callback=size, help="Maximum size of a package.")
]
MAX_SIZE = 2_000
"""Megabytes; the packages of the public index have up to 300."""


def parse_pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the Argos codes of the pairs that the words name two by two, each pair once.

    Raises:
        RequestError: a word is no language, or one is left over.
    """
    from dragoman.errors import RequestError
    from dragoman.languages import parse_language

    if len(words) % 2:
        raise RequestError(f"{' '.join(words)}: languages come in pairs, FROM TO, as in: en zh en fr")
    codes = [parse_language(word).argos for word in words]
    return list(dict.fromkeys(zip(codes[::2], codes[1::2], strict=True)))


def fetch_index(url: str | None) -> "Index":
    """Return the index, and say which entries were left out.

    Raises:
        EngineError: there is none.
    """
    from dragoman import console
    from dragoman.engine.packages.address import shown_url
    from dragoman.engine.packages.index import index_url, read_index

    url = url or index_url()
    console.print_note(f"asking {shown_url(url)}")
    index = read_index(url)
    if index.problems:
        shown = index.problems if console.is_verbose() else index.problems[:1]
        said = f"{len(index.problems):,} unusable entries of the index were skipped"
        console.print_warning(
            f"{said}: {'; '.join(shown)}{'' if console.is_verbose() else ' …' * (len(index.problems) > 1)}"
        )
    return index


def facts(package: "Package") -> dict[str, Any]:
    """Return what `--json` says of a package."""
    return {
        "from": package.from_code,
        "to": package.to_code,
        "version": package.version,
        "draft": package.draft,
        "terminology": "inline" if package.inline else None,
        "embedded": package.embedded,
        "path": str(package.path),
    }
