"""Reports that nobody wrote: official English out of a small grammar, seeded, each unlike the others."""

import random
from collections.abc import Iterator
from pathlib import Path

_BODIES = (
    "Supreme People's Procuratorate", "Supreme People's Court", "Ministry of Justice", "State Council",
    "National People's Congress", "Ministry of Public Security", "Shanghai People's Procuratorate",
)  # fmt: skip
_PEOPLE = ("Ying Yong", "Zhang Jun", "Tong Jianming", "Lin Wei", "Maria Castell", "Amina Diallo", "Peter Lindqvist")
_TITLES = (
    "Prosecutor General",
    "Deputy Prosecutor General",
    "President",
    "Director",
    "Deputy Secretary",
    "spokesperson",
)
_PLACES = ("Shanghai", "Beijing", "Guangzhou", "Hainan", "Chengdu", "Geneva", "Xiamen", "Qingdao", "Nairobi")
_TOPICS = (
    "foreign-related rule of law", "judicial cooperation", "public interest litigation", "maritime disputes",
    "protection of minors", "intellectual property", "environmental protection", "cross-border crime", "port fees",
    "training of prosecutors", "legal aid", "the business environment", "food safety", "anti-corruption work",
)  # fmt: skip
_DEEDS = (
    "reviewed the progress of", "issued guidelines on", "heard a report on", "called for closer work on",
    "published typical cases of", "signed a memorandum on", "opened a training course on", "set out its plan for",
)  # fmt: skip
_RESULTS = (
    "courts and procuratorates will share their files", "local offices must answer within {n} days",
    "a joint working group will meet {n} times a year", "the number of cases rose by {p} percent",
    "more than {n},000 people received help", "the fee for small vessels falls to {n} yuan",
    "a public hotline will be kept open until {month} {d}", "{n} pilot projects will begin in {place}",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LINKS = ("According to the statement", "In the first half of 2024", "At the same time", "In addition", "As a rule")
STANDING = (
    "The text of the decision is kept at the harbor office.",
    "Translations are published for information only.",
    "Readers may send their questions in writing.",
)
"""What every report says: sentences that are decoded once for an archive."""


def write_reports(folder: Path, count: int, words: int, standing: tuple[str, ...] = STANDING) -> None:
    """Write `count` reports of about `words` words into sub-folders of `folder`, the same ones on every call.

    Each ends with the sentences `standing`.
    """
    for number in range(count):
        path = folder / f"{2015 + number % 10}" / f"report-{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(number, words, standing), "utf-8")


def report(number: int, words: int, standing: tuple[str, ...] = STANDING) -> str:
    """Return a report of about so many words; equal numbers give equal reports."""
    chance = random.Random(number)
    blocks = [f"{_one(chance, _BODIES)} {_one(chance, _DEEDS)} {_one(chance, _TOPICS)} in {_one(chance, _PLACES)}"]
    blocks.append(f"By {_one(chance, _PEOPLE)}, {_one(chance, _MONTHS)} {chance.randint(1, 28)}, 2024")
    while sum(len(block.split()) for block in blocks) < words - 25:
        blocks.append(" ".join(_sentences(chance, chance.randint(2, 5))))
        if chance.random() < 0.12:
            blocks.append(f"{_one(chance, _TOPICS).capitalize()} in figures")
        if chance.random() < 0.12:
            items = (f"{n}. {_result(chance).capitalize()};" for n in range(1, chance.randint(3, 5)))
            blocks.append("\n".join(items))
    return "\n\n".join([*blocks, *standing]) + "\n"


def _sentences(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        who = f"the {_one(chance, _BODIES)}"
        if chance.random() < 0.4:
            who = f"{_one(chance, _PEOPLE)}, {_one(chance, _TITLES)} of {who},"
        said = f"{who} {_one(chance, _DEEDS)} {_one(chance, _TOPICS)}"
        if chance.random() < 0.5:
            said = f"{_one(chance, _LINKS)}, {said}"
        if chance.random() < 0.6:
            said += f", and {_result(chance)}"
        if chance.random() < 0.4:
            said += f" after a meeting in {_one(chance, _PLACES)} on {_one(chance, _MONTHS)} {chance.randint(1, 28)}"
        yield f"{said[0].upper()}{said[1:]}."


def _result(chance: random.Random) -> str:
    text = _one(chance, _RESULTS)
    month, place = _one(chance, _MONTHS), _one(chance, _PLACES)
    return text.format(
        n=chance.randint(2, 90), p=f"{chance.uniform(1, 40):.1f}", d=chance.randint(1, 28), month=month, place=place
    )


def _one(chance: random.Random, choices: tuple[str, ...]) -> str:
    return choices[chance.randrange(len(choices))]
