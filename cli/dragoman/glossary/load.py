"""Load a glossary folder, and find which of its files serves a language; every problem is reported in one error."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from dragoman.errors import GlossaryError
from dragoman.files.compiled import as_it_is, compiled, key_of
from dragoman.glossary.collector import collector_paused
from dragoman.glossary.sound import packed_lines, sound_concepts, sound_renderings
from dragoman.glossary.table import TERMS, Files, language_file, language_named, read_files
from dragoman.languages import nearest, subtag
from dragoman.model import Concept, Language, Rendering

if TYPE_CHECKING:
    from dragoman.glossary.lint.rules import Problem

Made = TypeVar("Made")

ENGLISH = "en"
_READERS = tuple(f"glossary/{name}.py" for name in ("table", "sound", "lint/rows", "lint/source_forms"))
LARGE = 50_000
"""Bytes of the terms from which it pays to remember that nothing is wrong with them."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The curated terms, and their renderings in one language."""

    concepts: Mapping[str, Concept]
    renderings: Mapping[str, Rendering]
    """By concept id; not every concept need have one."""
    digest: str
    """12 hexadecimal digits that stand for the bytes of the files."""
    has_language: bool
    """Whether the folder has a file that serves the language."""
    source: str = ENGLISH
    """Tag of the language that the terms are in."""
    file: str = ""
    """Name of the file that the renderings come from; empty where there is none, or the terms are the renderings."""


def load_glossary(folder: Path, language: Language | None) -> Glossary:
    """Load the terms in `folder` and their renderings in `language`; without a language, the terms alone.

    Raises:
        GlossaryError: The folder or its terms are missing, or a file has rows whose meaning is in doubt (the rules
            that stop); all of them are listed.
    """
    return load_files(read_files(folder, serving_files(folder, [language] if language else [])), language)


def load_files(files: Files, language: Language | None) -> Glossary:
    """Load a glossary from the bytes of its files, as `load_glossary` does from a folder.

    Raises:
        GlossaryError: as `load_glossary`.
    """
    return load_each(files, [language])[0]


def load_each(files: Files, languages: Sequence[Language | None]) -> list[Glossary]:
    """Load a glossary for each language, as `load_files` does; all have the same concepts, which are read once.

    Raises:
        GlossaryError: as `load_glossary`, about any of the files.
    """
    names = [serving_file(files.data, language) if language else None for language in languages]
    used = list(dict.fromkeys(name for name in names if name))
    concepts, renderings = _checked(files, used)
    shared = MappingProxyType(concepts)
    return [
        Glossary(
            shared,
            MappingProxyType(renderings[name] if name else {}),
            sha256(files.data[TERMS] + (files.data[name] if name else b"")).hexdigest()[:12],
            name is not None,
            file=name or "",
        )
        for name in names
    ]


_Rows = tuple[Mapping[str, Concept], Mapping[str, Mapping[str, Rendering]]]


def _checked(files: Files, names: Sequence[str]) -> _Rows:
    """Return what `_read` returns; rows in which it once found nothing wrong are not all read again."""
    with collector_paused():
        dump, parse = partial(_places, files), partial(_sound, files, names)
        found: _Rows = kept("sound", files, names, lambda: _read(files, names), dump, parse)
    return found


def _places(files: Files, read: _Rows) -> Mapping[str, bytes]:
    """Return what is kept of files in which nothing stops: where their rows stand."""
    tables: Mapping[str, Mapping[str, Concept | Rendering]] = {TERMS: read[0], **read[1]}
    return {name: packed_lines(files.data[name], rows) for name, rows in tables.items()}


def _sound(files: Files, names: Sequence[str], places: Mapping[str, bytes]) -> _Rows:
    """Return the rows of files of which the cache says that nothing stops in them, and where they stand."""
    renderings = {name: sound_renderings(files, name, places[name]) for name in names}
    return sound_concepts(files, places[TERMS]), renderings


