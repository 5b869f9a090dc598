#!/usr/bin/env python3
"""Measures the program on the gold data, the treebanks and a large corpus, and holds each figure to its floor.

usage: measure.py SUMMITRY SHARED
"""
import gzip, json, os, re, resource, subprocess, sys, tempfile, time

program, shared = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
gold = os.path.join(shared, "gold")
failures = []


def floor(name, value, least, unit=""):
    ok = value >= least
    print(f"{'ok  ' if ok else 'FAIL'} {name:58s} {value:10.4g}{unit}  floor {least:g}{unit}", flush=True)
    if not ok:
        failures.append(name)


def figure(name, value, unit=""):
    """What depends on the machine is told and holds nobody up."""
    print(f"     {name:58s} {value:10.4g}{unit}", flush=True)


def run(*arguments, **options):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True, **options).stdout


def python(*arguments):
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def mine(paths, output, *arguments):
    with open(output, "w") as out:
        subprocess.run([program, "mine", *paths, *arguments], check=True, stdout=out, stderr=subprocess.DEVNULL)


def unpacked(name, work):
    """A gzipped file of the gold data, unpacked."""
    path = os.path.join(work, name)
    with gzip.open(os.path.join(gold, name + ".gz"), "rb") as packed, open(path, "wb") as plain:
        plain.write(packed.read())
    return path


def validation(work):
    system, annotation = os.path.join(work, "validation.jsonl"), unpacked("validation.gold.jsonl", work)
    mine([unpacked("validation.articles.jsonl", work)], system)
    score = json.loads(python(os.path.join(gold, "score.py"), annotation, system, "--json"))
    floor("validation articles: name F1", score["name"]["f1"], 0.51)
    floor("validation articles: precision", score["name"]["p"], 0.60)
    floor("validation articles: F1 by event", score["event"]["f1"], 0.59)
    floor("validation articles: strict F1", score["strict"]["f1"], 0.46)
    floor("validation articles: calibration, at most 0.07", 0.07 - calibration(annotation, system), 0)


