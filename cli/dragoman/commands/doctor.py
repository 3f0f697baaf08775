"""`dragoman doctor`: what is installed, where, and what is missing."""

import json

from dragoman import __version__
from dragoman.commands.options import Json, Quiet, Verbose

LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "ahocorasick-rs", "polib", "babel")


def doctor(as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Say what is installed, where, and what is missing.

    Example: `dragoman doctor`
    """
    import platform
    from importlib import metadata

    from dragoman import resources
    from dragoman.console import print_note
    from dragoman.engine.packages import installed_packages, user_folder
    from dragoman.errors import EngineError

    print_note(verbose and not quiet, platform.platform())
    facts = {"dragoman": __version__, "Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            facts[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            facts[name] = "MISSING: reinstall dragoman"
    facts["glossary"] = str(resources.glossary_folder())
    facts["cache"] = str(resources.cache_folder())
    facts["Argos packages"] = str(user_folder())
    try:
        for package in installed_packages():
            facts[f"  {package.pair}"] = package.version + " (draft, embedded)" * package.embedded
    except EngineError as error:  # what is wrong is what this command is asked for
        facts["PROBLEM"] = str(error)
    if as_json:
        print(json.dumps({name.strip(): fact for name, fact in facts.items()}, ensure_ascii=False))
    else:
        for name, fact in facts.items():
            print(f"{name:<16} {fact}")
