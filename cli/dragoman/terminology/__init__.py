"""The guarantee: which renderings a segment owes, how they are brought into its translation, how that is verified."""
