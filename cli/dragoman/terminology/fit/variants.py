"""The ways in which a sentence may write a rendering that count as the rendering itself."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from dragoman.terminology.fit import ar, es, fr, it, ko, pt
from dragoman.terminology.fit.case import capitalise

_WRITTEN: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "ar": ar.prefixed,
    "es": lambda form: es.contractions(form) + es.coordinations(form),
    "fr": lambda form: fr.contractions(form) + fr.coordinations(form),
    "it": it.contractions,
    "ko": ko.with_particles,
    "pt": pt.contractions,
}


@lru_cache(maxsize=4096)
def variants(form: str, language: str) -> tuple[str, ...]:
    """Return what `form` may look like in a sentence of `language` (BCP 47 tag), the form itself first.

    Its article may have melted into a preposition (French, Italian, Spanish, Portuguese), or be said again behind *and*
    (French, Spanish); its first word may have prefixes (Arabic), its last one a particle (Korean). A capital at the
    start of a sentence is no variant unless it is other than the first letter's upper case (Dutch IJ, Turkish İ).

    >>> variants("el Tribunal", "es-MX"), variants("Tribunal", "es")
    (('el Tribunal', 'del Tribunal', 'al Tribunal'), ('Tribunal',))
    """
    tongue = language.partition("-")[0]
    written = _WRITTEN[tongue](form) if tongue in _WRITTEN else ()
    capital = capitalise(form, tongue)
    usual = (form[:1].upper() + form[1:], form)
    return tuple(dict.fromkeys((form, *written, *(() if capital in usual else (capital,)))))
