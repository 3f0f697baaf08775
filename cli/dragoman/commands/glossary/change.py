"""A change to the glossary's files: checked, shown with what it does to reports, and written."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import console
from dragoman.commands.glossary.folder import write_files
from dragoman.errors import GlossaryError, RequestError
from dragoman.glossary.diff import changed_lines
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.look_up import concept_named
from dragoman.glossary.table import TERMS, Files
from dragoman.languages import parse_language
from dragoman.model import Document, Language, Match

if TYPE_CHECKING:
    from dragoman.glossary.effect import Effect, Located


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is asked for."""

    reports: Sequence[Path]
    """What the change does to them is shown."""
    source: str
    """Their language."""
    max_size: float
    """In MB, of each report."""
    dry_run: bool = False
    as_json: bool = False


def concept_id(files: Files, name: str) -> str:
    """Return the id of the concept that has this id or this source form.

    Raises:
        RequestError: there is none.
    """
    if id_ := concept_named(files, name):
        return id_
    raise RequestError(f"{files.folder}: no concept named {name!r}; look for it with: glossary show {name!r}")


def language_codes(files: Files, names: Iterable[str]) -> list[str]:
    """Return the languages that a change to these files touches: all, where the terms are among them."""
    touched = files.languages() if TERMS in names else names
    return [name.removesuffix(".tsv") for name in touched]


def new_faults(before: Files, after: Files) -> list[Problem]:
    """Return what `glossary lint` would find after a change that it did not find before.

    Raises:
        GlossaryError: there are errors among it.
    """
    if before.data == after.data:
        return []
    from dragoman.glossary.lint.run import new_problems
    from dragoman.terminology.verify import stands_in

    problems = new_problems(before, after, stands_in)
    # What a language lacks for its claim can be added next.
    severe = [problem for problem in problems if problem.rule.severity == "error" and problem.rule != Rule.INCOMPLETE]
    if severe:
        raise GlossaryError("\n".join([*map(str, severe), "nothing was changed"]))
    return problems


def change(before: Files, after: Files, languages: Iterable[str], manner: Manner) -> None:
    """Check a change, show it with what it does to the reports in the `languages`, and write it.

    Raises:
        GlossaryError: `glossary lint` would find an error that it did not find before; nothing was changed.
        DragomanError: a report cannot be read, or a file cannot be written; nothing was changed.
    """
    problems = new_faults(before, after)
    effects: list[Located] = []
    if manner.reports:
        effects = report_effects(before, after, languages, manner)
    if not console.is_quiet():
        for problem in problems:
            console.print_warning(str(problem))
    paths = [after.folder / name for name in after.data if before.data.get(name) != after.data[name]]
    if not manner.dry_run:
        write_files(before, after)
    lines = list(changed_lines(before, after))
    if manner.as_json:
        facts: dict[str, Any] = {"files": list(map(str, paths)), "written": not manner.dry_run, "lines": lines}
        print(json.dumps(facts | {"segments": [row(*effect) for effect in effects]}, ensure_ascii=False))
        return
    for line in lines:
        print(line)
    print_effects(effects)
    if not console.is_quiet():
        print_total(effects, manner.reports)
        done = "would change; nothing written (--dry-run)" if manner.dry_run else "changed"
        for path in paths:
            console.print_message(f"{path} {done}")
        if not paths:
            console.print_message("nothing to change: the glossary already says so")


def report_effects(before: Files, after: Files, languages: Iterable[str], manner: Manner) -> list["Located"]:
    """Return what a change does to the reports.

    Raises:
        DragomanError: a report cannot be read, or one of the glossaries does not load.
    """
    from dragoman.commands.inputs import print_notes, read_reports  # only a preview needs to read and segment
    from dragoman.glossary.effect import effects_on

    documents = read_reports(manner.reports, manner.max_size)
    print_notes(documents, parse_language(manner.source))
    return list(effects_on(documents, before, after, languages, manner.source))


def print_effects(effects: Iterable["Located"]) -> None:
    """Print each segment that changes, with what it required and what it requires, to standard output."""
    for document, language, effect in effects:
        print(f"{document.name}:{effect.segment.line}: {effect.segment.id} {language.gettext}: {_cut(effect)}")
        for sign, matches in (("-", effect.before), ("+", effect.after)):
            for match in matches:
                words = " ".join(match.source.split())
                print(f"    {sign} {words} → {' / '.join(match.forms) or '(no rendering)'}")


def print_total(effects: Sequence["Located"], reports: Sequence[Path]) -> None:
    """Print how many segments of the reports change, to standard error."""
    if reports:
        segments = len({(document.name, effect.segment.id) for document, _, effect in effects})
        console.print_message(f"{segments:,} segment{'s' * (segments != 1)} of the reports require something else")


def row(document: Document, language: Language, effect: "Effect") -> dict[str, Any]:
    """Return an effect as it is printed as JSON."""
    return {
        "report": document.name,
        "segment": effect.segment.id,
        "line": effect.segment.line,
        "language": language.gettext,
        "before": [_match(effect, match) for match in effect.before],
        "after": [_match(effect, match) for match in effect.after],
    }


def _match(effect: "Effect", match: Match) -> dict[str, Any]:
    return {
        "start": effect.segment.start + match.start,
        "end": effect.segment.start + match.end,
        "source": match.source,
        "id": match.id,
        "renderings": list(match.forms),
    }


def _cut(effect: "Effect") -> str:
    """Return as much of the segment as tells which it is."""
    text = effect.segment.text
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
