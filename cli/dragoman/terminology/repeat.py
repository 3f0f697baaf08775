"""Terms that stand more often in the source than their renderings in the target: the others are spliced in."""

from collections.abc import Sequence

from dragoman.engine.protocol import Engine
from dragoman.terminology.attention import leave_out
from dragoman.terminology.candidate import Insertion, clear, wanted
from dragoman.terminology.fit.rendering import fit
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import Span, locate_all


def repeat(texts: Sequence[Insertion], engine: Engine, language: str) -> None:
    """Splice renderings in that stand less often than their terms do, where the model put one of the others.

    The term that occurs twice is required once, so what cannot be put in without loss is left out.
    """
    going = [(text, term) for text in texts for term in text.draft.terms]
    while going := [(text, term) for text, term in going if _stands_too_seldom(text, term, language)]:
        # One required term of a text at a time: what is put in moves the places of the others.
        jobs = list({id(text): (text, term) for text, term in reversed(going)}.values())
        places = leave_out([wanted(text, term, language) for text, term in jobs], engine)
        for (text, term), place in zip(jobs, places, strict=True):
            if not place or not _put_again(text, term, clear(text, place, language), language):
                going.remove((text, term))


def _stands_too_seldom(text: Insertion, term: RequiredTerm, language: str) -> bool:
    found = dict(zip(text.draft.terms, locate_all(text.target, text.draft.terms, language), strict=True))[term]
    return 0 < len(found) < len(term.spans)


def _put_again(text: Insertion, term: RequiredTerm, place: Span, language: str) -> bool:
    """Put a rendering of the required term into the place, unless that loses anything; say whether it did."""
    terms = text.draft.terms
    before = locate_all(text.target, terms, language)
    start, end = before[terms.index(term)][0]
    form = next((form for form in term.forms if text.target[start:end].endswith(form)), term.forms[0])
    new = fit(text.target, place, form, language, exact=term.exact)
    counts = [len(now) - len(then) for now, then in zip(locate_all(new, terms, language), before, strict=True)]
    if min(counts) < 0 or counts[terms.index(term)] != 1:
        return False
    text.target, text.hypothesis = new, None
    return True
