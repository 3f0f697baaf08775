"""One browser for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pages import CHROMIUM, Desk, Opener, launch


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the folder; the driver's pipes are closed by its own process, some time after the test."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install the Debian package chromium")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """Open pages; at the end, nothing may have been logged or asked of the network."""
    with Desk(browser, tmp_path) as desk:
        yield desk
    assert desk.complaints == []


@pytest.fixture
def show(desk: Desk) -> Opener:
    return desk.show
