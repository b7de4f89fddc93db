"""What a contract of four pages costs who looks at all of them on a phone."""

from screen import Screen

FIRST = 200 * 1024
AGAIN = 10 * 1024
# What a browser keeps for minutes only, it asks about on another day.
ASK_AGAIN = """async () => {
  const files = performance.getEntriesByType("resource").filter((file) => new URL(file.name).pathname.startsWith("/public/"))
  for (const file of files) await (await fetch(file.name, { cache: "no-cache" })).arrayBuffer()
}"""


def weigh_contract(browser, report, reader, href):
    """A browser that has kept nothing opens the contract as the reader, and once more on another day."""
    screen = Screen(browser, report, "phone", phone=True)
    screen.context.add_cookies(reader.context.cookies())
    arrived = screen.arriving()
    _look_through(screen, href)
    assert 0 < sum(arrived) <= FIRST, f"{sum(arrived)} bytes arrive: {arrived}"
    screen.page.goto("about:blank")
    arrived.clear()
    _look_through(screen, href)
    screen.page.evaluate(ASK_AGAIN)
    screen.page.wait_for_load_state("networkidle")
    assert 0 < sum(arrived) <= AGAIN, f"{sum(arrived)} bytes arrive again: {arrived}"
    screen.close()


def _look_through(screen, href):
    assert screen.go(href) == 200
    pages = screen.page.locator(".page")
    assert pages.count() >= 4, f"{pages.count()} pages are shown"
    for number in range(1, pages.count() + 1):
        pages.nth(number - 1).scroll_into_view_if_needed()
        screen.wait_for_picture(f".page:nth-child({number}) img")
    screen.page.wait_for_load_state("networkidle")
