"""`dragoman po`: the round trip with human translators; one module per command."""

from dragoman.commands.lazy import group

_COMMANDS = {
    "update": "dragoman.commands.po.update:update",
    "status": "dragoman.commands.po.status:status",
    "check": "dragoman.commands.po.check:check",
    "apply": "dragoman.commands.po.apply:apply",
    "import": "dragoman.commands.po.import_:import_",
    "merge": "dragoman.commands.po.merge:merge",
    "analyze": "dragoman.commands.po.analyze:analyze",
}

app = group(_COMMANDS, "Work with the PO files of translated reports.")
