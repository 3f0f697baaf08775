"""Word documents, in two forms: a table to edit and bring back, and the translated report alone."""

from typing import BinaryIO

from dragoman.model import Alignment
from dragoman.writers.style import Style


def write_docx(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the form that `style.docx` names."""
    if style.docx == "report":
        from dragoman.writers.finished_docx import write_finished_docx

        write_finished_docx(alignment, file)
        return
    from dragoman.writers.docx_table import write_docx_table

    write_docx_table(alignment, file, style)
