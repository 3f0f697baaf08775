"""`dragoman glossary`: the curated glossary, used and kept; one module per command."""

from dragoman.commands.lazy import group

_COMMANDS = {
    "match": "dragoman.commands.glossary.match:match",
    "show": "dragoman.commands.glossary.show:show",
    "lint": "dragoman.commands.glossary.lint:lint",
    "add": "dragoman.commands.glossary.add:add",
    "set": "dragoman.commands.glossary.set:set_",
    "propose": "dragoman.commands.glossary.propose:propose",
    "approve": "dragoman.commands.glossary.approve:approve",
    "remove": "dragoman.commands.glossary.remove:remove",
    "list": "dragoman.commands.glossary.list:list_",
    "log": "dragoman.commands.glossary.log:log",
    "usage": "dragoman.commands.glossary.usage:usage",
    "stats": "dragoman.commands.glossary.stats:stats",
    "diff": "dragoman.commands.glossary.diff:diff",
    "coverage": "dragoman.commands.glossary.coverage:coverage",
    "extract": "dragoman.commands.glossary.extract:extract",
    "export": "dragoman.commands.glossary.export:export",
    "import": "dragoman.commands.glossary.import_:import_",
}

app = group(_COMMANDS, "Use and keep the curated glossary.")
