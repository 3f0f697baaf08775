"""Read a report: path or bytes → `Document`, its text cut into blocks that know their role and their place."""

from dragoman.documents.formats import SUFFIXES
from dragoman.documents.read import DEFAULT_MAX_SIZE, parse_text, read_bytes, read_document

__all__ = ["DEFAULT_MAX_SIZE", "SUFFIXES", "parse_text", "read_bytes", "read_document"]
