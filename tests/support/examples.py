"""How many examples Hypothesis makes: some in the default suite, all with `--hypothesis-profile=thorough`."""

from hypothesis import settings

MANY, SOME = 80, 25
"""Examples of a test that says nothing of its own, in the profile `thorough` and by default."""


def register() -> None:
    """Make the profiles known and choose the default; pytest's option `--hypothesis-profile` chooses another.

    The same examples in every run: what random ones find is found before a change lands, not after.
    """
    settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=MANY)
    settings.register_profile("dragoman", derandomize=True, deadline=None, max_examples=SOME)
    settings.load_profile("dragoman")


def examples(most: int) -> settings:
    """Return settings for so many examples in the profile `thorough`, and as many fewer in others as these have."""
    return settings(max_examples=max(2, most * settings().max_examples // MANY))
