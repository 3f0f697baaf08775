"""`dragoman po`: the round trip with human translators."""

import typer

from dragoman.commands.po.apply import apply
from dragoman.commands.po.check import check
from dragoman.commands.po.status import status
from dragoman.commands.po.update import update

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Work with the PO files of translated reports.")
app.command()(update)
app.command()(status)
app.command()(check)
app.command()(apply)
