"""Files read without trusting them, and written all or none."""
