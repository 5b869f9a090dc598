"""Graphs: built, read, asked, drawn, and handed on, with the bytes of the command."""

import datetime
import json
import pickle

import networkx
import pandas
import polars
import pyarrow
import pytest

import summitry as s


@pytest.fixture(scope="module")
def graph(sample):
    return s.read(sample)


def test_a_graph_of_files_has_the_bytes_of_the_command(articles, sample, command, tmp_path):
    built = s.build(articles)
    assert built.problems == []
    assert built.dumps() == sample.read_bytes()
    command("build", articles, "--output", tmp_path / "graph")
    assert built.dumps() == (tmp_path / "graph.json").read_bytes()
    assert built.dumps("dot") == (tmp_path / "graph.dot").read_bytes()
    assert built.draw(engine="built-in").svg.encode() == (tmp_path / "graph.svg").read_bytes()
    assert built == s.build(str(articles), threads=1)


def test_a_graph_of_rows_has_the_bytes_of_the_command(rows, command, tmp_path):
    columns = {"text": "content", "date": "published"}
    lines = tmp_path / "news.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command("build", lines, "--fields", "text=content,date=published", "--output", tmp_path / "graph")
    expected = (tmp_path / "graph.json").read_bytes()
    for given in [rows, pandas.DataFrame(rows), polars.DataFrame(rows), pyarrow.Table.from_pylist(rows[::-1])]:
        assert s.build(given, **columns).dumps() == expected
    assert s.build(lines, **columns).dumps() == expected


def test_exports_have_the_bytes_of_the_command(graph, sample, command, tmp_path):
    for format in ["json", "node-link", "graphml", "gexf", "cytoscape", "cypher", "turtle", "jsonld", "plover", "events-tsv"]:
        assert graph.dumps(format) == command("export", sample, "--format", format), format
    april = {"since": "2019-04", "until": "2019-04", "occurred_only": True}
    options = ["--since", "2019-04", "--until", "2019-04", "--occurred-only"]
    assert graph.slice(**april).dumps("gexf") == command("export", sample, "--format", "gexf", *options)
    graph.write(tmp_path / "april.node-link.json", edges_key="links")
    assert "links" in json.loads((tmp_path / "april.node-link.json").read_bytes())
    graph.write(tmp_path / "tables", "csv")
    command("export", sample, "--format", "csv", "--output", tmp_path / "same")
    for name in ["nodes.csv", "edges.csv", "events.csv", "reports.csv"]:
        assert (tmp_path / "tables" / name).read_bytes() == (tmp_path / "same" / name).read_bytes()


def test_questions_have_the_answers_of_the_command(graph, sample, command):
    for arguments, found in [
        (["met", "Kim Jong Un", "--since", "2019"], graph.query("met", who="Kim Jong Un", since="2019")),
        (["met", "Kim", "--with", "Putin"], graph.query("met", "Kim", with_="Putin")),
        (["events", "--country", "Japan", "--status", "planned"], graph.query(country="Japan", status="planned")),
        (["events", "--class", "consult", "--min-reports", "2"], graph.query(plover="consult", min_reports=2)),
        (["events", "--place", "Hanoi", "--occurred-only"], graph.query(place="Hanoi", occurred_only=True)),
        (["events", "--source", "The Example Courier", "--alone"], graph.query(source="The Example Courier", alone=True)),
        (["visited", "--until", "2018-06-12", "--exactly"], graph.query("visited", until=datetime.date(2018, 6, 12), exactly=True)),
    ]:
        printed = json.loads(command("query", sample, *arguments, "--format", "json"))
        assert [event.id for event in found] == [event["id"] for event in printed], arguments
        for event, other in zip(found, printed):
            assert [actor.name for actor in event.source] == [actor["name"] for actor in other["source"]]
            assert [report.sentence for report in event.reports] == [report["sentence"] for report in other["reports"]]
            assert (event.date, event.status, event.score) == (other["date"], other["status"], other["score"])
    stats = json.loads(command("query", sample, "stats", "--country", "USA", "--format", "json"))
    told = graph.stats(country="USA")
    assert told == stats[0]
    earlier = json.loads(command("query", sample, "events", "--as-of", "2019-04-24", "--format", "json"))
    assert {event.id for event in graph.as_of("2019-04-24").query()} == {event["id"] for event in earlier}


