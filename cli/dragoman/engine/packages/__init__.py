"""Argos packages: found on this machine, fetched, checked, tried out and installed."""
