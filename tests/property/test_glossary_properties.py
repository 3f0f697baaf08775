"""Glossary files: read and written without loss, mended once and for all."""

import unicodedata
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.glossary.edit import add_row, remove_row, set_cells
from dragoman.glossary.lint.fix import fix_files
from dragoman.glossary.lint.run import lint_files
from dragoman.glossary.table import RENDERING_COLUMNS, TERM_COLUMNS, Files, parse_table, records, render_table
from dragoman.terminology.verify import stands_in

FOLDER = Path("glossary")

SIGNS = st.sampled_from(
    [
        *"aÅé|｜ \t\r\n\u00a0\u3000\u200b\ufeff\u0301(（)ＳＰＣ１ﾞｶ法檢检,，.«»-'’",
        "e\u0301",
        "\u2126",
        "\u1fef",
        "=",
        "court",
        "法院",
    ]
)
CELLS = st.lists(SIGNS, max_size=6).map("".join).map(lambda text: text.translate({9: None, 10: None, 13: None}))
IDS = st.one_of(st.sampled_from(["a", "b", "court", "law", "zebra", " b", "B", ""]), CELLS)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", ""])


def rows(columns: int) -> st.SearchStrategy[str]:
    sound = st.tuples(IDS, *[CELLS] * (columns - 1)).map("\t".join)
    return st.one_of(sound, sound, sound, st.lists(CELLS, max_size=9).map("\t".join))


def tables(columns: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    header = st.sampled_from(["\t".join(columns), "\t".join(["x", *columns, "owner"]), "id\tterm"])
    lines = st.lists(st.tuples(rows(len(columns)), ENDS).map("".join), max_size=6)
    marks = st.sampled_from(["", "\ufeff"])
    return st.tuples(marks, header, ENDS, lines.map("".join)).map("".join).map(str.encode)


GLOSSARIES = st.fixed_dictionaries(
    {"terms.tsv": tables(TERM_COLUMNS)},
    optional={name: tables(RENDERING_COLUMNS) for name in ("zh_CN.tsv", "es.tsv", "ru.tsv", "ja.tsv")},
)


@given(st.one_of(st.binary(), st.text().map(str.encode), tables(TERM_COLUMNS)))
@example(b"\xef\xbb\xbf\xef\xbb\xbf\xed\xa0\x80\n\xff\r\n\r")
@example("id\u2028term\x85\x0b\x1c".encode())
def test_what_is_read_is_written(data: bytes) -> None:
    assert render_table(parse_table(FOLDER / "terms.tsv", data)) == data


def essence(files: Files) -> dict[str, set[str]]:
    """Return for each file all signs that somebody wrote, but for what fixing may change: blanks, bars, widths."""
    found = {}
    for name, data in files.data.items():
        text = unicodedata.normalize("NFKD", data.decode(errors="surrogateescape"))
        found[name] = {sign for sign in text if sign.isalnum()}
    return found


SPACED = {
    "terms.tsv": ("\t".join(TERM_COLUMNS) + "\na\ta\tb ｜ c｜ b\tlaw\t\t\n").encode(),
    "zh_CN.tsv": ("\t".join(RENDERING_COLUMNS) + "\na\t法\t检 ｜Ｓ ｜检\t\tproposed\t\t\n").encode(),
}


@given(GLOSSARIES)
@example(SPACED)
def test_fixing_twice_is_fixing_once_and_loses_no_sign(data: dict[str, bytes]) -> None:
    files = Files(FOLDER, data)
    mended = fix_files(files)
    assert fix_files(mended).data == mended.data
    assert essence(mended) == essence(files)
    for name in data:
        before, after = files.table(name), mended.table(name)
        if before.places():
            assert after.header == before.header
            ids = {cells[before.places()[0]].strip() for _, cells in before.rows() if len(cells) == len(before.header)}
            assert len(list(after.rows())) >= len(ids - {""})


@given(GLOSSARIES)
def test_linting_never_fails_and_fixing_makes_nothing_worse(data: dict[str, bytes]) -> None:
    files = Files(FOLDER, data)
    problems = lint_files(files, stands_in)
    assert problems == sorted(set(problems))
    mended = lint_files(fix_files(files), stands_in)
    assert not any(problem.rule.code in {"G004", "G007", "G008", "G010", "G012"} for problem in mended) or not all(
        files.table(name).places() for name in data
    )


PLAIN = st.lists(SIGNS.filter(lambda sign: not set(sign) & set("\t\r\n")), max_size=5).map("".join)
NEW_ROWS = st.fixed_dictionaries({}, optional=dict.fromkeys(TERM_COLUMNS[1:], PLAIN))


@given(tables(TERM_COLUMNS), NEW_ROWS)
def test_removing_what_was_added_gives_the_file_back(data: bytes, row: dict[str, str]) -> None:
    files = Files(FOLDER, {"terms.tsv": data})
    if not files.table("terms.tsv").places():
        return
    added = add_row(files, "terms.tsv", {"id": "quite-new", **row})
    before, after = data.splitlines(keepends=True), added.data["terms.tsv"].splitlines(keepends=True)
    removed = remove_row(added, "terms.tsv", "quite-new").data["terms.tsv"]
    if data.endswith(b"\n"):
        assert removed == data
        assert len(after) == len(before) + 1
    else:
        assert removed.rstrip(b"\r\n") == data.rstrip(b"\r\n")


@given(tables(TERM_COLUMNS), NEW_ROWS, st.data())
def test_setting_cells_keeps_every_other_byte(data: bytes, row: dict[str, str], draw: st.DataObject) -> None:
    files = Files(FOLDER, {"terms.tsv": data})
    known = [id_ for id_ in records(files.table("terms.tsv")) if id_]
    if not known:
        return
    id_ = draw.draw(st.sampled_from(known))
    after = set_cells(files, "terms.tsv", id_, row)
    changed = [
        (was, now)
        for was, now in zip(data.split(b"\n"), after.data["terms.tsv"].split(b"\n"), strict=True)
        if was != now
    ]
    assert len(changed) <= 1
    header = files.table("terms.tsv").header
    for was, now in changed:
        cells = zip(header, was.removesuffix(b"\r").split(b"\t"), now.removesuffix(b"\r").split(b"\t"), strict=True)
        assert all(before == cell or column in row for column, before, cell in cells)
        assert was.endswith(b"\r") == now.endswith(b"\r")
    found = records(after.table("terms.tsv"))[id_]
    assert all(found[column] == value.strip() for column, value in row.items())
