"""Terms that stand more often in the source than their renderings in the target: the others are spliced in."""

from collections.abc import Sequence

from dragoman.engine.protocol import Engine
from dragoman.terminology.attention import leave_out
from dragoman.terminology.draft import Paid, clear, wanted
from dragoman.terminology.fit.rendering import fit
from dragoman.terminology.required import Debt
from dragoman.terminology.verify import Span, locate_all


def repeat(texts: Sequence[Paid], engine: Engine, language: str) -> None:
    """Splice renderings in that stand less often than their terms do, where the model put one of the others.

    The term that occurs twice is owed once, so what cannot be put in without loss is left out.
    """
    going = [(text, debt) for text in texts for debt in text.draft.debts]
    while going := [(text, debt) for text, debt in going if _stands_too_seldom(text, debt, language)]:
        # One debt of a text at a time: what is put in moves the places of the others.
        jobs = list({id(text): (text, debt) for text, debt in reversed(going)}.values())
        places = leave_out([wanted(text, debt, language) for text, debt in jobs], engine)
        for (text, debt), place in zip(jobs, places, strict=True):
            if not place or not _put_again(text, debt, clear(text, place, language), language):
                going.remove((text, debt))


def _stands_too_seldom(text: Paid, debt: Debt, language: str) -> bool:
    found = dict(zip(text.draft.debts, locate_all(text.target, text.draft.debts, language), strict=True))[debt]
    return 0 < len(found) < len(debt.spans)


def _put_again(text: Paid, debt: Debt, place: Span, language: str) -> bool:
    """Put a rendering of the debt into the place, unless that loses anything; say whether it did."""
    debts = text.draft.debts
    before = locate_all(text.target, debts, language)
    start, end = before[debts.index(debt)][0]
    form = next((form for form in debt.forms if text.target[start:end].endswith(form)), debt.forms[0])
    new = fit(text.target, place, form, language)
    counts = [len(now) - len(then) for now, then in zip(locate_all(new, debts, language), before, strict=True)]
    if min(counts) < 0 or counts[debts.index(debt)] != 1:
        return False
    text.target, text.hypothesis = new, None
    return True