def test_names_that_are_not_clear_say_so(graph):
    with pytest.raises(s.QuestionError) as caught:
        graph.query(who="Pution")
    assert str(caught.value) == 'nobody is called "Pution"; did you mean Vladimir Putin?'
    assert (caught.value.name, caught.value.candidates, caught.value.is_unclear) == ("Pution", ["Vladimir Putin"], False)
    with pytest.raises(LookupError) as caught:
        graph.query(who="Korea")
    assert caught.value.is_unclear and len(caught.value.candidates) > 1
    for wrong, error in [
        ({"who": "Angela Merkel"}, s.QuestionError),
        ({"type": "danced"}, s.QuestionError),
        ({"since": "soon"}, ValueError),
        ({"since": "2020", "until": "2019"}, ValueError),
        ({"status": "perhaps"}, ValueError),
        ({"plover": "DANCE"}, ValueError),
        ({"whom": "Kim"}, TypeError),
        ({"status": "planned", "occurred_only": True}, TypeError),
    ]:
        with pytest.raises(error):
            graph.query(**wrong)
    assert len(graph.query("mobilized", who="Kim Jong Un", since="1900", until="1901")) == 0


def test_tables_go_to_pandas_polars_and_pyarrow(graph):
    events = graph.to_pandas("events")
    assert len(events) == graph.events
    assert events["date_start"].dropna().map(lambda day: isinstance(day, datetime.date)).all()
    nodes = graph.to_arrow("nodes")
    assert nodes.num_rows == graph.nodes and "Kim Jong Un" in nodes["name"].to_pylist()
    assert graph.to_polars("edges").height == graph.edges
    reports = graph.table("reports")
    assert len(reports) == sum(len(event.reports) for event in graph.query())
    assert "sentence" in reports.column_names
    with pytest.raises(ValueError, match="no table is called 'people'|no table is called \"people\""):
        graph.table("people")


def test_answers_go_to_pandas_in_their_order(graph):
    met = graph.query("met", who="Kim Jong Un")
    assert list(met.to_pandas()["id"]) == [event.id for event in met]
    assert met.to_polars()["status"].to_list() == [event.status for event in met]
    assert pyarrow.table(met).num_rows == len(met) > 5
    assert graph.query(who="Kim Jong Un", since="1900", until="1901").to_arrow().num_rows == 0


def test_networkx_has_all_of_the_graph(graph):
    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    assert (network.number_of_nodes(), network.number_of_edges()) == (graph.nodes, graph.edges)
    kim = network.nodes["person:kim-jong-un:PRK"]
    assert kim["name"] == "Kim Jong Un" and kim["kind"] == "person"
    met = [data for *_, data in network.edges(data=True) if data["relation"] == "met"]
    assert met and all("sentence" in data for data in met)


def test_pictures_have_the_bytes_of_the_command(graph, sample, command, tmp_path):
    options = {"focus": "Kim Jong Un", "since": "2018", "until": "2019", "max_nodes": 18}
    arguments = ["--focus", "Kim Jong Un", "--since", "2018", "--until", "2019", "--max-nodes", "18"]
    network = graph.draw(**options)
    assert network.svg.encode() == command("draw", sample, "--format", "svg", *arguments)
    for picture in ["timeline", "matrix"]:
        drawn = graph.draw(picture, who="Kim Jong Un", theme="dark").svg
        asked = ["--as", picture, "--who", "Kim Jong Un", "--theme", "dark", "--format", "svg"]
        assert drawn.encode() == command("draw", sample, *asked)
    assert graph.page().encode() == command("draw", sample, "--format", "html")
    network.save(tmp_path / "network.svg")
    assert (tmp_path / "network.svg").read_text(encoding="utf-8") == network.svg
    network.save(tmp_path / "network.png")
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError):
        network.save(tmp_path / "network.gif")
    with pytest.raises(ValueError):
        graph.draw("sculpture")


