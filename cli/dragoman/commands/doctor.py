"""`dragoman doctor`: what is installed, where, what is missing, and what is no longer as it was installed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman import __version__
from dragoman.commands.options import Json

if TYPE_CHECKING:
    from dragoman.engine.packages.installed import Package

LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "ahocorasick-rs", "polib", "babel")


def doctor(as_json: Json = False) -> None:
    """Say what is installed, where, and what is missing; the exit status is 1 where something is wrong.

    Packages are compared, file by file, with what was installed.

    Example: `dragoman doctor`
    """
    import platform
    from importlib import metadata

    from dragoman import resources
    from dragoman.console import print_note
    from dragoman.engine.packages.installed import user_folder

    print_note(platform.platform())
    facts = {"dragoman": __version__, "Python": platform.python_version()}
    problems = []
    for name in LIBRARIES:
        try:
            facts[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            facts[name] = "MISSING"
            problems.append(f"{name} is missing; reinstall dragoman")
    facts["glossary"] = str(resources.glossary_folder())
    facts["cache"] = str(resources.cache_folder())
    facts["translations"] = _translations(resources.translations_file())
    facts["data"] = str(resources.data_folder())
    facts["Argos packages"] = str(user_folder())
    for name, fact, wrong in _packages():
        known = f"  {name}" in facts  # a pair has a package that is installed and one that is embedded, or several
        facts[f"  {name} {fact.partition(' ')[0]}" if known else f"  {name}"] = fact
        problems += wrong
    if as_json:
        said = {name.strip(): fact for name, fact in facts.items()}
        print(json.dumps(said | {"problems": problems}, ensure_ascii=False))
    else:
        for name, fact in facts.items():
            print(f"{name:<16} {fact}")
        for problem in problems:
            print(f"{'PROBLEM':<16} {problem}")
    if problems:
        raise typer.Exit(1)


def _translations(path: Path) -> str:
    """Say how large the cache of translations is, and where."""
    try:
        return f"{path.stat().st_size / 2**20:.1f} MB in {path}"
    except OSError:
        return f"none yet in {path}"


def _packages() -> Iterator[tuple[str, str, list[str]]]:
    """Yield each package: its pair, what it is, and what is wrong with it."""
    from dragoman.engine.packages.installed import damaged_packages, installed_packages, stray_folders, user_folder
    from dragoman.errors import EngineError

    try:
        for package in installed_packages():
            yield package.pair, *_state(package)
    except EngineError as error:  # what is wrong is what this command is asked for
        yield "embedded", "cannot be used", [str(error)]
    for problem in damaged_packages(user_folder()):
        yield "damaged", "cannot be used", [str(problem)]
    for folder in stray_folders(user_folder()):
        said = "not a package: without metadata.json it stops Argos Translate; remove it"
        yield "stray", str(folder), [f"{folder}: {said}"]


def _state(package: "Package") -> tuple[str, list[str]]:
    """Return what a package is, and which of its files are no longer as they were installed."""
    from dragoman.engine.packages.records import changes, read_record

    draft = "draft, " * package.draft
    try:
        if package.embedded:
            altered = [f"{name} was altered" for name in _altered(package)]
            return f"{package.version} ({draft}embedded)", _problems(package, altered, "remove the folder")
        record = read_record(package.path)
        if record is None:
            return f"{package.version} ({draft}installed by another program, not checked)", []
        again = f"dragoman models install {package.from_code} {package.to_code} --force"
        changed = _problems(package, list(changes(record)), again)
        return f"{package.version} ({draft}{'changed since' if changed else 'as'} installed)", changed
    except OSError as error:
        return package.version, [f"{error.filename}: {error.strerror}"]


def _altered(package: "Package") -> Iterator[str]:
    from dragoman import resources
    from dragoman.engine.packages.archive import altered
    from dragoman.engine.packages.installed import unpack_embedded

    for file in resources.embedded_packages():
        if unpack_embedded(file) == package.path:
            yield from altered(file, package.path)


def _problems(package: "Package", changed: list[str], advice: str) -> list[str]:
    return [f"{package.path}: {', '.join(changed)}; {advice}"] if changed else []
