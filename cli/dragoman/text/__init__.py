"""Facts about texts and scripts that several stages need."""
