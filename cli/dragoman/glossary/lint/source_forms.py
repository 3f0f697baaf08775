"""Source forms belong to one concept, have something to match, and can match (G030 to G033)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.matching.forms import flag_values, spelled_forms
from dragoman.glossary.matching.normalise import lower, normalise_form
from dragoman.model import Concept, Rendering, Segment

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


def reach_problems(path: Path, concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Yield the forms that the matcher does not give to their concept even in a text made for them.

    Such a text holds the form, with what its flags ask for: a word of its context, the full name before a short form.
    """
    from dragoman.glossary.load import Glossary  # they build on this package
    from dragoman.glossary.matching.english import Matcher

    renderings = {id_: Rendering(id_, "=", (), (), "proposed", "", "", 0) for id_ in concepts}
    matcher = Matcher(Glossary(concepts, renderings, "", True))

    def takers(*texts: str) -> list[str]:
        """Return whose forms match in the last of the texts."""
        found = matcher.find_matches([_segment(text) for text in texts])
        return [match.id for match in found[-1]]

    for concept in concepts.values():
        context = "".join(f"; {word}" for word in flag_values(concept, "context")[:1])
        for form in dict.fromkeys(spelled_forms(concept)):
            # Where the capitals of the form are another's, it may still match without them.
            ways = (form, form.lower(), form.title())
            if not any(concept.id in takers(f"{way}{context}") for way in ways):
                yield Rule.SHADOWED.at(path, concept.line, form=form, why=_why(takers(f"{form}{context}")))
        for short in flag_values(concept, "short"):
            found = takers(f"{concept.term}{context}", f"{short}{context}")
            if concept.id not in found:
                yield Rule.SHADOWED.at(path, concept.line, form=short, why=_why(found))


def _why(takers: list[str]) -> str:
    return (
        f"{takers[0]} always takes its words" if takers else "the matcher does not find it even where it stands alone"
    )


def _segment(text: str) -> Segment:
    return Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
