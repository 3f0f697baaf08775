"""Word documents, in two forms: a table to edit and reimport, and the translated report alone."""

from typing import BinaryIO

from dragoman.exchange.style import Style
from dragoman.model import Alignment


def write_docx(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the form that `style.docx` names."""
    if style.docx == "report":
        from dragoman.exchange.finished.docx import write_finished_docx

        write_finished_docx(alignment, file)
        return
    from dragoman.exchange.docx.writer import write_docx_table
    from dragoman.segment.tags import shown

    write_docx_table(shown(alignment), file, style)
