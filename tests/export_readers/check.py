"""Reads every export of a graph with the tool that it is meant for, and compares what was read with the graph file.

    python -m venv venv && venv/bin/pip install -r tests/export_readers/requirements.txt
    mkdir node && cp tests/export_readers/package.json node/ && npm install --prefix node
    venv/bin/python tests/export_readers/check.py target/debug/summitry graphs/april.json node

Parquet and SPARQL are left out where summitry was built without them; Cypher where there is no folder of Node packages;
Cytoscape.js where there is no Chromium.
"""

import html
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import jsonschema
import networkx as nx
import pandas as pd
import rdflib
from lxml import etree

HERE = Path(__file__).parent.resolve()
SCHEMA = HERE.parents[1] / "src/store/graph.schema.json"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def check(summitry, graph_file, packages=None):
    graph = json.loads(Path(graph_file).read_text("utf-8"))
    nodes, edges, events = graph["nodes"], graph["edges"], graph["graph"]["events"]
    reports = [report for event in events for report in event["reports"]]
    told = [edge for edge in edges if edge["kind"] == "event"]
    by_id = {event["id"]: event for event in events}

    with tempfile.TemporaryDirectory() as folder:

        def export(form, name, *options):
            path = Path(folder) / name
            command = [summitry, "export", graph_file, "--format", form, "--output", path, *options]
            subprocess.run(command, check=True)
            return path

        jsonschema.validate(graph, json.loads(SCHEMA.read_text("utf-8")))
        passed("json: valid by its schema")

        def same_as_graph(read):
            assert isinstance(read, nx.MultiDiGraph), type(read)
            assert set(read) == {node["id"] for node in nodes}
            keys = {(source, target, key) for source, target, key in read.edges(keys=True)}
            assert keys == {(edge["source"], edge["target"], edge["key"]) for edge in edges}
            for node in nodes:
                assert read.nodes[node["id"]]["name"] == node["name"], node
            for edge in told:
                data = read.edges[edge["source"], edge["target"], edge["key"]]
                assert data["sentence"] == edge["sentence"], (data, edge)
                assert data["status"] == edge["status"]
                assert data.get("date") == edge["date"]
                assert (data["byte_start"], data["byte_end"]) == (edge["start"], edge["end"])
                assert data["pattern"] and data["article"] == edge["article"]
                assert data["relation"] == edge["type"]
                event = by_id[edge["event"]]
                assert data["sources"] == event["sources"] and data.get("postponed_to") == event["postponed_to"]
                stages = data["life"] if isinstance(data["life"], list) else data["life"].split(";")
                assert stages == life(event)

        read = json.loads(export("node-link", "g.node-link.json").read_text("utf-8"))
        same_as_graph(nx.node_link_graph(read))
        read = json.loads(export("node-link", "d3.json", "--edges-key", "links").read_text("utf-8"))
        assert len(read["links"]) == len(edges)
        passed("node-link: NetworkX reads the same graph")

        same_as_graph(nx.read_graphml(export("graphml", "g.graphml"), edge_key_type=str, force_multigraph=True))
        passed("graphml: NetworkX reads the same graph")

        schema = etree.RelaxNG(etree.parse(HERE / "gexf.rng"))
        for name, options in (("g.gexf", []), ("m.gexf", ["--multi"])):
            schema.assertValid(etree.parse(export("gexf", name, *options)))
        passed("gexf: valid by its schema")

        gexf = nx.read_gexf(export("gexf", "g.gexf"))
        assert set(gexf) == {node["id"] for node in nodes}
        groups = {(e["source"], e["target"], e.get("type", e["kind"]), e.get("status")) for e in edges}
        assert gexf.number_of_edges() == len(groups), (gexf.number_of_edges(), len(groups))
        listed = [key for *_, data in gexf.edges(data=True) for key in data.get("events", "").split(";") if key]
        assert sorted(listed) == sorted(edge["event"] for edge in told)
        assert sum(data["weight"] for *_, data in gexf.edges(data=True)) == len(edges)
        gexf = nx.read_gexf(export("gexf", "m.gexf", "--multi"))
        assert gexf.number_of_edges() == len(edges)
        by_key = {data["id"]: data for *_, data in gexf.edges(data=True)}
        for edge in told:
            spells = by_key[edge["key"]].get("spells", [])
            assert spells == ([(edge["date_start"], edge["date_end"])] if edge["date"] else []), spells
        passed("gexf: NetworkX reads edges, weights and spells")

        if packages and CHROMIUM:
            check_cytoscape(export("cytoscape", "g.cyjs"), packages, nodes, edges, told)
            passed("cytoscape: Cytoscape.js in Chromium reads nodes, edges and sentences")
        else:
            print("cytoscape: there is no Chromium, or no Node packages")

        read = json.loads(export("cytoscape", "g.cyjs").read_text("utf-8"))
        read["directed"] = read["multigraph"] = True
        for element in read["elements"]["nodes"] + read["elements"]["edges"]:
            # Only NetworkX wants these.
            element["data"]["value"] = element["data"]["key"] = element["data"]["id"]
        read = nx.cytoscape_graph(read)
        assert set(read) == {node["id"] for node in nodes} and read.number_of_edges() == len(edges)
        passed("cytoscape: NetworkX reads nodes and edges")

        tables = export("csv", "csv")
        frame = {name: pd.read_csv(tables / f"{name}.csv", dtype=str, keep_default_na=False) for name in
                 ("nodes", "edges", "events", "reports")}
        for name, rows in (("nodes", nodes), ("edges", edges), ("events", events), ("reports", reports)):
            assert len(frame[name]) == len(rows), name
        assert list(frame["nodes"]["name"]) == [node["name"] for node in nodes]
        assert list(frame["reports"]["sentence"]) == [report["sentence"] for report in reports]
        assert list(frame["reports"]["origin"]) == [str(report["origin"]) for report in reports]
        assert list(frame["events"]["life"]) == [";".join(life(event)) for event in events]
        assert list(frame["events"]["postponed_to"]) == [event["postponed_to"] or "" for event in events]
        ids = set(frame["nodes"]["id:ID"])
        assert set(frame["edges"][":START_ID"]) | set(frame["edges"][":END_ID"]) <= ids
        network = nx.from_pandas_edgelist(
            frame["edges"], ":START_ID", ":END_ID", edge_attr=True, edge_key="key", create_using=nx.MultiDiGraph)
        assert network.number_of_edges() == len(edges)
        passed("csv: pandas reads four tables")

        lines = export("cypher", "g.cypher").read_text("utf-8").splitlines()
        assert len(lines) == 1 + len(nodes) + len(edges) and all(line.endswith(";") for line in lines)
        passed("cypher: a statement for each node and edge")
        if packages:
            command = ["node", HERE / "cypher.mjs", Path(folder) / "g.cypher"]
            held = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=packages).stdout)
            assert sorted((n["id"], n["name"]) for n in held["nodes"]) == sorted((n["id"], n["name"]) for n in nodes)
            keys = sorted((e["source"], e["target"], e["key"]) for e in held["edges"])
            assert keys == sorted((e["source"], e["target"], e["key"]) for e in edges)
            of = {edge["key"]: edge for edge in held["edges"]}
            for edge in told:
                assert of[edge["key"]]["sentence"] == edge["sentence"] and of[edge["key"]]["type"] == edge["type"].upper()
            passed("cypher: an embedded database holds the same graph, also after a second run")

        check_rdf(export, nodes, events, reports)
        check_sparql(summitry, graph_file, export("ntriples", "g.nt"))

        try:
            tables = export("parquet", "parquet")
        except subprocess.CalledProcessError:
            print("parquet: this summitry was built without it")
        else:
            frame = {name: pd.read_parquet(tables / f"{name}.parquet") for name in frame}
            assert [len(frame[name]) for name in ("nodes", "edges", "events", "reports")] == [
                len(nodes), len(edges), len(events), len(reports)]
            assert list(frame["reports"]["sentence"]) == [report["sentence"] for report in reports]
            for start, event in zip(frame["events"]["date_start"], events):
                assert start == (date.fromisoformat(event["date"]["start"]) if event["date"] else None), start
            assert list(frame["events"]["sources"]) == [event["sources"] for event in events]
            assert [list(stages) for stages in frame["events"]["life"]] == [life(event) for event in events]
            assert list(frame["reports"]["origin"]) == [report["origin"] for report in reports]
            passed("parquet: pyarrow reads four tables with true dates")

        lines = export("plover", "g.jsonl")
        frame = pd.read_json(lines, lines=True, dtype=False)
        assert list(frame["event_id"]) == [event["id"] for event in events]
        assert [len(each) for each in frame["reports"]] == [len(event["reports"]) for event in events]
        assert list(frame["life"]) == [life(event) for event in events]
        passed("plover: pandas reads an event a line")

        frame = pd.read_csv(export("events-tsv", "g.tsv"), sep="\t", quoting=3, dtype=str, keep_default_na=False)
        assert set(frame["Event ID"]) == {event["id"] for event in events}
        assert dict(zip(frame["Event ID"], frame["NumSources"])) == {key: str(one["sources"]) for key, one in by_id.items()}
        assert dict(zip(frame["Event ID"], frame["Life"])) == {key: ";".join(life(one)) for key, one in by_id.items()}
        assert frame["CAMEO Code"].str.fullmatch(r"\d{2,4}").all()
        assert (frame["Target ID"] != "").sum() == len(told)
        assert frame["Pattern"].ne("").all() and frame["Status"].isin(["occurred", "planned", "possible", "denied"]).all()
        passed("events-tsv: pandas reads a line for each pair")

        folder = export("quadruples", "quadruples")
        facts = pd.read_csv(folder / "facts.tsv", sep="\t", quoting=3, dtype=str, keep_default_na=False)
        numbers = pd.read_csv(folder / "quadruples.tsv", sep="\t", header=None, names=["s", "r", "o", "t"])
        maps = [pd.read_csv(folder / f"{name}2id.tsv", sep="\t", header=None, quoting=3, keep_default_na=False)
                for name in ("entity", "relation", "day")]
        entity, relation, day = (dict(zip(table[1], table[0])) for table in maps)
        named = [(entity[s], relation[r], entity[o], day[t]) for s, r, o, t in numbers.itertuples(index=False)]
        assert len(set(named)) == len(named)
        assert set(named) == set(zip(facts["subject"], facts["relation"], facts["object"], facts["day"]))
        assert len(facts) == sum(edge["date_precision"] == "day" for edge in told)
        assert list(numbers["t"]) == sorted(numbers["t"])
        passed("quadruples: pandas reads numbers that mean the facts")


