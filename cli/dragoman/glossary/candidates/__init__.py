"""Names in a report that the glossary might need: what `coverage` lists and `extract` proposes."""

from dragoman.glossary.candidates.collect import Candidate, Coverage, cover, with_all_visible

__all__ = ["Candidate", "Coverage", "cover", "with_all_visible"]
