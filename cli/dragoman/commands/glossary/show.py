"""`dragoman glossary show`: all that the glossary says of a term."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import GlossaryFolder, Json

if TYPE_CHECKING:
    from dragoman.model import Concept, Rendering

_CARDS = 3
"""Terms that only have the words inside: as many are shown in full."""
_LISTED = 20


def show(
    term: Annotated[str, typer.Argument(metavar="TERM", help="A term, a variant, a rendering, or an id.")],
    glossary: GlossaryFolder = None,
    as_json: Json = False,
) -> None:
    """Show all that the glossary says of a term: source forms, flags, renderings in all languages, who says so.

    Terms that have it inside are listed too, and shown where they are few; where there are none, near ones are named.

    Example: `dragoman glossary show SPP`
    """
    from dragoman import console, resources
    from dragoman.errors import RequestError
    from dragoman.glossary.load import load_languages
    from dragoman.glossary.look_up import find_concepts, holding_concepts, near_concepts
    from dragoman.glossary.table import read_files

    folder = glossary or resources.glossary_folder()
    console.print_note(f"glossary: {folder}")
    concepts, renderings = load_languages(read_files(folder))
    found = find_concepts(concepts, renderings, term)
    holding = [one for one in holding_concepts(concepts, renderings, term) if one not in found]
    if not found and len(holding) <= _CARDS:
        found, holding = holding, []
    if not found and not holding:
        near = [f"{concept.term} ({concept.id})" for concept in near_concepts(concepts, renderings, term)]
        hint = f"; near it: {', '.join(near)}" if near else "; add it with: dragoman glossary add"
        raise RequestError(f"{term!r} is not in the glossary{hint}")
    for number, concept in enumerate(found or (holding if as_json else ())):
        rows = {code: rows[concept.id] for code, rows in renderings.items() if concept.id in rows}
        if as_json:
            print(json.dumps(_facts(concept, rows), ensure_ascii=False))
        else:
            print(end="\n" * bool(number))
            _print_card(concept, rows, folder)
    if holding and not as_json:
        print(end="\n" * bool(found))
        print(f"with {term!r} inside:")
        for concept in holding[:_LISTED]:
            print(f"  {concept.term}  ({concept.id})")
        if len(holding) > _LISTED:
            print(f"  and {len(holding) - _LISTED:,} more: glossary list {term!r}")


def _facts(concept: "Concept", rows: Mapping[str, "Rendering"]) -> dict[str, Any]:
    return {
        "id": concept.id,
        "term": concept.term,
        "variants": list(concept.variants),
        "category": concept.category,
        "match": list(concept.flags),
        "note": concept.note,
        "line": concept.line,
        "renderings": {
            code: {
                "rendering": row.rendering,
                "accepted": list(row.accepted),
                "forbidden": list(row.forbidden),
                "status": row.status,
                "authority": row.authority,
                "note": row.note,
                "line": row.line,
            }
            for code, row in rows.items()
        },
    }


def _print_card(concept: "Concept", rows: Mapping[str, "Rendering"], folder: Path) -> None:
    print(f"{concept.term}  ({concept.category}, {concept.id}, {folder / 'terms.tsv'}:{concept.line})")
    _print_lines("", {"variants": concept.variants, "match": concept.flags, "note": (concept.note,)})
    for code, row in rows.items():
        print(f"  {code:<6} {row.rendering or '(no rendering)'}  [{row.status}]")
        _print_lines(
            "       ",
            {
                "accepted": row.accepted,
                "forbidden": row.forbidden,
                "authority": (row.authority,),
                "note": (row.note,),
            },
        )


def _print_lines(indent: str, lists: Mapping[str, tuple[str, ...]]) -> None:
    for name, values in lists.items():
        if any(values):
            print(f"  {indent}{name}: {' | '.join(values)}")
