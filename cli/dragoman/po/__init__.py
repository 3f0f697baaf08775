"""PO files: read, brought up to date with a report, and laid out as gettext does."""

from dragoman.po.catalogue import Catalogue, read_catalogue, read_catalogue_if_exists
from dragoman.po.changed import find_changed
from dragoman.po.changes import CatalogueChanges, compare
from dragoman.po.provenance import fingerprint, format_provenance, parse_provenance
from dragoman.po.update import template, update_catalogue

__all__ = [
    "Catalogue",
    "CatalogueChanges",
    "compare",
    "find_changed",
    "fingerprint",
    "format_provenance",
    "parse_provenance",
    "read_catalogue",
    "read_catalogue_if_exists",
    "template",
    "update_catalogue",
]
