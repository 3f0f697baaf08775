"""The curated glossary: loaded from its TSV files, and found in the segments of a report."""

from dragoman.glossary.direction import load_direction
from dragoman.glossary.find import find_terms, matcher_for
from dragoman.glossary.load import ENGLISH, Glossary, load_glossary
from dragoman.glossary.match import Matcher

__all__ = ["ENGLISH", "Glossary", "Matcher", "find_terms", "load_direction", "load_glossary", "matcher_for"]
