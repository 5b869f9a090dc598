"""Many articles: tables of pandas, polars and pyarrow, dictionaries, texts and files; bad rows, order, Ctrl-C."""

import datetime
import json
import math
import os
import pathlib
import signal
import subprocess
import sys
import textwrap
import threading

import pandas
import polars
import pyarrow
import pytest

import summitry as s

COLUMNS = {"text": "content", "date": "published"}


def plain(table):
    return table.to_arrow().to_pylist()


def test_every_kind_of_table_gives_the_same_table(rows):
    expected = plain(s.mine_many(rows, **COLUMNS))
    assert {event["type"] for event in expected} == {"visited", "met"}
    frame = pandas.DataFrame(rows)
    table = pyarrow.Table.from_pylist(rows)
    days = frame.assign(published=pandas.to_datetime(frame["published"]))
    for given in [
        frame,
        days,
        polars.DataFrame(rows),
        polars.DataFrame(rows).with_columns(polars.col("published").str.to_date()),
        polars.DataFrame(rows).with_columns(polars.col("source").cast(polars.Categorical)),
        table,
        table.to_batches()[0],
        table.to_reader(),
        pyarrow.Table.from_pylist([{**row, "published": datetime.date.fromisoformat(row["published"])} for row in rows]),
        iter(rows),
        (row for row in rows),
        tuple(rows),
        [{**row, "published": datetime.datetime.fromisoformat(row["published"])} for row in rows],
    ]:
        assert plain(s.mine_many(given, **COLUMNS)) == expected, type(given)


def test_the_table_goes_to_every_library(rows):
    table = s.mine_many(rows, **COLUMNS)
    arrow = table.to_arrow()
    assert arrow.schema.field("date_start").type == pyarrow.date32()
    assert arrow.schema.names == table.column_names and len(table) == arrow.num_rows
    assert pyarrow.schema(table) == arrow.schema
    frame = table.to_pandas()
    assert list(frame["type"]) == arrow["type"].to_pylist()
    assert [actor["name"] for actor in frame["source"][0]] == ["Kim Jong Un"]
    assert table.to_polars()["score"].to_list() == arrow["score"].to_pylist()
    assert polars.DataFrame(table.rows).height == 3


def test_spans_count_characters(rows):
    texts = {row["id"]: row["content"] for row in rows}
    for event in plain(s.mine_many(rows, **COLUMNS)):
        text = texts[event["doc"]]
        assert text[event["start"] : event["end"]] == event["evidence"]
        assert text.encode()[event["byte_start"] : event["byte_end"]].decode() == event["evidence"]


def test_texts_alone_will_do(texts):
    table = s.mine_many(texts)
    assert {event["row"] for event in plain(table)} == {0, 1}
    assert [row["events"] for row in plain(table.rows)][2] == 0


def test_bad_rows_are_told_and_none_is_lost(rows):
    bad = [
        None,
        7,
        ["a list"],
        {"content": None, "published": "2019-04-24"},
        {"content": 7, "published": "2019-04-24"},
        {"content": math.nan, "published": None},
        {"content": b"bytes", "published": math.nan},
        {"content": "", "published": ""},
        {"heading": "no text at all"},
        {"content": "Le président français a rencontré le chancelier allemand à Paris mardi, selon l'Élysée.", "published": ""},
        {"content": "\ud800Kim Jong Un met Vladimir Putin.", "published": "2019-04-24"},
        {},
    ]
    given = [bad[0], rows[0], *bad[1:], rows[1]]
    table = s.mine_many(given, **COLUMNS)
    told = plain(table.rows)
    assert [row["row"] for row in told] == list(range(len(given)))
    causes = dict(table.errors)
    assert causes[0] == "neither a dictionary nor a string but NoneType"
    assert causes[5] == 'no text: "content" is a number'
    assert causes[6].startswith("no text") and causes[4].startswith("no text")
    assert causes[9].startswith('no field "content"') and "heading" in causes[9]
    assert causes[10] == "not English (French)"
    assert 1 not in causes and 11 not in causes and len(given) - 1 not in causes
    assert {event["row"] for event in plain(table)} == {1, 11, len(given) - 1}


def test_a_frame_with_cells_of_several_types_loses_nothing(rows):
    frame = pandas.DataFrame(rows)
    frame["content"] = frame["content"].astype(object)
    frame.loc[3] = ["seven", 7, "2019-04-24", None]
    frame.loc[4] = ["none", None, pandas.NaT, None]
    table = s.mine_many(frame, **COLUMNS)
    assert table.errors == [(3, 'no text: "content" is a number'), (4, "no text")]
    assert plain(table) == plain(s.mine_many(rows, **COLUMNS))


def test_cells_of_arrow_that_are_no_texts():
    table = pyarrow.table({"content": pyarrow.array([1, 2]), "published": ["2019-04-24", None]})
    assert s.mine_many(table, **COLUMNS).errors == [(row, 'no text: "content" is a number') for row in (0, 1)]
    nothing = pyarrow.table({"content": pyarrow.nulls(2)})
    assert s.mine_many(nothing, text="content").errors == [(0, "no text"), (1, "no text")]


