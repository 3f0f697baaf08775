"""PDF → text and blocks."""
