"""Work that many machines share: merged key by key, it comes to the graph that one machine makes."""

import collections
import random

import pyarrow
import pytest

import summitry as s
from summitry import distributed

WIRE = (
    "Russian President Vladimir Putin and North Korean leader Kim Jong Un met in Vladivostok on Thursday, the Kremlin said. The talks, "
    "the first between the two, lasted more than three hours, and both spoke of sanctions, of trade, and of the workers whom the one "
    "country sends to the other."
)


def copies(tellers, ids):
    """The original of each article, by the rule of copies."""
    rule = distributed.COPIES
    stands = collections.defaultdict(list)
    shared = collections.Counter()
    for rank, row in enumerate(tellers):
        for sequence in row["sampled"]:
            if len(stands[sequence]) < rule.articles:
                shared.update((rank, other) for other in stands[sequence])
                stands[sequence].append(rank)
    originals = {}
    for (rank, other), count in sorted(shared.items()):
        one, former = tellers[rank], tellers[other]
        days = [row["published"] for row in (one, former)]
        is_near = None in days or abs((days[0] - days[1]).days) <= rule.days
        shorter = min(len(one["sampled"]), len(former["sampled"]))
        if is_near and count >= rule.least and count / shorter >= rule.share:
            originals.setdefault(rank, ids[other])
    return [originals.get(rank) for rank in range(len(tellers))]


def merged(given, group=lambda report: report["key"]):
    """The graph of articles, merged by groups."""
    rows = distributed.findings(given).to_pylist()
    tellers = sorted((row for row in rows if row["told"]), key=lambda row: row["order"])
    ids = distributed.free_ids([row["doc"] for row in tellers])
    originals = copies(tellers, ids)
    places = {}
    groups = collections.defaultdict(list)
    for rank, row in enumerate(tellers):
        for place in row["places"]:
            places.setdefault(place["name"], place["id"])
        for position, report in enumerate(row["told"]):
            settled = {"rank": rank, "position": position, "id": ids[rank], "copy_of": originals[rank]}
            groups[group(report)].append({**settled, "findings": report["findings"]})
    portions = []
    for reports in groups.values():
        random.Random(1).shuffle(reports)
        events = distributed.merge(pyarrow.Table.from_pylist(reports), places)
        portions.extend(event["portion"] for event in events.to_pylist())
    random.Random(2).shuffle(portions)
    return distributed.assemble(portions, articles=sum(row["error"] is None for row in rows))


def test_merged_by_keys_the_graph_is_that_of_one_machine(articles):
    built = s.build(articles)
    assert merged(articles).dumps() == built.dumps()
    assert merged(articles, lambda report: report["key"][:2]) == built


def test_ids_that_are_taken_and_texts_printed_again_are_found(rows):
    again = [{"id": "kim#2", "text": WIRE, "date": "2019-04-26"}]
    again += [{"id": id, "text": WIRE, "date": f"2019-04-{day}"} for day in (25, 26, 27) for id in ("kim", "putin") for _ in range(10)]
    given = [{"id": row["id"], "text": row["content"], "date": row["published"]} for row in rows] + again
    built = s.build(given)
    assert merged(given).dumps() == built.dumps()
    assert any(event.sources < len(event.reports) for event in built.query())


def test_what_gives_no_article_is_told():
    told = distributed.findings([{"text": 7}, {"text": "Kim Jong Un met Vladimir Putin.", "date": "2019-04-25"}]).to_pylist()
    assert told[0]["error"] == 'no text: "text" is a number' and told[0]["told"] is None
    assert told[1]["error"] is None and [report["key"] for report in told[1]["told"]] == ["met PRK RUS"]


def test_events_have_the_columns_of_a_graph(rows):
    columns = [name for name in s.build(rows, text="content", date="published").table("events").column_names if name != "summit"]
    nothing = {name: pyarrow.array([], kind) for name, kind in [("rank", pyarrow.int64()), ("position", pyarrow.int64())]}
    nothing |= {name: pyarrow.array([], pyarrow.string()) for name in ("id", "copy_of", "findings")}
    assert distributed.merge(pyarrow.table(nothing), {}).column_names == [*columns, "portion"]


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match='no column is called "rank"'):
        distributed.merge(pyarrow.table({"id": ["kim"]}), {})
    report = {"rank": 0, "position": 0, "id": "kim", "copy_of": None, "findings": "{}"}
    with pytest.raises(ValueError, match="row 0"):
        distributed.merge(pyarrow.Table.from_pylist([report]), {})
    with pytest.raises(s.GraphError, match="portion 0"):
        distributed.assemble(["{}"], articles=1)
    told = distributed.findings([{"text": "Kim Jong Un met Vladimir Putin.", "date": "2019-04-25"}]).to_pylist()
    report["findings"] = told[0]["told"][0]["findings"]
    portion = distributed.merge(pyarrow.Table.from_pylist([report]), {}).to_pylist()[0]["portion"]
    assert len(distributed.assemble([portion], articles=1).query()) == 1
    with pytest.raises(ValueError, match="two events"):
        distributed.assemble([portion, portion], articles=1)
