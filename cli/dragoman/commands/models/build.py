"""`dragoman models build`: a package made of a model from elsewhere."""

from pathlib import Path
from typing import Annotated

import typer


def build(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Source language.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Target language.")],
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Folder of the model, or its .npz file.")],
    origin: Annotated[str, typer.Option("--origin", metavar="TEXT", help="Where the model comes from, for the card.")],
    licence: Annotated[
        str,
        typer.Option(
            "--licence", "--license", metavar="TEXT", help="Its licence.", show_default="the LICENSE file beside it"
        ),
    ] = "",
    version: Annotated[str, typer.Option("--version", metavar="N.N", help="Version of the package.")] = "1.0",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that the package is written to.")] = Path(),
) -> None:
    """Make a package of a Marian model, such as those of OPUS-MT, or of a CTranslate2 model.

    The folder holds the .npz file, its vocabulary (*.vocab.yml) and its tokenizer (source.spm), or model.bin with its
    vocabulary and sentencepiece.model. The package is tried out first. Firefox's models do not run in CTranslate2.

    Example: `dragoman models build en fi opus-mt-en-fi --origin https://example.org/opus-mt-en-fi`
    """
    from dragoman.console import print_note
    from dragoman.engine.packages.build import Recipe, build_package
    from dragoman.errors import EngineError
    from dragoman.languages import parse_language

    recipe = Recipe(
        source=parse_language(source), target=parse_language(target), version=version, origin=origin, licence=licence
    )
    try:
        file = build_package(model, recipe, out)
    except OSError as error:
        raise EngineError(f"{error.filename or out}: {error.strerror or error}; nothing was written") from error
    print(file)
    print_note(f"install it with: dragoman models install --file {file}")
