"""Offices with their holders and institutions: one unit, in the order of the target language.

English says who somebody is behind the name and whose office it is behind the office; Chinese, Japanese and Korean say
the institution, then the office, then the name. Terms that a translation keeps one by one can still stand in the order
of the source, and then nobody can read them. So what belongs together is required as one, composed out of the terms
that it consists of; these stay visible as its parts.
"""
