"""Measure dragoman against its budgets: `uv run python tests/benchmarks/run.py [--only TOPIC …] [--json | --markdown]`.

Everything is a ratio of two things measured in turn in one run, so that figures from different machines compare.
Exit status 1 means that a budget is missed.
"""

import argparse
import importlib
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from measure import Row, Setup

TOPICS = (
    "page",
    *(
        "startup",
        "stages",
        "segmentation",
        "throughput",
        "guarantee",
        "quality",
        "kept",
        "matching",
        "memory",
        "catalogue",
    ),
    *("checks", "readers", "recall", "writers", "scale", "archive", "targets", "processors"),
)
"""Modules of this folder, each with `measure(setup) -> Iterator[Row]`."""


PAGE = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured -->\n", "<!-- end -->"
BACKEND = ("CT2_USE_MKL", "CT2_FORCE_CPU_ISA", "ONEDNN_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS")
"""Variables of the environment that choose what decodes."""


def main() -> int:
    """Run the topics asked for and print their rows."""
    options = _parse()
    with tempfile.TemporaryDirectory(prefix="dragoman-benchmark-") as folder:
        os.environ["DRAGOMAN_CACHE"] = str(Path(folder) / "dragoman-cache")
        rows = {}
        for topic in options.only or TOPICS:
            print(f"{topic} …", end=" ", file=sys.stderr, flush=True)
            began = time.monotonic()
            scratch = Path(folder) / topic
            scratch.mkdir()
            rows[topic] = list(_measure(topic, Setup(scratch, 1 if options.tiny else options.repeat, options.tiny)))
            print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if options.markdown:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), rows, machine()), "utf-8")
    elif options.json:
        found = [asdict(row) | {"topic": topic, "within": row.within} for topic in rows for row in rows[topic]]
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(rows)
    return int(any(row.within is False for found in rows.values() for row in found) and not options.tiny)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=TOPICS, metavar="TOPIC", help=f"some of: {', '.join(TOPICS)}")
    parser.add_argument("--repeat", type=int, default=9, metavar="N", help="pairs to measure at most (default 9)")
    parser.add_argument("--all", action="store_true", help="all topics, which is the default")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the rows as JSON")
    form.add_argument("--markdown", action="store_true", help="write the table of README.md beside this file")
    parser.add_argument("--tiny", action="store_true", help="only show that every benchmark still runs")
    return parser.parse_args()


def _measure(topic: str, setup: Setup) -> Iterator[Row]:
    rows: Iterator[Row] = importlib.import_module(topic).measure(setup)
    return rows


def machine() -> str:
    """Return the day, the processor and the versions that figures belong to, on one line."""
    names = ("ctranslate2", "sentencepiece", "polib", "typer", "rich")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    facts = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")), "")
    flags = next((line.split() for line in facts.splitlines() if line.startswith("flags")), [])
    instructions = [name for name in ("avx2", "avx512f", "avx512_vnni", "amx_int8") if name in flags]
    forced = [f"{name}={os.environ[name]}" for name in BACKEND if name in os.environ]
    processor = f"{model or platform.machine()} ({', '.join([*instructions, *forced])})"
    python = f"Python {platform.python_version()}"
    return f"{date.today().isoformat()}, {os.cpu_count()} cores of {processor}, {python}, {versions}"


def with_table(page: str, rows: dict[str, list[Row]], where: str) -> str:
    """Return the page with the rows between its marks; what misses its budget is bold."""
    lines = [f"`run.py --all --markdown`, {where}:", "", "| what | measured | spread | budget |", "|---|---:|---:|---|"]
    for row in (row for found in rows.values() for row in found):
        measured = f"{row.value:,.3g} {row.unit}" if row.ratio is None else f"{row.ratio:.2f} ×"
        spread = "" if row.spread is None else f"{row.spread[0]:.2f}–{row.spread[1]:.2f}"
        budget = row.budget.replace("<=", "≤").replace(">=", "≥")
        missed = row.within is False
        said = f"{row.name}{f' ({row.note})' if row.note else ''}".replace("|", "\\|")
        lines.append(
            f"| {said} | {f'**{measured}**' if missed else measured} | {spread} | {budget}{' missed' * missed} |"
        )
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    return f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{tail}"


def _print(rows: dict[str, list[Row]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, justify in [("what", "left"), ("value", "right"), ("baseline", "right"), ("ratio", "right")]:
        table.add_column(name, justify="right" if justify == "right" else "left")
    for name in ("least–greatest", "budget", "", "note"):
        table.add_column(name)
    for topic, found in rows.items():
        table.add_section()
        table.add_row(f"[bold]{topic}[/]")
        for row in found:
            verdict = {True: "[green]kept[/]", False: "[red]MISSED[/]", None: ""}[row.within]
            table.add_row(
                row.name,
                f"{row.value:,.3f} {row.unit}" if row.unit in ("s", "") else f"{row.value:,.1f} {row.unit}",
                "" if row.baseline is None else f"{row.baseline:,.3f}",
                "" if row.ratio is None else f"{row.ratio:.2f}",
                "" if row.spread is None else f"{row.spread[0]:.2f}–{row.spread[1]:.2f}",
                row.budget,
                verdict,
                row.note,
            )
    Console(width=None if sys.stdout.isatty() else 190).print(table)


if __name__ == "__main__":
    sys.exit(main())
