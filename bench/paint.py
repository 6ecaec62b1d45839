"""How soon a page of the console is there, with an empty cache: largest contentful paint, what
moved while it loaded, and the weight with fonts, scripts and styles. On a demo with a played stay.

    python -m bench.paint
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from tests.up import House, chromium, up

PAGES = ("/inbox?queue=all", "", "/alerts", "/guests", "/journeys", "/knowledge", "/reports",
         "/settings/channel", "/handover")  # fmt: skip
"""The empty one is a chat."""
WIDE: Any = {"viewport": {"width": 1440, "height": 900}, "locale": "ru-RU"}
LAST_ENTRY = """(kind) => new Promise((tell) => {
    const seen = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries()))
        .observe({ type: kind, buffered: true });
    setTimeout(() => tell(seen.map((each) => each.value ?? each.startTime)), 400);
})"""
SETTLED_MS = 1_200


def main() -> int:
    with up("--demo") as house, chromium() as browser:
        house.tell("demo", "play", "morskoy")
        cookies, chat = _come_in(browser, house)
        slowest = 0.0
        for path in PAGES:
            context = browser.new_context(**WIDE, service_workers="block")
            context.add_cookies(cookies)
            paint, moved, weight = _look(context, f"{house.url}/h/morskoy{path}" if path else chat)
            slowest = max(slowest, paint)
            print(
                f"{path or 'chat':20} {paint:6.0f} ms  moved {moved:.3f}  {weight / 1000:6.0f} kB"
            )
            context.close()
    return 1 if slowest > 1_000 else 0


def _come_in(browser: Browser, house: House) -> tuple[Any, str]:
    context = browser.new_context(**WIDE)
    page: Page = context.new_page()
    house.come_in(page)
    page.goto(f"{house.url}/h/morskoy/inbox?queue=all")
    page.locator(".row").first.click()
    page.wait_for_url("**/inbox/*-*")
    return context.cookies(), page.url


def _look(context: BrowserContext, url: str) -> tuple[float, float, float]:
    """Milliseconds, the score of what moved, and bytes."""
    page = context.new_page()
    weights: list[float] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda said: weights.append(said["encodedDataLength"]))
    page.goto(url)
    page.wait_for_timeout(SETTLED_MS)
    paints = page.evaluate(LAST_ENTRY, "largest-contentful-paint")
    moved = page.evaluate(LAST_ENTRY, "layout-shift")
    return paints[-1], sum(moved), sum(weights)


if __name__ == "__main__":
    raise SystemExit(main())
