"""The glossary in another direction: a report in Chinese must become the English terms, or the Spanish renderings.

The rows are the same: what renders a concept in the language of the report is what is looked for, accepted forms too;
what is required is the English term with its variants, or the rendering in a third language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from dragoman.glossary.load import ENGLISH, Glossary, load_each, serving_files
from dragoman.glossary.matching.forms import CHINESE
from dragoman.glossary.relations import LATEST, Relation, of_day, of_one_form, relations_in
from dragoman.glossary.table import RELATIONS, Files, read_files
from dragoman.languages import subtag
from dragoman.model import Concept, Language, Rendering

_CONTEXT = "context:"
_KEPT_FLAGS = frozenset({"case"})
"""The others speak of English words."""


def load_direction(folder: Path, source: Language, target: Language, day: str = LATEST) -> Glossary:
    """Load the glossary for reports in `source` that are translated into `target`, as of a `day` in ISO 8601.

    Raises:
        GlossaryError: as `load_glossary`.
    """
    return load_directions(folder, source, [target], day)[0]


def load_directions(folder: Path, source: Language, targets: Sequence[Language], day: str = LATEST) -> list[Glossary]:
    """Load the glossary for reports in `source` that are translated into each of `targets`; no file is read twice.

    Raises:
        GlossaryError: as `load_glossary`.
    """
    names = [*serving_files(folder, [source, *targets]), RELATIONS]
    return directions_of(read_files(folder, names), source, targets, day)


def direction_of(files: Files, source: Language, target: Language) -> Glossary:
    """Load a glossary from the bytes of its files, as `load_direction` does from a folder.

    Raises:
        GlossaryError: as `load_glossary`.
    """
    return directions_of(files, source, [target])[0]


def directions_of(files: Files, source: Language, targets: Sequence[Language], day: str = LATEST) -> list[Glossary]:
    """Load glossaries from the bytes of their files, as `load_directions` does from a folder.

    Raises:
        GlossaryError: as `load_glossary`.
    """
    if source.tag == ENGLISH:
        loaded = load_each(files, targets)
        return loaded if day == LATEST else _of_day(loaded, files, day)
    there, *others = load_each(files, [source, *targets])
    turned = {id_: one for id_, row in there.renderings.items() if (one := _turn(there.concepts[id_], row, source))}
    relations = relations_in(files)
    concepts = MappingProxyType(of_one_form(turned, relations, day))
    return [
        _with_digest(_turned(there, concepts, target, other, source, relations), relations, day)
        for target, other in zip(targets, others, strict=True)
    ]


def _of_day(loaded: Sequence[Glossary], files: Files, day: str) -> list[Glossary]:
    """Return glossaries with the same English concepts as of a day."""
    relations = relations_in(files)
    concepts = of_day(loaded[0].concepts, relations, day) if loaded else {}
    if not loaded or concepts is loaded[0].concepts:
        return list(loaded)
    shared = MappingProxyType(concepts)
    return [_with_digest(replace(one, concepts=shared), relations, day) for one in loaded]


def _with_digest(glossary: Glossary, relations: Sequence[Relation], day: str) -> Glossary:
    """Return a glossary whose digest stands for the relations too, and for which of them hold on the day."""
    if not relations:
        return glossary
    facts = [(one.id, one.kind, one.other, one.has_begun(day)) for one in relations]
    return replace(glossary, digest=sha256(f"{glossary.digest} {facts}".encode()).hexdigest()[:12])


def _turned(
    there: Glossary,
    concepts: Mapping[str, Concept],
    target: Language,
    other: Glossary,
    source: Language,
    relations: Sequence[Relation],
) -> Glossary:
    """Return the glossary with the `concepts` of the source language and what is required for them in the target."""
    if subtag(target) == ENGLISH:
        rows = {id_: _english(there.concepts[id_], row) for id_, row in there.renderings.items()}
        renderings = MappingProxyType(_of_all_sources(rows, concepts, relations))
        return replace(there, concepts=concepts, renderings=renderings, source=source.tag, file="")
    renderings = MappingProxyType(_of_all_sources(other.renderings, concepts, relations))
    has_both = there.has_language and other.has_language
    return Glossary(concepts, renderings, other.digest, has_both, source.tag, other.file)


def _of_all_sources(
    rows: Mapping[str, Rendering], concepts: Mapping[str, Concept], relations: Sequence[Relation]
) -> dict[str, Rendering]:
    """Return what is required for each of the concepts, with all that doublets of it are rendered with accepted too.

    What a report writes alike is one concept, and whichever of its names a translator takes is right.
    """
    found = {id_: row for id_, row in rows.items() if id_ in concepts}
    for one in relations:
        preferred, doublet = found.get(one.other), rows.get(one.id)
        if one.kind == "same-as" and preferred and doublet and "=" not in (preferred.rendering, doublet.rendering):
            forms = (*preferred.accepted, doublet.rendering, *doublet.accepted)
            accepted = tuple(form for form in dict.fromkeys(forms) if form and form != preferred.rendering)
            found[one.other] = replace(preferred, accepted=accepted)
    return found


def _turn(concept: Concept, row: Rendering, source: Language) -> Concept | None:
    """Return the concept as reports in `source` write it; `None` where they cannot be told to mean it.

    A concept that counts only near certain words needs such words in the language of the report; of the contexts in
    the glossary, those in Chinese or Japanese script are meant for reports in these, and for no others.
    """
    if not row.rendering:
        return None
    kept = row.rendering == "="
    forms = (concept.term, *concept.variants, *row.accepted) if kept else (row.rendering, *row.accepted)
    contexts = tuple(flag for flag in concept.flags if flag.startswith(_CONTEXT))
    chinese = tuple(flag for flag in contexts if CHINESE.search(flag))
    usable = chinese if source.spaceless else ()
    if not usable and len(chinese) < len(contexts):
        return None
    flags = tuple(flag for flag in concept.flags if flag in _KEPT_FLAGS)
    return replace(concept, term=forms[0], variants=tuple(dict.fromkeys(forms[1:])), flags=(*flags, *usable))


def _english(concept: Concept, row: Rendering) -> Rendering:
    """Return what is required in English: the term, or one of its variants."""
    rendering = "=" if row.rendering == "=" else concept.term
    return Rendering(concept.id, rendering, concept.variants, (), row.status, row.authority, concept.note, concept.line)
