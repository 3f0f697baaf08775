"""Whatever sentence a rendering is put into: it stands there as its language writes it, and nothing else goes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from dragoman.terminology.fit.rendering import fit
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import locate

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh", "nl", "th", "xx")
WORDS = {
    "ar": ("النيابة", "العامة", "في", "و", "مكتب"),
    "ru": ("прокуратура", "в", "доклад", "о", "Франции", "с"),
    "ko": ("검찰청", "은", "보고서", "를"),
    "zh": ("检察院", "会议", "，", "在", "SPP"),
    "ja": ("検察庁", "の", "会議", "、"),
    "th": ("ศาล", "ฎีกา", "ใน"),
}
LATIN = (
    "de",
    "la",
    "le",
    "el",
    "il",
    "das",
    "Parquet",
    "Office",
    "a",
    "annual",
    "o",
    "de la",
    "l'",
    "2024",
    "y",
    "hora",
)
FORMS = {
    "ar": ("النيابة العامة", "لجنة"),
    "ru": ("Верховный суд", "вторник"),
    "ko": ("대검찰청", "SPP"),
    "zh": ("最高人民检察院", "SPP", "《刑法》"),
    "ja": ("最高検察庁", "SPP"),
    "th": ("ศาลสูงสุด",),
}
LATIN_FORMS = (
    "le Parquet",
    "l'Office central",
    "el Tribunal",
    "Fiscalía",
    "agua",
    "the Court",
    "lo Stato",
    "o Tribunal",
    "heure",
)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str, tuple[int, int], str]:
    """Draw a language, a target, a place at the edges of its words, and a rendering."""
    language = draw(st.sampled_from(LANGUAGES))
    gap = "" if language in ("zh", "ja", "th") else " "
    words = draw(st.lists(st.sampled_from(WORDS.get(language, LATIN)), max_size=6))
    end = draw(st.sampled_from(["", ".", "。" if not gap else "."]))
    first = draw(st.integers(0, len(words)))
    last = draw(st.integers(first, len(words)))
    before, old, after = (gap.join(part) for part in (words[:first], words[first:last], words[last:]))
    left = before + gap * bool(before and (old or after))
    target = left + old + gap * bool(old and after) + after + end
    return language, target, (len(left), len(left) + len(old)), draw(st.sampled_from(FORMS.get(language, LATIN_FORMS)))


@given(sentences())
def test_the_rendering_stands_in_the_sentence(case: tuple[str, str, tuple[int, int], str]) -> None:
    language, target, place, form = case
    fitted = fit(target, place, form, language)
    assert locate(fitted, [RequiredTerm("it", (form,), ((0, 1),))], language) != [None], fitted
    assert "  " not in fitted


@given(sentences())
def test_what_is_around_stays_but_for_the_words_that_meet_it(case: tuple[str, str, tuple[int, int], str]) -> None:
    language, target, place, form = case
    assume(language in ("zh", "ja", "th", "xx", "nl"))  # no rules of their own but for blanks and capitals
    fitted = fit(target, place, form, language)
    around = target[: place[0]] + target[place[1] :]
    assert letters(fitted) == letters(around + form)


def letters(text: str) -> list[str]:
    return sorted(text.replace(" ", "").lower())
