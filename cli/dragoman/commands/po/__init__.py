"""`dragoman po`: the round trip with human translators; one module per command."""

import typer

from dragoman.commands.lazy import lazy_group

_COMMANDS = {
    "update": "dragoman.commands.po.update:update",
    "status": "dragoman.commands.po.status:status",
    "check": "dragoman.commands.po.check:check",
    "apply": "dragoman.commands.po.apply:apply",
    "import": "dragoman.commands.po.import_:import_",
    "merge": "dragoman.commands.po.merge:merge",
    "analyze": "dragoman.commands.po.analyze:analyze",
}

app = typer.Typer(
    cls=lazy_group(_COMMANDS),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Work with the PO files of translated reports.",
)


@app.callback()
def _group() -> None:
    """Give Typer a group, which it makes of commands or a callback only."""
