"""What people do who have an engine and no guarantee: masking, or replacing afterwards."""

import re
from collections.abc import Sequence

from dragoman.engine.protocol import Engine
from dragoman.evaluation.run import Ladder
from dragoman.progress import Watch
from dragoman.terminology.inline import inline_source
from dragoman.terminology.ladder import Outcome
from dragoman.terminology.required import Debt, Task
from dragoman.terminology.verify import occurrences


class Free:
    """No guarantee at all: what is owed is kept from a system that could keep it."""

    def __init__(self, system: Ladder) -> None:
        self._system = system

    def translate(self, sources: Sequence[str], debts: Sequence[Sequence[Debt]], watch: Watch) -> list[Outcome]:
        """Translate the sources and forget what each owes."""
        return self._system.translate(sources, [()] * len(sources), watch)


class Masking:
    """Plain placeholders: `TERM0` stands for the term while the engine works, and its rendering is put back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def translate(self, sources: Sequence[str], debts: Sequence[Sequence[Debt]], watch: Watch) -> list[Outcome]:
        """Translate the sources; a placeholder that the engine loses or spells otherwise is not found again."""
        masked = [_masked(source, owed) for source, owed in zip(sources, debts, strict=True)]
        targets = [hypotheses[0].text for hypotheses in self._engine.translate(masked)]
        return [_outcome(_unmasked(target, owed)) for target, owed in zip(targets, debts, strict=True)]


def _masked(source: str, debts: Sequence[Debt]) -> str:
    slots = tuple(Debt(debt.id, (f"TERM{number}",), debt.spans) for number, debt in enumerate(debts))
    return inline_source(Task(source, slots))[0]


def _unmasked(target: str, debts: Sequence[Debt]) -> str:
    forms = [debt.forms[0] for debt in debts]

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

    def translate(self, sources: Sequence[str], debts: Sequence[Sequence[Debt]], watch: Watch) -> list[Outcome]:
        """Translate the sources and, in the same call, every term by itself."""
        terms = list(dict.fromkeys(debt.id for owed in debts for debt in owed))
        texts = [hypotheses[0].text for hypotheses in self._engine.translate([*sources, *terms])]
        alone = dict(zip(terms, (text.rstrip("。.") for text in texts[len(sources) :]), strict=True))
        return [_outcome(_replaced(target, owed, alone)) for target, owed in zip(texts, debts, strict=False)]


def _replaced(target: str, debts: Sequence[Debt], alone: dict[str, str]) -> str:
    for debt in debts:
        if any(occurrences(target, debt.forms[0])) or not alone[debt.id]:
            continue
        target = target.replace(alone[debt.id], debt.forms[0])
    return target


def _outcome(target: str) -> Outcome:
    return Outcome(target, None, ())
