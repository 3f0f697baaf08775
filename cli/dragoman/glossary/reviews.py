"""Who proposed a rendering, who approved it or turned it down, and when: reviews.tsv, one decision a row.

A rendering that is proposed for a concept without one stands in the language's file, with the status `proposed`. One
that is proposed instead of another stands in reviews.tsv alone until it is approved: nobody's rendering changes before.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from dragoman.errors import RequestError
from dragoman.glossary.edit import add_row, remove_row, set_cells
from dragoman.glossary.lint.authorities import is_day
from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import REVIEWS, Files, Table, items, language_named, records

Decision = Literal["proposed", "approved", "rejected"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True)
class Review:
    """One row of reviews.tsv."""

    id: str
    language: str
    """Gettext code, as in the name of the file with the renderings."""
    rendering: str
    decision: Decision
    person: str
    """Name, or name and address as Git writes them."""
    date: str
    """As ISO 8601 writes it, `2026-11-30`."""
    note: str = ""


def read_reviews(table: Table, known: Collection[str] | None, problems: list[Problem]) -> list[Review]:
    """Return the sound rows of reviews.tsv, in their order, and add what is wrong with the others.

    `known` are the ids of the concepts, `None` where these are in doubt.
    """
    found = []
    for line, (id_, language, rendering, decision, person, date, note) in read_rows(table, problems):
        if known is not None and id_ not in known:
            what = f"no concept {id_!r} in terms.tsv"
        elif language_named(language) is None:
            what = f"{language!r} is not a language; use a gettext code, such as zh_CN"
        elif decision not in DECISIONS:
            what = f"unknown decision {decision!r}; use one of {', '.join(DECISIONS)}"
        elif not (rendering and person):
            what = "a review needs the rendering and the person"
        elif not is_day(date):
            what = f"{date!r} is not a date; write it like 2026-11-30"
        else:
            found.append(Review(id_, language, rendering, decision, person, date, note))
            continue
        problems.append(Rule.BESIDE.at(table.path, line, what=what))
    return found


def reviews_of(files: Files) -> list[Review]:
    """Return the sound rows of a glossary's reviews.tsv, in their order; none where it has no such file."""
    return read_reviews(files.table(REVIEWS), None, []) if REVIEWS in files.data else []


def pending(reviews: Collection[Review]) -> list[Review]:
    """Return the proposals that nobody has decided on."""
    last = {(one.id, one.language, one.rendering): one for one in reviews}
    return [one for one in last.values() if one.decision == "proposed"]


def propose(files: Files, name: str, review: Review, authority: str) -> Files:
    """Return the glossary with a proposal, in the file `name` too where that has no rendering of the concept.

    Raises:
        RequestError: the rendering is the concept's already, or is proposed already.
        GlossaryError: the header of a file lacks a column.
    """
    row = _row(files, name, review.id)
    if row and review.rendering == row["rendering"]:
        said = f"the rendering is {review.rendering!r} already, {row['status']}"
        raise RequestError(f"{files.folder / name}: {review.id}: {said}")
    if any(_is_same(one, review) for one in pending(reviews_of(files))):
        raise RequestError(f"{files.folder / REVIEWS}: {review.id}: {review.rendering!r} is proposed already")
    cells = {"rendering": review.rendering, "status": "proposed", "authority": authority}
    if not row:
        files = add_row(files, name, {"id": review.id, **cells})
    elif not row["rendering"]:
        files = set_cells(files, name, review.id, cells)
    return add_row(files, REVIEWS, asdict(review))


def proposed(files: Files, name: str, id_: str) -> list[str]:
    """Return the renderings that are proposed for a concept in the language of the file `name`."""
    row = _row(files, name, id_)
    own = [row["rendering"]] if row and row["status"] == "proposed" and row["rendering"] else []
    language = name.removesuffix(".tsv")
    others = [one.rendering for one in pending(reviews_of(files)) if (one.id, one.language) == (id_, language)]
    return list(dict.fromkeys([*own, *others]))


def approve(files: Files, name: str, review: Review, *, status: str, authority: str) -> Files:
    """Return the glossary with a proposal as the preferred rendering; one that stood there before is accepted.

    What vouched for another rendering does not for this one, so that its authority goes unless one is given.

    Raises:
        GlossaryError: the header of a file lacks a column.
    """
    row = _row(files, name, review.id) or {}
    old = row.get("rendering", "")
    cells = {"rendering": review.rendering, "status": status}
    if old != review.rendering:
        others = [form for form in (old, *items(row.get("accepted", ""))) if form not in ("", "=", review.rendering)]
        cells |= {"accepted": "|".join(dict.fromkeys(others)), "authority": authority}
    elif authority:
        cells["authority"] = authority
    if "checked" in row:
        cells["checked"] = review.date if status == "official" else "" if "authority" in cells else row["checked"]
    return add_row(set_cells(files, name, review.id, cells), REVIEWS, asdict(review))


def reject(files: Files, name: str, review: Review) -> Files:
    """Return the glossary without a proposal; reviews.tsv says what it was.

    Raises:
        GlossaryError: the header of a file lacks a column.
    """
    row = _row(files, name, review.id)
    if row and row["status"] == "proposed" and row["rendering"] == review.rendering:
        files = remove_row(files, name, review.id)
    return add_row(files, REVIEWS, asdict(review))


def _row(files: Files, name: str, id_: str) -> Mapping[str, str] | None:
    return records(files.table(name)).get(id_) if name in files.data else None


def _is_same(one: Review, other: Review) -> bool:
    return (one.id, one.language, one.rendering) == (other.id, other.language, other.rendering)