def life(event):
    """The stages as the tables tell them."""
    return [": ".join(filter(None, (step["stage"], step["date"]))) for step in event["life"]]


def check_rdf(export, nodes, events, reports):
    store = {}
    for form, parser in (("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")):
        store[form] = rdflib.Graph().parse(export(form, f"g.{form}"), format=parser)
    quads = rdflib.Dataset().parse(export("nquads", "g.nq"), format="nquads")
    assert set(store["turtle"]) == set(store["ntriples"]) == set(store["jsonld"])
    assert {quad[:3] for quad in quads.quads()} == set(store["ntriples"])
    answer = store["ntriples"].query("""
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX term: <urn:summitry:term:>
        SELECT ?event ?sentence ?start ?end ?pattern ?article WHERE {
            ?event a sem:Event ; sem:eventType ?type ; term:status ?status ; prov:wasDerivedFrom ?report .
            ?report prov:wasQuotedFrom ?article ; term:sentence ?sentence ; term:pattern ?pattern ;
                term:byteStart ?start ; term:byteEnd ?end ; term:status ?own .
        }""")
    told = {(str(row.event), str(row.sentence), int(row.start), int(row.end), str(row.pattern)) for row in answer}
    assert told == {
        (f"urn:summitry:event:{event['id']}", report["sentence"], report["start"], report["end"], report["pattern"])
        for event in events for report in event["reports"]}
    term = rdflib.Namespace("urn:summitry:term:")
    sources = {str(event): int(number) for event, number in store["turtle"].subject_objects(term["sources"])}
    assert sources == {f"urn:summitry:event:{event['id']}": event["sources"] for event in events}
    later = {tuple(map(str, pair)) for pair in store["turtle"].subject_objects(term["postponedTo"])}
    assert later == {
        (f"urn:summitry:event:{event['id']}", f"urn:summitry:event:{event['postponed_to']}")
        for event in events if event["postponed_to"]}
    stages = sorted(str(stage) for stage in store["turtle"].objects(predicate=term["stage"]))
    assert stages == sorted(f"urn:summitry:term:{step['stage']}" for event in events for step in event["life"])
    same = set(store["turtle"].objects(predicate=rdflib.OWL.sameAs))
    assert {str(item) for item in same} == {
        f"http://www.wikidata.org/entity/{node['wikidata']}" for node in nodes if "wikidata" in node}
    assert all(not literal.ill_typed for literal in store["turtle"].objects() if isinstance(literal, rdflib.Literal))
    passed("rdf: rdflib reads four times the same statements, and SPARQL finds every report")


