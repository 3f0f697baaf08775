"""The finished report: the targets alone, in the shape of the source."""
