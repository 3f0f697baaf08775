"""Measure an engine and the term guarantee on segments with references and terms, as the field measures them."""
