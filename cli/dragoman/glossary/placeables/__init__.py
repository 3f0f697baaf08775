"""Placeables: dates, numbers, numbered sessions and articles, whose renderings follow from a rule.

Every pattern is a row with its own test cases (`tests/cases/placeable_*.json`): what it looks like in English, and the
forms that are accepted in the target language. A row that is not sure requires nothing: a false term spoils a good
sentence.
"""

from dragoman.glossary.placeables.find import find_placeables

__all__ = ["find_placeables"]
