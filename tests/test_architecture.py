"""The tree: a room for each stage, in the order in which data flows; imports go one way."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cli" / "dragoman"

LAYERS = (
    *("errors", "progress", "memo", "resources", "text", "model", "languages", "files", "config", "console"),
    *("segment", "po", "documents", "glossary", "check", "engine", "terminology", "exchange", "memory"),
    *("run", "evaluation", "batch", "commands", "main", "__main__"),
)
"""Rooms from the lowest to the highest. A room imports from those before it and from itself."""

LAZY = {
    "check": "tomllib, json, rapidfuzz and OpenCC's tables, where a text needs them",
    "commands": "the start of one command does not pay for what another needs",
    "main.py": "as above",
    "__main__.py": "all of it, when Ctrl-C ends the process quietly",
    "console.py": "rich, where something is to be shown",
    **dict.fromkeys(
        ("documents", "exchange", "glossary/exchange"), "a format's reader or writer, where it is asked for"
    ),
    "run/finish.py": "as above",
    "run/publish.py": "as above",
    "files": "openpyxl and lxml, where such a file is read",
    "engine": "argostranslate, CTranslate2 and numpy, where something is translated",
    "batch": "multiprocessing, Ray and fsspec, where they are used",
    "evaluation": "sacrebleu and numpy, where something is scored",
    "glossary": "Babel, simplemma, ahocorasick_rs and the rules, where a language, a text or new rows need them",
    "languages.py": "Babel and langcodes, where a language is not of the usual ones",
    "memory": "sqlite3, where a memory is opened",
    "po/work.py": "rapidfuzz, where texts are compared",
    "po/header.py": "polib's version, where a catalogue is new",
    "resources.py": "platformdirs, where no variable names the folder",
    "segment/srx": "lxml and regex, where a user brings rules",
    **dict.fromkeys(("config.py", "resources.py", "text/similarity.py"), "tomllib, difflib, where they are used"),
}
"""Where functions may import, and why; everywhere else imports stand at the top."""


def modules() -> dict[str, Path]:
    """Return the modules by dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules of the package that a statement imports."""
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dragoman"):
        for name in node.names:
            inner = f"{node.module}.{name.name}"
            yield inner if inner in MODULES else node.module


def at_the_top(path: Path) -> Iterator[ast.stmt]:
    """Yield the statements at the top of a module that may import, for type checkers alone too."""
    for node in ast.parse(path.read_text("utf-8")).body:
        yield from node.body if isinstance(node, ast.If) else (node,)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def test_every_room_has_its_layer() -> None:
    rooms = {room(name) for name in MODULES} - {"__init__"}
    assert rooms == set(LAYERS)


def test_imports_go_one_way() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for other in imported(node)
        if "__init__" not in (room(name), room(other)) and LAYERS.index(room(other)) > LAYERS.index(room(name))
    ]
    assert wrong == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {
        name: {other for node in at_the_top(path) for other in imported(node)} - {name}
        for name, path in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_functions_import_only_what_start_up_would_pay_for() -> None:
    allowed = tuple(name if name.endswith(".py") else f"{name}/" for name in LAZY)
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES.values()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert {name for name in found if not name.startswith(allowed)} == set()


def test_a_name_tells_a_module_from_every_other_of_its_room() -> None:
    places = [path.relative_to(PACKAGE) for path in MODULES.values() if path.stem != "__init__"]
    loose = {path.stem for path in places if len(path.parts) == 1}
    assert not loose & {path.parts[0] for path in places if len(path.parts) > 1}


RANGE = re.compile(r"\\u(?:2e80|3400|4e00|f900|fe30|ff0[01])-|[一㐀]-", re.IGNORECASE)
OTHER_RANGES = {
    "text/scripts.py": "the table",
    "documents/pdf/order.py": "compatibility characters, which Unicode maps to others",
    "glossary/lint/writing.py": "full-width forms that have a narrow one",
    "glossary/matching/normalise.py": "as above",
}


def test_ranges_of_scripts_stand_in_one_table() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in MODULES.values() if RANGE.search(path.read_text("utf-8"))}
    assert found <= set(OTHER_RANGES)
