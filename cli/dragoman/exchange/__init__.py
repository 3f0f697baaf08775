"""Bilingual formats for people and tools; the writer and the reader of each stand together."""
