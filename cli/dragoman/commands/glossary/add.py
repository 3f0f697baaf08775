"""`dragoman glossary add`: a concept, a rendering, or both."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from dragoman.commands.glossary.options import Reports
from dragoman.commands.options import DryRun, From, GlossaryFolder, Json, MaxSize

_OF_ONE_LANGUAGE = frozenset({"rendering", "accepted", "forbidden"})


def add(
    term: Annotated[str, typer.Argument(metavar="TERM", help="Source term, or the id of an existing concept.")],
    category: Annotated[str, typer.Option(metavar="NAME", help="title, institution, place, person, event, law …")] = "",
    domain: Annotated[str, typer.Option(metavar="NAME", help="Whose it is: prc, un, foreign, general.")] = "",
    id_: Annotated[
        str, typer.Option("--id", metavar="SLUG", help="Id of the new concept.", show_default="derived from the term")
    ] = "",
    variants: Annotated[str, typer.Option(metavar="A|B", help="Other source forms, separated by |.")] = "",
    match: Annotated[str, typer.Option(metavar="FLAGS", help="case, exact, short:…, context:…, separated by |.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="Note on the concept.")] = "",
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering, if any.")] = "",
    rendering: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]TEXT", help="Preferred rendering; = keeps the source form. Repeatable."),
    ] = None,
    accepted: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]A|B", help="Other accepted renderings, separated by |. Repeatable."),
    ] = None,
    forbidden: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]A|B", help="Wrong renderings, separated by |. Repeatable."),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]NAME", help="official, established or proposed.", show_default="proposed"),
    ] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]TEXT", help="Source of the rendering: an act or a page. Repeatable."),
    ] = None,
    rendering_note: Annotated[
        list[str] | None, typer.Option(metavar="[LANG=]TEXT", help="Note on the rendering. Repeatable.")
    ] = None,
    report: Reports = None,
    source: From = "en",
    glossary: GlossaryFolder = None,
    max_size: MaxSize = 100,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add a term to the glossary, with its renderings if there are any; an existing term gets the renderings alone.

    For several languages, put the language before each value: --rendering zh=港务局 --rendering es="Oficina del
    Puerto". A value without a language applies to all of them. Anything that `glossary lint` reports as an error is
    refused. With --report, segments whose required terms change are shown.

    Example: `dragoman glossary add "Supreme People's Court" --category institution --to zh --rendering 最高人民法院`
    """
    from dragoman import console
    from dragoman.commands.glossary.change import Manner, change, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.errors import RequestError
    from dragoman.glossary.edit import add_row, make_slug
    from dragoman.glossary.lint.rows import CATEGORIES
    from dragoman.glossary.lint.writing import tidy_values
    from dragoman.glossary.look_up import concept_named
    from dragoman.glossary.table import TERMS, renderings_name
    from dragoman.languages import parse_language

    with editing(glossary, dry_run=dry_run) as files:
        after = files
        console.print_note(f"glossary: {files.folder}")
        known = concept_named(files, term)
        cells = {"variants": variants, "category": category, "match": match, "domain": domain, "note": note}
        given_rows = {
            "rendering": rendering or (),
            "accepted": accepted or (),
            "forbidden": forbidden or (),
            "status": status or (),
            "authority": authority or (),
            "note": rendering_note or (),
        }
        rows = _by_language(given_rows, to)
        if known:
            if given := [name for name, value in {"id": id_, **cells}.items() if value]:
                raise RequestError(f"{term!r} is in the glossary: change it with: glossary set {known} {given[0]}=…")
            if not rows:
                raise RequestError(f"{term!r} is in the glossary; add a rendering to it with --to and --rendering")
        elif not category:
            raise RequestError(f"{term!r} is not in the glossary; give its --category: {', '.join(CATEGORIES)}")
        key = known or id_ or make_slug(term)
        if not key:
            raise RequestError(f"no id can be derived from {term!r}, which has no Latin letters; give one with --id")
        if not known:
            after = add_row(after, TERMS, {"id": key, **tidy_values({"term": term, **cells}, None)})
        names = {code: renderings_name(files, code) for code in rows}
        for code, name in names.items():
            row = tidy_values({"status": "proposed"} | rows[code], parse_language(code))
            after = add_row(after, name, {"id": key, **row})
        manner = Manner(report or (), source, max_size, dry_run, as_json)
        change(files, after, language_codes(files, names.values() or [TERMS]), manner)


def _by_language(given: Mapping[str, Sequence[str]], to: str) -> dict[str, dict[str, str]]:
    """Return the cells of each language, by its code; with `to` all are of that.

    Raises:
        RequestError: a rendering does not say its language, or two are of the same.
    """
    from dragoman.errors import RequestError

    rows: dict[str, dict[str, str]] = {to: {}} if to else {}
    shared: dict[str, str] = {}
    for column, values in given.items():
        for value in values:
            code, text = (to, value) if to else _parted(value)
            cells = rows.setdefault(code, {}) if code else shared
            if not code and column in _OF_ONE_LANGUAGE:
                raise RequestError(f"{value!r}: give the language of the rendering with --to, or write zh={value}")
            if column in cells:
                raise RequestError(f"{value!r}: a second {column}; separate items with |")
            cells[column] = text
    if shared and not rows:
        raise RequestError("give the language of the rendering with --to")
    return {code: shared | cells for code, cells in rows.items()}


def _parted(value: str) -> tuple[str, str]:
    """Part `zh=港务局` into language and text; no language where what stands before the sign is none.

    >>> _parted("zh=港务局"), _parted("https://example.org/?a=b"), _parted("official")
    (('zh', '港务局'), ('', 'https://example.org/?a=b'), ('', 'official'))
    """
    from dragoman.errors import RequestError
    from dragoman.languages import parse_language

    code, sign, text = value.partition("=")
    try:
        if sign and code.strip():
            parse_language(code.strip())
            return code.strip(), text
    except RequestError:
        pass
    return "", value
