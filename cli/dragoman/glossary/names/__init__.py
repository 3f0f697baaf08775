"""Names that no glossary knows: carried over as they are written into a language with another script."""

from dragoman.glossary.names.english import find_names
from dragoman.glossary.names.required import carry_people, with_names

__all__ = ["carry_people", "find_names", "with_names"]
