"""How long does a question take from a cold process, and how much memory, beside what one would use instead?

usage: compare.py SUMMITRY WORK_FOLDER BASE.db…

The bases are those of `cargo bench --bench growing`. Each question is asked three times, each time by a new process, and the quickest
counts. The others hold the same edges of events (source, target, type, day): a SQLite table with two indexes as one makes it by
hand, a pickled NetworkX graph, an oxigraph store on disk, and a Kuzu database. What cannot be installed is left out by name.
"""
import csv
import os
import pickle
import sqlite3
import sys
import time
from pathlib import Path

# How many times a question is asked.
TIMES = 3
SINCE = "2019-01-01"


def asked(command):
    """(seconds, MB, last line of the answer) of the quickest of several runs of a command."""
    best = None
    for _ in range(TIMES):
        reader, writer = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            os.dup2(writer, 1)
            os.close(reader)
            os.execvp(command[0], command)
        os.close(writer)
        last = b""
        with os.fdopen(reader, "rb") as answer:
            for line in answer:
                last = line if line.strip() else last
        _, status, used = os.wait4(child, 0)
        run = (time.monotonic() - begun, used.ru_maxrss / 1024, last.decode(errors="replace").strip())
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            return None
        best = min(best or run, run)
        if best[0] > 20:
            break
    return best


def told(where, what, answer):
    if answer is None:
        print(f"{where:10} {what:34} failed", flush=True)
        return
    seconds, megabytes, last = answer
    print(f"{where:10} {what:34} {seconds * 1000:9.0f} ms {megabytes:7.0f} MB   {last[:60]}", flush=True)


def names(base):
    """Two persons who often met: one of the first hundred, and the partner of most events."""
    with sqlite3.connect(f"file:{base}?mode=ro", uri=True) as file:
        one = file.execute("SELECT id, name FROM node WHERE kind = 'person' ORDER BY mentions DESC LIMIT 1 OFFSET 60").fetchone()
        other = file.execute(
            """SELECT node.id, name FROM participant own JOIN participant their USING (event) JOIN node ON node.id = their.node
               WHERE own.node = ? AND their.node <> own.node AND kind = 'person' GROUP BY node.id ORDER BY count(*) DESC LIMIT 1""",
            [one[0]]).fetchone()
        far = file.execute("SELECT id, name FROM node WHERE kind = 'person' ORDER BY mentions DESC LIMIT 1 OFFSET 5000").fetchone()
    return one, other, far or other


def summitry(program, base, one, other, far):
    ask = lambda what, *words: told("summitry", what, asked([program, *words]))
    query = lambda what, *words: ask(what, "query", base, *words)
    query("met A since 2019", "met", one[0], "--since", "2019")
    query("between A B", "between", one[0], other[0])
    query("timeline A", "timeline", one[0])
    query("one month", "events", "--since", "2020-01", "--until", "2020-01")
    ask("search", "search", base, one[1])
    query("path A C", "path", one[0], far[0])
    query("path A C in time", "path", one[0], far[0], "--in-time")
    query("counts by month", "counts", "--by", "month")
    query("dyads", "dyads", "-n", "10")
    query("top by PageRank", "top", "--by", "pagerank", "-n", "10")
    query("top by betweenness", "top", "--by", "betweenness", "-n", "10")
    query("communities", "communities", "-n", "10")
    for format in ("events-tsv", "plover"):
        ask(f"export {format}", "export", base, "--format", format)


def edges(base):
    with sqlite3.connect(f"file:{base}?mode=ro", uri=True) as file:
        return file.execute("""SELECT edge.source, edge.target, event.type, coalesce(event.first_day, '') FROM edge
                               JOIN event ON event.id = edge.event""").fetchall()


