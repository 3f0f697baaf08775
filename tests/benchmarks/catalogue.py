"""PO files of 100,000 entries: brought up to date with a report, against polib reading and writing them."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polib

from dragoman.__main__ import GARBAGE
from dragoman.languages import parse_language
from dragoman.model import Alignment, Block, Document, Provenance, Record
from dragoman.po import read_catalogue, update_catalogue
from dragoman.run.summary import summarise
from material import NOW, invented_segments, invented_terms
from measure import Row, Setup, paired

ENGINE = "argos en-zh 0.1 (draft engine)"


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    count = setup.size(100_000, 200)
    gc.set_threshold(GARBAGE)  # as the command does; polib gains by it too
    alignment = _alignment(count)
    provenances: dict[tuple[str, str], Provenance] = {
        (record.kind, record.source): Provenance("machine", ENGINE, record.score, (), "0123456789ab")
        for record in alignment.records
    }
    path = setup.folder / "large.po"
    path.write_text(update_catalogue(None, alignment, provenances=provenances, now=NOW), "utf-8")
    before = path.read_bytes()

    def ours() -> None:
        text = update_catalogue(read_catalogue(path), alignment, provenances=provenances, now=NOW)
        path.write_text(text, "utf-8")

    def baseline(copy: Path = setup.folder / "polib.po") -> None:
        polib.pofile(str(path)).save(str(copy))

    note = f"{count:,} entries, {len(before) / 2**20:.0f} MB"
    yield paired("PO update / polib read and write", ours, baseline, times=setup.times(3), budget="<= 1.3", note=note)
    if path.read_bytes() != before:
        raise AssertionError("an update with nothing new changed the file")


def _alignment(count: int) -> Alignment:
    """Return one report of `count` different sentences, translated by machine."""
    segments = invented_segments(list(invented_terms(1000)), count)
    records = []
    for number, segment in enumerate(segments):
        source = f"Item {number}: {segment.source}"
        target = f"第{number}项:{'推进法治建设,维护公平正义。' * 3}"
        records.append(
            Record(
                replace(segment, start=0, end=len(source), source=source),
                target,
                "machine",
                "argos en-zh 0.1",
                -0.5,
                (),
                (),
            )
        )
    return Alignment(
        document=Document("large.txt", "large", "", (Block(1, "paragraph", 1, 0, 0),), "utf-8"),
        source_language=parse_language("en"),
        target_language=parse_language("zh"),
        engine="argos en-zh 0.1",
        draft=True,
        signature="benchmark",
        records=tuple(records),
        renderings={},
        summary=summarise(records),
    )
