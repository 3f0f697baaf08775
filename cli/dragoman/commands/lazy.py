"""Groups that import a command when it is asked for: the start of one does not pay for all the others."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption


class _Commands(dict[str, Any]):
    """Click commands by name, made from `module:function`, or `module:app` for a group, at the first look."""

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__(dict.fromkeys(places))
        self._places = places

    def __getitem__(self, name: str) -> Any:
        command = super().__getitem__(name)
        if command is None:
            command = self[name] = _load(name, self._places[name])
        return command

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self:
            return default
        return self[name]

    def values(self) -> Any:
        return [self[name] for name in self]

    def items(self) -> Any:
        return [(name, self[name]) for name in self]


def _load(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        group: Any = typer.main.get_command(found)
        group.name = name
        for command in [] if isinstance(group.commands, _Commands) else group.commands.values():
            command.params += _switches()
        return group
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(found)
    command = typer.main.get_command(alone)
    command.params += _switches()
    return command


def _switches() -> list[TyperOption]:
    return [
        _switch("quiet", "Print only data and errors."),
        _switch("verbose", "Print details: locations, timings."),
    ]


def _switch(name: str, help_: str) -> TyperOption:
    """Return an option that every command has, and that `console` heeds."""

    def set_(context: Any, parameter: Any, wanted: bool) -> None:
        if wanted or "dragoman.console" in sys.modules:  # several commands may run in one process
            from dragoman import console

            setattr(console.verbosity, name, wanted)

    names = [f"--{name}", f"-{name[0]}"]
    return TyperOption(param_decls=names, is_flag=True, default=False, expose_value=False, callback=set_, help=help_)


def group(places: Mapping[str, str], help_: str) -> typer.Typer:
    """Return a group of the commands at the given places, as `lazy_group` reads them."""
    app = typer.Typer(
        cls=lazy_group(places), no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=help_
    )
    app.callback()(_nothing)
    return app


def _nothing() -> None:
    """Give Typer a group, which it makes of commands or a callback only."""


def lazy_group(places: Mapping[str, str]) -> type[TyperGroup]:
    """Return a class for `typer.Typer(cls=…)` that has the commands at the given places, in their order.

    A place reads `package.module:function`, or `package.module:app` for a group.
    """

    class LazyGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = _Commands(places)

        def list_commands(self, context: Any) -> list[str]:
            return list(places)

    return LazyGroup
