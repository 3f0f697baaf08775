"""The curated glossary: loaded from its TSV files, and found in the segments of a report."""

from dragoman.glossary.find import find_terms
from dragoman.glossary.load import Glossary, load_glossary
from dragoman.glossary.match import Matcher

__all__ = ["Glossary", "Matcher", "find_terms", "load_glossary"]
