"""The steps of `build` for many machines: what articles tell, the merging of reports by key, and the graph of all.

>>> from summitry import distributed
>>> told = distributed.findings([{"text": "Kim Jong Un met Vladimir Putin on Thursday.", "date": "2019-04-26"}])
>>> [report["key"] for row in told.to_pylist() for report in row["told"]]
['met PRK RUS']

`findings` is asked for any rows of articles; `merge` for all reports of some keys, by what all articles together say of each article:
its rank in the order of articles, its id (`free_ids`), and the article of which it is a copy (`COPIES`). `assemble` makes the graph:
of the portions of all keys the one that `build` makes of all articles. `examples/spark/` is a job that does so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import _summitry
from ._filters import Day
from ._graph import Graph
from ._reading import Data, Files, fields, files, own, reading, rows
from ._table import Table

__all__ = ["COPIES", "CopyRule", "assemble", "findings", "free_ids", "merge", "seasons"]


@dataclass(frozen=True, slots=True)
class CopyRule:
    """When one article prints the text of another again.

    The original is the earliest article that shares enough of the sampled sequences of words.
    """

    least: int
    """At least so many sequences are the same,"""
    share: float
    """and this share of those of the article that has fewer;"""
    days: int
    """the articles, where both are dated, are at most so many days apart;"""
    articles: int
    """and of the articles in which a sequence stands, no more than the first so many count."""


COPIES = CopyRule(**_summitry.copy_rule())
"""The rule of copies."""


def findings(
    data: Data,
    *,
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    source: str | None = None,
    id: str | None = None,
    default_date: Day | None = None,
    format: str | None = None,
    any_language: bool = False,
    gazetteer: Files = None,
    patterns: Files = None,
    threads: int | None = None,
) -> Table:
    """What articles tell, a row an article; `data` and the names of its columns are given as for `mine_many`.

    Columns: row; doc (the article's id), published; error (why a row gives no article); order (bytes: articles are taken in their
    order); sampled (sequences of words, by which copies are found; only of articles that tell something); places (name and id of
    those that it names with their countries); told (for each event its key, the months in which other reports of it may be, and
    the findings, which only `merge` reads).
    """
    named = fields(text=text, title=title, date=date, url=url, source=source, id=id)
    knowledge = own(gazetteer, patterns, None)
    return Table(_summitry.findings(rows(data), named, reading(default_date, format, any_language), knowledge, threads))


def free_ids(ids: Sequence[str]) -> list[str]:
    """The ids of articles in a graph, which stand in their order: the second of one id is called `id#2`.

    Ids that differ before the first `#` can be asked about apart.

    >>> from summitry import distributed
    >>> distributed.free_ids(["kim", "putin", "kim"])
    ['kim', 'putin', 'kim#2']
    """
    return _summitry.free_ids(list(ids))


def seasons(months: Sequence[Sequence[int]]) -> list[int]:
    """The seasons to which the months of the reports of one key belong.

    No event, and no event that was put off, reaches from one season into another: reports of different seasons can be merged apart.

    >>> from summitry import distributed
    >>> distributed.seasons([[100, 101], [300], [102]])
    [100, 300, 100]
    """
    return _summitry.seasons([list(each) for each in months])


def merge(data: Any, places: Mapping[str, str]) -> Table:
    """The events that reports tell, a row an event, in the order of their first reports.

    `data` is a table that speaks Arrow's C data interface and has all reports of some keys, in any order: rank (of the article in the
    order of those that tell something), position (of the report in its article, from 0), id, copy_of, findings. `places` has the
    id of each place by its name, from the first article that tells the country. The columns are those of `Graph.table("events")`
    without summit, and `portion`, which only `assemble` reads.
    """
    return Table(_summitry.merge(data, dict(places)))


def assemble(portions: Iterable[str], *, articles: int, gazetteer: Files = None) -> Graph:
    """The graph of portions, for which so many articles were read.

    Of the portions of all keys, and with the tables that they were found with, it is the one that `build` makes of all articles. Of some,
    nodes count the mentions in these alone, and a summit has the events of these alone.
    """
    return Graph(_summitry.assemble(list(portions), articles, files(gazetteer)), [])
