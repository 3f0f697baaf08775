"""Reports read and segmented, for the commands that look for names in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.glossary.candidates.collect import Coverage

READABLE = ("en", "zh")
"""Languages in which names are told by how they are written."""


def cover_reports(
    paths: Sequence[Path],
    *,
    source: str,
    to: str,
    glossaries: Sequence[Path] | None,
    alone: bool,
    encoding: str | None,
    max_size: float,
) -> "Coverage":
    """Return what the glossary covers of the reports and what it does not; with `to`, of what it renders in that.

    Raises:
        DragomanError: a report or the glossary cannot be read, or names are not told in the language.
    """
    from dragoman import console
    from dragoman.commands.inputs import print_notes, read_reports
    from dragoman.commands.options import choose_glossary
    from dragoman.documents.read import Reading
    from dragoman.errors import RequestError
    from dragoman.glossary import load_direction
    from dragoman.glossary.candidates.collect import cover, with_all_visible
    from dragoman.languages import parse_language
    from dragoman.segment import segment_document

    language = parse_language(source)
    if language.tag not in READABLE:
        raise RequestError(f"--from {source}: names are found in reports in {' and '.join(READABLE)} only")
    with console.watching() as watch:
        with watch.stage("read", len(paths)):
            documents = read_reports(paths, max_size, Reading(encoding))
        with watch.stage("segment", len(paths)):
            reports = [(document.name, segment_document(document, language.tag)) for document in documents]
        with watch.stage("glossary", 1):
            target = parse_language(to or "en")
            folder = choose_glossary(glossaries, language, [target], alone=alone)
            loaded = load_direction(folder, language, target)
            coverage = cover(reports, loaded if to else with_all_visible(loaded))
    print_notes(documents, language)
    return coverage
