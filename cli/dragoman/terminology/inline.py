"""Rung `inline`: renderings written into the source, for packages that were trained to copy them."""

import re
from collections.abc import Sequence, Set

from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.verify import Span
from dragoman.text.strings import tidy_cjk

# What is copied as it is: web and e-mail addresses, file names.
# Each is looked for at the beginning of a word only: inside of one it would take quadratic time.
_ADDRESS = re.compile(r"https?://\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


def inline_source(task: Task, left: Set[str] = frozenset()) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """Return the task's text with every required term replaced by its preferred rendering, and where they then stand.

    Terms whose ids are in `left` are left as they are written.

    >>> term = RequiredTerm("spp", ("最高人民检察院",), ((4, 7),))
    >>> inline_source(Task("The SPP met.", (term,)))
    ('The 最高人民检察院 met.', {'spp': ((4, 11),)})
    """
    text, position, pieces = task.text, 0, []
    stands: dict[str, tuple[Span, ...]] = {}
    length = 0
    for start, end, term in _in_order(task.terms):
        written = text[start:end] if term.id in left else term.forms[0]
        pieces += [text[position:start], written]
        length += start - position
        stands[term.id] = (*stands.get(term.id, ()), (length, length + len(written)))
        length += len(written)
        position = end
    return "".join([*pieces, text[position:]]), stands


def _in_order(terms: Sequence[RequiredTerm]) -> list[tuple[int, int, RequiredTerm]]:
    return sorted(((*span, term) for term in terms if term.forms for span in term.spans), key=lambda item: item[0])


def complete_text(task: Task) -> str | None:
    """Return the task's translation where the renderings leave an engine nothing to translate, else `None`.

    >>> term = RequiredTerm("date-2024-11-14", ("2024年11月14日",), ((13, 30),))
    >>> complete_text(Task("example.org| November 14, 2024", (term,)))
    'example.org| 2024年11月14日'
    """
    rest, position = [], 0
    for start, end, _ in _in_order(task.terms):
        rest.append(task.text[position:start])
        position = end
    if position == 0:
        return None
    left = _ADDRESS.sub("", " ".join([*rest, task.text[position:]]))
    if any(map(str.isalpha, left)):
        return None
    return tidy_cjk(inline_source(task)[0])
