"""Findings about a translated segment, each with a stable code that the README explains."""
