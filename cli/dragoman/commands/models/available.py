"""`dragoman models available`: the packages that the index offers."""

import json
from typing import Annotated

import typer

from dragoman.commands.models.options import IndexUrl, fetch_index
from dragoman.commands.options import Json


def available(
    languages: Annotated[
        list[str] | None, typer.Argument(metavar="[LANG]...", help="Show only packages for these languages.")
    ] = None,
    index: IndexUrl = None,
    as_json: Json = False,
) -> None:
    """Show what the index offers (needs the network).

    What is installed is marked.

    Example: `dragoman models available zh`
    """
    from dragoman.engine.packages.installed import sound_packages, user_folder
    from dragoman.languages import parse_language

    wanted = {parse_language(code).argos for code in languages or ()}
    installed = {package.pair: package.version for package in sound_packages(user_folder())}
    for entry in fetch_index(index).entries:
        if wanted and not wanted & {entry.from_code, entry.to_code}:
            continue
        if as_json:
            print(json.dumps(dict(entry.fields), ensure_ascii=False))
            continue
        there = installed.get(entry.pair)
        mark = "" if there is None else " (installed)" if there == entry.version else f" (installed: {there})"
        pair = f"{entry.from_code} {entry.to_code}"
        print(f"{pair:<8} {entry.version:<6} {entry.from_name} → {entry.to_name}{mark}")
