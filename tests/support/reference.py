"""The command reference in cli/README.md, made from the commands themselves."""

from collections.abc import Iterator
from typing import Any

import typer

from dragoman.main import app


def commands(group: Any, *path: str) -> dict[str, Any]:
    """Return every command by its words, groups and the program itself among them."""
    found = {" ".join(path): group}
    for name, command in getattr(group, "commands", {}).items():
        found |= commands(command, *path, name)
    return found


COMMANDS = commands(typer.main.get_command(app), "dragoman")


def reference() -> str:
    """Return a section for each command: usage, what it does, its options."""
    return "\n".join(
        line
        for words, command in COMMANDS.items()
        if not hasattr(command, "commands")
        for line in _section(words, command)
    )


def _section(words: str, command: Any) -> Iterator[str]:
    yield from (f"### `{words}`", "")
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    named = "".join(f" {_escaped(parameter.make_metavar(_context(words, command)))}" for parameter in arguments)
    yield from (f"Usage: `{words} [OPTIONS]{named}`", "", *_description(command.help), "")
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    yield from ("| option | meaning | default |", "|---|---|---|")
    for parameter in options:
        yield f"| {_names(parameter, command)} | {_cell(parameter.help or '')} | {_default(parameter)} |"
    yield ""


def _context(words: str, command: Any) -> Any:
    return typer.Context(command, info_name=words)


def _description(text: str) -> list[str]:
    paragraphs = [" ".join(paragraph.split()) for paragraph in (text or "").replace("\b", "").split("\n\n")]
    return [line for paragraph in paragraphs for line in (paragraph, "")][:-1]


def _names(parameter: Any, command: Any) -> str:
    names = ", ".join(f"`{name}`" for name in parameter.opts)
    if parameter.is_flag:
        return names
    metavar = parameter.make_metavar(_context("", command)).removeprefix("<").removesuffix(">")
    return f"{names} `{_escaped(metavar)}`"


def _default(parameter: Any) -> str:
    if isinstance(parameter.show_default, str):
        return _cell(parameter.show_default)
    default = parameter.default
    if default is None or parameter.is_flag or callable(default) or parameter.required or default == ():
        return ""
    return f"`{getattr(default, 'value', default)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
