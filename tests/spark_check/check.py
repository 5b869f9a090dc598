"""Runs the job of `examples/spark` on two cores, and compares its events with those of one machine.

    python -m venv venv && venv/bin/pip install -r examples/spark/requirements.txt
    venv/bin/python tests/spark_check/check.py FOLDER ARTICLES [FILE.jsonl.gz …]

summitry for Python must be importable, and Java be there. FOLDER is emptied. So many articles of the files, or else the sample articles,
are read.
"""

import gzip
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples/spark"))

import job  # noqa: E402

import summitry  # noqa: E402

WIRE = (
    "The leaders of the two countries met in Vladivostok on Thursday for their first summit, which lasted more than three hours, and "
    "spoke of sanctions, of trade, and of the workers whom the one country sends to the other. Russian President Vladimir Putin and "
    "North Korean leader Kim Jong Un met in Vladivostok on Thursday, the Kremlin said. Neither side signed an agreement."
)


def lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def arrow(rows):
    """The rows with the columns of all; `from_pylist` keeps those of the first alone."""
    columns = sorted({name for row in rows for name in row})
    return pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows])


def table(path, rows):
    pyarrow.parquet.write_table(arrow(rows), path)
    return str(path)


def corpus(files, count):
    """So many articles, taken from all the files at equal distances."""
    rows = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as opened:
            rows.extend(opened)
    step = max(1, len(rows) // count)
    return [json.loads(row) for row in rows[::step][:count]]


def sample():
    """The sample articles."""
    texts = sorted((ROOT / "articles").glob("*.txt"))
    return [{"id": path.stem, "text": path.read_text("utf-8"), "date": path.name[:10]} for path in texts]


def pair(count):
    """Articles on one pair alone: some on days of their own, some years apart, some all of one day, and some put off."""
    texts = [
        "Russian President Vladimir Putin met Chinese President Xi Jinping on Monday.",
        "Russia and China held talks in Moscow on Tuesday, officials said.",
        "Xi Jinping will meet Vladimir Putin next month, the ministry said.",
        "The talks between Vladimir Putin and Xi Jinping planned for next week were called off.",
        "Putin and Xi met in 2013.",
    ]
    for number in range(count):
        year, month = 1990 + 7 * (number % 5), 1 + number % 3
        yield {"id": f"pair-{number}", "date": f"{year}-{month:02}-{1 + number * 7 % 28:02}", "text": texts[number % len(texts)]}


class Memory(threading.Thread):
    """The most memory that this process and those that it started had at one time: in all, of Java, and of one Python."""

    def __init__(self):
        super().__init__(daemon=True)
        self.all, self.java, self.python = 0, 0, 0

    def run(self):
        while True:
            self.look()
            time.sleep(0.2)

    def look(self):
        processes = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                name, _, rest = (path / "stat").read_text().partition("(")[2].rpartition(")")
                pages = int((path / "statm").read_text().split()[1])
            except OSError:
                continue
            processes[int(path.name)] = (int(rest.split()[1]), name, pages * os.sysconf("SC_PAGE_SIZE"))
        ours, java, python = 0, 0, 0
        for process, (parent, name, size) in processes.items():
            while parent in processes and process != os.getpid():
                process, parent = parent, processes[parent][0]
            if process == os.getpid():
                ours += size
                java, python = (max(java, size), python) if name == "java" else (java, max(python, size))
        self.all, self.java, self.python = max(self.all, ours), max(self.java, java), max(self.python, python)


def size(path):
    return sum(file.stat().st_size for file in path.rglob("*.parquet"))


def shuffled(spark):
    """The bytes that were written to be shuffled."""
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    return sum(executors.apply(number).totalShuffleWrite() for number in range(executors.size()))


def same(spark, folder, name, inputs, given, **options):
    """Checks that the job makes of the inputs, event for event and node for node, what one machine makes of the articles given."""
    work, output = folder / f"{name}.work", folder / f"{name}.events"
    started, before = time.time(), shuffled(spark)
    found, read = job.run(spark, inputs, str(work), str(output), **options)
    written = [work.glob("mined/*/_SUCCESS"), work.glob("ranked/_SUCCESS"), output.glob("_SUCCESS")]
    ended = [max(path.stat().st_mtime for path in marks) for marks in written]
    steps = [end - begin for begin, end in zip([started, *ended], ended)]
    sizes = [size(work / "mined"), size(work / "ranked"), size(output), shuffled(spark) - before]
    made = job.graph(found, read)
    started = time.time()
    built = summitry.build(given, threads=2, problems="ignore")
    alone = time.time() - started
    assert len(built.query()) > 0, name
    assert made.articles == built.articles, (name, made.articles, built.articles)
    ours, theirs = ({event.id: event for event in each.query()} for each in (made, built))
    assert ours.keys() == theirs.keys(), (name, len(ours), len(theirs), sorted(ours.keys() ^ theirs.keys())[:5])
    for key, event in theirs.items():
        assert ours[key] == event, (name, event, ours[key])
    assert made.dumps() == built.dumps(), name
    print(f"ok: {name}: {len(ours)} events of {read} articles, as on one machine", flush=True)
    print("    seconds: mine {:.1f}, rank {:.1f}, the rest {:.1f}".format(*steps) + f"; build on one machine {alone:.1f}", flush=True)
    print("    MB: mined {:.2f}, ranked {:.2f}, events {:.2f}, shuffled {:.2f}".format(*(each / 1e6 for each in sizes)), flush=True)
    return found


def check(folder, count, files):
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    memory = Memory()
    memory.start()
    spark = SparkSession.builder.master("local[2]").appName("summitry check")
    for key, value in {"ui.enabled": "false", "sql.shuffle.partitions": "4", "sql.session.timeZone": "UTC"}.items():
        spark = spark.config(f"spark.{key}", value)
    spark = spark.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addPyFile(job.__file__)
    rows = corpus(files, count) if files else sample()
    half = len(rows) // 2
    inputs = [lines(folder / "one.jsonl", rows[:half]), table(folder / "two.parquet", rows[half:])]

    found = same(spark, folder, "documents", inputs, rows)
    assert {path.name.partition("=")[0] for path in (folder / "documents.events").iterdir() if path.is_dir()} == {"year"}
    merged = found.groupBy().agg(F.sum("reports"), F.count("*")).first()
    print(f"ok: documents: {merged[0]} reports in {merged[1]} events", flush=True)

    # A job that broke off has mined what it has mined.
    work = folder / "documents.work/mined"
    kept, lost = sorted(path for path in work.iterdir())
    (lost / "_SUCCESS").unlink()
    before = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    found = same(spark, folder, "documents", inputs, rows)
    assert before == {path: path.stat().st_mtime_ns for path in kept.iterdir()}, "an input is mined twice"
    assert (lost / "_SUCCESS").exists()
    print("ok: restarted: what was mined is not mined again", flush=True)

    # The same file twice, an id that is taken, a text that is printed again, and rows that are no articles.
    wires = [{"id": f"wire-{number}", "date": f"2019-04-{25 + number % 3}", "text": WIRE} for number in range(70)]
    wires += [{"id": "wire-1", "date": "2019-04-25", "text": f"From our correspondents. {WIRE}"}, {"id": "wire-1#2", "text": WIRE}]
    few = [*rows[:: max(1, len(rows) // 40)], *wires]
    twice = [lines(folder / "few.jsonl", few), lines(folder / "again.jsonl", few)]
    (folder / "broken.jsonl").write_text('{"text": "cut off\n7\n{"text": ""}\n', "utf-8")
    broken = [*twice, str(folder / "broken.jsonl")]
    same(spark, folder, "duplicates", broken, few + few)
    same(spark, folder, "duplicates-once", broken, few, once=True)

    many = list(pair(300))
    told = lines(folder / "pair.jsonl", many)
    same(spark, folder, "skew", [told], many, at_once=20)
    articles = spark.read.parquet(str(folder / "skew.work/ranked"))
    groups = job.grouped(job.reports(articles), 20).groupBy("group").count().orderBy(F.desc("count"))
    largest, number = groups.first()["count"], groups.filter("NOT group LIKE 'light %'").count()
    assert number > 1, "no pair was parted"
    print(f"ok: skew: {number} groups of seasons, {largest} reports in the largest", flush=True)

    # What a page shows: the events of a year as a graph, and their articles in a base.
    year = found.groupBy("year").count().orderBy(F.desc("count"), "year").filter("year IS NOT NULL").first()["year"]
    some = found.filter(F.col("year") == year)
    part = job.graph(some, some.count())
    whole = {event.id: event for event in summitry.Graph.loads(job.graph(found, 0).dumps()).query()}
    for event in part.query():
        assert event.reports == whole[event.id].reports and event.status == whole[event.id].status
    part.write(folder / "year.graphml")
    wanted = some.select(F.explode("articles").alias("id")).distinct()
    articles = spark.createDataFrame(arrow(rows)).join(wanted, "id", "left_semi")
    base = summitry.Base(folder / "year.db")
    added = base.add(articles.toArrow(), problems="ignore")
    assert added.new > 0 and base.check() == []
    print(f"ok: {year}: a graph of {len(part.query())} events, and a base of {added.new} articles", flush=True)
    most = [each >> 20 for each in (memory.all, memory.java, memory.python)]
    print("MiB at most: {} in all, {} Java, {} one Python".format(*most), flush=True)
    spark.stop()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    check(target, int(sys.argv[2]), sys.argv[3:])
