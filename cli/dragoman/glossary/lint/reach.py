"""Source forms that can never match, because another form always takes their words (G033)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.english import Matcher
from dragoman.glossary.matching.forms import flag_values, spelled_forms
from dragoman.model import Concept, Rendering, Segment


def reach_problems(path: Path, concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Yield the forms that the matcher does not give to their concept even in a text made for them.

    Such a text holds the form, with what its flags ask for: a word of its context, the full name before a short form.
    """
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
    return f"{takers[0]} always matches its words" if takers else "the matcher does not find it even on its own"


def _segment(text: str) -> Segment:
    return Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
