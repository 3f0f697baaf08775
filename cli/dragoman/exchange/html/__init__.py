"""The bilingual page: source and targets side by side, to read and to review."""
