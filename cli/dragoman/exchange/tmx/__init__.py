"""TMX 1.4b, written for other programs' memories and read back."""
