"""How often the embedded package copies each stand-in out of an English sentence, whole and once.

Shows the words of `dragoman.terminology.standins`, or candidates for it: `stand_ins.py person 王芳 张伟`.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
from dragoman.terminology.standins import stand_ins_for

SENTENCES: Mapping[str, Sequence[str]] = {
    "person": (
        "{}, chair of the council, delivered a speech at the meeting.",
        "{} said that great efforts should be made.",
        "He thanked {} for the support.",
        '"It is important," {} said.',
        "In his speech, {} named three tasks.",
        "{} and the minister attended the talks.",
    ),
    "institution": (
        "The {} held a talk in Tokyo on Monday.",
        "He urged the {} to strengthen unity.",
        "According to the {}, work will continue in the new year.",
        "Officials from the {} and the city took part.",
        "In recent years, {} have deepened reform.",
        "the work of the {} in recent years",
    ),
    "place": (
        "The event was held in {} on Monday.",
        "{} is a large area.",
        "Experts from {} took part in the talks.",
        "He left for {} last week.",
        "{}'s leaders met.",
        "the development of {}",
    ),
    "title": (
        "Mr. Wang, {} of the group, gave a speech.",
        "The {} said that work should continue.",
        "He met the {} in Tokyo.",
        "{} from several cities spoke.",
        "Li Ming, {}, attended the event.",
        "He was the {} of the group.",
    ),
    "event": (
        "The {} was held in Tokyo on Monday.",
        "He gave a speech at the {}.",
        "The decisions made at the {} are important.",
        "During the {}, experts talked.",
        "Since the {}, much has changed.",
        "The {} set new tasks.",
    ),
    "law": (
        "The {} gives clear rules.",
        "according to the {}",
        "They must implement the {}.",
        "The {} was adopted in 2010.",
        "the enforcement of the {}",
    ),
    "formula": (
        "{} is an important duty.",
        "He called for more work on {}.",
        "the basis of all {}",
        "In recent years they have strengthened {}.",
        "{} must serve the people.",
        "The {} should guide the work.",
    ),
    "date": ("The meeting was held on {}.", "It opened in Tokyo on {}.", "On {}, he left.", "Tokyo, {}"),
}


def copied(engine: ArgosEngine, category: str, words: Iterable[str]) -> dict[str, float]:
    """Return the share of the category's sentences in which each word comes out exactly once."""
    words = list(words)
    sentences = SENTENCES[category]
    translated = iter(engine.translate([sentence.format(word) for word in words for sentence in sentences]))
    return {word: sum(next(translated)[0].text.count(word) == 1 for _ in sentences) / len(sentences) for word in words}


def main() -> None:
    """Print the shares, the best words of each category first."""
    engine = ArgosEngine(find_route("en", "zh"))
    asked = {sys.argv[1]: sys.argv[2:]} if len(sys.argv) > 2 else dict(stand_ins_for("zh"))
    for category, words in asked.items():
        shares = sorted(copied(engine, category, words).items(), key=lambda item: -item[1])
        print(category, *(f"{word} {share:.2f}" for word, share in shares), sep="  ")


if __name__ == "__main__":
    main()
