"""`dragoman models info`: what a package says of itself."""

import json
from typing import Annotated

import typer

from dragoman.commands.models.options import facts
from dragoman.commands.options import Json


def info(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Source language.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Target language.")],
    as_json: Json = False,
) -> None:
    """Show a package's card.

    Training, licences, quality, and where it was installed from.

    Example: `dragoman models info en zh`
    """
    from dragoman.console import print_note
    from dragoman.engine.packages.installed import find_route
    from dragoman.engine.packages.records import read_record
    from dragoman.languages import parse_language

    for package in find_route(parse_language(source).argos, parse_language(target).argos):
        record = None if package.embedded else read_record(package.path)
        if as_json:
            origin = {"source": record.source, "sha256": record.sha256} if record else {}
            print(json.dumps(facts(package) | {"card": package.readme} | origin, ensure_ascii=False))
            continue
        print(f"{package.from_name} → {package.to_name}, version {package.version}{' (draft engine)' * package.draft}")
        print_note(f"fingerprint of weights and tokenizer: {package.fingerprint}")
        print(package.path)
        if record:
            print(f"installed from {record.source}, sha256 {record.sha256}")
        print()
        print(package.readme.strip() or "This package has no card.")
