"""`dragoman glossary usage`: how often terms occur in translations, and how they are rendered there."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import AsOf, From, Glossaries, Json, NoShippedGlossary, choose_glossary, day, parse_names

if TYPE_CHECKING:
    from dragoman.run.usage import Usage


def usage(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PO|DIR]…", help="PO files, or folders of them.", show_default="locales"),
    ] = None,
    concepts: Annotated[
        list[str] | None,
        typer.Option("--concept", metavar="ID", help="Only this concept, listing every occurrence; repeatable."),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Only this language.", show_default="all")] = "",
    source: From = "en",
    only: Annotated[
        str, typer.Option("--only", metavar="STATE,…", help="Entries to count: reviewed, draft, machine, memory.")
    ] = "reviewed,draft,machine,memory",
    unused: Annotated[
        bool, typer.Option("--unused", help="List the terms that never occur instead; needs --to.")
    ] = False,
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """Count how the glossary's terms are used in PO files, and in TMX files imported into the memory.

    Each line says how often a concept occurs in the sources and which forms the translations use. “otherwise” counts
    translations without any form that the glossary knows: wordings to accept, forbid or correct.

    Example: `dragoman glossary usage locales --to zh --only reviewed`
    """
    from dragoman import console
    from dragoman.errors import RequestError
    from dragoman.glossary import load_direction
    from dragoman.languages import parse_language
    from dragoman.run.usage import count_usage
    from dragoman.run.usage import unused as never_used

    if unused and not to:
        raise RequestError("--unused needs the language: name it with --to")
    source_language, target = parse_language(source), parse_language(to) if to else None
    folder = choose_glossary(glossary, source_language, [target] if target else [], alone=no_shipped_glossary)
    with console.watching() as watch, watch.stage("usage", 1):
        found = count_usage(
            paths or [Path("locales")],
            parse_names("--only", only, ("reviewed", "draft", "machine", "memory")),
            source=source_language,
            target=target,
            glossary=folder,
            as_of=as_of and day(as_of),
        )
    if unused and target:
        _print_unused(never_used(found, load_direction(folder, source_language, target)), as_json=as_json)
        return
    if concepts and (strangers := set(concepts) - {one.id for one in found}):
        raise RequestError(f"{min(strangers)}: occurs in none of these files; glossary show names the id of a term")
    shown = [one for one in found if not concepts or one.id in concepts]
    for one in shown:
        if as_json:
            print(json.dumps(_facts(one), ensure_ascii=False))
        else:
            _print_line(one, places=bool(concepts))
    if not as_json:
        console.print_note(f"{sum(len(one.uses) for one in shown):,} occurrences of {len(shown):,} terms")


def _facts(one: "Usage") -> dict[str, Any]:
    return {
        "id": one.id,
        "term": one.term,
        "language": one.language,
        "count": len(one.uses),
        "renderings": one.renderings,
        "other": one.other,
        "places": [{"place": use.place, "rendering": use.rendering or None} for use in one.uses],
    }


def _print_line(one: "Usage", *, places: bool) -> None:
    forms = [f"{form} ×{count}" for form, count in one.renderings.items()]
    forms += [f"otherwise ×{one.other}"] if one.other else []
    print(f"{len(one.uses):>5}  {one.language:<6} {one.term} ({one.id})  {', '.join(forms)}")
    for use in one.uses if places else ():
        print(f"         {use.place}: {use.rendering or 'otherwise'}")


def _print_unused(terms: dict[str, str], *, as_json: bool) -> None:
    rows: Sequence[str] = [json.dumps({"id": id_, "term": term}, ensure_ascii=False) for id_, term in terms.items()]
    print(*(rows if as_json else (f"{term} ({id_})" for id_, term in terms.items())), sep="\n", end="\n" * bool(terms))
