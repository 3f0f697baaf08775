"""`dragoman doctor`: what is installed, where, and what is missing."""

from dragoman import __version__
from dragoman.commands.options import Quiet, Verbose


def doctor(quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Say what is installed, where, and what is missing.

    Example: `dragoman doctor`
    """
    import platform
    from importlib import metadata

    from dragoman import resources
    from dragoman.console import print_note
    from dragoman.engine.packages import installed_packages, user_folder
    from dragoman.errors import EngineError

    print(f"dragoman {__version__}, Python {platform.python_version()}")
    print_note(verbose and not quiet, platform.platform())
    for name in ("argostranslate", "ctranslate2", "sentencepiece", "ahocorasick-rs", "polib", "babel"):
        try:
            print(f"{name:<16} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            print(f"{name:<16} MISSING: reinstall dragoman")
    print(f"{'glossary':<16} {resources.glossary_folder()}")
    print(f"{'cache':<16} {resources.cache_folder()}")
    print(f"{'Argos packages':<16} {user_folder()}")
    try:
        for package in installed_packages():
            print(f"  {package.pair} {package.version}{' (draft, embedded)' * package.embedded}")
    except EngineError as error:  # what is wrong is what this command is asked for
        print(f"  PROBLEM: {error}")