def check_cytoscape(path, packages, nodes, edges, told):
    """Loads the file in a page, which tells what Cytoscape.js found there."""
    script = Path(packages, "node_modules/cytoscape/dist/cytoscape.min.js").read_text("utf-8")
    page = path.with_suffix(".html")
    data = path.read_text("utf-8").replace("<", "\\u003c")
    page.write_text(f"""<!doctype html><meta charset="utf-8"><pre id="found"></pre><script>{script}</script><script>
        const cy = cytoscape({{ headless: true, ...{data} }});
        document.getElementById("found").textContent = JSON.stringify({{
            nodes: cy.nodes().map((node) => [node.id(), node.data("name")]),
            edges: cy.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.id(), edge.data("sentence")]),
        }});</script>""", "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    found = json.loads(html.unescape(re.search(r'<pre id="found">(.*?)</pre>', dom, re.S).group(1)))
    assert sorted(map(tuple, found["nodes"])) == sorted((node["id"], node["name"]) for node in nodes)
    assert sorted(edge[2] for edge in found["edges"]) == sorted(edge["key"] for edge in edges)
    sentences = {edge[2]: edge[3] for edge in found["edges"]}
    assert all(sentences[edge["key"]] == edge["sentence"] for edge in told)


def check_sparql(summitry, graph_file, statements):
    """Asks summitry and rdflib the same, and compares the answers."""
    prefixes = """
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX term: <urn:summitry:term:>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"""
    graph = rdflib.Graph().parse(statements, format="nt")
    for query in (
        "SELECT ?name (COUNT(DISTINCT ?event) AS ?events) WHERE {"
        " ?event a sem:Event ; term:status term:occurred ; sem:hasActor ?who . ?who rdfs:label ?name } GROUP BY ?name",
        "SELECT ?day ?sentence WHERE { ?event sem:hasTimeStamp ?day ; prov:wasDerivedFrom ?report ."
        " ?report term:sentence ?sentence FILTER(DATATYPE(?day) = <http://www.w3.org/2001/XMLSchema#date>"
        " && ?day >= '2019-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
        "SELECT ?one ?other WHERE { ?event term:source ?a ; term:target ?b . ?a rdfs:label ?one . ?b rdfs:label ?other"
        " MINUS { ?event term:status term:denied } }",
    ):
        command = [summitry, "sparql", graph_file, query, "--format", "csv"]
        answer = subprocess.run(command, capture_output=True)
        if b"built without" in answer.stderr:
            print("sparql: this summitry was built without it")
            return
        assert answer.returncode in (0, 1), answer.stderr.decode()
        own = pd.read_csv(io.BytesIO(answer.stdout), dtype=str, keep_default_na=False)
        theirs = [tuple(str(value) for value in row) for row in graph.query(prefixes + query)]
        assert sorted(own.itertuples(index=False, name=None)) == sorted(theirs), query
    passed("sparql: summitry and rdflib give the same answers")


def passed(what):
    print(f"ok  {what}", flush=True)


if __name__ == "__main__":
    check(*sys.argv[1:])
