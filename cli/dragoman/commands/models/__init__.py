"""`dragoman models`: the Argos packages on this machine and those that can be had; one module per command."""

import typer

from dragoman.commands.lazy import lazy_group

_COMMANDS = {
    "list": "dragoman.commands.models.list_:list_packages",
    "available": "dragoman.commands.models.available:available",
    "install": "dragoman.commands.models.install:install",
    "update": "dragoman.commands.models.update:update",
    "remove": "dragoman.commands.models.remove:remove",
    "info": "dragoman.commands.models.info:info",
    "build": "dragoman.commands.models.build:build",
}

app = typer.Typer(
    cls=lazy_group(_COMMANDS),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Manage Argos packages; only `available`, `install` and `update` use the network.",
)


@app.callback()
def _group() -> None:
    """Give Typer a group, which it makes of commands or a callback only."""
