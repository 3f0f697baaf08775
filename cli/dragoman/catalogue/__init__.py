"""PO files: read, brought up to date with a report, and laid out as gettext does."""

from dragoman.catalogue.changed import find_changed
from dragoman.catalogue.changes import CatalogueChanges, compare
from dragoman.catalogue.provenance import fingerprint, format_provenance, parse_provenance
from dragoman.catalogue.read import Catalogue, read_catalogue, read_catalogue_if_exists
from dragoman.catalogue.update import template, update_catalogue

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
