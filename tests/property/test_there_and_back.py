"""What goes out in a format that people edit, and comes back as it went, changes nothing, whatever the texts are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exchange.formats import writer
from dragoman.exchange.returned import read_returned
from dragoman.exchange.style import PLAIN
from dragoman.model import Alignment, Kind, Origin
from dragoman.po import read_catalogue, update_catalogue
from dragoman.run.reimport.merge import Rules, merge
from examples import examples
from factories import ARABIC, CHINESE, Passage, Sentence, alignment

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
NASTY = st.sampled_from(
    [
        "\u2028", "\x85", "\xa0", "\u3000", "\ufeff", '"', "\\", "\\n", "\n", "\t", "\r", "\r\n", "\0", "\x0b", "\x07",
        "\x1b", "\ufffe", "%s", "\U0001f469\u200d\U0001f467", "\U00020000", "\u202e", "\u2067", "e\u0301", "国家档案馆",
        "المحفوظات", "שלום-", " ", "  ", "=1+1", "'=1+1", "_x000D_", "<b>&amp;", "]]>", "machine-0cbd0b360ac5", "+@-",
    ]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.lists(st.one_of(NASTY, st.text(CHARACTERS, max_size=5)), max_size=6).map("".join)
KINDS: Sequence[Kind] = ("heading", "paragraph", "list", "table")
ORIGINS: Sequence[Origin] = tuple(origin for origin in get_args(Origin) if origin != "verbatim")


def plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Make an alignment in which texts that share an entry share a translation, as in a run."""
    found: dict[tuple[Kind, str], Sentence] = {}
    passages = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(KINDS))
        source = "Rice " + plain(draw(TEXT)).strip() + draw(st.sampled_from(["", " grew", " did not"]))
        origin = draw(st.sampled_from(ORIGINS))
        target = "" if origin == "none" else f"水{plain(draw(TEXT))}稻"
        passages.append(Passage(kind, [found.setdefault((kind, source), Sentence(source, target, origin))]))
    return alignment(passages, draw(st.sampled_from([CHINESE, ARABIC])))


@pytest.mark.parametrize("suffix", ["tsv", "csv", "xlsx", "docx", "xliff", "tmx"])
@given(made=alignments())
@examples(6)
def test_what_nobody_touched_changes_nothing(suffix: str, made: Alignment) -> None:
    with TemporaryDirectory() as folder:
        catalogue = Path(folder, "report.po")
        text = update_catalogue(None, made, provenances={}, now=NOW)
        catalogue.write_text(text, "utf-8", newline="")
        path = Path(folder, f"report.{made.target_language.tag}.{suffix}")
        with path.open("wb") as file:
            writer(suffix)(made, file, PLAIN)
        returned = read_returned(path, 2**20)
        assert (returned.report, returned.target_language) in (("report", made.target_language.tag), ("", ""))
        merged = merge(read_catalogue(catalogue), [returned], {}, Rules(now=NOW))
        assert merged.conflicts == ()
        assert merged.text is None
        texts = sum(bool(record.target) for record in made.records if suffix != "tmx" or record.origin != "machine")
        assert merged.found >= texts
