"""`dragoman.toml`: options of the command line kept in a file, one table for each command."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from dragoman.errors import RequestError

FILE_NAME = "dragoman.toml"

_NUL = re.compile(r"\\(?:u0000|U00000000)")
_PATHS = ("DIR", "FILE", "PACKAGE", "DIR|TSV")
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

    text = ""
    try:
        text = path.read_text("utf-8")
        settings = tomllib.loads(text)
        nul = "\\x00" in repr(settings) and _NUL.search(text)
    except (OSError, ValueError) as error:
        raise RequestError(f"{path}: {error}; correct the file or run from another folder") from error
    except RecursionError:
        deepest = max(range(1, text.count("\n") + 2), key=lambda line: text.split("\n")[line - 1].count("["))
        raise RequestError(f"{path}:{deepest}: nested too deeply; no option takes such a value") from None
    if nul:
        line = text.count("\n", 0, nul.start()) + 1
        raise RequestError(f"{path}:{line}: holds a NUL character, which no option takes; correct the file")
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
        with suppress(RuntimeError):  # `~name` of nobody is a name like any other
            value = str(Path(value).expanduser())
        value = str(path.parent / value)
    try:
        parameter.type.convert(value, parameter, None)
    except typer.BadParameter as error:
        raise RequestError(f"{path}: [{table}] {key} = {value!r}: {error}") from error
    return value
