"""Mend what is safe to mend; everything else stays as it is, byte for byte."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.glossary.lint.renderings import StandsIn, finished
from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.lint.run import lint_files
from dragoman.glossary.lint.writing import Column, columns_of, tidy_row
from dragoman.glossary.table import COLUMNS, Files, Table, cells, language_named, render_table
from dragoman.model import Language

_HARMLESS = frozenset({Rule.BLANK_LINE, Rule.DUPLICATE})


def fix_files(files: Files) -> Files:
    """Return the glossary with all that is safe to mend mended; no cell is lost, and a second run changes nothing."""
    return Files(files.folder, {name: render_table(fix_table(files.table(name))) for name in files.data})


def fixable(files: Files, problems: Sequence[Problem], stands_in: StandsIn) -> frozenset[Problem]:
    """Return which of a glossary's problems would be gone after `fix_files`."""
    if not any(problem.rule.fixable for problem in problems):
        return frozenset()
    left = {problem.without_lines() for problem in lint_files(fix_files(files), stands_in)}
    return frozenset(problem for problem in problems if problem.rule.fixable and problem.without_lines() not in left)


def fix_table(table: Table) -> Table:
    """Return one file mended: cells tidied, blank lines and repeated rows gone, rows sorted, lines ended by LF.

    Lines that cannot be read as rows stay untouched, and where there are any, so does the order.
    """
    if not table.places():
        return table
    unread: list[Problem] = []
    readable = {line for line, _ in read_rows(table, unread)}
    language = None if table.path.name in COLUMNS else language_named(table.path.stem)
    columns = columns_of(table, language)
    seen: set[str] = set()
    ordered: list[str] = []
    for line, row in table.rows():
        text = table.lines[line - 1].removesuffix("\r")
        if line in readable:
            text = "\t".join(_mended(row, columns, language))
            if text in seen:
                continue
            seen.add(text)
        if text.strip():
            ordered.append(text)
    if all(problem.rule in _HARMLESS for problem in unread):
        first = table.places()[0]
        ordered.sort(key=lambda text: cells(text)[first])
    header = "\t".join(table.header)
    return replace(table, lines=(header, *ordered, ""), marked=False)


def _mended(row: Sequence[str], columns: Sequence[Column], language: Language | None) -> list[str]:
    tidy = tidy_row(row, columns)
    if language is None:
        return tidy
    finish = [
        "|".join(finished(item, language) for item in cell.split("|")) if column.cjk else cell
        for cell, column in zip(tidy, columns, strict=True)
    ]
    return tidy_row(finish, columns)
