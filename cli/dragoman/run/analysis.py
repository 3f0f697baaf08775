"""What there is to translate in catalogues, by how much of it is known already: what agencies count and quote.

The bands are those of translators' programs: a segment counts in the first that it belongs to. Words are what stands
between blanks and has a letter or a digit, characters count without blanks, as in OmegaT's statistics.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.memory import MemoryStore
from dragoman.memory.folder import label_of, memory_files, open_store
from dragoman.model import Language
from dragoman.po.catalogue import Catalogue, read_catalogue
from dragoman.po.status import find_language
from dragoman.text.similarity import Candidates
from dragoman.text.strings import count_characters, count_words

Band = Literal["reviewed", "repetitions", "exact", "95-99", "85-94", "75-84", "internal", "none"]
"""`reviewed`: by a person in this very place, 101 %. `repetitions`: the text occurs before. `exact`: a person has
translated the text elsewhere, 100 %. Percentages: what people translated elsewhere is so much alike. `internal`: alike
at 75 % or more to a text before it that is to be translated. `none`: new."""
BANDS: tuple[Band, ...] = get_args(Band)
WEIGHTS: Mapping[Band, float] = {
    "reviewed": 0.0,
    "repetitions": 0.1,
    "exact": 0.1,
    "95-99": 0.3,
    "85-94": 0.5,
    "75-84": 0.7,
    "internal": 0.7,
    "none": 1.0,
}
"""What a word of each band counts where nobody says otherwise; usual among agencies, and always for negotiation."""
_LEAST = 0.75


@dataclass(slots=True)
class Count:
    """Segments, words and characters."""

    segments: int = 0
    words: int = 0
    characters: int = 0

    def add(self, text: str) -> None:
        """Count a segment."""
        self.segments += 1
        self.words += count_words(text)
        self.characters += count_characters(text)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The counts of one catalogue, or of several."""

    path: Path
    """`Path()` of several."""
    language: str
    bands: Mapping[Band, Count] = field(default_factory=lambda: {band: Count() for band in BANDS})

    @property
    def total(self) -> Count:
        """All bands together."""
        return _sum(self.bands.values())

    def weighted(self, weights: Mapping[Band, float]) -> float:
        """Return the words, each counting what its band does."""
        return sum(self.bands[band].words * weights[band] for band in BANDS)


def _sum(counts: Iterable[Count]) -> Count:
    found = list(counts)
    return Count(*(sum(getattr(one, name) for one in found) for name in ("segments", "words", "characters")))


def total(analyses: Sequence[Analysis]) -> Analysis:
    """Return the sum of several."""
    return Analysis(Path(), "", {band: _sum(one.bands[band] for one in analyses) for band in BANDS})


def analyse(paths: Sequence[Path], locales: Path, source: Language, target: Language | None) -> list[Analysis]:
    """Count what there is to translate in PO files, in their order; what occurs in one is a repetition in the next.

    `target` is the language of files that do not name theirs.

    Raises:
        RequestError: a file does not say its language and `target` is not given.
        CatalogueError: a file cannot be used.
    """
    catalogues = [read_catalogue(path) for path in paths]
    spoken = [_language(catalogue, target) for catalogue in catalogues]
    found: dict[Path, Analysis] = {}
    for language in dict.fromkeys(spoken):
        store = open_store(locales, language)
        store.refresh(memory_files(locales, source, language))
        mine = [one for one, other in zip(catalogues, spoken, strict=True) if other == language]
        found |= {one.path: one for one in _in_language(mine, store, locales, language)}
        store.close()
    return [found[path] for path in paths]


def _language(catalogue: Catalogue, target: Language | None) -> Language:
    named = find_language(catalogue)
    if not named and target is None:
        raise RequestError(f"{catalogue.path}: neither its header nor its folder names its language; name it with --to")
    return target if target and not named else parse_language(named)


def _in_language(
    catalogues: Sequence[Catalogue], store: MemoryStore, locales: Path, language: Language
) -> Iterator[Analysis]:
    fresh = [unit.source for one in catalogues for unit in one.units if unit.origin != "reviewed"]
    first = {text: number for number, text in reversed(list(enumerate(fresh)))}
    alike = Candidates(list(first))
    places = [first[text] for text in first]
    seen: Counter[str] = Counter()
    number = -1
    for catalogue in catalogues:
        analysis = Analysis(catalogue.path, language.gettext)
        label = label_of(catalogue.path, locales, language)
        for unit in catalogue.units:
            if unit.origin == "reviewed":
                analysis.bands["reviewed"].add(unit.source)
                continue
            number += 1
            seen[unit.source] += 1
            if seen[unit.source] > 1:
                band: Band = "repetitions"
            else:
                before = (score for n, score in alike.nearest(unit.source, _LEAST) if places[n] < number)
                band = _band(store, unit.kind, unit.source, label, max(before, default=0.0))
            analysis.bands[band].add(unit.source)
        yield analysis


def _band(store: MemoryStore, kind: str, text: str, label: str, internal: float) -> Band:
    """Return the band of a text that is new here; `internal` is how much it is like one before it."""
    if store.recall(kind, text, None, None, besides=label):
        return "exact"
    best = max((one.score for one in store.suggest(text)), default=0.0)
    for least, band in _FUZZY:
        if best >= least:
            return band
    return "internal" if internal >= _LEAST else "none"


_FUZZY: tuple[tuple[float, Band], ...] = ((0.95, "95-99"), (0.85, "85-94"), (_LEAST, "75-84"))
