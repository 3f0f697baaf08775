"""Word documents (`.docx`) → text and blocks."""
