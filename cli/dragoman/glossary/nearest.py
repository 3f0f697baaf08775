"""Which file of a glossary serves a language, and what to tell where that is not a file of its own."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.glossary.table import TERMS, language_file, language_named
from dragoman.languages import nearest, subtag
from dragoman.model import Language

if TYPE_CHECKING:
    from dragoman.glossary.load import Glossary


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
            yield f"{folder} does not render both {source.name} and {target.name}: no term is owed"
        elif not glossary.has_language:
            yield f"{folder} has no {own}: nothing but dates and numbers is owed"
        elif glossary.file and language_named(glossary.file.removesuffix(".tsv")) != target:
            yield f"{folder} has no {own}: the renderings for {target.name} are those of {glossary.file}"
