"""OpenDocument texts (`.odt`) → text and blocks."""
