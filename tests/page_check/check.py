"""Opens pages of `summitry draw --format html` in headless Chromium and uses them as a reader would.

    python3 tests/page_check/check.py target/release/summitry [FOLDER FOR SCREENSHOTS]

Needs Chromium (CHROMIUM names it, else one on the path) and the packages of requirements.txt. Exits with 1 where a page
does not do what it should: search, filters, slider, selection, both themes, phones; nothing is asked of the network, the
policy holds, and hostile words stay words. Prints how long a frame takes with 5,000 edges.
"""

import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
]
HOSTILE = [
    "</script><img src=x onerror=\"window.hacked=1\">", "<b onmouseover=window.hacked=1>bold</b>", "two\nlines",
    "\u202eاردوغان\u202c 🕊️ \u2028", "{{program}} ${window.hacked=1} `", "x" * 10_000, "__proto__", "javascript:window.hacked=1",
]


def draw(binary, graph, page, *more):
    subprocess.run([binary, "draw", graph, "--output", page, *more], check=True)


def hostile(folder):
    """The sample graph with hostile words for all names, sentences and addresses."""
    graph = json.loads((ROOT / "graphs/sample.json").read_text())
    words = lambda number: HOSTILE[number % len(HOSTILE)]
    for number, node in enumerate(graph["nodes"]):
        node["name"] = words(number)
        node["aliases"] = [words(number + 1)]
    for number, article in enumerate(graph["graph"]["articles"]):
        article.update(title=words(number), source=words(number + 1), url=words(7 + number % 2 * 3))
    for number, event in enumerate(graph["graph"]["events"]):
        event["meeting"] = words(number)
        for report in event["reports"]:
            report.update(sentence=words(number), evidence=words(number)[:4])
    path = folder / "hostile.json"
    path.write_text(json.dumps(graph))
    return path


def large(folder, nodes=1_500, edges=5_000):
    """A graph of so many nodes and edges, made by chance but always the same."""
    chance = random.Random(1)
    graph = json.loads((ROOT / "graphs/sample.json").read_text())
    event, edge, article = graph["graph"]["events"][0], graph["edges"][0], graph["graph"]["articles"][0]
    ids = [f"country:{n}" if n < nodes // 10 else f"person:{n}" for n in range(nodes)]
    graph["nodes"] = [
        {"id": one, "name": f"{one.split(':')[0].title()} Number {n}", "kind": one.split(":")[0], "country": "", "org": "",
         "wikidata": None, "aliases": [], "mentions": 1}
        for n, one in enumerate(ids)
    ]
    pairs = set()
    while len(pairs) < edges:
        one = int(chance.paretovariate(0.6)) % nodes if chance.random() < 0.5 else chance.randrange(nodes)
        other = chance.randrange(nodes)
        if one != other:
            pairs.add(tuple(sorted((ids[one], ids[other]))))
    graph["graph"].update(events=[], articles=[article])
    graph["edges"] = []
    for number, (one, other) in enumerate(sorted(pairs)):
        day = (datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3000))).isoformat()
        date = {"value": day, "start": day, "end": day}
        kind = chance.choice(["met", "visited", "called", "agreed", "aided", "accused", "sanctioned", "attacked"])
        status = chance.choice(["occurred"] * 6 + ["planned", "denied"])
        both = kind in ("met", "called")
        report = {**event["reports"][0], "article": article["id"], "status": status, "date": date}
        made = {**event, "id": f"{number:016x}", "type": kind, "status": status, "date": date, "place": None, "summit": None,
                "source": [one, other] if both else [one], "target": [] if both else [other], "meeting": None,
                "dates": [{"date": date, "reports": 1}], "reports": [report], "sources": 1}
        graph["graph"]["events"].append(made)
        graph["edges"].append({**edge, "source": one, "target": other, "key": f"{number + 10**6:016x}", "event": made["id"],
                               "type": kind, "symmetric": both, "status": status, "date": day, "date_start": day, "date_end": day})
    path = folder / "large.json"
    path.write_text(json.dumps(graph))
    return path


class Reader:
    """A page, opened, with what went wrong in it."""

    def __init__(self, browser, path, size=(1400, 900), dark=False, address=""):
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
        )
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("console", lambda message: self.hear(message))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", lambda request: request.url.startswith("file:") or self.wrong.append(f"asks for {request.url}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append("a dialog"), dialog.dismiss()))
        self.page.goto(Path(path).as_uri() + address)
        self.page.wait_for_selector("html[data-ready]")

    def hear(self, message):
        if message.type in ("error", "warning") and "GPU stall" not in message.text and "GL Driver" not in message.text:
            self.wrong.append(f"{message.type}: {message.text}")

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def close(self, name, shots=None):
        if shots:
            self.page.wait_for_timeout(600)
            self.page.screenshot(path=str(shots / f"{name}.png"))
        if self.page.evaluate("window.hacked !== undefined"):
            self.wrong.append("words were run")
        self.context.close()
        expect(not self.wrong, f"{name}: {self.wrong[:5]}")
        print(f"{name}: good")


def expect(holds, what):
    if not holds:
        raise SystemExit(f"the page is wrong: {what}")