def kept(
    kind: str,
    files: Files,
    names: Sequence[str],
    make: Callable[[], Made],
    dump: Callable[[Made], Any] = as_it_is,
    parse: Callable[[Any], Made] = as_it_is,
    code: Iterable[str] = (),
) -> Made:
    """Return what `make` makes of the terms and the other files named, from the cache where they are large.

    `code` names the files of dragoman that make it of the rows; see `compiled`.
    """
    if len(files.data[TERMS]) < LARGE:
        return make()
    key = key_of(map(files.digest, (TERMS, *names)), (*_READERS, *code))
    return compiled(kind, key, make, dump, parse)


def _read(files: Files, names: Sequence[str]) -> _Rows:
    """Return the concepts, and the renderings of each of the files, by id.

    Raises:
        GlossaryError: rows whose meaning is in doubt, all of them.
    """
    from dragoman.glossary.lint.rows import read_concepts, read_renderings
    from dragoman.glossary.lint.source_forms import ownership_problems

    problems: list[Problem] = []
    terms = files.table(TERMS)
    concepts, complete = read_concepts(terms, problems)
    problems += ownership_problems(terms.path, concepts.values())
    # Where rows of the terms could not be read, calling their renderings unknown hides the real problem.
    known = concepts if complete else None
    renderings = {name: read_renderings(files.table(name), known, problems) for name in names}
    if problems:
        raise GlossaryError("\n".join(str(problem) for problem in sorted(problems)))
    return concepts, renderings


def language_files(files: Files) -> list[str]:
    """Return the names of the files that are named after languages."""
    return [name for name in files.languages() if language_named(name.removesuffix(".tsv"))]


def load_languages(files: Files) -> tuple[Mapping[str, Concept], Mapping[str, Mapping[str, Rendering]]]:
    """Return the concepts of a glossary by id, and their renderings in each language that it has, by gettext code.

    Raises:
        GlossaryError: as `load_glossary`, about any of the files.
    """
    concepts, renderings = _checked(files, language_files(files))
    return concepts, {name.removesuffix(".tsv"): found for name, found in renderings.items()}


def serving_file(names: Collection[str], language: Language) -> str | None:
    """Return which of the files holds the renderings for a language: its own, else that of its nearest relation.

    Hong Kong reads the Traditional Chinese of Taiwan where it has nothing of its own, Mexico the Spanish of Spain; no
    language reads another script. `None` where nothing is near enough.
    """
    if own := language_file(dict.fromkeys(names), language):
        return own
    codes = {subtag(language), language.argos}  # Norwegian is Bokmål to Argos
    related = [name for name in sorted(names) if re.split(r"[_@.]", name)[0] in codes and name.endswith(".tsv")]
    others = {found: name for name in related if (found := language_named(name.removesuffix(".tsv")))}
    found = nearest(language, list(others)) if others else None
    return others[found] if found else None


def serving_files(folder: Path, languages: Sequence[Language]) -> list[str]:
    """Return the names of the files that serve the languages, the terms among them, each once."""
    names = {path.name for path in folder.glob("*.tsv")}
    return list(dict.fromkeys([TERMS, *(name for one in languages if (name := serving_file(names, one)))]))


def lacks(
    folder: Path, source: Language, targets: Sequence[Language], glossaries: Sequence["Glossary"]
) -> Iterator[str]:
    """Yield what a user should know who asks for languages that a glossary does not have, one sentence each."""
    for target, glossary in zip(targets, glossaries, strict=True):
        own = f"{target.gettext}.tsv"
        if not glossary.has_language and glossary.source != "en":
            yield f"{folder} does not render both {source.name} and {target.name}: no term is required"
        elif not glossary.has_language:
            yield f"{folder} has no {own}: only dates and numbers are required"
        elif glossary.file and language_named(glossary.file.removesuffix(".tsv")) != target:
            yield f"{folder} has no {own}: the renderings for {target.name} are those of {glossary.file}"
