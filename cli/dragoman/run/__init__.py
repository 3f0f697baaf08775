"""One run over reports, from the request to the files; and what people hand back."""
