"""`dragoman models install`: packages brought here, from the index or from files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.models.options import MAX_SIZE, IndexUrl, MaxSize, PairsArgument, fetch_index, parse_pairs

if TYPE_CHECKING:
    from dragoman.engine.packages.index import Entry
    from dragoman.engine.packages.install import Installed
    from dragoman.progress import Transfers


def install(
    pairs: Annotated[list[str] | None, PairsArgument] = None,
    file: Annotated[
        list[Path] | None, typer.Option(metavar="PACKAGE", help="Install this file, without a network; repeatable.")
    ] = None,
    index: IndexUrl = None,
    max_size: MaxSize = MAX_SIZE,
    force: Annotated[bool, typer.Option("--force", help="Reinstall packages that are already installed.")] = False,
) -> None:
    """Install packages (needs the network, or --file).

    They are stored where Argos Translate keeps its own. Each is checked and tried out first, then replaces the one
    installed for its pair. Interrupted downloads resume.

    Example: `dragoman models install en zh en fr`
    """
    from dragoman.errors import RequestError

    if bool(file) == bool(pairs):
        raise RequestError("name language pairs (dragoman models install en es) or files (--file PACKAGE), not both")
    most = int(max_size * 1e6)
    if file:
        install_all([file_step(path, most) for path in file])
        return
    wanted = parse_pairs(pairs or ())
    offered = fetch_index(index)
    entries = [offered.latest(*pair) for pair in wanted]
    missing = [entry for entry in entries if force or not _is_there(entry)]
    install_all([entry_step(entry, most) for entry in missing])


def install_all(steps: "Sequence[Callable[[Transfers], Installed]]", *, silent: bool = False) -> None:
    """Install package after package; one that fails does not stop the others. `silent` shows errors only.

    Raises:
        typer.Exit: one or more failed, which was said.
    """
    from dragoman import console
    from dragoman.commands.models.transfers import transferring
    from dragoman.console import print_error, print_note
    from dragoman.errors import EngineError

    failed = False
    for step in steps:
        try:
            with transferring(silent=silent) as transfers:
                done = step(transfers)
        except EngineError as error:
            print_error(str(error))
            failed = True
            continue
        if not (silent or console.is_quiet()):
            others = [package.version for package in done.replaced]
            instead = f", in place of {', '.join(others)}" if others else ""
            print(f"installed {done.package.pair} {done.package.version} in {done.package.path}{instead}")
            print_note(f"from {done.record.source}, sha256 {done.record.sha256}")
    if failed:
        raise typer.Exit(2)


def entry_step(entry: "Entry", most: int) -> "Callable[[Transfers], Installed]":
    """Return the step that installs a package of the index, of at most so many bytes."""
    from dragoman.engine.packages.index import install_from_index

    return lambda transfers: install_from_index(entry, most, transfers)


def file_step(file: Path, most: int) -> "Callable[[Transfers], Installed]":
    """Return the step that installs a package file of at most so many bytes."""
    from dragoman.engine.packages.install import install_file

    return lambda transfers: install_file(file, most=most)


def _is_there(entry: "Entry") -> bool:
    """Say whether that version or a later one is installed, and as it should be."""
    from dragoman import console
    from dragoman.engine.packages.installed import sound_packages, user_folder, version_key
    from dragoman.engine.packages.records import changes, read_record

    for package in sound_packages(user_folder()):
        if package.pair == entry.pair and version_key(package.version) >= version_key(entry.version):
            record = read_record(package.path)
            if record is None or not any(changes(record)):
                if not console.is_quiet():
                    print(f"{package.pair} {package.version} is already installed in {package.path}")
                return True
    return False
