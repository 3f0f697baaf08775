"""Whether a bare surname, or another short form, stands for the one who was named in full."""

# Words that may be capitalised before a surname without being part of a name.
_TITLES = (
    "ambassador attorney chairman chairwoman chief comrade deputy director dr general governor judge justice leader"
    " mayor member minister mr mrs ms premier president procurator professor prosecutor secretary vice"
)
_FUNCTION_WORDS = (
    "a after also although an and as at because before both but by during earlier finally for from hence here if in"
    " later like meanwhile moreover nor of on or since so still that the then therefore though thus to today unlike"
    " until upon what when where which while with yesterday yet"
)
_NEUTRAL = frozenset(f"{_TITLES} {_FUNCTION_WORDS}".split())
_LONGEST = 64
"""No word is looked at beyond so many characters, however long the text."""
_MARKS = "\"'([{“‘"


def stands_alone(text: str, start: int, end: int, *, after_title: bool) -> bool:
    """Tell whether `text[start:end]` is neither followed nor preceded by another part of a personal name.

    A capitalised neighbour is taken for a name unless it is a title or a function word: owing nothing is better
    than naming the wrong person. `after_title` says that a title of the glossary ends right before.

    >>> stands_alone("Ying Xiaoming said", 0, 4, after_title=False)
    False
    >>> stands_alone("President Ying said", 10, 14, after_title=False)
    True
    """
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    if after_title or text[max(0, start - 1) : start] != " ":
        return True
    word = text[max(0, start - _LONGEST) : start - 1].rpartition(" ")[2].lstrip(_MARKS)
    bare = word.rstrip(".")
    if not bare[:1].isupper() or bare.lower() in _NEUTRAL or bare.endswith(("'s", "s'")):
        return True
    # After a full stop a sentence begins, but "J." is a person's initial.
    return not word[-1].isalnum() and not (word[-1] == "." and len(bare) == 1)
