"""The picture of a run: one report in all its target languages."""
