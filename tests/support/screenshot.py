"""Draw the picture of the page in the README: `uv run python tests/support/screenshot.py`, with Chromium and Noto CJK.

Shows the sample report where it has terms, findings and names, as the README's first command translates it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from pages import launch
from running import REPOSITORY

PICTURE = REPOSITORY / "cli" / "page.png"
FIRST = "b013s01"
"""The segment at the top of the picture."""
WIDTH, HEIGHT = 1160, 620


def draw(browser: Browser, picture: Path) -> None:
    """Translate the sample report and save the picture of its page."""
    with TemporaryDirectory() as folder:
        report = REPOSITORY / "tests" / "data" / "reports" / "sample-report.txt"
        arguments = ["translate", str(report), "--to", "zh", "--no-memory", "--out", folder, "--fail-on", "never", "-q"]
        subprocess.run([sys.executable, "-m", "dragoman", *arguments], cwd=folder, check=True)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto((Path(folder) / "sample-report.zh.html").as_uri())
        page.locator(f"#{FIRST}").evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 92)")
        page.screenshot(path=picture)
        page.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        draw(launch(playwright), PICTURE)
