"""Runs the browser tests against the platform that GATEWAY_URL names."""

import sys

from playwright.sync_api import sync_playwright

import checks
import main_job
from report import Report
from screen import screenshots

CHROMIUM = "/usr/bin/chromium"


def main():
    report = Report()
    for old in screenshots().glob("*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"])
        checks.before(browser, report)
        job = main_job.play(browser, report)
        if job:
            checks.after(browser, report, job)
        browser.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