def explore(browser, path, shots):
    """Search, read, filter and go through time."""
    reader = Reader(browser, path)
    page = reader.page
    everything = reader.text("#range-words")
    page.fill("#query", "kim jong")
    expect("Kim Jong Un" in reader.text("#hits li"), "search does not find")
    page.keyboard.press("Enter")
    expect(reader.text("#panel h2") == "Kim Jong Un", "a hit is not selected")
    expect("who=Kim+Jong+Un" in page.evaluate("location.hash"), "the address does not tell the selection")
    page.fill("#query", "kim jnog")
    expect("Kim Jong Un" in reader.text("#hits li"), "search does not forgive a slip")
    page.fill("#query", "shuttle diplomacy")
    expect(page.locator("#hits .sentence").count() == 1, "search does not find sentences")
    page.fill("#query", "")
    cards = page.locator("#panel .event").count()
    expect(cards > 3 and page.locator("#panel blockquote").count() >= cards, "no events with sentences")
    told = page.locator("#panel blockquote .source").all_inner_texts()
    expect("announced" in told and "held" in told, f"no stages: {told}")
    page.wait_for_timeout(700)
    page.keyboard.press("Escape")
    expect(reader.text("#panel h2") == "Overview", "Escape does not end the selection")
    page.wait_for_timeout(200)
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(reader.text("#panel h2") == "Kim Jong Un", "a click does not select the node in the middle")
    page.locator("#filters h2 button").first.click()
    expect(page.locator("#panel .event").count() == 0, "without types there are still events")
    page.locator("#filters label", has_text="met").locator("input").check()
    expect("type=met" in page.evaluate("location.hash"), "the address does not tell the filter")
    shared = Reader(browser, path, address=page.evaluate("location.hash"))
    alike = shared.page.locator("#panel .event").count() == page.locator("#panel .event").count()
    expect(alike and shared.text("#panel h2") == reader.text("#panel h2"), "a shared address shows something else")
    shared.close("shared", shots)
    fewer = page.locator("#panel .event").count()
    expect(0 < fewer < cards, "the filter by type does not filter")
    page.locator("#filters h2 button").first.click()
    page.evaluate("""() => { const to = document.getElementById("to"); to.value = Math.floor(to.max / 2);
                     to.dispatchEvent(new Event("input")); }""")
    page.wait_for_timeout(1000)
    expect(reader.text("#range-words") != everything, "the slider changes nothing")
    expect(page.locator("#panel .event").count() < cards, "the slider leaves out nothing")
    page.click("#all-time")
    expect(reader.text("#range-words") == everything, "all time is not all")
    page.locator("#panel ul .link").first.click()
    expect("and" in reader.text("#panel h2"), "a partner does not lead to the events of both")
    links = page.locator("#panel a").evaluate_all("all => all.map(one => [one.protocol, one.rel])")
    expect(all(protocol in ("http:", "https:") and "noopener" in rel for protocol, rel in links), f"links: {links}")
    page.click("#theme")
    expect(page.evaluate("document.documentElement.dataset.theme") == "dark", "the theme does not change")
    reader.close("explored", shots)


def speed(browser, path, shots):
    """How long the program works on a frame while 5,000 edges are moved; what drawing itself takes is the machine's."""
    reader = Reader(browser, path)
    page = reader.page
    session = reader.context.new_cdp_session(page)
    session.send("Profiler.enable")
    page.evaluate("""() => { window.frames_ = 0; const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
                     requestAnimationFrame(count); }""")
    page.wait_for_timeout(500)
    first = page.evaluate("window.frames_")
    session.send("Profiler.start")
    page.mouse.move(600, 400)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(600 + step * 4, 400 + step * 2)
    page.mouse.up()
    for _ in range(6):
        page.mouse.wheel(0, -200)
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    profile = session.send("Profiler.stop")["profile"]
    names = {node["id"]: node["callFrame"]["functionName"] for node in profile["nodes"]}
    # Without a GPU reading pixels waits until the processor has drawn everything.
    others = {"(idle)", "(program)", "(root)", "readPixels"}
    spent = sum(time for node, time in zip(profile["samples"], profile["timeDeltas"]) if names[node] not in others)
    frames = page.evaluate("window.frames_") - first
    each = spent / 1000 / max(frames, 1)
    print(f"5,000 edges: {frames} frames, {each:.1f} ms of the program's time a frame")
    # A machine that is busy takes longer; ten times the usual is no machine's fault.
    expect(each < 100, "frames take too long")
    page.wait_for_timeout(500)
    reader.close("large", shots)


def main():
    binary = sys.argv[1]
    shots = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    expect(chromium, "Chromium is not found")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        sample, wild, big = (folder / f"{name}.html" for name in ("sample", "hostile", "large"))
        draw(binary, ROOT / "graphs/sample.json", sample, "--title", "Sample articles")
        draw(binary, hostile(folder), wild, "--title", HOSTILE[0])
        draw(binary, large(folder), big)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        explore(browser, sample, shots)
        for dark in (False, True):
            for size in ((1400, 900), (390, 844)):
                reader = Reader(browser, sample, size, dark)
                if size[0] < 700:
                    wide = reader.page.evaluate("document.documentElement.scrollWidth")
                    expect(wide <= size[0], "the page is wider than the phone")
                    reader.page.click("#filters-toggle")
                    expect(reader.page.locator("#filters").is_visible(), "filters do not open")
                    reader.page.click("#filters-toggle")
                reader.close(f"sample-{size[0]}-{'dark' if dark else 'light'}", shots)
        reader = Reader(browser, wild)
        reader.page.fill("#query", "onerror")
        reader.page.keyboard.press("Enter")
        expect("<img" in reader.text("#panel h2"), "hostile words are not shown as they are")
        for card in reader.page.locator("#panel .event").all()[:3]:
            card.hover()
        reader.close("hostile", shots)
        speed(browser, big, shots)
        browser.close()


if __name__ == "__main__":
    main()
