"""Bases: the same file that the command makes."""

import datetime
import json

import pandas
import pytest

import summitry as s

COLUMNS = {"text": "content", "date": "published"}


def test_a_base_grows_and_is_asked(rows, tmp_path):
    base = s.Base(tmp_path / "news.db")
    added = base.add(pandas.DataFrame(rows[:1]), **COLUMNS, on="2019-04-24")
    assert (added.new, added.same, added.changed, added.problems) == (1, 0, 0, ())
    added = base.add(rows, **COLUMNS, on=datetime.date(2023, 5, 16))
    assert (added.new, added.same, added.changed) == (2, 1, 0)
    changed = [{**rows[0], "content": rows[0]["content"].replace("Thursday", "Friday")}]
    assert base.add(changed, **COLUMNS, on="2023-05-17").changed == 1
    assert base.days() == [datetime.date(2019, 4, 24), datetime.date(2023, 5, 16), datetime.date(2023, 5, 17)]
    [met] = base.events("met", who="Macron")
    assert {actor.name for actor in met.participants} == {"Volodymyr Zelenskyy", "Emmanuel Macron"}
    assert base.events(who="Zelenskyy").to_arrow().num_rows >= 1
    assert len(base.graph(as_of="2019-04-24").query("met", with_="Putin", who="Kim")) == 1
    assert {each.known for each in base.log(since="2023-05-17")} <= {datetime.date(2023, 5, 17)}
    assert base.check() == []
    base.repair()
    assert base.remove(source="Diplomatic Desk", on="2023-05-18") == 2
    assert base.graph().articles == 1
    assert "events" in repr(base) and "<svg" in base._repr_html_()


def test_sentences_are_found(rows, tmp_path):
    base = s.Base(tmp_path / "news.db")
    base.add(rows, **COLUMNS)
    [hit] = base.search('"met Emmanuel"')
    assert hit.article == "zelenskyy" and "Macron" in hit.sentence and hit.date == datetime.date(2023, 5, 15)
    content = rows[1]["content"].encode()
    assert content[slice(*hit.byte_span)].decode() == hit.sentence
    assert hit.events and {hit.article for hit in base.search(who="Zelenskyy")} == {"zelenskyy"}
    assert base.search("nowhere") == [] and base.search() == []


def test_the_command_makes_the_same_base(articles, command, tmp_path):
    s.Base(tmp_path / "ours.db").add(articles, on="2026-01-01")
    command("add", tmp_path / "theirs.db", articles, "--on", "2026-01-01")
    ours, theirs = s.Base(tmp_path / "ours.db"), s.Base(tmp_path / "theirs.db", read_only=True)
    assert ours.graph() == theirs.graph() == s.build(articles)
    assert ours.add(articles, on="2026-01-02").same == 30
    hits = [json.loads(line) for line in command("search", tmp_path / "theirs.db", "summit", "--format", "jsonl").splitlines()]
    assert [hit.sentence for hit in ours.search("summit")] == [hit["sentence"] for hit in hits]
    assert s.read(tmp_path / "ours.db") == ours.graph()


def test_bad_rows_are_told(rows, tmp_path):
    base = s.Base(tmp_path / "news.db")
    with pytest.warns(s.SummitryWarning, match="row 1: no text"):
        added = base.add([rows[0], {"content": 7, "published": None}], **COLUMNS)
    assert added.new == 1 and [problem.row for problem in added.problems] == [1]


def test_files_that_are_no_bases(tmp_path, sample):
    with pytest.raises(s.BaseError) as caught:
        s.Base(sample)
    assert caught.value.file == str(sample) and "not a base" in caught.value.cause
    with pytest.raises(s.BaseError):
        s.Base(tmp_path / "none.db", read_only=True)
    with pytest.raises(ValueError, match="which articles"):
        s.Base(tmp_path / "news.db").remove()


def test_two_calls_at_once_are_refused(rows, tmp_path):
    base = s.Base(tmp_path / "news.db")
    with pytest.raises(RuntimeError, match="another call is using the base"):
        base.add(rows, **COLUMNS, progress=lambda done, total: base.days())
