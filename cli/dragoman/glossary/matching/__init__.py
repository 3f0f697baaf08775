"""The glossary's terms found in the segments of a report, language by language."""
