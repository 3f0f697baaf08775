"""The word lists are what the programs that they are for read."""

import io
import re

from dragoman.glossary.exchange import FORMATS, Entry, read_entries
from dragoman.glossary.table import read_files
from running import REPOSITORY


def entries() -> list[Entry]:
    return read_entries(read_files(REPOSITORY / "glossary"), ["zh_CN"])


def test_translate_toolkit_which_weblate_reads_with_reads_weblates_csv() -> None:
    from translate.storage import csvl10n

    data = FORMATS["weblate"].render(entries(), ["zh_CN"], ",", [])
    store = csvl10n.csvfile(io.BytesIO(data))
    store.parse(data)
    units = [unit for unit in store.units if unit.source != "source"]
    found = {(unit.source, unit.target, unit.context) for unit in units}
    assert len(found) > len(entries())
    assert ("Supreme People's Procuratorate", "最高人民检察院", "supreme-peoples-procuratorate") in found
    assert ("SPP", "最高人民检察院", "supreme-peoples-procuratorate") in found


def omegat(text: str) -> list[tuple[str, str, str]]:
    """Read a glossary by the rules of OmegaT's manual: tabs, comments with #, two columns at least, no quoting."""
    rows = []
    for line in text.split("\n"):
        if line.startswith("#"):
            continue
        source, *others = line.split("\t")
        if others and source:
            rows.append((source, others[0], others[1] if len(others) > 1 else ""))
    return rows


def test_omegats_rules_read_what_is_written_for_omegat() -> None:
    data = FORMATS["omegat"].render(entries(), ["zh_CN"], "\t", [])
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = omegat(data.decode())
    assert len(rows) == data.count(b"\n")
    assert ("SPP", "最高人民检察院") in {row[:2] for row in rows}
    assert {re.split("[;]", comment)[0] for _, _, comment in rows} <= {"official", "established", "proposed"}
