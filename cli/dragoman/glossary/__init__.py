"""The curated glossary: loaded from its TSV files, and found in the segments of a report.

Names are looked up when they are first asked for: a command that only reads or keeps the files does without all that
finds terms, which costs it a third of its start.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.glossary.direction import load_direction, load_directions
    from dragoman.glossary.load import ENGLISH, Glossary, load_glossary
    from dragoman.glossary.matching.english import Matcher
    from dragoman.glossary.matching.find import TermFinder, find_terms, matcher_for

__all__ = [
    "ENGLISH",
    "Glossary",
    "Matcher",
    "TermFinder",
    "find_terms",
    "load_direction",
    "load_directions",
    "load_glossary",
    "matcher_for",
]

_MODULES = {
    **{"ENGLISH": "load", "Glossary": "load", "load_glossary": "load", "load_direction": "direction"},
    **{
        "load_directions": "direction",
        "TermFinder": "matching.find",
        "find_terms": "matching.find",
        "matcher_for": "matching.find",
        "Matcher": "matching.english",
    },
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
