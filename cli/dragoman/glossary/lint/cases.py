"""Arabic prepositions before nominatives (G057): what a script makes that puts them before every form of a row."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.model import Language, Rendering

_PREPOSITION = re.compile(r"(و?(?:ب|لل|ل))(\w+)(ون|ان)\b")
"""With `and` before it or not, to a plural or dual in the nominative; لل is the preposition and the article."""


def case_problems(path: Path, language: Language, renderings: Iterable[Rendering]) -> Iterator[Problem]:
    """Yield the forms that begin with a preposition and a nominative: the row has that word in both its cases.

    بلبنان is no such form, for no row has لبنين.
    """
    if language.tag != "ar":
        return
    for row in renderings:
        right = [form for form in (row.rendering, *row.accepted) if form]
        words = {form.split()[0] for form in right}
        for form in right:
            if not (found := _PREPOSITION.match(form)):
                continue
            before, stem, ending = found.groups()
            bare = f"ال{stem}" if before.endswith("لل") else stem
            if {f"{bare}{ending}", f"{bare}ين"} <= words:
                yield Rule.CASE.at(path, row.line, form=form, right=f"{before}{stem}ين")
