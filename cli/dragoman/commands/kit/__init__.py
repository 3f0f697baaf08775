"""`dragoman kit`: what goes out to translators in one archive each, and comes back; one module per command."""

from dragoman.commands.lazy import group

_COMMANDS = {
    "make": "dragoman.commands.kit.make:make",
    "take": "dragoman.commands.kit.take:take",
    "status": "dragoman.commands.kit.status:status",
}

app = group(_COMMANDS, "Send work out to translators in one archive each, and take it back.")
