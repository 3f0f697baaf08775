"""Names and terms of a report that the glossary might need: what `coverage` lists and `extract` proposes."""
