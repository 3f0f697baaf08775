"""Markdown (CommonMark with tables, strikethrough and footnotes), read and put back."""