def test_they_show_themselves(graph):
    html = graph._repr_html_()
    assert "<svg" in html and f"{graph.events} events" in html
    answer = graph.query("met", who="Kim Jong Un")
    assert "Donald Trump" in answer._repr_html_() and "rows, the first 20" not in graph.query("met", "Moon Jae-in")._repr_html_()
    assert f"{graph.events} rows, the first 20 of them shown" in graph.table("events")._repr_html_()
    assert graph.draw(focus="Kim Jong Un", max_nodes=5)._repr_svg_().rstrip().endswith("</svg>")


def test_a_graph_is_read_and_written(graph, sample, tmp_path):
    graph.write(tmp_path / "same.json")
    assert (tmp_path / "same.json").read_bytes() == sample.read_bytes()
    assert s.Graph.loads(sample.read_bytes()) == s.Graph.loads(sample.read_text(encoding="utf-8")) == graph
    assert pickle.loads(pickle.dumps(graph)) == graph
    assert repr(graph) == f"<Graph of {graph.events} events, {graph.nodes} nodes and {graph.edges} edges from 30 articles, 30 of them with events>"


def test_files_that_are_no_graphs(tmp_path):
    torn = tmp_path / "torn.json"
    torn.write_text('{\n"graph": nothing}')
    with pytest.raises(s.GraphError) as caught:
        s.read(torn)
    assert (caught.value.file, caught.value.line) == (str(torn), 2) and caught.value.cause
    with pytest.raises(s.GraphError, match="cannot be read: No such file"):
        s.read(tmp_path / "none.json")
    with pytest.raises(s.GraphError, match="cannot be written"):
        s.build(["Kim Jong Un met Vladimir Putin."]).write(tmp_path / "no" / "folder" / "graph.json")
    with pytest.raises(ValueError, match="no format has this extension"):
        s.build(["Kim Jong Un met Vladimir Putin."]).write(tmp_path / "graph.xlsx")


def test_inputs_that_give_no_article(articles, tmp_path):
    text = next(iter(sorted(articles.glob("*.txt"))))
    with pytest.warns(s.SummitryWarning, match="none.txt: cannot be read: No such file"):
        built = s.build(text, tmp_path / "none.txt")
    assert built.articles == 1
    [problem] = built.problems
    assert isinstance(problem, s.InputError) and problem.file == str(tmp_path / "none.txt")
    assert s.build(text, tmp_path / "none.txt", problems="ignore").articles == 1
    with pytest.raises(s.InputError):
        s.build(text, tmp_path / "none.txt", problems="raise")
    with pytest.raises(s.InputError, match="cannot be read"):
        s.build(tmp_path / "none.txt")
    torn = tmp_path / "torn.jsonl"
    torn.write_text('{"text": "Kim Jong Un met Vladimir Putin."}\n{"text": ')
    with pytest.warns(s.SummitryWarning):
        [problem] = s.build(torn).problems
    assert (problem.file, problem.line) == (str(torn), 2) and problem.cause.startswith("malformed JSON: ")
    with pytest.warns(s.SummitryWarning):
        [problem] = s.build([{"text": "Kim Jong Un met Vladimir Putin."}, {"text": 7}]).problems
    assert (problem.row, problem.file) == (1, None)
    with pytest.raises(TypeError):
        s.build()
    with pytest.raises(TypeError):
        s.build(text, 7)


def test_nothing_gives_an_empty_graph(tmp_path):
    empty = s.build([])
    assert (empty.events, empty.nodes, empty.articles, len(empty.query())) == (0, 0, 0, 0)
    assert empty.to_networkx().number_of_nodes() == 0 and empty.to_pandas().empty
    assert "0 events" in empty._repr_html_()
    assert s.build(tmp_path) == empty


def test_decisions_are_replayed(rows, tmp_path):
    met = s.build(rows, text="content", date="published").query("met", "Zelenskyy")[0]
    decisions = tmp_path / "decisions.txt"
    decisions.write_text(f"remove {met.id}\n")
    left = s.build(rows, text="content", date="published", overrides=decisions)
    assert met.id not in {event.id for event in left.query()}
    decisions.write_text("remove 0123456789abcdef\n")
    with pytest.warns(s.SummitryWarning, match="no event 0123456789abcdef"):
        s.build(rows, text="content", date="published", overrides=decisions)
