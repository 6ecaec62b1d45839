"""Pictures of every page of the console, from a demo in which a stay was played: three widths,
light and dark, into docs/pictures/console. `docs/gallery.md` shows them.

    python -m bench.pictures
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.up import JAMES, chromium, up

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZES = {1440: 900, 1024: 768, 390: 844}
THEMES = ("light", "dark")
PAGES = {
    "inbox": "/inbox?queue=all",
    "alerts": "/alerts",
    "guests": "/guests",
    "stay": "/guests",
    "journeys": "/journeys",
    "knowledge": "/knowledge",
    "reports": "/reports",
    "settings": "/settings",
    "first-run": "/start",
}
OPENS = {"inbox": [".row"], "stay": ["main li a[href*='/guests/']", "main a[href*='/stays/']"]}
"""What is clicked, one after the other, so that the picture shows one of them."""


def main() -> int:
    shutil.rmtree(FOLDER / "console", ignore_errors=True)
    (FOLDER / "console").mkdir(parents=True)
    with up("--demo") as house, chromium() as browser:
        house.tell("demo", "play", "morskoy")
        house.write("Is there a gym nearby?", JAMES)
        house.write("My room smells of smoke and nobody comes", JAMES)
        for theme in THEMES:
            for width in SIZES:
                _take(browser, house.url, house.password, theme, width)
    return 0


def _take(browser: Browser, url: str, password: str, theme: str, width: int) -> None:
    size = {"width": width, "height": SIZES[width]}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=theme,  # type: ignore[arg-type]
        locale="ru-RU" if theme == "light" else "en-US",
    )
    page = context.new_page()
    page.goto(f"{url}/login")
    page.locator("[name=email]").fill("demo@bellhop.example")
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/hotels")
    for name, path in PAGES.items():
        page.goto(f"{url}/h/morskoy{path}")
        if name in OPENS:
            _open(page, OPENS[name])
        page.wait_for_timeout(700)
        file = FOLDER / "console" / f"{name}-{width}-{theme}.jpg"
        page.screenshot(path=file, type="jpeg", quality=78)
    context.close()


def _open(page: Page, clicks: list[str]) -> None:
    for each in clicks:
        page.locator(each).first.click()
        page.wait_for_load_state()


if __name__ == "__main__":
    raise SystemExit(main())