def apart(work, *arguments):
    """Does the work in a process of its own: what this one has used would count for all that it starts."""
    child = os.fork()
    if child == 0:
        try:
            work(*arguments)
        except ImportError as missing:
            print(missing, flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise ImportError


def python(what, where, code, *arguments):
    told(where, what, asked([sys.executable, "-c", code, *map(str, arguments)]))


def by_hand(folder, base, one, other, far):
    path = folder / "hand.db"

    def make():
        with sqlite3.connect(path) as file:
            file.execute("CREATE TABLE edge (source TEXT, target TEXT, type TEXT, day TEXT)")
            file.executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", edges(base))
            file.execute("CREATE INDEX by_source ON edge (source)")
            file.execute("CREATE INDEX by_target ON edge (target)")

    apart(make)
    asks = "import sqlite3, sys; f = sqlite3.connect(sys.argv[1]); print(len(f.execute(sys.argv[2], sys.argv[3:]).fetchall()))"
    either = "SELECT * FROM edge WHERE source = ?1 {0} UNION ALL SELECT * FROM edge WHERE target = ?1 {0}"
    python("met A since 2019", "SQLite", asks, path, either.format(f"AND type = 'met' AND day >= '{SINCE}'"), one[0])
    both = "SELECT * FROM edge WHERE source = ?1 AND target = ?2 UNION ALL SELECT * FROM edge WHERE source = ?2 AND target = ?1"
    python("between A B", "SQLite", asks, path, both, one[0], other[0])
    python("counts by month", "SQLite", asks, path, "SELECT substr(day, 1, 7), count(*) FROM edge GROUP BY 1")


def networkx(folder, base, one, other, far):
    path = folder / "graph.pickle"

    def make():
        import networkx
        graph = networkx.MultiDiGraph()
        graph.add_edges_from((source, target, {"type": kind, "day": day}) for source, target, kind, day in edges(base))
        path.write_bytes(pickle.dumps(graph))

    apart(make)
    load = "import networkx as nx, pickle, sys; g = pickle.load(open(sys.argv[1], 'rb')); a = sys.argv[2:]; "
    met = f"print(sum(d['type'] == 'met' and d['day'] >= '{SINCE}' for e in (g.in_edges, g.out_edges) for *_, d in e(a[0], data=True)))"
    python("met A since 2019", "NetworkX", load + met, path, one[0])
    python("path A C", "NetworkX", load + "print(nx.shortest_path(g.to_undirected(as_view=True), a[0], a[1]))", path, one[0], far[0])
    python("top by PageRank", "NetworkX", load + "print(max(nx.pagerank(nx.Graph(g)).items(), key=lambda x: x[1]))", path)
    python("top by betweenness (100 samples)", "NetworkX",
           load + "print(max(nx.betweenness_centrality(nx.Graph(g), k=100, seed=1).items(), key=lambda x: x[1]))", path)
    python("communities", "NetworkX", load + "print(len(nx.community.louvain_communities(nx.Graph(g), seed=1)))", path)


def oxigraph(folder, base, one, other, far):
    path = folder / "store"
    address = lambda words: "urn:x:" + "".join(c if c.isalnum() else "-" for c in words)

    def make():
        import pyoxigraph as ox
        store, name, quads = ox.Store(path), lambda words: ox.NamedNode(address(words)), []
        for at, (source, target, kind, day) in enumerate(edges(base)):
            event = ox.NamedNode(f"urn:e:{at}")
            quads += [ox.Quad(event, name("who"), name(source)), ox.Quad(event, name("who"), name(target)),
                      ox.Quad(event, name("type"), name(kind)), ox.Quad(event, name("day"), ox.Literal(day))]
        store.bulk_extend(quads)
        store.flush()

    apart(make)
    code = "import pyoxigraph as o, sys; print(len(list(o.Store.read_only(sys.argv[1]).query(sys.argv[2]))))"
    who, other = (f"<{address(words[0])}>" for words in (one, other))
    python("met A since 2019", "oxigraph", code, path,
           f"SELECT ?e {{ ?e <urn:x:who> {who}; <urn:x:type> <urn:x:met>; <urn:x:day> ?d FILTER (?d >= '{SINCE}') }}")
    python("between A B", "oxigraph", code, path, f"SELECT ?e {{ ?e <urn:x:who> {who}, {other} }}")


def kuzu(folder, base, one, other, far):
    path = folder / "kuzu.db"

    def make():
        import kuzu
        rows, nodes, ties = edges(base), folder / "nodes.csv", folder / "edges.csv"
        with open(nodes, "w", newline="") as file:
            csv.writer(file).writerows([name] for name in sorted({name for row in rows for name in row[:2]}))
        with open(ties, "w", newline="") as file:
            csv.writer(file).writerows(rows)
        ask = kuzu.Connection(kuzu.Database(str(path))).execute
        ask("CREATE NODE TABLE Actor(id STRING PRIMARY KEY)")
        ask("CREATE REL TABLE Event(FROM Actor TO Actor, type STRING, day STRING)")
        ask(f"COPY Actor FROM '{nodes}'")
        ask(f"COPY Event FROM '{ties}'")

    apart(make)
    code = "import kuzu, sys; r = kuzu.Connection(kuzu.Database(sys.argv[1], read_only=True)).execute(sys.argv[2], dict(zip('abc', sys.argv[3:]))); print(r.get_num_tuples())"
    python("met A since 2019", "Kuzu", code, path, f"MATCH (a:Actor {{id: $a}})-[e:Event]-(b) WHERE e.type = 'met' AND e.day >= '{SINCE}' RETURN e, b.id", one[0])
    python("between A B", "Kuzu", code, path, "MATCH (a:Actor {id: $a})-[e:Event]-(b:Actor {id: $b}) RETURN e", one[0], other[0])
    python("path A C", "Kuzu", code, path, "MATCH p = (a:Actor {id: $a})-[:Event* SHORTEST 1..6]-(b:Actor {id: $b}) RETURN length(p)", one[0], far[0])


def main():
    program, work, *bases = sys.argv[1:]
    for base in bases:
        print(f"== {Path(base).name}, {os.path.getsize(base) / 1e6:.0f} MB", flush=True)
        one, other, far = names(base)
        summitry(program, base, one, other, far)
        folder = Path(work) / Path(base).stem
        folder.mkdir(parents=True)
        for rival in (by_hand, networkx, oxigraph, kuzu):
            try:
                rival(folder, base, one, other, far)
            except ImportError:
                print(f"{rival.__name__}: left out", flush=True)


main()
