"""What the term guarantee costs: the job with the curated glossary, against the same job with an empty one."""

from collections import Counter
from collections.abc import Iterator

from dragoman import resources
from material import engine, report_files, translate, write_glossary
from measure import Row, Setup, paired


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    engine()
    paths = report_files(setup)
    write_glossary(setup.folder / "empty", 0)
    spent: Counter[str] = Counter()
    runs = 0

    def ours() -> int:
        nonlocal runs
        result, watch = translate(paths, setup.folder / "ours", resources.glossary_folder(), ["jsonl"])
        spent.update(watch.seconds)
        runs += 1
        return result.summary.terms_required

    def free() -> None:
        translate(paths, setup.folder / "free", setup.folder / "empty", ["jsonl"])

    note = f"{ours()} terms required; the free side requires its dates all the same"
    yield paired("with terms / without", ours, free, times=setup.times(3), budget="<= 1.4", note=note)
    for name, seconds in spent.items():
        yield Row(f"  {name}", seconds / runs, note="with terms, mean of a run")
