"""`dragoman models`: the Argos packages on this machine and those that can be had; one module per command."""

from dragoman.commands.lazy import group

_COMMANDS = {
    "list": "dragoman.commands.models.list_:list_packages",
    "available": "dragoman.commands.models.available:available",
    "install": "dragoman.commands.models.install:install",
    "update": "dragoman.commands.models.update:update",
    "remove": "dragoman.commands.models.remove:remove",
    "info": "dragoman.commands.models.info:info",
    "build": "dragoman.commands.models.build:build",
}

app = group(_COMMANDS, "Manage Argos packages; only `available`, `install` and `update` use the network.")
