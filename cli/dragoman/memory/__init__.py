"""Reviewed translations recalled for new reports."""

from dragoman.memory.store import Concordance, MemoryFile, MemoryStore, Recall

__all__ = ["Concordance", "MemoryFile", "MemoryStore", "Recall"]
