"""`dragoman models update`: later versions of what is installed."""

import json
from typing import TYPE_CHECKING, Annotated

from dragoman.commands.models.install import entry_step, install_all
from dragoman.commands.models.options import MAX_SIZE, IndexUrl, MaxSize, PairsArgument, fetch_index, parse_pairs
from dragoman.commands.options import DryRun, Json

if TYPE_CHECKING:
    from dragoman.engine.packages.index import Entry
    from dragoman.engine.packages.installed import Package


def update(
    pairs: Annotated[list[str] | None, PairsArgument] = None,
    index: IndexUrl = None,
    dry_run: DryRun = False,
    max_size: MaxSize = MAX_SIZE,
    as_json: Json = False,
) -> None:
    """Replace packages by later versions (needs the network).

    Updates all installed packages, those of Argos Translate included, or only the pairs named.

    Example: `dragoman models update --dry-run`
    """
    from dragoman import console
    from dragoman.engine.packages.installed import user_folder
    from dragoman.errors import EngineError

    packages = _installed()
    wanted = parse_pairs(pairs or ()) or list(packages)
    if absent := [f"{source}-{target}" for source, target in wanted if (source, target) not in packages]:
        raise EngineError(f"{', '.join(absent)}: not installed in {user_folder()}; see: dragoman models list")
    if not wanted:
        if not console.is_quiet() and not as_json:
            print(f"no packages are installed in {user_folder()}")
        return
    offered = fetch_index(index)
    later = []
    for pair in wanted:
        entry = offered.find(*pair)
        if entry and _is_later(entry, packages[pair]):
            later.append(entry)
            _print_update(packages[pair], entry, as_json=as_json, wanted=as_json or dry_run)
    if not later and not console.is_quiet() and not as_json:
        print("all packages are up to date")
    if not dry_run:
        install_all([entry_step(entry, int(max_size * 1e6)) for entry in later], silent=as_json)


def _installed() -> "dict[tuple[str, str], Package]":
    """Return the latest installed package of each pair."""
    from dragoman.engine.packages.installed import sound_packages, user_folder, version_key

    packages = sorted(sound_packages(user_folder()), key=lambda package: version_key(package.version))
    return {(package.from_code, package.to_code): package for package in packages}


def _is_later(entry: "Entry", package: "Package") -> bool:
    """Say whether the index offers a later version, and not what came from there and only calls itself earlier."""
    from dragoman.engine.packages.address import shown_url
    from dragoman.engine.packages.installed import version_key
    from dragoman.engine.packages.records import read_record

    record = read_record(package.path)
    had = record is not None and record.source in map(shown_url, entry.links)
    return not had and version_key(entry.version) > version_key(package.version)


def _print_update(package: "Package", entry: "Entry", *, as_json: bool, wanted: bool) -> None:
    if as_json:
        versions = {"installed": package.version, "offered": entry.version}
        print(json.dumps({"from": entry.from_code, "to": entry.to_code, **versions}))
    elif wanted:
        print(f"{entry.pair:<8} {package.version} → {entry.version}")
