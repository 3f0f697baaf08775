"""Run dragoman with `python -m dragoman`."""

from dragoman.main import run

run()
