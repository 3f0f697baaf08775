"""`dragoman glossary`: the curated glossary, used and kept; one module per command."""

import typer

from dragoman.commands.glossary.coverage import coverage
from dragoman.commands.glossary.export import export
from dragoman.commands.glossary.extract import extract
from dragoman.commands.glossary.import_ import import_
from dragoman.commands.glossary.lint import lint
from dragoman.commands.glossary.match import match

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Use and keep the curated glossary.")
app.command()(match)
app.command()(coverage)
app.command()(extract)
app.command()(export)
app.command("import")(import_)
app.command()(lint)
