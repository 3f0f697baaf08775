"""`dragoman po analyze`: what there is to translate, as agencies count it."""

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import From, Json, Locales

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.run.analysis import Analysis, Band

_COLUMNS = ("file", "language", "band", "segments", "words", "characters")


def analyze(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PO|DIR]…", help="PO files, or folders of them.", show_default="locales"),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of files that do not name theirs.")] = "",
    source: From = "en",
    locales: Locales = Path("locales"),
    weights: Annotated[
        str, typer.Option("--weights", metavar="BAND=N,…", help="Weight of a word in each band, from 0 to 1.")
    ] = "",
    price: Annotated[float, typer.Option("--price", metavar="N", min=0, help="Price of a word of weight 1.")] = 0.0,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Json = False,
) -> None:
    """Count segments, words and characters by what is known of them: reviewed here (101 %), repeated, reviewed
    elsewhere (100 %), like something reviewed (95-99, 85-94, 75-84 %), like something before (internal), and new.

    Example: `dragoman po analyze locales --weights exact=0,75-84=0.6 --price 0.12`
    """
    from dragoman import console
    from dragoman.languages import parse_language
    from dragoman.po.status import find_catalogues
    from dragoman.run.analysis import BANDS, analyse, total

    counted = _weights(weights)
    with console.watching() as watch, watch.stage("analyze", 1):
        files = find_catalogues(paths or [locales])
        found = analyse(files, locales, parse_language(source), parse_language(to) if to else None)
    everything = total(found)
    if as_json:
        objects = [_object(one, counted, price) for one in found]
        print(json.dumps({"files": objects, "total": _object(everything, counted, price)}, ensure_ascii=False))
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for one in found:
            for band in BANDS:
                count = one.bands[band]
                writer.writerow((one.path, one.language, band, count.segments, count.words, count.characters))
    else:
        for one in [*found, everything] if len(found) > 1 else found:
            _print(one, counted, price)
    if console.is_verbose():
        console.print_stages(watch)


def _weights(given: str) -> "Mapping[Band, float]":
    """Parse `exact=0,75-84=0.6` into the weights of all bands."""
    from dragoman.errors import RequestError
    from dragoman.run.analysis import BANDS, WEIGHTS

    weights = dict(WEIGHTS)
    for part in filter(None, given.split(",")):
        name, _, number = part.strip().partition("=")
        band = next((band for band in BANDS if band == name), None)
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if band is None or not 0 <= value <= 1:
            raise RequestError(f"--weights {part}: give a band ({', '.join(BANDS)}) and a number from 0 to 1")
        weights[band] = value
    return weights


def _object(one: "Analysis", weights: "Mapping[Band, float]", price: float) -> dict[str, Any]:
    named = {"file": str(one.path), "language": one.language} if one.path != Path() else {}
    bands = {
        band: {"segments": count.segments, "words": count.words, "characters": count.characters}
        for band, count in one.bands.items()
    }
    total = one.total
    counts = {"segments": total.segments, "words": total.words, "characters": total.characters}
    weighted = one.weighted(weights)
    cost = {"price": round(weighted * price, 2)} if price else {}
    return {**named, "bands": bands, **counts, "weighted_words": round(weighted, 1), **cost}


def _print(one: "Analysis", weights: "Mapping[Band, float]", price: float) -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman import console
    from dragoman.run.analysis import BANDS

    name = f"{one.path} ({one.language})" if one.path != Path() else "total"
    table = Table(title=Text(name), title_justify="left", box=None, pad_edge=False)
    for column in ("band", "segments", "words", "characters", "weight"):
        table.add_column(column, justify="left" if column == "band" else "right")
    for band in BANDS:
        count = one.bands[band]
        row = (f"{count.segments:,}", f"{count.words:,}", f"{count.characters:,}", f"{weights[band]:g}")
        table.add_row(band, *row)
    total, weighted = one.total, one.weighted(weights)
    table.add_row("all", f"{total.segments:,}", f"{total.words:,}", f"{total.characters:,}", f"{weighted:,.1f} words")
    console.stdout().print(table)
    if price:
        console.stdout().print(Text(f"price {weighted * price:,.2f}"))
