"""Nothing is lost: summitry is killed at random moments, and finds no room on the disk.

usage: check.py SUMMITRY [MOMENTS [SEED]]

Each moment lies within the time that the command takes. After each, the base or the graph must be whole, and the same command run to
its end must come to what an undisturbed one comes to. A disk without room is a small tmpfs, for which the script must be root.
"""
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM, MOMENTS, SEED = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100, int(sys.argv[3]) if len(sys.argv) > 3 else 1
NEWS = [
    ("visit", "2019-04-22", "Kim Jong Un will visit Russia on April 24, the Kremlin said. He will meet Vladimir Putin in Vladivostok."),
    ("arrival", "2019-04-24", "Kim Jong Un arrived in Russia on Wednesday by train."),
    ("summit", "2019-04-25", "Kim Jong Un met Vladimir Putin in Vladivostok on Thursday. Putin accused the United States of pressure."),
    ("beijing", "2019-04-26", "Vladimir Putin met Xi Jinping in Beijing on Friday. They signed an agreement on trade."),
]


def run(*words, code=(0, 1)):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    assert done.returncode in code, (words, done.returncode, done.stderr)
    return done


def write(path, articles):
    path.write_text("".join(json.dumps(dict(zip(("id", "date", "text"), article))) + "\n" for article in articles))


def killed(moment, *words):
    """Whether the command was still at work when it was killed."""
    child = subprocess.Popen([PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    was_at_work = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    return was_at_work


def remove_base(path):
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def kill(folder):
    old, new, base, kept = (folder / name for name in ("old.jsonl", "new.jsonl", "news.db", "kept.db"))
    write(old, NEWS[:2])
    write(new, NEWS)
    run("add", kept, old, "--on", "2019-04-24")
    ways = {
        "add": [("add", base, new, "--on", "2019-04-26")],
        "remove": [("remove", base, "--article", "arrival", "--on", "2019-04-26")],
        "build": [("build", new, "--output", folder / "graph")],
    }
    chance, counts = random.Random(SEED), {}
    for way, [command] in ways.items():
        remove_base(base)
        shutil.copy(kept, base)
        started = time.monotonic()
        run(*command)
        took = time.monotonic() - started
        outcome = lambda: run("export", base, "--format", "json").stdout
        files = lambda: [(folder / f"graph.{end}").read_bytes() for end in ("json", "dot", "svg")]
        wanted = files() if way == "build" else outcome()
        at_work = 0
        for _ in range(MOMENTS):
            remove_base(base)
            shutil.copy(kept, base)
            at_work += killed(chance.random() * took * 1.1, *command)
            if way == "build":
                assert files() == wanted, "a set of files that is neither old nor new"
                continue
            run("check", base, code=(0, 1))
            run(*command)
            assert run("check", base).returncode == 0, f"not whole after {way}"
            assert outcome() == wanted, "another graph"
        counts[way] = at_work
    print("killed while at work:", ", ".join(f"{count} of {MOMENTS} times {way}" for way, count in counts.items()))


def full(folder, kilobytes, work):
    """Does the work on a disk of so many kilobytes."""
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", small]
    mounted = subprocess.run(mount, capture_output=True, text=True)
    if mounted.returncode:
        print("left out: a small disk cannot be made here:", mounted.stderr.strip())
        return
    first, many = folder / "first.jsonl", folder / "many.jsonl"
    write(first, NEWS[:1])
    write(many, [(f"{id}-{at}", day, f"{text} It was report {at}. {'The talks went on. ' * 40}") for at in range(60) for id, day, text in NEWS])
    try:
        failed = work(small, first, many).stderr.strip().splitlines()[-1]
    finally:
        subprocess.run(["umount", small], check=True)
    assert "full" in failed or "No space left" in failed, failed
    print("no room:", failed)


def base_without_room(small, first, many):
    base = small / "news.db"
    articles = lambda: json.loads(run("export", base, "--format", "json").stdout)["graph"]["articles"]
    run("add", base, first, "--on", "2019-04-22")
    before = articles()
    failed = run("add", base, many, "--on", "2019-04-26", code=(2,))
    run("check", base)
    assert all(article in articles() for article in before), "what was there is lost"
    return failed


def files_without_room(small, first, many):
    graph = small / "graph"
    files = lambda: [(small / f"graph.{end}").read_bytes() for end in ("json", "dot", "svg")]
    run("build", first, "--output", graph)
    good = files()
    failed = run("build", many, "--output", graph, code=(2,))
    assert files() == good, "a good graph is lost"
    return failed


with tempfile.TemporaryDirectory() as folder:
    kill(Path(folder))
for kilobytes, work in ((600, base_without_room), (150, files_without_room)):
    with tempfile.TemporaryDirectory() as folder:
        full(Path(folder), kilobytes, work)
print("nothing was lost")
