"""The notebook in `examples/` runs, and its figures are those of the command line."""

import ast
import json

import nbclient
import nbformat
import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def shown():
    """What each cell shows, by the id of the cell and the type of the output."""
    notebook = nbformat.read(ROOT / "examples" / "summitry_in_python.ipynb", as_version=4)
    resources = {"metadata": {"path": str(ROOT)}}
    nbclient.NotebookClient(notebook, timeout=600, resources=resources).execute()
    return {
        cell.id: next((output.data for output in cell.outputs if output.output_type == "execute_result"), {})
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def value(shown, cell):
    return ast.literal_eval(shown[cell]["text/plain"])


def test_its_figures_are_those_of_the_command(shown, sample, command, tmp_path):
    def ask(*arguments):
        return json.loads(command("query", sample, *arguments, "--format", "json"))

    printed = shown["stats"]["text/plain"]
    [stats] = ask("stats")
    assert f"'events': {stats['events']}," in printed and f"'articles_read': {stats['articles_read']}," in printed
    assert ast.literal_eval(printed) == stats
    assert value(shown, "ids") == [event["id"] for event in ask("met", "Kim Jong Un", "--since", "2019")]
    assert value(shown, "types") == {count["type"]: count["events"] for count in ask("counts", "--by", "type")}
    summary = command("build", ROOT / "articles", "--output", tmp_path / "graph").decode()
    kinds = ", ".join(f"{count} {kind}" for kind, count in value(shown, "networkx").items())
    assert f": {kinds}\n" in summary
    hits = value(shown, "search")
    assert len(hits) == 2 and value(shown, "same") is True


def test_its_pictures_are_those_of_the_command(shown, sample, command):
    years = ["--since", "2018", "--until", "2019", "--format", "svg"]
    network = command("draw", sample, "--focus", "Kim Jong Un", "--max-nodes", "18", *years)
    assert shown["network"]["image/svg+xml"].strip() == network.decode().strip()
    timeline = command("draw", sample, "--as", "timeline", "--who", "Kim Jong Un", *years)
    assert shown["timeline"]["image/svg+xml"].strip() == timeline.decode().strip()


def test_what_it_shows_can_be_read(shown):
    assert "Kim Jong Un" in shown["mine"]["text/html"] and "<pre" in shown["explain"]["text/html"]
    assert "<svg" in shown["build"]["text/html"] and "Donald Trump" in shown["met"]["text/html"]
    assert value(shown, "errors") == [(2, "no text")]
    for type, date, status, words in value(shown, "spans"):
        assert type in {"visited", "met"} and date.startswith("2019-04-2") and words