def calibration(annotation, system):
    """The mean gap between the score of edges and the share of them that is right, in ten bins of equal size."""
    sys.path.insert(0, gold)
    import score

    right = []
    wanted, found = score.load(annotation), score.load(system)
    for doc, row in wanted.items():
        events = [{**event, "evidence": event["score"]} for event in found[doc]["events"]]
        edges = score.edges(events)
        matched = {at for _, at in score.match(score.edges(row["events"]), edges, "name")}
        right += [(edge["evidence"], at in matched) for at, edge in enumerate(edges)]
    right.sort()
    bins = [right[len(right) * at // 10 : len(right) * (at + 1) // 10] for at in range(10)]
    gaps = [abs(sum(score - ok for score, ok in part)) / len(part) for part in bins if part]
    return sum(gaps) / len(gaps)


def cases():
    report = python(os.path.join(gold, "cases.py"), program, os.path.join(gold, "cases.jsonl"))
    floor("cases that hold", int(re.search(r"cases: (\d+) of", report).group(1)), 34)


def dev_articles(work):
    system = os.path.join(work, "dev.jsonl")
    mine([os.path.join(gold, "dev.articles.jsonl")], system)
    score = os.path.join(gold, "score.py")
    whole = json.loads(python(score, os.path.join(gold, "dev.gold.jsonl"), system, "--json"))
    core = json.loads(python(score, os.path.join(gold, "dev.gold.jsonl"), system, "--core", "--json"))
    floor("dev articles: name F1", whole["name"]["f1"], 0.40)
    floor("dev articles: precision", whole["name"]["p"], 0.48)
    floor("dev articles: strict F1", whole["strict"]["f1"], 0.32)
    floor("dev articles: core name F1", core["name"]["f1"], 0.35)
    annotated = [os.path.join(gold, f"dev.{part}.jsonl") for part in ("gold", "articles")]
    floor("dev articles: the card that is shipped is this version's", run("card") == run("card", *annotated), 1)
    for jobs in ("1", "2"):
        again = os.path.join(work, f"again{jobs}.jsonl")
        mine([os.path.join(gold, "dev.articles.jsonl")], again, "--jobs", jobs)
        floor(f"dev articles: the same bytes with {jobs} jobs", open(again).read() == open(system).read(), 1)


def own_articles():
    own = [os.path.join("tests", "gold", f"{part}.jsonl") for part in ("gold", "articles")]
    floor("articles of our own: name F1", json.loads(run("eval", *own, "--json"))["name"]["f1"], 0.53)


def readouts(work):
    system = os.path.join(work, "readouts.jsonl")
    mine([os.path.join(gold, "readouts.articles.jsonl")], system)
    report = python(os.path.join(gold, "readouts.py"), "score", os.path.join(gold, "readouts.expected.jsonl"), system)
    found, _, dated = map(float, re.search(r"found ([\d.]+), .* channel ([\d.]+), .* occurred ([\d.]+)", report).groups())
    floor("readouts: right channel", found, 0.95)
    floor("readouts: dated and occurred", dated, 0.94)


def seed(work):
    system = os.path.join(work, "seed.jsonl")
    mine([os.path.join(shared, "seed.txt")], system)
    row = json.loads(open(system).readline())
    row["doc"] = "seed"
    open(system, "w").write(json.dumps(row))
    report = json.loads(python(os.path.join(gold, "score.py"), os.path.join(gold, "seed.gold.jsonl"), system, "--json"))
    floor("seed article: recall with date and status", report["strict"]["r"], 0.95)
    floor("seed article: events beside the five, at most two", 7 - len(row["events"]), 0)


def classification():
    report = run("classify", "--evaluate", os.path.join(gold, "plv_dev.tsv"), "--with", os.path.join(gold, "plover_gsr_dev.json"))
    floor("marked sentences: macro-F1, ten-fold", float(re.search(r"macro-F1 ([\d.]+)", report).group(1)), 0.78)


def language():
    for name in ("en_ewt-dev", "en_gum-dev"):
        report = run("parse", "--evaluate", os.path.join(shared, "treebanks", name + ".conllu.gz"))
        figures = dict(re.findall(r"(UPOS|UAS|LAS)\s+([\d.]+)", report))
        floor(f"{name}: UPOS", float(figures["UPOS"]), 95, " %")
        floor(f"{name}: UAS", float(figures["UAS"]), 85, " %")
        floor(f"{name}: LAS without subtypes", float(figures["LAS"]), 82, " %")


def asking(work):
    """The graph of 1,000 documents: every sixth of the corpus."""
    corpus = os.path.join(shared, "corpora", "white_house_2021-2022.jsonl.gz")
    sixth = os.path.join(work, "sixth.jsonl")
    with gzip.open(corpus, "rt", encoding="utf-8") as lines, open(sixth, "w", encoding="utf-8") as out:
        out.writelines([line for at, line in enumerate(lines) if at % 6 == 0][:1000])
    run("build", sixth, "--output", os.path.join(work, "sixth"))
    graph = os.path.join(work, "sixth.json")
    for question in (
        "met Zelenskyy --since 2021-06 --format csv",
        "path Ardern Zelenskyy --in-time --status any",
        "top --by betweenness",
        "communities",
        "dyads --evidence",
    ):
        seconds = []
        for _ in range(3):
            start = time.monotonic()
            asked = subprocess.run([program, "query", graph, *question.split()], capture_output=True)
            assert asked.returncode in (0, 1), asked.stderr.decode()
            seconds.append(time.monotonic() - start)
        figure(f"1,000 documents: {question.split(' --')[0]}", min(seconds), " s")


def register(work):
    """Travels of the president and the secretary of state that the corpus tells of; 57 entries, as read by hand."""
    graph = os.path.join(work, "corpus.json")
    run("build", os.path.join(shared, "corpora", "white_house_2021-2022.jsonl.gz"), "--output", graph)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figure("corpus: memory of the largest program", memory, " MB")
    entries = os.path.join(shared, "registers", "us_travels_and_visits_to_2022.jsonl")
    found = json.loads(run("verify", graph, "--register", entries, "--who", "Biden", "--who", "Blinken", "--format", "json"))
    verdicts = [row["verdict"] for row in found if row["verdict"] != "not in register"]
    told = sum(verdicts.count(verdict) for verdict in ("confirmed", "announced only", "undated"))
    floor("register: found of the travels that the corpus tells of", told / 57, 0.75)
    taken_place = [row for row in found if row["verdict"] == "undated" and row["visit"]["status"] == "occurred"]
    floor("register: told as having taken place", (verdicts.count("confirmed") + len(taken_place)) / 57, 0.75)
    floor("register: confirmed by a dated visit that took place", verdicts.count("confirmed") / 57, 0.48)
    floor("register: contradicted, at most four", 4 - verdicts.count("contradicted"), 0)


def speed(work):
    """One core on the 1,000 documents that `asking` has chosen."""
    chosen = os.path.join(work, "sixth.jsonl")
    with open(chosen, encoding="utf-8") as lines:
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    start = used()
    mine([chosen], os.path.join(work, "sixth.mined.jsonl"), "--jobs", "1")
    figure("1,000 documents: words a second of processor time", words / (used() - start))


with tempfile.TemporaryDirectory() as work:
    validation(work)
    cases()
    seed(work)
    dev_articles(work)
    own_articles()
    readouts(work)
    classification()
    language()
    asking(work)
    speed(work)
    register(work)
sys.exit("below the floor: " + ", ".join(failures) if failures else 0)
