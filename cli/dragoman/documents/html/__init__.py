"""Saved web pages (HTML) → text and blocks."""
