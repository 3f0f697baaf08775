"""Feeds each stage after reading texts that grow, and watches the time: `python tests/fuzz/growth.py --seconds 60`.

A text is a piece over and over, perhaps with another one after it, as brackets nest; the pieces are made of what the
stages look for. A stage is to take linear time: four times the text may take `WORST` times as long. What takes longer,
or more than `LIMIT` seconds, is printed with where the time went, and written to `fuzz-findings/`; mend it and add it
to `tests/cases/growth.json`, which `tests/unit/test_growth.py` keeps.
"""

import argparse
import faulthandler
import json
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

SUPPORT = Path(__file__).parents[1] / "support"
sys.path.insert(0, str(SUPPORT))

from growing import GROWN, LEAST_SECONDS, SMALL, STAGES, WORST, Case, seconds_of  # noqa: E402

LIMIT = 20
"""Seconds of a stage, on `GROWN` characters."""
PIECES = (
    *("a", "A", "a ", "ab. ", "A. ", "Mr. ", "No. 5 ", "1", "1 ", "1,", "1.", "1-", "1/2 ", "2024 ", "§ ", "%", "$5 "),
    *(
        '"',
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "「",
        "」",
        "《",
        "》",
        "(",
        ")",
        "[",
        "]",
        "（",
        "）",
        "{",
        "}",
        "<",
        ">",
    ),
    *(
        "。",
        "，",
        "、",
        "；",
        "：",
        "？",
        "！",
        ".",
        ",",
        ";",
        ":",
        "?",
        "!",
        "…",
        "...",
        "—",
        "-",
        "–",
        "~",
        "/",
        "\\",
        "|",
    ),
    *("\u0301", "\u200d", "\u00ad", "\u2060", "\ufe0f", "\u202e", "\u3000", "\u00a0", "\t", " ", "  ", "\n", "\r\n"),
    *(
        "法",
        "法治",
        "最高人民检察院",
        "十",
        "一百",
        "亿",
        "年",
        "月",
        "第",
        "届",
        "法 ",
        "ﬁ",
        "ß",
        "İ",
        "😀",
        "🇨🇳",
        "é",
    ),
    *(
        "the ",
        "of ",
        "and ",
        "the Supreme People's Court ",
        "SPP ",
        "Supreme ",
        "People's ",
        "Law of the ",
        "Ying Yong ",
    ),
    *(
        "November 14, 2024 ",
        "14 November ",
        "Monday ",
        "first ",
        "fifth ",
        "session ",
        "the 20th CPC Central Committee ",
    ),
    *("two ", "hundred ", "million ", "billion yuan ", "million ", "percent ", "per cent ", "km ", "kg", "°C "),
    *(
        "http://a.b/",
        "www.",
        "a@b.c ",
        "a.b",
        "a_",
        "%s",
        "%(a)s",
        "{0}",
        "<b>",
        "</b>",
        "&amp;",
        "`",
        "#",
        "*",
        "_",
        "**",
    ),
    *(
        "he said",
        ", he said",
        "said: ",
        "II",
        "IV ",
        "U.S. ",
        "e.g. ",
        "p.m. ",
        "z. B. ",
        "etc. ",
        "Art. ",
        "не ",
        "л'",
    ),
    *("ال", "ي ", "가", "다. ", "ส", "ा", "न ", "я ", "Я. ", "ñ ", "¿", "¡", "l'", "d'un ", "n° ", "al ", "del "),
)


def make_case(chance: random.Random) -> Case:
    """Return a text to be grown."""

    def some(most: int) -> str:
        return "".join(chance.choices(PIECES, k=chance.randint(0, most)))

    piece = "".join(chance.choices(PIECES, k=chance.choice([1, 1, 2, 2, 3, 4, 6])))
    return some(2), piece, some(2) if chance.random() < 0.3 else "", some(2)


def try_case(stage: str, case: Case, output: Any) -> None:
    """Time a stage in a process of its own; what hangs says where."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + LIMIT
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.register(signal.SIGXCPU, chain=True)
    with tempfile.TemporaryDirectory() as folder:
        output.send([seconds_of(STAGES[stage], case, size, Path(folder)) for size in (SMALL, GROWN)])


@cache
def warm_up(stage: str) -> None:
    """Load what a stage needs, so that its time does not count."""
    with tempfile.TemporaryDirectory() as folder:
        seconds_of(STAGES[stage], ("", "The Court met on May 3. ", "", ""), 100, Path(folder))


def judge(stage: str, case: Case) -> str:
    """Return what is wrong with the time of a stage; empty where nothing is."""
    warm_up(stage)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=try_case, args=(stage, case, theirs))
    process.start()
    theirs.close()
    try:
        small, grown = ours.recv()
    except EOFError:
        process.join()
        return f"ended with {process.exitcode}: more than {LIMIT} s, or an error"
    finally:
        ours.close()
    process.join()
    if grown > LEAST_SECONDS and grown > WORST * small:
        return f"{small:.3f} s for {SMALL:,} characters, {grown:.3f} s for {GROWN:,}"
    return ""


def fuzz(stage: str, seconds: float, seed: int, findings: Path) -> int:
    """Try random texts; return how many were too slow."""
    chance = random.Random(f"{stage} {seed}")
    end = time.monotonic() + seconds
    tried = slow = 0
    while time.monotonic() < end:
        case = make_case(chance)
        tried += 1
        if said := judge(stage, case):
            slow += 1
            print(f"{stage} {json.dumps(case, ensure_ascii=False)}: {said}", flush=True)
            with (findings / "growth.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps({"stage": stage, "case": case, "said": said}, ensure_ascii=False) + "\n")
    print(f"{stage}: {tried} texts, {slow} too slow", flush=True)
    return slow


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--seconds", type=float, default=60, help="for each stage")
    parser.add_argument("--seed", type=int, default=int(datetime.now(UTC).timestamp()))
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    options = parser.parse_args()
    options.findings.mkdir(exist_ok=True)
    found = sum(
        fuzz(stage, options.seconds, options.seed, options.findings) for stage in options.stages or list(STAGES)
    )
    sys.exit(f"{found} texts took too long: see {options.findings}" if found else 0)


if __name__ == "__main__":
    main()
