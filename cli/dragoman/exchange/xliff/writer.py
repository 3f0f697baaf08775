"""XLIFF for the programs that translators work with: version 2.1, or 1.2 for older ones."""

from typing import BinaryIO

from dragoman.exchange.style import Style
from dragoman.exchange.xliff.writer1 import write_xliff1
from dragoman.exchange.xliff.writer2 import write_xliff2
from dragoman.model import Alignment


def write_xliff(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write all segments, with their terms, findings and suggestions, in the version that `style` names.

    Line breaks of the report are folded as in the PO file.
    """
    if style.xliff == "1.2":
        write_xliff1(alignment, file)
    else:
        write_xliff2(alignment, file)