def test_nothing_gives_an_empty_table():
    for nothing in [[], iter([]), pandas.DataFrame({"text": pandas.Series(dtype="str")}), polars.DataFrame({"text": []})]:
        table = s.mine_many(nothing)
        assert (len(table), len(table.rows), table.errors) == (0, 0, [])
        assert table.to_pandas().empty and table.to_polars().is_empty()


def test_columns_that_are_not_there_are_named():
    frame = pandas.DataFrame({"story": ["Kim Jong Un met Vladimir Putin."], "day": ["2019-04-24"]})
    with pytest.raises(s.InputError, match='no column "content"; there are day, story'):
        s.mine_many(frame, text="content")
    with pytest.raises(s.InputError, match="no text or title among the columns day, story"):
        s.mine_many(frame)
    with pytest.raises(TypeError, match="text names a column"):
        s.mine_many(frame, text=0)
    with pytest.raises(TypeError, match="one dictionary is given"):
        s.mine_many({"text": "Kim Jong Un met Vladimir Putin."})
    with pytest.raises(TypeError):
        s.mine_many(7)


def test_files_are_read_as_the_command_reads_them(articles, tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "Kim Jong Un met Vladimir Putin."}\n{"text": \n')
    table = s.mine_many([articles, broken, tmp_path / "none.txt"])
    told = plain(table.rows)
    assert [row["row"] for row in told] == list(range(len(told)))
    [malformed, missing] = [row for row in told if row["error"]]
    assert (malformed["file"], malformed["line"]) == (str(broken), 2) and "malformed JSON" in malformed["error"]
    assert missing["file"] == str(tmp_path / "none.txt") and "No such file" in missing["error"]
    assert plain(s.mine_many(str(articles))) == plain(s.mine_many([pathlib.Path(articles)]))


def test_a_path_among_texts_is_told(articles):
    [(row, cause)] = s.mine_many(["Kim Jong Un met Vladimir Putin.", str(articles)]).errors
    assert row == 1 and "pathlib.Path" in cause


def test_order_and_threads_change_nothing(rows):
    given = [{**rows[number % 3], "id": f"{number}"} for number in range(150)]
    one = s.mine_many(given, **COLUMNS, threads=1)
    many = s.mine_many(iter(given), **COLUMNS, threads=4)
    assert plain(one) == plain(many) and plain(one.rows) == plain(many.rows)
    assert [row["doc"] for row in plain(one.rows)] == [f"{number}" for number in range(150)]


def test_progress_is_told(rows):
    seen = []
    s.mine_many(rows * 50, **COLUMNS, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(64, 150), (128, 150), (150, 150), (150, 150)]
    s.mine_many(iter(rows), **COLUMNS, progress=True)


def test_what_goes_wrong_in_python_comes_through(rows):
    def broken():
        yield rows[0]
        raise RuntimeError("the source ends")

    with pytest.raises(RuntimeError, match="the source ends"):
        s.mine_many(broken(), **COLUMNS)

    def stop(done, total):
        raise StopIteration("enough")

    with pytest.raises(StopIteration):
        s.mine_many(rows, **COLUMNS, progress=stop)


def test_other_threads_run_meanwhile(rows):
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.wait(0.001):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    s.mine_many(rows * 60, **COLUMNS, threads=1)
    done.set()
    thread.join()
    assert ticks > 10


INTERRUPTED = """
import itertools, summitry as s
def rows():
    for number in itertools.count():
        if number == 200:
            print("working", flush=True)
        yield {{"id": f"a{{number}}", "text": f"Kim Jong Un met Vladimir Putin in room {{number}}.", "date": "2019-04-26"}}
try:
    {call}
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize("call", ["s.mine_many(rows())", "s.build(rows())", "s.Base('news.db').add(rows())"])
def test_ctrl_c_ends_the_work(call, tmp_path):
    program = textwrap.dedent(INTERRUPTED.format(call=call))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout.readline() == "working\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=120)[0] == "interrupted\n"
        assert process.returncode == 0
    if "Base" in call:
        base = s.Base(tmp_path / "news.db")
        assert base.check() == [] and base.graph().articles >= 64


def test_nothing_else_need_be_installed(tmp_path):
    """Neither pandas nor pyarrow is loaded by what does not ask for it."""
    program = """
        import sys
        import summitry as s
        table = s.mine_many(["Kim Jong Un met Vladimir Putin on Thursday."])
        repr(table), s.build(["Kim Jong Un met Vladimir Putin on Thursday."])._repr_html_()
        loaded = {"pandas", "pyarrow", "polars", "networkx", "tqdm"} & set(sys.modules)
        assert not loaded, loaded
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True, cwd=tmp_path)


def test_lines_are_those_of_the_command(rows, command):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    printed = command("mine", "--fields", "text=content,date=published", stdin=lines.encode())
    docs = [json.loads(line) for line in printed.splitlines()]
    expected = [(doc["doc"], event["type"], event["date"], event["evidence"]) for doc in docs for event in doc["events"]]
    told = plain(s.mine_many(pandas.DataFrame(rows), **COLUMNS))
    assert [(event["doc"], event["type"], event["date"], event["evidence"]) for event in told] == expected
