"""The glossary in other programs' formats: one module per format, each with what it renders and what it parses."""

from dragoman.glossary.exchange.entries import Entry, Reading, list_locales, read_entries
from dragoman.glossary.exchange.formats import FORMATS, format_for, parse_file
from dragoman.glossary.exchange.merge import Conflict, Plan, plan_import, planned_files

__all__ = [
    "FORMATS",
    "Conflict",
    "Entry",
    "Plan",
    "Reading",
    "format_for",
    "list_locales",
    "parse_file",
    "plan_import",
    "planned_files",
    "read_entries",
]
