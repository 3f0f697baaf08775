"""Translate official reports offline and keep their official language official."""

__version__ = "0.1.0"
