"""`dragoman models remove`: packages taken away."""

from itertools import chain
from typing import Annotated

from dragoman.commands.models.options import PairsArgument, parse_pairs


def remove(pairs: Annotated[list[str], PairsArgument]) -> None:
    """Remove installed packages.

    The one that ships with dragoman stays.

    Example: `dragoman models remove en es`
    """
    from dragoman import console
    from dragoman.console import print_note
    from dragoman.engine.packages.install import remove_package
    from dragoman.engine.packages.installed import damaged_packages, sound_packages, user_folder
    from dragoman.errors import EngineError

    folder = user_folder()
    print_note(f"looking in {folder}")
    wanted = parse_pairs(pairs)
    packages = {pair: [p for p in sound_packages(folder) if (p.from_code, p.to_code) == pair] for pair in wanted}
    if absent := [f"{source}-{target}" for (source, target), found in packages.items() if not found]:
        damaged = "".join(f"; {problem}" for problem in damaged_packages(folder))
        raise EngineError(f"no installed package translates {', '.join(absent)}; see: dragoman models list{damaged}")
    for package in chain(*packages.values()):
        remove_package(package)
        if not console.is_quiet():
            print(f"removed {package.path}")
