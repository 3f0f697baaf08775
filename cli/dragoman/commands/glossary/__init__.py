"""`dragoman glossary`: the curated glossary, used and kept; one module per command."""

import typer

from dragoman.commands.glossary.add import add
from dragoman.commands.glossary.coverage import coverage
from dragoman.commands.glossary.diff import diff
from dragoman.commands.glossary.export import export
from dragoman.commands.glossary.extract import extract
from dragoman.commands.glossary.import_ import import_
from dragoman.commands.glossary.lint import lint
from dragoman.commands.glossary.match import match
from dragoman.commands.glossary.remove import remove
from dragoman.commands.glossary.set import set_
from dragoman.commands.glossary.show import show
from dragoman.commands.glossary.stats import stats

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Use and keep the curated glossary.")
app.command()(match)
app.command()(show)
app.command()(lint)
app.command()(add)
app.command("set")(set_)
app.command()(remove)
app.command()(stats)
app.command()(diff)
app.command()(coverage)
app.command()(extract)
app.command()(export)
app.command("import")(import_)
