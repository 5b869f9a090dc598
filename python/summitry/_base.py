"""Bases: a graph that grows, in one file."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import Any, Unpack

from ._errors import InputError
from ._filters import Day, Filters, Names, day, names
from ._graph import Events, Graph
from ._reading import Data, Files, Path, Problems, Progress, fields, own, reading, rows, settle, told
from ._summitry import Base as NativeBase


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding articles."""

    new: int
    """How many were new."""
    same: int
    """How many were there already, word for word."""
    changed: int
    """How many took the place of a former one."""
    problems: tuple[InputError, ...] = ()
    """The inputs that gave no article, and why."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found."""

    article: str
    """The id of its article."""
    title: str | None
    """The article's title."""
    date: datetime.date | None
    """The article's day."""
    publisher: str | None
    """The article's publisher."""
    sentence: str
    """The sentence."""
    byte_span: tuple[int, int]
    """Its UTF-8 bytes in the article's content, the title and a blank line included."""
    events: tuple[str, ...]
    """The ids of the events that it tells."""


@dataclass(frozen=True, slots=True)
class Development:
    """What became known on a day."""

    known: datetime.date
    """The day."""
    what: str
    """What it was: announced, held, put off, called off, first meeting, disputed, withdrawn, …"""
    event: str
    """The id of the event."""


class Base:
    """A graph that grows with each day's articles, in one SQLite file; the same that `summitry add` makes.

    It is made where there is none. One call at a time may use it; several processes may read it.
    """

    path: str
    """The file."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = os.fspath(path)
        self._native = NativeBase(self.path, read_only)

    def add(
        self,
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
        on: Day | None = None,
        gazetteer: Files = None,
        patterns: Files = None,
        overrides: Files = None,
        threads: int | None = None,
        progress: Progress = None,
        problems: Problems = "warn",
    ) -> Added:
        """Adds articles, given as for `build`, and merges the graph.

        One that is there already, word for word, is passed over; one of the same id, or that is the same file, takes the place of
        the former. `on` is the day on which the base learns it, today (UTC) by default. Decisions and tables that are given stay
        with the base. After Ctrl-C, what was read is in the base.
        """
        named = fields(text=text, title=title, date=date, url=url, source=source, id=id)
        given, paths = one_or_paths(data)
        with told(progress) as tell:
            counts, wrong = self._native.add(
                given,
                paths,
                named,
                reading(default_date, format, any_language),
                own(gazetteer, patterns, overrides),
                threads,
                tell,
                _day(on),
            )
        new, same, changed = counts
        settle(wrong, problems, new + same + changed)
        return Added(new, same, changed, tuple(wrong))

    def remove(
        self,
        *,
        article: Names | None = None,
        source: Names | None = None,
        before: Day | None = None,
        on: Day | None = None,
    ) -> int:
        """Takes away the articles of these ids, of these publishers and published before a day, and returns how many."""
        return self._native.remove(names(article), names(source), None if before is None else _day(before), _day(on))

    def graph(self, *, as_of: Day | None = None) -> Graph:
        """The graph of the articles that are in it, or of those that were at the end of a day."""
        return Graph(self._native.graph(None if as_of is None else _day(as_of)))

    def events(
        self, of_type: str | None = None, /, *actors: str, as_of: Day | None = None, **filters: Unpack[Filters]
    ) -> Events:
        """The events that answer, as `Graph.query` has them."""
        return self.graph(as_of=as_of).query(of_type, *actors, **filters)

    def search(self, words: str = "", *, who: Names | None = None, limit: int = 20) -> list[Hit]:
        """Sentences that hold the words, or speak of those named, the best first.

        Words in quotation marks stand together, and `*` stands for any ending.
        """
        hits = self._native.search(words, names(who), limit)
        return [Hit(**{**hit, "events": tuple(hit["events"])}) for hit in hits]

    def log(self, *, since: Day | None = None, until: Day | None = None) -> list[Development]:
        """What became known, day by day."""
        known = self._native.log(None if since is None else _day(since), None if until is None else _day(until))
        return [Development(*each) for each in known]

    def days(self) -> list[datetime.date]:
        """The days on which articles came or went."""
        return self._native.days()

    def check(self) -> list[str]:
        """What is wrong with the file, a line each; nothing where all is well."""
        return self._native.check()

    def repair(self) -> None:
        """Makes anew what follows from the articles: the graph and the index of words."""
        self._native.repair()

    def __repr__(self) -> str:
        return f"<Base {self.path} of {self._native.count()} events>"

    def _repr_html_(self) -> str:
        return self.graph()._repr_html_()


def one_or_paths(data: tuple[Any, ...]) -> tuple[Any, list[str]]:
    """The one thing that is given, or else the paths of several."""
    if len(data) == 1:
        return rows(data[0]), []
    if not data:
        raise TypeError("no articles are given: a path, a table, or an iterable of dictionaries or texts")
    for path in data:
        if not isinstance(path, (str, os.PathLike)):
            raise TypeError(f"several things are given, and one is no path but {type(path).__name__}")
    return None, [os.fspath(path) for path in data]


def _day(date: Day | None) -> datetime.date:
    if date is None:
        return datetime.datetime.now(datetime.UTC).date()
    return datetime.date.fromisoformat(day(date) or "")
