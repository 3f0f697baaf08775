"""`dragoman models`: the Argos packages on this machine and those that can be had."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import Json, Quiet, Verbose

if TYPE_CHECKING:
    from dragoman.engine.packages import Package

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Manage Argos packages; only `available` and `install` use the network.",
)

Index = Annotated[str | None, typer.Option(metavar="URL", help="Package index.", show_default="the public one")]
FromCode = Annotated[str, typer.Argument(metavar="FROM", help="Source language.")]
ToCode = Annotated[str, typer.Argument(metavar="TO", help="Target language.")]


@app.command("list")
def list_packages(as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Show the packages on this machine, the preferred one of each pair first.

    Example: `dragoman models list`
    """
    from dragoman.console import print_note
    from dragoman.engine.packages import installed_packages, user_folder

    print_note(verbose and not quiet, f"Argos packages lie in {user_folder()}")
    for package in installed_packages():
        if as_json:
            print(json.dumps(_facts(package), ensure_ascii=False))
        else:
            marks = [word for word, true in (("draft", package.draft), ("embedded", package.embedded)) if true]
            print(f"{package.pair:<8} {package.version:<6} {' '.join(marks):<15} {package.path}")


def _facts(package: "Package") -> dict[str, Any]:
    return {
        "from": package.from_code,
        "to": package.to_code,
        "version": package.version,
        "draft": package.draft,
        "terminology": "inline" if package.inline else None,
        "embedded": package.embedded,
        "path": str(package.path),
    }


@app.command()
def info(
    source: FromCode, target: ToCode, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """Show what a package says of itself: training, licences, quality.

    Example: `dragoman models info en zh`
    """
    from dragoman.console import print_note
    from dragoman.engine.packages import find_route
    from dragoman.languages import parse_language

    for package in find_route(parse_language(source).argos, parse_language(target).argos):
        if as_json:
            print(json.dumps(_facts(package) | {"card": package.readme}, ensure_ascii=False))
            continue
        print(f"{package.from_name} → {package.to_name}, version {package.version}{' (draft engine)' * package.draft}")
        print_note(verbose and not quiet, f"fingerprint of weights and tokenizer: {package.fingerprint}")
        print(f"{package.path}\n")
        print(package.readme.strip() or "This package has no card.")


@app.command()
def available(index: Index = None, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Show the packages that the index offers (needs the network).

    Example: `dragoman models available`
    """
    from dragoman.console import print_note
    from dragoman.engine.index import index_url, read_index

    url = index or index_url()
    print_note(verbose and not quiet, f"asking {url}")
    for entry in read_index(url):
        if as_json:
            print(json.dumps(entry, ensure_ascii=False))
        else:
            pair = f"{entry['from_code']} {entry['to_code']}"
            print(f"{pair:<8} {entry.get('package_version', ''):<6} {entry.get('from_name')} → {entry.get('to_name')}")


@app.command()
def install(
    source: Annotated[str | None, typer.Argument(metavar="FROM", help="Source language.")] = None,
    target: Annotated[str | None, typer.Argument(metavar="TO", help="Target language.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="PACKAGE", help="Install this file; no network.")] = None,
    index: Index = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Install a package where Argos Translate keeps its own (needs the network unless --file is given).

    Example: `dragoman models install en es`
    """
    from dragoman import console
    from dragoman.engine.argos import ArgosEngine
    from dragoman.engine.index import index_url, install_file, install_from_index
    from dragoman.engine.packages import Package
    from dragoman.errors import RequestError
    from dragoman.languages import parse_language

    if (file is None) == (source is None or target is None):
        raise RequestError("name a language pair (dragoman models install en es) or a file (--file PACKAGE), not both")

    def trial(package: Package) -> None:
        ArgosEngine([package]).translate(["A trial."])

    with console.watching(quiet=quiet) as watch:
        if file:
            package = install_file(file, trial)
        else:
            codes = parse_language(str(source)).argos, parse_language(str(target)).argos
            with watch.stage("bytes", 0) as advance:
                package = install_from_index(*codes, index or index_url(), trial, advance)
    if verbose:
        console.print_stages(watch)
    if not quiet:
        print(f"installed {package.pair} {package.version} in {package.path}")


@app.command()
def remove(source: FromCode, target: ToCode, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Remove the installed package of a pair; the embedded one stays.

    Example: `dragoman models remove en es`
    """
    from dragoman.console import print_note
    from dragoman.engine.packages import installed_packages, user_folder
    from dragoman.errors import EngineError
    from dragoman.languages import parse_language

    pair = f"{parse_language(source).argos}-{parse_language(target).argos}"
    print_note(verbose and not quiet, f"looking in {user_folder()}")
    packages = [package for package in installed_packages() if package.pair == pair and not package.embedded]
    if not packages:
        raise EngineError(f"no installed package translates {pair}; see: dragoman models list")
    for package in packages:
        shutil.rmtree(package.path)
        if not quiet:
            print(f"removed {package.path}")
