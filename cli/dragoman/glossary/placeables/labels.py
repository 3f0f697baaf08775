"""Labels: words that head a section, a column or a field by themselves, with their usual renderings.

An engine that was trained on sentences makes anything of a single word: 调节 of "Date", 引渡 of "Introduction".
`labels.tsv` has a column for each language. A rendering is offered, never required: people word headings as they like.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from dragoman.model import Language, Match, Rendering

_TABLE = Path(__file__).with_suffix(".tsv")
_LONGEST = 40
"""Characters of a label, at most."""
_MARKS = " \t:：.*"


def find_label(source: str, from_: Language, to: Language) -> Match | None:
    """Return the label that a text is, but for marks about it, where both languages have it.

    In scripts with capitals a label begins with one.

    >>> from dragoman.languages import parse_language
    >>> english, chinese = parse_language("en"), parse_language("zh")
    >>> [bool(find_label(text, english, chinese)) for text in ("Date:", "SUMMARY", "date", "To date")]
    [True, True, False, False]
    """
    words = source.strip(_MARKS)
    if not words or len(source) > _LONGEST or words[0].islower():
        return None
    row = _rows(_column(from_)).get(words.casefold())
    form = row.get(_column(to)) if row else None
    if row is None or not form:
        return None
    id_ = f"label-{row['en'].replace(' ', '-')}"
    start = source.index(words)
    rendering = Rendering(id_, form, (), (), "proposed", "", "the usual word of a heading or a field", 0)
    return Match(start, start + len(words), words, id_, (form,), rendering, "formula")


def _column(language: Language) -> str:
    """Return the column of a language: Chinese has two, by its script."""
    return "zh-Hant" if language.argos == "zt" else language.argos


@cache
def _rows(column: str) -> Mapping[str, Mapping[str, str]]:
    """Return the rows by their words in one column, the first of those that have the same."""
    rows = _read()
    return {row[column].casefold(): row for row in reversed(rows)} if column in rows[0] else {}


@cache
def _read() -> Sequence[Mapping[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
