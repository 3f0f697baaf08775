import pytest

from dragoman.memory import Memory, Recall
from dragoman.model import Unit


def unit(source: str, target: str = "", kind: str = "paragraph", state: str = "reviewed") -> Unit:
    assert state in ("reviewed", "draft", "machine", "memory", "untranslated")
    return Unit(kind, source, target or source.upper(), state)  # type: ignore[arg-type]


SPRING = [unit("a"), unit("rice", "spring rice"), unit("b", state="draft"), unit("rice", "spring heading", "heading")]
AUTUMN = [unit("x"), unit("rice", "autumn rice"), unit("y")]
MEMORY = Memory([("spring", SPRING), ("autumn", AUTUMN)])


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("paragraph", "a", "b", Recall("spring rice", "spring", True)),
        ("heading", "x", "y", Recall("autumn rice", "autumn", True)),
        ("paragraph", "a", "y", Recall("autumn rice", "autumn", False)),
        ("heading", "a", "y", Recall("spring heading", "spring", False)),
        ("heading", "b", None, Recall("spring heading", "spring", True)),
        ("caption", None, None, Recall("autumn rice", "autumn", False)),
    ],
)
def test_context_then_kind_then_name(kind: str, before: str | None, after: str | None, expected: Recall) -> None:
    assert MEMORY.recall(kind, "rice", before, after) == expected


@pytest.mark.parametrize("text", ["b", "Rice", "rice ", ""])
def test_only_reviewed_and_exact(text: str) -> None:
    assert MEMORY.recall("paragraph", text, None, None) is None


def test_order_of_catalogues_does_not_matter() -> None:
    turned = Memory([("autumn", AUTUMN), ("spring", SPRING)])
    assert turned.recall("caption", "rice", None, None) == MEMORY.recall("caption", "rice", None, None)


def test_text_that_stands_alone_has_no_context() -> None:
    assert Memory([("one", [unit("rice")])]).recall("paragraph", "rice", None, None) == Recall("RICE", "one", False)


def test_length_counts_reviewed_units() -> None:
    assert len(MEMORY) == 6
    assert len(Memory()) == 0
