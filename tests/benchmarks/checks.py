"""How well `dragoman po check` tells good translations from bad, beside translate-toolkit's pofilter, and how fast.

`sentences/good.tsv` has good translations with what checks like to stumble over, `sentences/planted.tsv` good ones with
an error planted in each: all our own. `held-out.tsv` was written when the checks were done. `un-judged.tsv` says which
findings on the United Nations' own translations are true, read one by one. A planted error is found if the bad
translation has a finding of a kind that the good one has not.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from dragoman import resources
from dragoman.check.pair import Pair
from dragoman.check.translation import check_facts, check_translation
from dragoman.languages import parse_language
from dragoman.po.syntax import escape, parse_entries
from dragoman.run.review import Wanted, review
from material import ROOT
from measure import Row, Setup

_SENTENCES = Path(__file__).parent / "sentences"
_ENGLISH = parse_language("en")
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|n|t|\\)")
_CHARACTERS = {"n": "\n", "t": "\t", "\\": "\\"}
_HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2025-03-03 09:30+0000\\n"\n'
    '"Last-Translator: Lin <lin@example.org>\\n"\n"Language-Team: none\\n"\n"Language: {language}\\n"\n'
    '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)
_BESIDE: Mapping[str, Callable[[str, str, str], tuple[str, str]]] = {
    "same source translated otherwise": lambda source, good, bad: (source, good),
    "same translation for another source": lambda source, good, bad: ("The court resumed its hearings.", bad),
}
"""Kinds of errors that show beside another entry: that entry."""
_STATES = frozenset(("reviewed", "draft", "machine", "memory"))
Entry = tuple[str, str, str]
"""A name that stands in the reference, source and translation."""
Kinds = dict[str, set[str]]
"""What a checker says of each entry, by its name."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield findings on good translations, planted errors found, and the speed."""
    planted = _rows("planted.tsv")[:: setup.size(1, 40)]
    good = [(to, source, text) for to, source, text in _rows("good.tsv")[:: setup.size(1, 20)]]
    good += [(to, source, text) for _, to, source, text, _ in planted]
    yield from _false_alarms("own", [(to, source, text) for to, source, text in good], setup)
    un = _united_nations(setup.size(300, 10))
    yield from _un_alarms(un)
    yield from _planted("", planted, setup)
    yield from _planted(", held out", _rows("held-out.tsv")[:: setup.size(1, 40)], setup)
    yield from _speed([Pair(source, text, _ENGLISH, parse_language(to)) for _, to, source, text in un], setup)


def _rows(name: str) -> list[list[str]]:
    """Return the rows of a table behind its header, its escapes as what they stand for."""
    lines = (_SENTENCES / name).read_text("utf-8").splitlines()[1:]
    return [[_ESCAPED.sub(_character, cell) for cell in line.split("\t")] for line in lines]


def _character(found: re.Match[str]) -> str:
    return _CHARACTERS.get(found[1]) or chr(int(found[1][1:], 16))


def _united_nations(limit: int) -> list[tuple[int, str, str, str]]:
    """Return line, language, source and translation of each pair; nothing where they do not lie beside the project."""
    path = ROOT.parent / "shared" / "eval" / "un-six-languages.tsv"
    if not path.is_file():
        return []
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[: limit + 1])
    return [
        (line, tag, row[0], row[number])
        for number, tag in enumerate(head)
        if tag != "en"
        for line, row in enumerate(rows, 2)
    ]


def _false_alarms(name: str, good: Sequence[tuple[str, str, str]], setup: Setup) -> Iterator[Row]:
    for language in dict.fromkeys(to for to, _, _ in good):
        entries = [(f"{number:04}", source, text) for number, (to, source, text) in enumerate(good) if to == language]
        ours = _severities(language, entries, setup.folder / f"{name}.{language}.po")
        theirs = _pofilter(language, entries, setup.folder)
        per_thousand = 1000 * sum(ours[severity] for severity in ("error", "warning")) / len(entries)
        note = f"of {len(entries)}; errors {ours['error']}, infos {ours['info']}"
        if theirs is not None:
            note += f"; pofilter {1000 * sum(map(bool, theirs.values())) / len(entries):.0f}"
        yield Row(f"findings on good sentences, {language}", per_thousand, "per 1,000", budget="<= 5", note=note)


def _severities(language: str, entries: Sequence[Entry], path: Path) -> Counter[str]:
    return Counter(severity for _, _, severity in _dragoman(language, entries, path))


def _un_alarms(un: Sequence[tuple[int, str, str, str]]) -> Iterator[Row]:
    """Yield what `po check` says without a glossary, and how much of it was found untrue."""
    true = {(int(line), to, code) for line, to, code, verdict, _ in _rows("un-judged.tsv") if verdict == "true"}
    for language in dict.fromkeys(to for _, to, _, _ in un):
        pairs = [
            (line, Pair(source, text, _ENGLISH, parse_language(to))) for line, to, source, text in un if to == language
        ]
        found = [(line, finding) for line, pair in pairs for finding in check_translation(pair)]
        serious = {(line, finding.code): finding for line, finding in found if finding.severity != "info"}
        untrue = [finding for (line, code), finding in serious.items() if (line, language, code) not in true]
        errors = sum(finding.severity == "error" for finding in untrue)
        note = f"of {len(pairs)}; untrue errors {errors}; {len(serious)} findings, {len(found) - len(serious)} infos"
        value = 1000 * len(untrue) / len(pairs)
        yield Row(f"untrue findings on the UN's translations, {language}", value, "per 1,000", budget="<= 5", note=note)


