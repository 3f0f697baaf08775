"""Source forms belong to one concept and have something to match (G030 to G032)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.matching.forms import flag_values, spelled_forms
from dragoman.glossary.matching.normalise import lower, normalise_form
from dragoman.model import Concept

_LETTER = re.compile(r"[^\W_]")


def ownership_problems(path: Path, concepts: Iterable[Concept]) -> Iterator[Problem]:
    """Yield the source forms that would match nothing, and those that an earlier concept has already."""
    owners: dict[str, Concept] = {}
    for concept in concepts:
        exact_case = "case" in concept.flags
        for form in spelled_forms(concept) if concept.term else concept.variants:
            spelled = normalise_form(form).replace("-", " ")
            key = spelled if exact_case or spelled.isupper() else lower(spelled)
            if not _LETTER.search(key):
                yield Rule.TERM.at(path, concept.line, what=f"{form!r} has no letter or digit")
                continue
            owner = owners.setdefault(key, concept)
            if owner is concept and key != spelled:
                owner = owners.setdefault(spelled, concept)  # told by its capitals, but spelled with the same ones
            if owner is not concept:
                as_term = {lower(form_key(one.term, exact_case=True)) == lower(spelled) for one in (owner, concept)}
                rule = Rule.TERM_OF_ANOTHER if len(as_term) == 2 else Rule.OWNED_TWICE
                yield rule.at(path, concept.line, form=form, owner=owner.id, line=owner.line)
        for short in flag_values(concept, "short") if concept.flags else ():
            if short and not _LETTER.search(short):
                yield Rule.TERM.at(path, concept.line, what=f"the short form {short!r} has no letter or digit")


def form_key(form: str, *, exact_case: bool) -> str:
    """Return what two forms share that may not belong to two concepts.

    "US" and "us" may be two concepts: one of them is told by its capitals.

    >>> form_key("State-owned", exact_case=False), form_key("US", exact_case=False)
    ('state owned', 'US')
    """
    key = normalise_form(form).replace("-", " ")
    return key if exact_case or key.isupper() else lower(key)
