"""Names of files: text for those that are not UTF-8, and nothing outside of a folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import RequestError
from dragoman.files.names import below, printable

OUTSIDE = [
    *("", ".", "..", "../app", "a/../../app", "/etc/app", "//app", "a\\..\\app", "C:\\app", "a\0", "a\nb", "a/.."),
]


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_different_names_stay_different_and_can_be_encoded(one: bytes, other: bytes) -> None:
    shown = [printable(os.fsdecode(name)) for name in (one, other)]
    for text in shown:
        text.encode()
    if b"%" not in one + other:
        assert (one == other) == (shown[0] == shown[1])


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError, match=r"returned\.tmx: .* is not the name of a file below"):
        below(tmp_path, name, "returned.tmx")


@given(st.text("./\\a\0", max_size=10))
def test_what_is_not_refused_is_below(name: str) -> None:
    try:
        path = below(Path("/folder"), name, "returned.tmx")
    except RequestError:
        return
    assert Path(os.path.normpath(path)).is_relative_to("/folder/")
    assert path != Path("/folder")


def test_sub_folders_are_below(tmp_path: Path) -> None:
    assert below(tmp_path, "2024/报告..po", "x") == tmp_path / "2024" / "报告..po"
