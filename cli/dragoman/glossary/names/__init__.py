"""Names that no glossary knows: carried over as they are written into a language with another script."""
