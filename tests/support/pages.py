"""Pages in a real browser; needs the Debian package `chromium` (any Chromium will do)."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from dragoman.exchange.html.page import render_html
from dragoman.model import Alignment

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Opener = Callable[..., Page]
"""Opens the page of an alignment or several; `script` runs before those of the page, the rest goes to the context."""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds to be inaccessible in a page as it is shown."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def launch(playwright: Playwright) -> Browser:
    """Start the browser of this machine."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


class Desk(AbstractContextManager["Desk"]):
    """Pages that are open at once, and what went wrong on them; nothing may be asked of the network."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self._path = folder / "page.html"
        self._contexts: list[BrowserContext] = []

    def show(self, *reports: Alignment, script: str = "", **options: object) -> Page:
        return self.show_text(render_html(*reports), script=script, **options)

    def show_text(self, html: str, *, script: str = "", **options: object) -> Page:
        """Open a page that is given as text."""
        self._path.write_text(html, encoding="utf-8")
        context = self._browser.new_context(**options)  # type: ignore[arg-type]
        self._contexts.append(context)
        if script:
            context.add_init_script(script)
        return self.show_again(context)

    def show_again(self, context: BrowserContext) -> Page:
        """Open the page that was written last in a further window."""
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.goto(self._path.as_uri())
        return page

    def _note(self, url: str) -> None:
        if url != self._path.as_uri() and not url.startswith("blob:"):
            self.complaints.append(url)

    def __exit__(self, *_: object) -> None:
        for context in self._contexts:
            context.close()
