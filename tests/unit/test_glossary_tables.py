"""Tables of the glossary: no cell is a formula to a spreadsheet, and all come back as they were."""

import csv
import io

import pytest

from dragoman.glossary.exchange import FORMATS, parse_file
from dragoman.glossary.exchange.entries import Entry
from dragoman.glossary.table import RENDERING_COLUMNS, TERM_COLUMNS

FORMULAS = ("=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "＝1", "'=1", "'tis")


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_formulas_are_neutralised_and_come_back(name: str) -> None:
    entries = []
    for number, text in enumerate(FORMULAS):
        concept = dict.fromkeys(TERM_COLUMNS, "") | {"id": f"a{number}", "term": text, "category": "law", "note": text}
        row = dict.fromkeys(RENDERING_COLUMNS[1:], "") | {"rendering": text, "accepted": text, "status": "proposed"}
        entries.append(Entry(concept, {"zh_CN": row}))
    data = FORMATS[name].render(entries, ["zh_CN"], "", [])
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter="\t" if name == "tsv" else ","))
    assert len(rows) == len(FORMULAS) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@＝")]
    reading = parse_file("file", data, name, "zh_CN")
    assert [
        (dict(one.concept), {key: dict(row) for key, row in one.renderings.items()}) for one in reading.entries
    ] == [(dict(one.concept), {key: dict(row) for key, row in one.renderings.items()}) for one in entries]
