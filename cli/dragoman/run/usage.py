"""Where the glossary's terms are used: in the PO files of a project, and in what its memory has from elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polib import POEntry

from dragoman.errors import RequestError
from dragoman.glossary import Glossary
from dragoman.languages import parse_language
from dragoman.memory.folder import IMPORTED, memory_files
from dragoman.model import Kind, Language, Segment, Unit
from dragoman.po.catalogue import read_catalogue
from dragoman.po.entry import entry_unit
from dragoman.po.status import find_catalogues, find_language
from dragoman.progress import Advance
from dragoman.run.eras import Eras
from dragoman.terminology.uses import term_uses


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a term in a source text."""

    rendering: str
    """As the translation has it; empty where it has no form that the glossary knows."""
    place: str
    """`path:line`, the path alone where lines mean nothing."""


@dataclass(slots=True)
class Usage:
    """How one concept is rendered in one language."""

    id: str
    term: str
    language: str
    """Gettext code."""
    uses: list[Use] = field(default_factory=list)

    @property
    def renderings(self) -> dict[str, int]:
        """How often each form stands there, the most frequent first."""
        return dict(Counter(use.rendering for use in self.uses if use.rendering).most_common())

    @property
    def other(self) -> int:
        """How often the translation says it in no way that the glossary knows."""
        return sum(not use.rendering for use in self.uses)


@dataclass(frozen=True, slots=True)
class _Text:
    language: Language
    units: Sequence[tuple[str, Unit]]
    """With their places."""
    entries: Sequence[POEntry] = ()
    """Of a catalogue, whose report has a day."""


def count_usage(
    paths: Sequence[Path],
    states: Collection[str],
    *,
    source: Language,
    target: Language | None,
    glossary: Path,
    as_of: str = "",
    advance: Advance = lambda count: None,
) -> list[Usage]:
    """Return how the concepts are rendered in PO files and in the TMX files imported beside them, the commonest first.

    `states` are those of entries, as `Unit.origin`; with a `target`, files in other languages are left out. Terms are
    those of the day `as_of`, in ISO 8601, else of the day that each report bears.

    Raises:
        RequestError: there is no PO file, or one does not say its language.
        CatalogueError: a file is not PO.
        GlossaryError: the glossary cannot be used.
    """
    texts = list(_texts(paths, source, target))
    found: dict[tuple[str, str], Usage] = {}
    for language in dict.fromkeys(text.language for text in texts):
        eras = Eras(glossary, source, [language], as_of=as_of)
        for text in (text for text in texts if text.language == language):
            [terms], finder = eras.of_entries(text.entries)
            segments = [_segment(number, unit) for number, (_, unit) in enumerate(text.units)]
            for (place, unit), expected in zip(text.units, finder.find(segments)[0], strict=True):
                if unit.origin in states:
                    for use in term_uses(expected, unit.target, {}, language.tag):
                        if concept := terms.concepts.get(use.id):
                            key = concept.id, language.gettext
                            usage = found.setdefault(key, Usage(concept.id, concept.term, language.gettext))
                            usage.uses.append(Use(use.target or "", place))
            advance(1)
    return sorted(found.values(), key=lambda usage: (-len(usage.uses), usage.id, usage.language))


def unused(usages: Iterable[Usage], glossary: Glossary) -> dict[str, str]:
    """Return the terms that have a rendering and occur nowhere, by id."""
    used = {usage.id for usage in usages}
    rendered: Mapping[str, object] = glossary.renderings
    return {id_: concept.term for id_, concept in glossary.concepts.items() if id_ in rendered and id_ not in used}


def _texts(paths: Sequence[Path], source: Language, target: Language | None) -> Iterator[_Text]:
    """Yield the files, each with its entries in use; neighbours count for short forms, so that none is left out."""
    languages: dict[str, Language] = {}
    for path in find_catalogues(paths):
        catalogue = read_catalogue(path)
        named = find_language(catalogue)
        if not named and target is None:
            raise RequestError(f"{path}: neither its header nor its folder says which language it is in; use --to")
        language = parse_language(named) if named else target
        if language is None or (target and language != target):
            continue
        languages[language.gettext] = language
        entries = [entry for entry in catalogue.entries if not entry.obsolete and not entry.msgid_plural]
        units = [(f"{path}:{entry.linenum or 1}", entry_unit(entry)) for entry in entries]
        yield _Text(language, units, entries)
    for folder in (path for path in paths if path.is_dir()):
        for language in languages.values():
            for file in memory_files(folder, source, language):
                if file.path.is_relative_to(folder / IMPORTED):
                    yield _Text(language, [(str(file.path), unit) for unit in file.load()])


def _segment(number: int, unit: Unit) -> Segment:
    kind: Kind = "paragraph"
    return Segment(f"s{number}", 1, kind, 1, 0, len(unit.source), unit.source)