def _planted(which: str, planted: Sequence[Sequence[str]], setup: Setup) -> Iterator[Row]:
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    asked: Counter[str] = Counter(kind for kind, *_ in planted)
    for language in dict.fromkeys(to for _, to, *_ in planted):
        rows = [(f"{number:04}", *row[:5]) for number, row in enumerate(planted) if row[1] == language]
        good = [entry for row in rows for entry in _entries(*row, spoilt=False)]
        bad = [entry for row in rows for entry in _entries(*row, spoilt=True)]
        for counter, checker in ((ours, _ours), (theirs, _pofilter)):
            before, after = (checker(language, entries, setup.folder) for entries in (good, bad))
            if before is None or after is None:
                continue
            for name, kind, *_ in rows:
                counter[kind] += bool(after.get(name, set()) - before.get(name, set()))
    total = sum(asked.values())
    yield Row(
        f"planted errors found{which}",
        100 * sum(ours.values()) / total,
        "%",
        budget=">= 90",
        note=f"of {total}, {len(asked)} kinds",
    )
    yield Row(f"planted errors found by pofilter{which}", 100 * sum(theirs.values()) / total, "%", note=f"of {total}")
    for kind, number in asked.items() if not which else ():
        yield Row(f"planted: {kind}", ours[kind], f"of {number}", note=f"pofilter {theirs[kind]}")


def _entries(*row: str, spoilt: bool) -> list[Entry]:
    """Return an entry, good or spoilt, behind the one that the kind of its error shows beside."""
    name, kind, _, source, good, bad = row
    beside = _BESIDE.get(kind)
    return [*([(f"{name}b", *beside(source, good, bad))] if beside else []), (name, source, bad if spoilt else good)]


def _catalogue(language: str, entries: Sequence[Entry]) -> str:
    body = "".join(
        f'#: {name}\nmsgctxt "p{name}"\nmsgid "{escape(source)}"\nmsgstr "{escape(target)}"\n\n'
        for name, source, target in entries
    )
    return _HEADER.format(language=parse_language(language).gettext) + body


def _dragoman(language: str, entries: Sequence[Entry], path: Path) -> list[tuple[str, str, str]]:
    """Return name, code and severity of each finding of `po check`, with the glossary that ships."""
    path.write_text(_catalogue(language, entries), "utf-8")
    names = {entry.linenum: entry.msgctxt for entry in parse_entries(path.read_text("utf-8"), "utf-8").entries}
    found = review([path], Wanted(_STATES), source=_ENGLISH, target=None, glossary=resources.glossary_folder())
    return [
        (str(names[remark.line])[1:], remark.finding.code, remark.finding.severity)
        for remark in found
        if names.get(remark.line)
    ]


def _ours(language: str, entries: Sequence[Entry], folder: Path) -> Kinds:
    kinds: Kinds = {}
    for name, code, _ in _dragoman(language, entries, folder / f"ours.{language}.po"):
        kinds.setdefault(name, set()).add(code)
    return kinds


def _pofilter(language: str, entries: Sequence[Entry], folder: Path) -> Kinds | None:
    """Return the tests of pofilter that each entry fails; `None` where it is not installed."""
    program = shutil.which("pofilter", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        return None
    path, out = folder / f"theirs.{language}.po", folder / f"failed.{language}.po"
    path.write_text(_catalogue(language, entries), "utf-8")
    out.unlink(missing_ok=True)
    code = parse_language(language).gettext
    subprocess.run(
        [program, f"--language={code}", "--progress=none", str(path), str(out)], capture_output=True, check=True
    )
    kinds: Kinds = {}
    for entry in parse_entries(out.read_text("utf-8"), "utf-8").entries if out.is_file() else ():
        if entry.msgctxt:
            kinds[entry.msgctxt[1:]] = set(re.findall(r"\(pofilter\) (\w+):", entry.tcomment))
    return kinds


def _speed(pairs: Sequence[Pair], setup: Setup) -> Iterator[Row]:
    """Yield how many segments are checked in a second of a processor, each seen for the first time."""
    if not pairs:
        return
    works: dict[str, Callable[[Pair], object]] = {"all checks": check_translation, "facts": check_facts}
    for name, work in works.items():
        work(pairs[0])
        times = []
        for _ in range(setup.times(5)):
            began = time.process_time()
            for one in pairs:
                work(Pair(one.source, one.target, one.source_language, one.target_language))
            times.append(time.process_time() - began)
        budget = ">= 5000" if name == "all checks" else ""
        characters = sum(len(pair.source) for pair in pairs) / len(pairs)
        value = len(pairs) / min(times)
        yield Row(f"{name}, a core", value, "segments/s", budget=budget, note=f"of {characters:.0f} characters")
