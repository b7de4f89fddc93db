"""A browser window of one person, watched: what the console says, what does not load, how each page looks."""

import os
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE_CHECK = (HERE / "page_check.js").read_text(encoding="utf-8")
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Test Phone) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Mobile Safari/537.36"
)
GATEWAY = os.environ.get("GATEWAY_URL", "http://127.0.0.1:8080").rstrip("/")


def screenshots():
    local = os.environ.get("SUIYUE_LOCAL")
    folder = Path(local) / "screenshots" if local else HERE.parent / "output" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Screen:
    """`expected` are the states of answers that a scene provokes on purpose; Chromium writes them to the console."""

    def __init__(self, browser, report, prefix, phone=False, javascript=True, width=None):
        self.report, self.prefix, self.phone = report, prefix, phone
        settings = dict(viewport={"width": width or (390 if phone else 1280), "height": 780 if phone else 800},
                        java_script_enabled=javascript, locale="zh-CN", accept_downloads=True)
        if phone:
            settings |= dict(device_scale_factor=2, is_mobile=True, has_touch=True, user_agent=PHONE_AGENT)
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.said = []
        self.expected = {422}
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.page.on("requestfailed", self._lost)

    def _heard(self, message):
        if message.type not in ("error", "warning"):
            return
        status = re.search(r"status of (\d+)", message.text)
        if status and int(status.group(1)) in self.expected:
            return
        self.said.append(f"console: {message.text}")

    def _lost(self, request):
        # A page that is left stops loading; that is nobody's fault.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.said.append(f"not loaded: {request.url} {request.failure}")

    def go(self, path):
        answer = self.page.goto(path if path.startswith("http") else GATEWAY + path)
        return answer.status if answer else None

    def arriving(self):
        """The bytes of each answer from now on, headers included; what the browser has kept is none."""
        devtools, arrived = self.context.new_cdp_session(self.page), []
        devtools.on("Network.loadingFinished", lambda end: arrived.append(end["encodedDataLength"]))
        devtools.send("Network.enable")
        return arrived

    def see(self, name, heading=None):
        """Checks the page that is shown and keeps a picture of it."""
        if heading:
            self.page.wait_for_selector(f"h1:has-text('{heading}'), h2:has-text('{heading}')")
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(150)
        findings = self.page.evaluate(PAGE_CHECK, self.phone) + self.said
        self.said = []
        self._picture(screenshots() / f"{self.prefix}-{name}.png")
        self.report.note(f"page {self.prefix}-{name}", findings)

    def _picture(self, path):
        """The whole page in one window as high as the page: what sticks to an edge is at that edge, all pictures load."""
        usual = self.page.viewport_size
        height = self.page.evaluate("document.documentElement.scrollHeight")
        if height > usual["height"]:
            self.page.set_viewport_size({"width": usual["width"], "height": min(height, 9000)})
            self.page.wait_for_load_state("networkidle")
            self.page.wait_for_timeout(400)
        self.page.screenshot(path=path)
        self.page.set_viewport_size(usual)

    def fill(self, **values):
        for name, value in values.items():
            self.page.fill(f"[id='{name}']", value)

    def press(self, words):
        self.page.locator("button:visible, a.btn:visible", has_text=re.compile(words)).first.click()
        self.page.wait_for_load_state("load")

    def follow(self, words):
        self.page.locator("a:visible", has_text=re.compile(words)).first.click()
        self.page.wait_for_load_state("load")

    def confirm(self, words):
        """Presses a button that asks first, and says yes."""
        self.page.wait_for_load_state("networkidle")
        self.press(words)
        self.page.locator("dialog[open] button.primary").click()
        self.page.wait_for_load_state("load")

    def wait_for_picture(self, selector, seconds=60):
        """Without the page's own scripts, which may be turned off."""
        self.page.locator(selector).first.wait_for()
        for _ in range(seconds * 5):
            if self.page.locator(selector).first.evaluate("image => image.complete && image.naturalWidth > 0"):
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{selector} does not show within {seconds} s")

    def at(self, pattern):
        self.page.wait_for_url(re.compile(pattern))

    def download(self, words):
        with self.page.expect_download() as waited:
            self.page.locator("a:visible", has_text=re.compile(words)).first.click()
        return Path(waited.value.path()).read_bytes(), waited.value.suggested_filename

    def close(self):
        self.context.close()
