"""The TSV files of a glossary, cut into lines and cells; the one reader, which loses no byte of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from dragoman.errors import GlossaryError, RequestError
from dragoman.languages import parse_language
from dragoman.model import Language

TERMS = "terms.tsv"
LANGUAGES = "languages.tsv"
AUTHORITIES = "authorities.tsv"
RELATIONS = "relations.tsv"
REVIEWS = "reviews.tsv"
DEFINITIONS = "definitions.tsv"
TERM_COLUMNS = ("id", "term", "variants", "category", "match", "domain", "note")
RENDERING_COLUMNS = ("id", "rendering", "accepted", "forbidden", "status", "authority", "checked", "note")
COLUMNS = {
    TERMS: TERM_COLUMNS,
    LANGUAGES: ("language", "claims", "note"),
    AUTHORITIES: ("title", "publisher", "date", "domains", "address", "note"),
    RELATIONS: ("id", "relation", "other", "year", "note"),
    DEFINITIONS: ("id", "definition", "source", "context"),
    REVIEWS: ("id", "language", "rendering", "decision", "person", "date", "note"),
}
"""The columns of the files that are not a language's."""
REPEATING = frozenset({RELATIONS, REVIEWS})
"""Files that may say several things of one id."""
OPTIONAL = frozenset({"domain", "checked"})
"""Columns of terms and renderings that a file may lack: their cells are empty then."""
LISTS = frozenset({"variants", "match", "accepted", "forbidden", "claims", "domains"})
"""The columns whose cells hold items with `|` between them."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Files:
    """The TSV files of one glossary folder, or of a change to it that is not written yet."""

    folder: Path
    data: Mapping[str, bytes]
    """By file name."""
    _digests: dict[str, bytes] = field(default_factory=dict, init=False, compare=False, repr=False)

    def digest(self, name: str) -> bytes:
        """Return what stands for the name and the bytes of one of the files, read through once."""
        if name not in self._digests:
            digest = sha256(name.encode() + b"\0")
            digest.update(self.data[name])
            self._digests[name] = digest.digest()
        return self._digests[name]

    def table(self, name: str) -> "Table":
        """Return one of the files."""
        return parse_table(self.folder / name, self.data[name])

    def languages(self) -> list[str]:
        """Return the names of the files that hold renderings, sorted."""
        return sorted(name for name in self.data if name not in COLUMNS)


@dataclass(frozen=True, slots=True)
class Table:
    """One file: what `render_table` makes of it are the bytes that it was parsed from."""

    path: Path
    lines: tuple[str, ...]
    """Without the line feed; a carriage return before it is kept, bytes that are not UTF-8 are lone surrogates."""
    marked: bool
    """The file begins with a byte-order mark."""
    valid: bool
    """All of it is UTF-8."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that this kind of file has."""
        return COLUMNS.get(self.path.name, RENDERING_COLUMNS)

    @property
    def required(self) -> tuple[str, ...]:
        """Those of `columns` that no file may lack."""
        may_lack = OPTIONAL if self.path.name not in COLUMNS or self.path.name == TERMS else ()
        return tuple(column for column in self.columns if column not in may_lack)

    @property
    def header(self) -> list[str]:
        """The names that the first line gives to the columns, unknown ones among them."""
        return [name.strip() for name in self.lines[0].split("\t")]

    @property
    def end(self) -> str:
        """What ends the header, and thus a line that is added: a line feed, perhaps after a carriage return."""
        return "\r\n" if self.lines[0].endswith("\r") else "\n"

    def places(self) -> list[int]:
        """Return which cell of a row belongs to each of `columns`; empty where the header lacks or repeats one.

        The place of an optional column that is not there is one behind the last cell.
        """
        names = self.header
        if any(names.count(column) > 1 for column in self.columns) or not set(self.required) <= set(names):
            return []
        return [names.index(column) if column in names else len(names) for column in self.columns]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines below the header, numbered from 2, as cells exactly as they are written."""
        last = len(self.lines) if self.lines[-1] else len(self.lines) - 1
        for line, text in enumerate(self.lines[1:last], 2):
            yield line, cells(text)


def cells(line: str) -> list[str]:
    """Return the cells of a line.

    >>> cells("spp\\tSPP\\t\\r")
    ['spp', 'SPP', '']
    """
    return line.removesuffix("\r").split("\t")


def items(cell: str) -> tuple[str, ...]:
    """Return the items of a cell with `|` between them.

    >>> items("SPP| the SPP |")
    ('SPP', 'the SPP')
    """
    if "|" not in cell:
        return (stripped,) if (stripped := cell.strip()) else ()
    return tuple(item for part in cell.split("|") if (item := part.strip()))


def parse_table(path: Path, data: bytes) -> Table:
    """Cut the bytes of a file into lines; whatever they are, `render_table` gives them back."""
    marked = data.startswith(_BOM)
    body = data[len(_BOM) :] if marked else data
    try:
        text, valid = body.decode(), True
    except UnicodeDecodeError:
        text, valid = body.decode(errors="surrogateescape"), False
    return Table(path, tuple(text.split("\n")), marked, valid)


def render_table(table: Table) -> bytes:
    """Return the bytes of a file."""
    return _BOM * table.marked + "\n".join(table.lines).encode(errors="surrogateescape")


def read_files(folder: Path, names: Sequence[str] | None = None) -> Files:
    """Read the TSV files of a glossary folder, or those of `names` that are there.

    Raises:
        GlossaryError: the folder or its terms are missing, or a file cannot be read.
    """
    if not folder.is_dir():
        raise GlossaryError(f"{folder}: no such folder; name a glossary folder that holds {TERMS}")
    if not (folder / TERMS).is_file():
        raise GlossaryError(f"{folder / TERMS}: no such file; a glossary needs its terms")
    paths = sorted(folder.glob("*.tsv")) if names is None else [folder / name for name in names]
    return Files(folder, {path.name: _read(path) for path in paths if path.is_file()})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def records(table: Table) -> dict[str, dict[str, str]]:
    """Return the rows that have all their cells by id, each as cells by column, unknown columns among them."""
    if not table.places():
        return {}
    header, first = table.header, table.places()[0]
    found: dict[str, dict[str, str]] = {}
    for _, row in table.rows():
        if len(row) == len(header):
            found.setdefault(row[first].strip(), dict(zip(header, map(str.strip, row), strict=True)))
    return found


def record(table: Table, id_: str) -> dict[str, str]:
    """Return the row of an id as `records` does; empty where there is none."""
    lines = (line for line in table.lines[1:] if id_ in line)
    return records(replace(table, lines=(table.lines[0], *lines))).get(id_, {})


def language_named(code: str) -> Language | None:
    """Return the language whose file is called `code` and `.tsv`: its gettext code, `zh_CN`, `es`; else `None`."""
    try:
        language = parse_language(code.replace("@latin", "-Latn"))
    except RequestError:
        return None
    return language if code in {language.gettext, language.gettext.partition("_")[0]} else None


def language_file(names: Mapping[str, object], language: Language) -> str | None:
    """Return which of the files holds the renderings in `language`: `zh_CN.tsv`, else `zh.tsv`; None where neither."""
    return next((name for name in language_names(language) if name in names), None)


def renderings_name(files: Files, code: str) -> str:
    """Return the name of the file with the renderings in a language, as it is or as it would be.

    Raises:
        RequestError: `code` names no language.
    """
    language = parse_language(code)
    return language_file(files.data, language) or language_names(language)[0]


def language_names(language: Language) -> list[str]:
    """Return the names that a file with renderings in `language` may have, the better first."""
    codes = dict.fromkeys((language.gettext, language.gettext.partition("_")[0]))
    return [f"{code}.tsv" for code in codes]
