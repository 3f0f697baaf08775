"""`dragoman models list`: the packages on this machine."""

import json

from dragoman.commands.models.options import facts
from dragoman.commands.options import Json


def list_packages(as_json: Json = False) -> None:
    """Show the packages on this machine.

    The preferred one of each pair comes first.

    Example: `dragoman models list`
    """
    from dragoman.console import print_note, print_warning
    from dragoman.engine.packages.installed import damaged_packages, installed_packages, user_folder

    print_note(f"Argos packages are in {user_folder()}")
    for package in installed_packages():
        if as_json:
            print(json.dumps(facts(package), ensure_ascii=False))
        else:
            marks = [word for word, true in (("draft", package.draft), ("embedded", package.embedded)) if true]
            print(f"{package.pair:<8} {package.version:<6} {' '.join(marks):<15} {package.path}")
    for problem in damaged_packages(user_folder()):
        print_warning(str(problem))
