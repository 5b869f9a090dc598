"""Opens `summitry serve` in headless Chromium, and asks it as a whole newsroom would.

    python3 tests/serve_check/check.py target/debug/summitry [FOLDER FOR SCREENSHOTS]

Needs Chromium (CHROMIUM names it, else one on the path) and the packages of requirements.txt. Exits with 1 where a page has
a fault of accessibility (axe), is wider than a phone, loads anything from elsewhere, or cannot be used by keyboard; where one of
100 clients gets no answer; or where the server does not end at SIGTERM. Prints how long the clients waited.
"""

import concurrent.futures
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
CLIENTS, SECONDS = 100, 10


def served(binary, file):
    server = subprocess.Popen([binary, "serve", file, "--port", "0", "--review", "--by", "Ann"], stderr=subprocess.PIPE, text=True)
    return server, server.stderr.readline().rsplit("at ", 1)[1].strip().rstrip("/")


def ask(address):
    with urllib.request.urlopen(address, timeout=30) as reply:
        return reply.read()


def addresses(site):
    """One of each view."""
    events = json.loads(ask(f"{site}/api/events"))["events"]
    event = max(events, key=lambda event: len(event["reports"]))
    quoted = lambda part: urllib.parse.quote(part, safe="")
    nodes = json.loads(ask(f"{site}/api"))["most_reported"]
    one, other = (quoted(node["id"]) for node in nodes[:2])
    article = quoted(event["reports"][0]["article"])
    return ["/", "/search?q=kim", "/events", f"/events/{event['id']}", f"/nodes/{one}", f"/pairs/{one}/{other}", f"/articles/{article}",
            "/calendar", "/news", "/map", "/map?country=KOR", "/review", f"/review/{event['id']}", "/elsewhere"]


def looked_at(browser, site, folder):
    faults = []
    for theme, width in (("light", 390), ("dark", 820), ("light", 1400)):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((site, "data:")) else faults.append(request.url))
        for number, path in enumerate(addresses(site)):
            page.goto(site + path)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                faults.append(f"{path} is wider than {width} pixels")
            for violation in Axe().run(page).response["violations"]:
                faults.append(f"{path}, {theme}, {width}: {violation['id']}: {violation['nodes'][0]['target']}")
            if folder:
                page.screenshot(path=f"{folder}/serve-{number}-{width}-{theme}.png")
        context.close()
    return faults


def by_keyboard(browser, site):
    """From the first page to a person's, without a pointer."""
    page = browser.new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    while page.evaluate("document.activeElement.name") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("Kim Jong Un")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    while "/nodes/" not in (page.evaluate("document.activeElement.href || ''")):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nodes/**")
    assert "Kim Jong Un" in page.inner_text("h1")
    page.close()


def focused(page, words):
    """Moves on until the focus is on what is called so."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || '').trim()").startswith(words):
            return
    raise AssertionError(f"{words} cannot be reached at {page.url}")


def reviewed_by_keyboard(browser, site):
    """A mistake, a correction, a decision and the way back, and from the map to the events of a place, without a pointer."""
    page = browser.new_page()
    page.goto(f"{site}/review")
    focused(page, "Review one after another")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*")
    while page.evaluate("document.activeElement.name") != "date":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("[name=date]") == "soon"
    faults = [f"{page.url} after a mistake: {violation['id']}" for violation in Axe().run(page).response["violations"]]
    page.go_back()
    focused(page, "Accept")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Last decision: accept")
    focused(page, "Undo")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not page.query_selector("text=Last decision")
    page.goto(f"{site}/map")
    focused(page, json.loads(ask(f"{site}/api/map"))["places"][0]["name"] + ":")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?place=**")
    page.close()
    return faults


def crowd(site):
    """100 clients at once; the sorted seconds that each answer took."""
    paths = addresses(site)[:-1]
    end = time.monotonic() + SECONDS

    def client(number):
        waited = []
        while time.monotonic() < end:
            start = time.monotonic()
            ask(site + paths[(number + len(waited)) % len(paths)])
            waited.append(time.monotonic() - start)
        return waited

    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        return sorted(second for waited in pool.map(client, range(CLIENTS)) for second in waited)


def main():
    binary, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as place:
        base = Path(place) / "sample.db"
        subprocess.run([binary, "add", base, ROOT / "articles"], check=True, capture_output=True)
        server, site = served(binary, base)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                faults = looked_at(browser, site, folder)
                by_keyboard(browser, site)
                faults += reviewed_by_keyboard(browser, site)
                browser.close()
            waited = crowd(site)
            print(f"{CLIENTS} clients, {len(waited)} answers in {SECONDS} s: median {waited[len(waited) // 2]:.3f} s, p99 {waited[len(waited) * 99 // 100]:.3f} s")
        finally:
            server.send_signal(signal.SIGTERM)
        if server.wait(timeout=10) != 0:
            faults.append(f"the server ended with {server.returncode}")
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    main()
