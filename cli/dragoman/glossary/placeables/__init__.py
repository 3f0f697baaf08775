"""Terms made on the fly: dates, numbers, numbered sessions and articles, whose renderings follow from a rule.

Every pattern is a row with its own test cases (`tests/cases/made_*.json`): what it looks like in English, and the forms
that settle the debt in the target language. A row that is not sure owes nothing: a false debt spoils a good sentence.
"""

from dragoman.glossary.placeables.find import find_made

__all__ = ["find_made"]
