"""Transformation matrices of a PDF (ISO 32000-1, 8.3): `(a, b, c, d, e, f)` maps x to ax + cy + e, y to bx + dy + f."""

from collections.abc import Sequence

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
QUARTER_TURNS: tuple[Matrix, ...] = (IDENTITY, (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What turns a page upright that is shown turned clockwise by so many quarters."""


def matrix_of(numbers: Sequence[float]) -> Matrix:
    """Return the matrix of six numbers."""
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does first `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
