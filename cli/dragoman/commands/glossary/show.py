"""`dragoman glossary show`: all that the glossary says of a term."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import GlossaryFolder, Json

if TYPE_CHECKING:
    from dragoman.glossary.definitions import Definition
    from dragoman.glossary.relations import Tie
    from dragoman.model import Concept, Rendering

_CARDS = 3
"""Terms that only have the words inside: as many are shown in full."""
_LISTED = 20
_TIES = 6


def show(
    term: Annotated[str, typer.Argument(metavar="TERM", help="A term, variant, rendering or id.")],
    glossary: GlossaryFolder = None,
    as_json: Json = False,
) -> None:
    """Show everything the glossary says about a term: source forms, renderings, authorities, definition, relations.

    Terms that contain it are listed too, in full if there are few. If nothing matches, similar terms are suggested.

    Example: `dragoman glossary show SPP`
    """
    from dragoman import console, resources
    from dragoman.errors import RequestError
    from dragoman.glossary.definitions import definitions_of
    from dragoman.glossary.load import load_languages
    from dragoman.glossary.look_up import find_concepts, holding_concepts, names_index, near_concepts
    from dragoman.glossary.relations import kin, relations_in
    from dragoman.glossary.table import read_files

    folder = glossary or resources.glossary_folder()
    console.print_note(f"glossary: {folder}")
    files = read_files(folder)
    concepts, renderings = load_languages(files)
    index = names_index(files, concepts, renderings)
    found = find_concepts(concepts, renderings, term, index)
    holding = [one for one in holding_concepts(concepts, term, index) if one not in found]
    if not found and len(holding) <= _CARDS:
        found, holding = holding, []
    if not found and not holding:
        near = [f"{concept.term} ({concept.id})" for concept in near_concepts(concepts, renderings, term)]
        hint = f"; near it: {', '.join(near)}" if near else "; add it with: dragoman glossary add"
        raise RequestError(f"{term!r} is not in the glossary{hint}")
    shown = found or (holding if as_json else [])
    relations, definitions = relations_in(files), definitions_of(files)
    for number, concept in enumerate(shown):
        rows = {code: row for code, rows in renderings.items() if (row := rows.get(concept.id))}
        ties, definition = kin(concept.id, relations), definitions.get(concept.id)
        if as_json:
            print(json.dumps(_facts(concept, rows, ties, definition), ensure_ascii=False))
        else:
            print(end="\n" * bool(number))
            _print_concept(concept, folder, definition)
            _print_ties(ties, concepts)
            _print_renderings(rows)
    if holding and not as_json:
        print(end="\n" * bool(found))
        print(f"with {term!r} inside:")
        for concept in holding[:_LISTED]:
            print(f"  {concept.term}  ({concept.id})")
        if len(holding) > _LISTED:
            print(f"  and {len(holding) - _LISTED:,} more: glossary list {term!r}")


def _facts(
    concept: "Concept", rows: Mapping[str, "Rendering"], ties: Sequence["Tie"], definition: "Definition | None"
) -> dict[str, Any]:
    return {
        "id": concept.id,
        "term": concept.term,
        "variants": list(concept.variants),
        "category": concept.category,
        "match": list(concept.flags),
        "note": concept.note,
        "line": concept.line,
        "domain": concept.domain,
        "relations": [{"relation": tie.kind, "id": tie.id, "year": tie.year or None} for tie in ties],
        "definition": definition.definition if definition else "",
        "definition_source": definition.source if definition else "",
        "context": definition.context if definition else "",
        "renderings": {
            code: {
                "rendering": row.rendering,
                "accepted": list(row.accepted),
                "forbidden": list(row.forbidden),
                "status": row.status,
                "authority": row.authority,
                "checked": row.checked,
                "note": row.note,
                "line": row.line,
            }
            for code, row in rows.items()
        },
    }


def _print_concept(concept: "Concept", folder: Path, definition: "Definition | None") -> None:
    kind = ", ".join(filter(None, [concept.category, concept.domain]))
    print(f"{concept.term}  ({kind}, {concept.id}, {folder / 'terms.tsv'}:{concept.line})")
    _print_lines("", {"variants": concept.variants, "match": concept.flags, "note": (concept.note,)})
    if definition:
        meaning = f"{definition.definition} ({definition.source})" if definition.definition else ""
        _print_lines("", {"definition": (meaning,), "context": (definition.context,)})


def _print_renderings(rows: Mapping[str, "Rendering"]) -> None:
    for code, row in rows.items():
        print(f"  {code:<6} {row.rendering or '(no rendering)'}  [{row.status}]")
        _print_lines(
            "       ",
            {
                "accepted": row.accepted,
                "forbidden": row.forbidden,
                "authority": (f"{row.authority} (checked {row.checked})" if row.checked else row.authority,),
                "note": (row.note,),
            },
        )


def _print_ties(ties: Sequence["Tie"], concepts: Mapping[str, "Concept"]) -> None:
    """Print what the concept is to others; of many of a kind the first ones."""
    for kind in dict.fromkeys(tie.kind for tie in ties):
        some = [tie for tie in ties if tie.kind == kind and tie.id in concepts]
        names = [f"{concepts[tie.id].term} ({tie.id}){f', {tie.year}' * bool(tie.year)}" for tie in some]
        more = [f"and {len(names) - _TIES:,} more"] if len(names) > _TIES else []
        _print_lines("", {kind: (*names[:_TIES], *more)})


def _print_lines(indent: str, lists: Mapping[str, tuple[str, ...]]) -> None:
    for name, values in lists.items():
        if any(values):
            print(f"  {indent}{name}: {' | '.join(values)}")
