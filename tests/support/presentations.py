"""PowerPoint presentations made for tests."""

import io
from typing import Any

import pptx
from pptx.util import Inches

from rich_docx import png


def deck() -> bytes:
    """Return two slides with looks, a link, a table, a picture and notes."""
    made: Any = pptx.Presentation()
    made.core_properties.title = "The harbor in figures"
    slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes.title.text = "The harbor in figures"
    slide.placeholders[1].text = "A report of the office"
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Work of the year"
    frame = slide.placeholders[1].text_frame
    frame.text = "Every case was "
    bold = frame.paragraphs[0].add_run()
    bold.text, bold.font.bold = "registered", True
    frame.paragraphs[0].add_run().text = " within a week, see "
    link = frame.paragraphs[0].add_run()
    link.text, link.hyperlink.address = "the guide", "https://example.org/g"
    frame.paragraphs[0].add_run().text = " of it."
    nested = frame.add_paragraph()
    nested.text, nested.level = "Two courses were held\vat sea.", 1
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for cell, text in zip(table.iter_cells(), ("Year", "Cases", "2024", "58 cases"), strict=True):
        cell.text = text
    picture = slide.shapes.add_picture(io.BytesIO(png()), Inches(6), Inches(4))
    picture._element.nvPicPr.cNvPr.set("descr", "The quay at dawn")
    slide.notes_slide.notes_text_frame.text = "Speak slowly here. Then go on."
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()
