"""One of many processes at work on a project: random commands, some of them killed; says what must be there in the end.

    python stress.py SEED COMMANDS SECONDS

Works in the current folder. What it adds bears its seed, so that no other process changes it. Prints a JSON object: for
each thing, what it may be in the end: what the last command that ended well made of it, or what commands that failed or
were killed since then may have made of it. A process of its own, which forks: importing everything takes longer than
the commands do.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from dragoman import main

PARAGRAPHS = 6
"""Of each process, in the report."""
KILLED = 0.3
"""Share of the commands that a signal ends."""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
WELL = {0, 1, 2, *(-number for number in SIGNALS), *(128 + number for number in SIGNALS)}
"""Statuses that a command may end with."""
ABSENT = ""


def paragraph(seed: int, number: int) -> str:
    return f"Ship number {number} of fleet {seed} came in."


def start(arguments: Sequence[str], descriptor: int) -> NoReturn:
    """Run a command in this process, a child, with its messages in a file; does not return."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # as `dragoman.__main__` has it until all is loaded
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    sys.argv[1:] = arguments
    replace = Path.replace

    def slowly(path: Path, aim: Path) -> Path:
        """Give others time between what is compared and what is replaced, as a slow disk does."""
        time.sleep(random.uniform(0, 0.1))
        return replace(path, aim)

    Path.replace = slowly  # type: ignore[method-assign, assignment]
    try:
        main.run()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 99)
    except BaseException:
        traceback.print_exc()
    os._exit(99)


class Worker:
    """Does the commands of one process."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.expected: dict[str, list[str]] = {}
        self.wrong: list[str] = []
        self.done = self.good = 0

    def run(self, arguments: Sequence[str]) -> bool:
        """Run a command, perhaps kill it; tell whether it ended well."""
        self.done += 1
        descriptor = os.memfd_create("messages")
        child = os.fork()
        if not child:
            random.seed(os.getpid())
            start(arguments, descriptor)
        if self.chance.random() < KILLED:
            time.sleep(self.chance.uniform(0, 0.4))
            with suppress(ProcessLookupError):
                os.kill(child, self.chance.choice(SIGNALS))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        os.lseek(descriptor, 0, os.SEEK_SET)
        said = os.read(descriptor, 2**16).decode(errors="replace")
        os.close(descriptor)
        if code not in WELL or "internal error" in said or "Traceback" in said:
            self.wrong.append(f"{' '.join(arguments)}: {code}: {said}")
        return code == 0

    def change(self, thing: str, value: str, arguments: Sequence[str]) -> None:
        """Run a command that makes a thing be something else."""
        if self.run(arguments):
            self.good += 1
            self.expected[thing] = [value]
        else:
            self.expected.setdefault(thing, [ABSENT]).append(value)

    def step(self) -> None:
        """Do one of the commands."""
        number = self.chance.randrange(PARAGRAPHS)
        text = f"第{self.done}次{self.seed}"
        term = f"Fleet {self.seed} Board {number}"
        glossary = ["--glossary", "g", "--quiet"]
        match self.chance.randrange(9):
            case 0 | 1:
                slug = term.lower().replace(" ", "-")
                there = self.expected.get(f"term {term}", [ABSENT])
                note = f"note {self.done}"
                if ABSENT in there:
                    add = ["glossary", "add", term, "--category", "institution", "--note", note]
                    self.change(f"term {term}", note, [*add, *glossary])
                elif self.chance.random() < 0.7:
                    self.change(f"term {term}", note, ["glossary", "set", slug, f"note={note}", *glossary])
                else:
                    self.change(f"term {term}", ABSENT, ["glossary", "remove", slug, *glossary])
            case 2:
                name = f"Fleet {self.seed} Import {number}"
                Path(f"in-{self.seed}.tsv").write_text(f"term\tcategory\tnote\n{name}\tinstitution\tx\n", "utf-8")
                self.change(f"term {name}", "x", ["glossary", "import", f"in-{self.seed}.tsv", *glossary])
            case 3 | 4 | 5:
                source = paragraph(self.seed, number)
                rows = f"id\tsource\ttarget\tstatus\n\t{source}\t{text}\treviewed\n"
                Path(f"back-{self.seed}.tsv").write_text(rows, "utf-8")
                back = ["po", "import", f"back-{self.seed}.tsv", "--to", "zh", "--report", "report", "--quiet"]
                self.change(f"entry {source}", text, [*back, "--on-conflict", "take"])
            case 6:
                self.run(["po", "update", "report.txt", "--to", "zh", "--engine", "none", "--quiet"])
            case 7:
                self.run(["translate", "report.txt", "--to", "zh,es", "--engine", "none", "--quiet"])
            case 8:
                name = f"old-{self.seed}-{number}.tmx"
                unit = f'<tuv xml:lang="en"><seg>{name}</seg></tuv><tuv xml:lang="zh"><seg>{text}</seg></tuv>'
                head = '<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" '
                head += 'creationtool="x" creationtoolversion="1" o-tmf="x"/>'
                Path(name).write_text(f"{head}<body><tu>{unit}</tu></body></tmx>", "utf-8")
                if self.run(["memory", "import", name, "--to", "zh", "--quiet"]):
                    self.good += 1
                    self.expected[f"memory {text}"] = [name]


LOADED = (
    "commands.job",
    "run.reimport.files",
    "glossary.exchange",
    "glossary.lint.run",
    "glossary.edit",
    "memory.folder",
)


def work(seed: int, commands: int, seconds: float) -> None:
    for name in LOADED:
        import_module(f"dragoman.{name}")
    worker = Worker(seed)
    end = time.monotonic() + seconds
    while worker.done < commands and time.monotonic() < end:
        with suppress(OSError):  # the disk is full, and its own file cannot be written
            worker.step()
    print(
        json.dumps(
            {"expected": worker.expected, "wrong": worker.wrong, "done": worker.done, "good": worker.good},
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    work(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
