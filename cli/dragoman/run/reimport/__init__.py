"""What people hand back, put into the catalogues that it belongs to."""
