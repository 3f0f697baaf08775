"""Feeds mutated packages and indexes: `uv run --group fuzz python tests/fuzz/packages.py index --seconds 60`.

They may be refused with an error of our own, in one line without control characters, and must do nothing else: no other
exception, nothing beside the folder of the package. What breaks that is written to `fuzz-findings/`; keep it as a case
of `tests/cases/hostile_packages.json` or `hostile_indexes.json`.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

import atheris

with atheris.instrument_imports(include=["dragoman", "zipfile", "json"]):
    from dragoman.engine.packages.index import read_index
    from dragoman.engine.packages.install import install_file
    from dragoman.errors import EngineError

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from archives import members, metadata, stored, zipped

PLACE = Path(tempfile.mkdtemp())
WORDS = ["PK\\x01\\x02", "PK\\x03\\x04", "PK\\x05\\x06", "../", "metadata.json", "model.bin", "http:", "\\x00"]


def feed_package(data: bytes) -> None:
    """Install a package and look at what came of it."""
    file, packages = PLACE / "p", PLACE / "packages"
    file.write_bytes(data)
    refused = ""
    try:
        install_file(file, most=1 << 24, trial=lambda folder: None)
    except EngineError as error:
        refused = str(error)
    assert refused.isprintable()
    there = list(packages.iterdir()) if packages.exists() else []
    assert len(there) == (0 if refused else 1)
    for folder in there:
        shutil.rmtree(folder)
    assert {path.name for path in PLACE.iterdir()} <= {"p", "packages", "data"}


def feed_index(data: bytes) -> None:
    """Read an index and look at what came of it."""
    file = PLACE / "index.json"
    file.write_bytes(data)
    said, links = [], []
    try:
        index = read_index(str(file))
        said = [*index.problems, *(reason for entry in index.entries for reason in entry.unserved)]
        links = [link for entry in index.entries for link in entry.links]
    except EngineError as error:
        said = [str(error)]
    assert all(reason.isprintable() for reason in said)
    assert all(link.lower().startswith(("/", "http://", "https://")) for link in links)


TARGETS = {"package": feed_package, "index": feed_index}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    options = parser.parse_args()
    options.findings.mkdir(exist_ok=True)
    os.environ |= {"ARGOS_PACKAGES_DIR": str(PLACE / "packages"), "DRAGOMAN_DATA": str(PLACE / "data")}
    seeds = Path(tempfile.mkdtemp())
    (seeds / "index").write_text(json.dumps([metadata("en", "zh", links=["p", "https://example.org/p"])]), "utf-8")
    zipped(seeds / "packed", members())
    stored(seeds / "stored", members())
    words = seeds.with_suffix(".dict")
    words.write_text("".join(f'"{word}"\n' for word in WORDS))
    flags = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=8192", "-verbosity=0", f"-dict={words}"]
    flags += [f"-max_total_time={options.seconds}", f"-artifact_prefix={options.findings}/{options.target}-"]
    atheris.Setup([sys.argv[0], *flags, str(seeds)], TARGETS[options.target])
    with patch("os.fsync"):
        atheris.Fuzz()


if __name__ == "__main__":
    main()
