"""Properties of texts and scripts that several stages need."""
