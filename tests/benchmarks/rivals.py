"""What people do who have an engine and no guarantee: masking, or replacing afterwards."""

import re
from collections.abc import Sequence

from dragoman.engine.protocol import Engine
from dragoman.evaluation.run import Ladder
from dragoman.progress import Watch
from dragoman.terminology.inline import inline_source
from dragoman.terminology.ladder import Outcome
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.verify import occurrences


class Free:
    """No guarantee at all: what is required is kept from a system that could keep it."""

    def __init__(self, system: Ladder) -> None:
        self._system = system

    def translate(
        self, sources: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]], watch: Watch
    ) -> list[Outcome]:
        """Translate the sources and forget what each requires."""
        return self._system.translate(sources, [()] * len(sources), watch)


class Masking:
    """Plain placeholders: `TERM0` stands for the term while the engine works, and its rendering is put back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def translate(
        self, sources: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]], watch: Watch
    ) -> list[Outcome]:
        """Translate the sources; a placeholder that the engine loses or spells otherwise is not found again."""
        masked = [_masked(source, expected) for source, expected in zip(sources, required_terms, strict=True)]
        targets = [hypotheses[0].text for hypotheses in self._engine.translate(masked)]
        return [_outcome(_unmasked(target, expected)) for target, expected in zip(targets, required_terms, strict=True)]


def _masked(source: str, required_terms: Sequence[RequiredTerm]) -> str:
    slots = tuple(
        RequiredTerm(required.id, (f"TERM{number}",), required.spans) for number, required in enumerate(required_terms)
    )
    return inline_source(Task(source, slots))[0]


def _unmasked(target: str, required_terms: Sequence[RequiredTerm]) -> str:
    forms = [required.forms[0] for required in required_terms]

    def form(found: re.Match[str]) -> str:
        number = int(found[1])
        return forms[number] if number < len(forms) else found[0]

    return re.sub(r"TERM\s?(\d+)", form, target, flags=re.IGNORECASE)


class Replacement:
    """Find and replace after the fact: what the engine makes of the term alone is replaced where it stands.

    This is how argostranslate's `tags` finds a part of a sentence again, and how custom terminology works that is
    applied to finished output.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def translate(
        self, sources: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]], watch: Watch
    ) -> list[Outcome]:
        """Translate the sources and, in the same call, every term by itself."""
        terms = list(dict.fromkeys(required.id for expected in required_terms for required in expected))
        texts = [hypotheses[0].text for hypotheses in self._engine.translate([*sources, *terms])]
        alone = dict(zip(terms, (text.rstrip("。.") for text in texts[len(sources) :]), strict=True))
        return [
            _outcome(_replaced(target, expected, alone))
            for target, expected in zip(texts, required_terms, strict=False)
        ]


def _replaced(target: str, required_terms: Sequence[RequiredTerm], alone: dict[str, str]) -> str:
    for required in required_terms:
        if any(occurrences(target, required.forms[0])) or not alone[required.id]:
            continue
        target = target.replace(alone[required.id], required.forms[0])
    return target


def _outcome(target: str) -> Outcome:
    return Outcome(target, None, ())
