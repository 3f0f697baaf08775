"""Rows added, changed and removed: what was not spoken of stays byte for byte."""

from pathlib import Path

import pytest

from dragoman.errors import GlossaryError, RequestError
from dragoman.glossary.edit import add_row, changed_cells, remove_row, set_cells
from dragoman.glossary.table import Files

TERMS = b"id\tterm\tvariants\tcategory\tmatch\tnote\n"
COURT = b"court\tcourt\t bench\tinstitution\tfuture-flag\tkept \n"
LAW = b"law\tlaw\t\tlaw\t\t\n"


def terms(*lines: bytes) -> Files:
    return Files(Path("g"), {"terms.tsv": b"".join(lines)})


def data(files: Files) -> bytes:
    return files.data["terms.tsv"]


@pytest.mark.parametrize(
    ("id_", "place"), [("act", 1), ("court-of-law", 2), ("zoo", 3)], ids=["first", "between", "last"]
)
def test_a_row_goes_where_its_id_sorts(id_: str, place: int) -> None:
    after = add_row(terms(TERMS, COURT, LAW), "terms.tsv", {"id": id_, "term": "x", "category": "law"})
    lines = [TERMS, COURT, LAW]
    lines.insert(place, f"{id_}\tx\t\tlaw\t\t\n".encode())
    assert data(after) == b"".join(lines)


def test_the_line_ends_and_unknown_columns_of_the_file_are_kept() -> None:
    header = b"\xef\xbb\xbfid\tterm\towner\tvariants\tcategory\tmatch\tnote\r\n"
    row = b"court\tcourt\tdesk 4\t\tinstitution\t\t\r\n"
    after = add_row(terms(header, row), "terms.tsv", {"id": "act", "term": "act", "category": "law"})
    assert data(after) == header + b"act\tact\t\t\tlaw\t\t\r\n" + row
    assert data(set_cells(after, "terms.tsv", "court", {"owner": "desk 5"})).endswith(
        b"court\tcourt\tdesk 5\t\tinstitution\t\t\r\n"
    )


@pytest.mark.parametrize("end", [b"", b"\n\n"], ids=["no line end", "blank lines"])
def test_a_row_is_added_to_a_file_that_ends_oddly(end: bytes) -> None:
    after = add_row(terms(TERMS, LAW.rstrip(b"\n"), end), "terms.tsv", {"id": "zoo", "term": "zoo"})
    assert data(after) == TERMS + LAW + b"zoo\tzoo\t\t\t\t\n" + end[1:]


def test_a_file_of_a_new_language_is_begun() -> None:
    after = add_row(terms(TERMS, LAW), "es.tsv", {"id": "law", "rendering": "ley", "status": "proposed"})
    assert after.data["es.tsv"] == (
        b"id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote\nlaw\tley\t\t\tproposed\t\t\t\n"
    )
    assert data(after) == TERMS + LAW


def test_setting_a_cell_touches_no_other() -> None:
    after = set_cells(terms(TERMS, COURT, LAW), "terms.tsv", "court", {"term": "Court", "category": "institution"})
    assert data(after) == TERMS + COURT.replace(b"court\tcourt", b"court\tCourt") + LAW


def test_removing_takes_the_line_and_nothing_else() -> None:
    assert data(remove_row(terms(TERMS, COURT, LAW), "terms.tsv", "law")) == TERMS + COURT
    assert data(remove_row(terms(TERMS, COURT, LAW.strip()), "terms.tsv", "court")) == TERMS + LAW.strip()


@pytest.mark.parametrize(
    ("row", "changes", "cells"),
    [
        ("a|b", ["accepted+=c"], "a|b|c"),
        ("a|b", ["accepted+=a"], "b|a"),
        ("a|b", ["accepted-=a|b"], ""),
        ("", ["accepted+=x|y", "accepted-=x"], "y"),
        ("a", ["accepted=b | c"], "b | c"),
        ("a", ["accepted="], ""),
        ("a", ["accepted=x=y+=z"], "x=y+=z"),
    ],
)
def test_changes(row: str, changes: list[str], cells: str) -> None:
    assert changed_cells({"accepted": row}, changes) == {"accepted": cells}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (["official"], "'official': write COLUMN=VALUE"),
        (["=x"], "'=x': write COLUMN=VALUE"),
        (["status+=official"], "status is not a list"),
    ],
)
def test_changes_that_say_nothing(changes: list[str], words: str) -> None:
    with pytest.raises(RequestError, match=words.replace("+", r"\+")):
        changed_cells({}, changes)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"id": "other"}, "an id never changes"),
        ({"colour": "red"}, "no column 'colour'; its columns are id, term"),
        ({"note": "a\tb"}, "note: a cell cannot hold a tab or a line break"),
        ({"note": "a\nb"}, "note: a cell cannot hold a tab or a line break"),
    ],
)
def test_what_cannot_be_set(values: dict[str, str], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        set_cells(terms(TERMS, LAW), "terms.tsv", "law", values)


def test_rows_that_are_not_there_or_are_there_already() -> None:
    files = terms(TERMS, LAW)
    with pytest.raises(RequestError, match=r"terms\.tsv: there is a row 'law' already"):
        add_row(files, "terms.tsv", {"id": "law"})
    with pytest.raises(RequestError, match="no row 'act'; add it with"):
        set_cells(files, "terms.tsv", "act", {"note": ""})
    with pytest.raises(RequestError, match="no row 'act'"):
        remove_row(files, "terms.tsv", "act")


def test_a_header_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(GlossaryError, match=r"terms\.tsv:1: G002 the header must be id term"):
        add_row(terms(b"id\tterm\n"), "terms.tsv", {"id": "law"})
