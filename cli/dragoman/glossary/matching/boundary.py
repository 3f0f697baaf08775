"""Where words begin and end, for terms that may be followed by a possessive.

The *track* of a text has a blank for every sign that is no part of a word, one before the text and one behind it. A
term's track thus begins with the blank that its first word needs, and most places are ruled out by the automaton
itself. Character `i` of a text is character `i + 1` of its track.
"""

from unicodedata import category


class _Track(dict[int, str]):
    """What stands for each character; filled on demand."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        word = character.isalnum() or character in "_'" or category(character).startswith("M")
        self[code] = stands = character if word else " "
        return stands


_TRACK = _Track()


def word_track(text: str) -> str:
    """Return the track of a normalised text; apostrophes stay where no word begins behind them.

    >>> word_track("'xi'an', now")
    "  xi'an'  now "
    """
    track = f" {text} ".translate(_TRACK)
    return track.replace("''", "  ").replace(" '", "  ") if "'" in track else track


def term_track(text: str) -> str:
    """Return what the track of a text holds where the term `text` stands in it."""
    return word_track(text)[:-1]


def ends_word(track: str, end: int) -> bool:
    """Tell whether a term that ends at `end` of `track` ends there as a word, but for a possessive ending.

    >>> ends_word(word_track("xi's trip"), 3), ends_word(word_track("xi'an"), 3)
    (True, False)
    """
    following = track[end]
    if following == " " or track[end - 1] == " ":
        return True
    if following != "'":
        return False
    letter = track[end + 1]
    return letter in " '" or (letter == "s" and track[end + 2] in " '")


def find_span(term: str, track: str) -> tuple[int, int]:
    """Return where the first occurrence of the track of a term ends and where the last begins.

    Whatever stands between, some occurrence lies outside of a stretch exactly if one of these two does. Without any
    occurrence the first ends behind the track, and the last begins before it.

    >>> find_span(term_track("on"), word_track("on and on"))
    (3, 7)
    """
    first = track.find(term)
    while first >= 0 and not ends_word(track, first + len(term)):
        first = track.find(term, first + 1)
    if first < 0:
        return len(track), -1
    last = track.rfind(term)
    while not ends_word(track, last + len(term)):
        last = track.rfind(term, 0, last + len(term) - 1)
    return first + len(term), last
