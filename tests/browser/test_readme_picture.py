"""The picture in the README can be drawn from the page as it is today."""

from pathlib import Path

from playwright.sync_api import Browser

import screenshot


def test_the_picture_is_drawn_from_the_sample(browser: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    screenshot.draw(browser, picture)
    data = picture.read_bytes()
    size = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert size == (screenshot.WIDTH, screenshot.HEIGHT)
    assert len(data) < 150_000
