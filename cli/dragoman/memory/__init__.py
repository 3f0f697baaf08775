"""Reviewed translations of other reports, recalled for new ones."""

from dragoman.memory.recall import Memory, Recall

__all__ = ["Memory", "Recall"]
