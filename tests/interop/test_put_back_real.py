"""Real documents of Debian's packages: nothing but text changes in them, whatever their writers did."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.errors import DocumentError
from pseudo import messages, pseudo, put_back, same

DOCS = Path("/usr/share/doc")
MOST = 60_000
"""Bytes."""
_TAG = re.compile(rb"<[^<>]*>")
_CHANGED = re.compile(rb"(?:alt|lang)\s*=|<html", re.IGNORECASE)
_OUTSIDE = re.compile(rb"^(?:```|~~~|    |\t|\[[^\]]+\]:|\|[ :|-]+\|$).*", re.MULTILINE)


def real(suffix: str, count: int) -> list[Path]:
    """Return documents of as many packages, the first of each that is neither tiny nor large."""
    found: dict[str, Path] = {}
    for path in sorted(DOCS.glob(f"*/**/*.{suffix}")) if DOCS.is_dir() else ():
        package = path.relative_to(DOCS).parts[0]
        if package not in found and path.is_file() and 1_000 < path.stat().st_size < MOST:
            found[package] = path
    return list(found.values())[:count]


FILES = [*real("html", 12), *real("md", 12)]


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="no documentation of packages is installed")
@pytest.mark.parametrize("path", FILES, ids=lambda path: "-".join(path.relative_to(DOCS).parts))
def test_only_text_changes(path: Path) -> None:
    data = path.read_bytes()
    try:
        parse_text(path.name, path.stem, data)
    except DocumentError as error:
        pytest.skip(str(error))
    assert put_back(path.name, data, same) == data
    done = put_back(path.name, data)
    assert done != data
    if path.suffix == ".html":
        kept = [tag for tag in _TAG.findall(data) if not _CHANGED.search(tag) and not tag.startswith(b"<!")]
        assert [t for t in _TAG.findall(done) if not _CHANGED.search(t) and not t.startswith(b"<!")] == kept
    else:
        assert _OUTSIDE.findall(done) == _OUTSIDE.findall(data)
    before, after = messages(path.name, data), messages(path.name, done)
    wanted = Counter(pseudo(text) for _, text in before)
    # Where sentences and lines end is told by their letters, and an address that is pseudo-translated is none any more.
    assert (wanted & Counter(text for _, text in after)).total() >= 0.8 * wanted.total()
