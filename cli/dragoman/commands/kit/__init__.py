"""`dragoman kit`: what goes out to translators in one archive each, and comes back; one module per command."""

import typer

from dragoman.commands.lazy import lazy_group

_COMMANDS = {
    "make": "dragoman.commands.kit.make:make",
    "take": "dragoman.commands.kit.take:take",
    "status": "dragoman.commands.kit.status:status",
}

app = typer.Typer(
    cls=lazy_group(_COMMANDS),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Send work out to translators in one archive each, and take it back.",
)


@app.callback()
def _group() -> None:
    """Give Typer a group, which it makes of commands or a callback only."""
