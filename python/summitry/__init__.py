"""From news articles to a knowledge graph of diplomacy: who met, visited, called, sanctioned whom, when, where, and on whose word.

>>> import summitry as s
>>> mined = s.mine("Kim Jong Un arrived in Russia on Wednesday.", date="2019-04-24")
>>> print(mined[0])
visited Kim Jong Un -> Russia, 2019-04-24, occurred
>>> mined.text[slice(*mined[0].span)]
'Kim Jong Un arrived in Russia on Wednesday.'

`mine` reads one article, `mine_many` a table of them; `build` makes a graph of all, and `Base` keeps one that grows. Everything is
offline, and the same input gives the bytes that the command line gives.
"""

from __future__ import annotations

from . import _summitry
from ._base import Added, Base, Development, Hit, one_or_paths
from ._errors import BaseError, GraphError, InputError, KnowledgeError, QuestionError, SummitryError, SummitryWarning
from ._filters import Day, Filters, day
from ._graph import Actor, Event, Events, Graph, Picture, Report
from ._mined import Explanation, Mined, MinedEvent, Participant
from ._reading import Data, Files, Path, Problems, Progress, fields, own, reading, rows, settle, told
from ._table import MinedTable, Table

__version__ = _summitry.__version__

__all__ = [
    "Actor",
    "Added",
    "Base",
    "BaseError",
    "Development",
    "Event",
    "Events",
    "Explanation",
    "Filters",
    "Graph",
    "GraphError",
    "Hit",
    "InputError",
    "KnowledgeError",
    "Mined",
    "MinedEvent",
    "MinedTable",
    "QuestionError",
    "Participant",
    "Picture",
    "Report",
    "SummitryError",
    "SummitryWarning",
    "Table",
    "build",
    "explain",
    "mine",
    "mine_many",
    "read",
]


def _article(
    text: str, title: str | None, date: Day | None, id: str | None, source: str | None, url: str | None, dateline: str | None
) -> list[tuple[str, str]]:
    if not isinstance(text, str):
        raise TypeError(f"the text is {type(text).__name__}, not str")
    given = {"text": text, "title": title, "date": day(date), "id": id, "source": source, "url": url, "dateline": dateline}
    return [(name, value) for name, value in given.items() if value is not None]


def mine(
    text: str,
    *,
    date: Day | None = None,
    title: str | None = None,
    id: str | None = None,
    source: str | None = None,
    url: str | None = None,
    dateline: str | None = None,
    any_language: bool = False,
    gazetteer: Files = None,
    patterns: Files = None,
    overrides: Files = None,
) -> Mined:
    """The events of one article, with evidence and spans.

    The parts are those of a line of JSON that `summitry mine` reads: `date` is the day of publication, by which "on Wednesday" is
    understood. Raises `InputError` where the text is empty or not English.
    """
    article = _article(text, title, date, id, source, url, dateline)
    return Mined._of(*_summitry.mine(article, own(gazetteer, patterns, overrides), any_language))


def explain(
    text: str,
    *,
    date: Day | None = None,
    title: str | None = None,
    id: str | None = None,
    source: str | None = None,
    url: str | None = None,
    dateline: str | None = None,
    gazetteer: Files = None,
    patterns: Files = None,
    overrides: Files = None,
) -> Explanation:
    """What is read in each sentence of an article, and why: mentions, times, events, and what was refused."""
    article = _article(text, title, date, id, source, url, dateline)
    lines = _summitry.explain(article, own(gazetteer, patterns, overrides))
    return Explanation(tuple(tuple(line) for line in lines))


def mine_many(
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
    overrides: Files = None,
    threads: int | None = None,
    progress: Progress = None,
) -> MinedTable:
    """The events of many articles as an Arrow table, and what became of each row.

    `data` is a DataFrame of pandas or polars, a table or reader of pyarrow or anything else with `__arrow_c_stream__`; an iterable
    of dictionaries, of texts or of `pathlib.Path`s; or one path. `text`, `title`, `date`, `url`, `source` and `id` name the columns
    where they have uncommon names. Articles are read in parallel, without the GIL, and come back in their order. A row that gives
    no article is reported in `.rows`, and none is lost. Ctrl-C ends the work within a chunk of 64 articles.

    >>> import summitry as s
    >>> table = s.mine_many([{"content": "Kim Jong Un arrived in Russia.", "published": "2019-04-24"}, {"content": 7}], text="content")
    >>> table, table.errors
    (<MinedTable of 1 events in 2 articles>, [(1, 'no text: "content" is a number')])
    """
    named = fields(text=text, title=title, date=date, url=url, source=source, id=id)
    with told(progress) as tell:
        events, all_rows = _summitry.mine_many(
            rows(data), named, reading(default_date, format, any_language), own(gazetteer, patterns, overrides), threads, tell
        )
    return MinedTable(events, all_rows)


def build(
    *data: Data,
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
    overrides: Files = None,
    threads: int | None = None,
    progress: Progress = None,
    problems: Problems = "warn",
) -> Graph:
    """The graph of articles: of files and folders, or of a table or an iterable as for `mine_many`.

    `build("articles/")` is `summitry build articles/`, byte for byte. What gives no article is in `Graph.problems`, and is warned
    of; with `problems="raise"`, or where there is no article at all, the first is raised. `default_date` is the date of articles
    that tell none.
    """
    named = fields(text=text, title=title, date=date, url=url, source=source, id=id)
    given, paths = one_or_paths(data)
    with told(progress) as tell:
        graph, wrong = _summitry.build(
            given,
            paths,
            named,
            reading(default_date, format, any_language),
            own(gazetteer, patterns, overrides),
            threads,
            tell,
        )
    made = Graph(graph, wrong)
    settle(wrong, problems, made.articles)
    return made


def read(path: Path) -> Graph:
    """The graph that `build` or the command line wrote to a file, or that is in a base."""
    return Graph.read(path)
