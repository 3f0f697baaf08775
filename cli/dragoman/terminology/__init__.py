"""The guarantee: which renderings a segment requires, how they are brought into its translation, how that is
verified."""
