"""`dragoman.toml`: options of the command line kept in a file, one table for each command."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from dragoman.errors import RequestError

FILE_NAME = "dragoman.toml"

_PATHS = ("DIR", "FILE", "PACKAGE")
"""The metavars of options that take a path."""


def find_config(start: Path) -> Path | None:
    """Return the nearest `dragoman.toml` from the folder `start` upwards."""
    return next((path for folder in (start, *start.parents) if (path := folder / FILE_NAME).is_file()), None)


def load_defaults(path: Path, command: Any) -> dict[str, Any]:
    """Return the file's settings as defaults for the options of `command`, a Typer group.

    Keys are spelled like the long options (`fail-on`), values may be strings, numbers, booleans or, where the option
    takes several with commas between them, lists; relative paths are relative to the file.

    Raises:
        RequestError: the file is not TOML, names a table or a key that is no command or option, or gives an option a
            value of the wrong type.
    """
    import tomllib  # here: most runs have no such file

    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(f"{path}: {error}; correct the file or run from another folder") from error
    return _group_defaults(path, "", settings, command)


def _group_defaults(path: Path, prefix: str, settings: Mapping[str, Any], group: Any) -> dict[str, Any]:
    defaults = {}
    for name, value in settings.items():
        command = group.commands.get(name)
        if command is None or not isinstance(value, dict):
            known = ", ".join(f"[{prefix}{known}]" for known in group.commands)
            raise RequestError(f"{path}: [{prefix}{name}] is not a command; the tables are {known}")
        if hasattr(command, "commands"):
            defaults[name] = _group_defaults(path, f"{prefix}{name}.", value, command)
        else:
            defaults[name] = _command_defaults(path, prefix + name, value, command)
    return defaults


def _command_defaults(path: Path, table: str, settings: Mapping[str, Any], command: Any) -> dict[str, Any]:
    options = {
        option.removeprefix("--"): parameter
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    defaults: dict[str, Any] = {}
    for key, value in settings.items():
        if key not in options:
            raise RequestError(f"{path}: [{table}] has no option {key!r}; its options are {', '.join(sorted(options))}")
        parameter = options[key]
        if getattr(parameter, "multiple", False):  # the option may be repeated
            several = value if isinstance(value, list) else [value]
            defaults[parameter.name] = [_value(path, table, key, one, parameter) for one in several]
        else:
            joined = ",".join(map(str, value)) if isinstance(value, list) else value
            defaults[parameter.name] = _value(path, table, key, joined, parameter)
    return defaults


def _value(path: Path, table: str, key: str, value: Any, parameter: Any) -> Any:
    """Return a setting as the option takes it, a path relative to the file."""
    takes_path = parameter.metavar in _PATHS or (parameter.metavar == "URL" and "://" not in str(value))
    wrong_flag = isinstance(value, bool) != bool(getattr(parameter, "is_flag", False))
    if wrong_flag or isinstance(value, dict) or (takes_path and not isinstance(value, str)):
        raise RequestError(f"{path}: [{table}] {key} = {value!r} has the wrong type")
    if takes_path and "://" not in value:
        value = str(path.parent / Path(value).expanduser())
    try:
        parameter.type.convert(value, parameter, None)
    except typer.BadParameter as error:
        raise RequestError(f"{path}: [{table}] {key} = {value!r}: {error}") from error
    return value
