"""Glossaries on top of one another: a user's rows win over those of the glossaries below.

What comes out is a folder like any other, so that all that loads, sends or hashes a glossary knows of one only. A layer
is a folder, or one TSV file with a term and its rendering a line, which needs no more columns than that.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from dragoman.errors import GlossaryError, RequestError
from dragoman.glossary.categories import guess_category
from dragoman.glossary.edit import make_slug
from dragoman.glossary.load import ENGLISH, load_each
from dragoman.glossary.names.pinyin import is_chinese_name
from dragoman.glossary.table import (
    COLUMNS,
    RELATIONS,
    RENDERING_COLUMNS,
    TERM_COLUMNS,
    TERMS,
    Files,
    cells,
    items,
    language_names,
    parse_table,
    read_files,
    records,
)
from dragoman.languages import parse_language
from dragoman.model import Language

_TERM_HEADS = frozenset({"term", "source", "english", "en"})
"""What the first cell of a header says."""

Row = dict[str, str]


@dataclass(slots=True)
class _Stack:
    """The rows of all layers so far."""

    terms: dict[str, Row] = field(default_factory=dict)
    renderings: dict[str, dict[str, Row]] = field(default_factory=dict)
    """By file name and id."""
    others: dict[str, bytes] = field(default_factory=dict)
    """Files that are neither, as the lowest layer has them."""
    relations: list[Row] = field(default_factory=list)


def stack_glossaries(layers: Sequence[Path], source: Language, targets: Sequence[Language], folder: Path) -> Path:
    """Return a folder under `folder` that holds the rows of all layers, those of later ones before those of earlier.

    A concept of a later layer takes the place of one with its id; its forms are taken off all other concepts. A line of
    a TSV file changes the rendering of the concept whose term it has, or adds a concept. The folder is named after what
    is in it and written once.

    Raises:
        GlossaryError: a layer is not there, or has rows whose meaning is in doubt; the message names its file and line.
    """
    stack = _Stack()
    for layer in layers:
        if not layer.exists():
            raise GlossaryError(f"{layer}: no such folder or file; name a glossary folder or a TSV file of terms")
        if layer.is_dir():
            files = read_files(layer)
            load_each(files, [source, *targets])  # says what is wrong with it, by its own lines
            _add_folder(stack, files)
        else:
            _add_list(stack, layer, source, targets)
    return _write(stack, folder)


def _add_folder(stack: _Stack, files: Files) -> None:
    terms = records(files.table(TERMS))
    _take_forms(stack, terms)
    stack.terms |= terms
    for name in files.data:
        if name == RELATIONS:
            table = files.table(name)
            names = table.header
            rows = [dict(zip(names, row, strict=False)) for _, row in table.rows()]
            stack.relations = [row for row in stack.relations if row["id"] not in terms] + rows
        elif name in COLUMNS:
            if name != TERMS:
                stack.others.setdefault(name, files.data[name])
        else:
            stack.renderings.setdefault(name, {}).update(records(files.table(name)))


def _add_list(stack: _Stack, path: Path, source: Language, targets: Sequence[Language]) -> None:
    """Add the lines of a TSV file, `term⇥rendering`, or with a header that names a language for each further column.

    Without a header the lines are of the report's language and its translations'; concepts have an English term, so a
    list for reports in another language is read the other way round.
    """
    turned = source.tag != ENGLISH
    if turned:
        targets = [source]
    named: list[Language | None] = [None]
    by_term = {row["term"].casefold(): id_ for id_, row in stack.terms.items()}
    for number, row in _lines(path):
        if number == 1 and row[0].strip().casefold() in _TERM_HEADS:
            named = [_language_of(path, cell, alone=len(row) == 2) for cell in row[1:]]
            continue
        term, *written = (cell.strip() for cell in row)
        if turned and named == [None] and len(written) == 1:
            term, written = written[0], [term]
        if not term or len(written) != len(named):
            raise GlossaryError(f"{path}:{number}: expected {len(named) + 1} tab-separated cells, found {len(row)}")
        id_ = by_term.get(term.casefold())
        if id_ is None:
            id_ = make_slug(term) or f"term-{sha256(term.encode()).hexdigest()[:8]}"
            id_ = id_ if id_ not in stack.terms else f"{id_}-{sha256(term.encode()).hexdigest()[:6]}"
            concept = dict.fromkeys(TERM_COLUMNS, "") | {"id": id_, "term": term, "category": _category(term)}
            concept["match"] = "case" if term != term.lower() else ""
            _take_forms(stack, {id_: concept})
            stack.terms[id_] = concept
            by_term[term.casefold()] = id_
        for language, rendering in zip(named, written, strict=True):
            for one in targets if language is None else [language]:
                _render(stack, id_, rendering, one)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        table = parse_table(path, path.read_bytes())
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if not table.valid:
        raise GlossaryError(f"{path}: not UTF-8; save it as UTF-8")
    for number, line in enumerate(table.lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, cells(line)


def _language_of(path: Path, cell: str, *, alone: bool) -> Language | None:
    """Return the language of a column, `None` for that of the run; one that stands alone may be called anything."""
    name = cell.strip()
    try:
        return None if name.casefold() in {"rendering", "target", "translation"} else parse_language(name)
    except RequestError as error:
        if alone:
            return None
        raise GlossaryError(f"{path}:1: {error}") from error


def _category(term: str) -> str:
    return "person" if is_chinese_name(term) else guess_category(term)


def _render(stack: _Stack, id_: str, rendering: str, language: Language) -> None:
    if not rendering:
        return
    name = next((name for name in language_names(language) if name in stack.renderings), language_names(language)[0])
    row = dict.fromkeys(RENDERING_COLUMNS, "") | {"id": id_, "rendering": rendering, "status": "established"}
    stack.renderings.setdefault(name, {})[id_] = row


def _take_forms(stack: _Stack, terms: Mapping[str, Row]) -> None:
    """Take the forms of new concepts off the others; a concept that has none left goes."""
    taken = {form.casefold() for row in terms.values() for form in (row["term"], *items(row.get("variants", "")))}
    for id_, row in list(stack.terms.items()):
        if id_ in terms:
            continue
        forms = [row["term"], *items(row.get("variants", ""))]
        left = [form for form in forms if form.casefold() not in taken]
        if len(left) == len(forms):
            continue
        if not left:
            del stack.terms[id_]
            for rows in stack.renderings.values():
                rows.pop(id_, None)
            continue
        stack.terms[id_] = row | {"term": left[0], "variants": "|".join(left[1:])}


def _write(stack: _Stack, folder: Path) -> Path:
    data = {TERMS: _table(TERM_COLUMNS, stack.terms.values())}
    for name, rows in stack.renderings.items():
        known = [row for id_, row in rows.items() if id_ in stack.terms]
        data[name] = _table(RENDERING_COLUMNS, known)
    known_relations = [row for row in stack.relations if row["id"] in stack.terms and row["other"] in stack.terms]
    if known_relations:
        data[RELATIONS] = _table(COLUMNS[RELATIONS], known_relations)
    data |= stack.others
    digest = sha256()
    for name in sorted(data):
        digest.update(name.encode() + b"\0" + data[name])
    place = folder / digest.hexdigest()[:16]
    if not place.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            made = Path(scratch) / "glossary"
            made.mkdir()
            for name, content in data.items():
                (made / name).write_bytes(content)
            try:
                made.replace(place)
            except OSError:
                if not place.is_dir():  # another run was quicker
                    raise
    return place


def _table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    listed = sorted(rows, key=lambda row: row["id"])
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in listed)]
    return ("\n".join(lines) + "\n").encode()
