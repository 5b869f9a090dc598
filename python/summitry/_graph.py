"""Graphs, and the events in them."""

from __future__ import annotations

import datetime
import json
import os
import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from . import _html
from ._errors import InputError
from ._filters import Day, Filters, Names, day, names, native
from ._reading import Path
from ._summitry import Graph as NativeGraph
from ._summitry import vocabulary
from ._table import Table

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars
    import pyarrow

TableName = Literal["nodes", "edges", "events", "reports"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a country or an organization of a graph."""

    id: str
    """Its identity: `person:kim-jong-un:PRK`."""
    name: str
    """Its fullest standard name."""
    kind: str
    """What it is: person, country or organization."""
    country: str
    """ISO 3166-1 alpha-3 code of the country that it is or serves; empty where there is none."""
    org: str
    """Short name of the organization that it is or serves; empty where there is none."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Report:
    """What one sentence of one article says of an event.

    `start` and `end` count UTF-8 bytes of the article's text or title, as in the graph's file: a graph keeps no texts, in which
    characters could be counted.
    """

    article: str
    """The article's id."""
    source: str | None
    """Its publisher or agency."""
    article_date: datetime.date | None
    """Its day of publication."""
    origin: int
    """The number of its source among those of the event, from 1; reports of one source are not independent."""
    stage: str | None
    """The stage in the life of the event that it begins: proposed, announced, postponed, cancelled, held."""
    status: str
    """The status according to this report."""
    date: str | None
    """The date according to this report."""
    sentence: str
    """The sentence."""
    evidence: str
    """The words of it that tell the event."""
    part: str
    """The part of the article in which they stand: title or text."""
    start: int
    """The first byte of the evidence in that part."""
    end: int
    """One past its last byte."""
    pattern: str
    """The id of the pattern that found it."""
    score: float
    """How sure the reading is."""


@dataclass(frozen=True, slots=True)
class Event:
    """A distinct event, merged from the reports of all articles."""

    id: str
    """Its identity."""
    type: str
    """What was done: met, visited, …"""
    status: str
    """Whether it happened: occurred, planned, possible or denied."""
    date: str | None
    """When, as exactly as it was told."""
    date_start: datetime.date | None
    """The first day of the date."""
    date_end: datetime.date | None
    """The last day of the date."""
    source: tuple[Actor, ...]
    """Who did it; for a mutual event, everyone who took part."""
    target: tuple[Actor, ...]
    """To whom it was done; empty for a mutual event, or one that has no addressee."""
    place: str | None
    """Where."""
    meeting: str | None
    """The name of the meeting."""
    summit: str | None
    """The name of the summit that it is, or is part of."""
    score: float
    """The score of the surest report."""
    sources: int
    """How many independent sources report it."""
    postponed_to: str | None
    """The id of the event that it was put off to."""
    reports: tuple[Report, ...] = field(repr=False)
    """Everything reported of it, in the order of the articles."""

    @property
    def participants(self) -> tuple[Actor, ...]:
        """Everyone who takes part, on either side."""
        return self.source + self.target

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> Event:
        parts["source"] = tuple(Actor(**actor) for actor in parts["source"])
        parts["target"] = tuple(Actor(**actor) for actor in parts["target"])
        parts["reports"] = tuple(Report(**report) for report in parts["reports"])
        return cls(**parts)


class Events(Sequence[Event]):
    """Events that answer a question, in the order of time: a sequence of them."""

    def __init__(self, graph: NativeGraph, events: list[dict[str, Any]]) -> None:
        self._graph = graph
        self._events = tuple(Event._of(event) for event in events)

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, at: int | slice) -> Event | tuple[Event, ...]:
        return self._events[at]

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    @property
    def table(self) -> Table:
        """The events as a table, with the columns of the table `events` of the graph."""
        return Table(self._graph.event_table([event.id for event in self._events]))

    def __arrow_c_schema__(self) -> object:
        return self.table.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """The events as pyarrow has a table."""
        return self.table.to_arrow()

    def to_pandas(self, **options: Any) -> pandas.DataFrame:
        """The events as pandas has a table."""
        return self.table.to_pandas(**options)

    def to_polars(self) -> polars.DataFrame:
        """The events as polars has a table."""
        return self.table.to_polars()

    def __repr__(self) -> str:
        return f"<{len(self)} events>"

    def _repr_html_(self) -> str:
        columns = ("date", "status", "type", "who", "whom", "place", "reports", "sentence")
        rows = [
            (
                event.date,
                event.status,
                event.type,
                [actor.name for actor in event.source],
                [actor.name for actor in event.target],
                event.place,
                len(event.reports),
                event.reports[0].sentence,
            )
            for event in self._events[: _html.SHOWN]
        ]
        return _html.table(columns, rows, len(self))


class Picture:
    """A picture as SVG, which a notebook shows."""

    svg: str
    """The SVG."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG, with so many pixels for each of its points."""
        return NativeGraph.png(self.svg, scale)

    def save(self, path: Path) -> None:
        """Writes the picture as SVG or, by the extension, as PNG."""
        target = pathlib.Path(path)
        if target.suffix == ".png":
            target.write_bytes(self.png())
        elif target.suffix == ".svg":
            target.write_text(self.svg, encoding="utf-8", newline="")
        else:
            raise ValueError(f"{target}: the extension is .svg or .png")

    def __repr__(self) -> str:
        return f"<Picture of {len(self.svg):,} bytes of SVG>"

    def _repr_svg_(self) -> str:
        return self.svg


class Graph:
    """Persons, countries, organizations, summits and places, tied by dated events, each with every sentence that tells it."""

    problems: list[InputError]
    """The inputs that gave no article when the graph was built, and why."""

    def __init__(self, native: NativeGraph, problems: list[InputError] | None = None) -> None:
        self._native = native
        self.problems = problems or []

    @classmethod
    def read(cls, path: Path) -> Graph:
        """The graph that `build` or the command line wrote to a file, or that is in a base."""
        return cls(NativeGraph.read(os.fspath(path)))

    @classmethod
    def loads(cls, content: bytes | str) -> Graph:
        """The graph in the content of such a file."""
        return cls(NativeGraph.load(content.encode() if isinstance(content, str) else content, "graph"))

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return self._native.counts()[0]

    @property
    def edges(self) -> int:
        """How many edges there are, those of affiliation and place among them."""
        return self._native.counts()[1]

    @property
    def events(self) -> int:
        """How many events there are."""
        return self._native.counts()[2]

    @property
    def articles(self) -> int:
        """How many articles were read, with those that report nothing."""
        return self._native.counts()[4]

    def query(self, of_type: str | None = None, /, *actors: str, **filters: Unpack[Filters]) -> Events:
        """The events that answer: of a type (`met`) or all, of these names, and as the filters say.

        Raises `QuestionError` where a name may mean nobody or several, as the command line does.
        """
        if of_type is not None and of_type != "events":
            if "type" in filters:
                raise TypeError("the type of the events is given twice")
            filters["type"] = of_type
        if actors:
            filters["who"] = [*actors, *names(filters.get("who"))]
        return Events(self._native, self._native.query(native(filters)))

    def slice(self, **filters: Unpack[Filters]) -> Graph:
        """The graph of the events that the filters leave, with those who take part, whom they serve, places and summits."""
        return Graph(self._native.slice(native(filters)))

    def as_of(self, date: Day) -> Graph:
        """The graph of what the articles up to a day told."""
        return Graph(self._native.as_of(day(date) or ""))

    def stats(self, **filters: Unpack[Filters]) -> dict[str, Any]:
        """What there is, as `summitry query GRAPH stats --format json` counts it."""
        stats = self._native.stats(native(filters))
        return {**stats, "quads": list(stats["quads"])}

    def table(self, name: TableName = "events") -> Table:
        """One of the tables nodes, edges, events and reports; FORMATS.md of the project tells what their columns mean."""
        return Table(self._native.table(name))

    def to_arrow(self, name: TableName = "events") -> pyarrow.Table:
        """One of the tables as pyarrow has it."""
        return self.table(name).to_arrow()

    def to_pandas(self, name: TableName = "events", **options: Any) -> pandas.DataFrame:
        """One of the tables as pandas has it."""
        return self.table(name).to_pandas(**options)

    def to_polars(self, name: TableName = "events") -> polars.DataFrame:
        """One of the tables as polars has it."""
        return self.table(name).to_polars()

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The graph as NetworkX has it, with all columns of the tables nodes and edges as attributes."""
        import networkx

        return networkx.node_link_graph(json.loads(self.dumps("node-link")), edges="edges")

    def dumps(self, format: str = "json", *, edges_key: str = "edges", multi: bool = False) -> bytes:
        """The graph in a format of one file, byte for byte as `summitry build` and `summitry export` write it."""
        return self._native.dumps(format, edges_key, multi)

    def write(
        self, path: Path, format: str | None = None, *, edges_key: str = "edges", multi: bool = False
    ) -> None:
        """Writes the graph to a file, in the format of its extension if no other is given, or for formats of several files to a
        folder."""
        target = os.fspath(path)
        self._native.write(target, format or _format_of(target), edges_key, multi)

    def draw(
        self,
        picture: Literal["network", "timeline", "matrix"] = "network",
        *,
        focus: Names | None = None,
        hops: int = 1,
        max_nodes: int | None = None,
        theme: Literal["light", "dark"] = "light",
        title: str | None = None,
        engine: Literal["built-in", "graphviz"] | None = None,
        **filters: Unpack[Filters],
    ) -> Picture:
        """A picture of what the filters leave, as `summitry draw` makes it.

        `focus` leaves those named and those near them, `hops` lines away. A network is drawn by an installed Graphviz, and
        without one by the engine in summitry, which gives the same bytes everywhere.
        """
        drawing = {
            "picture": picture,
            "engine": engine,
            "focus": names(focus),
            "hops": hops,
            "max_nodes": max_nodes,
            "theme": theme,
            "title": title,
        }
        return Picture(self._native.draw(drawing, "svg", native(filters)))

    def page(self, *, title: str | None = None, **filters: Unpack[Filters]) -> str:
        """A page to search, filter and read the graph in a browser: one HTML file that needs no network."""
        drawing: dict[str, Any] = {
            "picture": "network",
            "engine": None,
            "focus": [],
            "hops": 1,
            "max_nodes": None,
            "theme": "light",
            "title": title,
        }
        return self._native.draw(drawing, "html", native(filters))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self._native == other._native

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        nodes, edges, events, telling, read = self._native.counts()
        return f"<Graph of {events} events, {nodes} nodes and {edges} edges from {read} articles, {telling} of them with events>"

    def _repr_html_(self) -> str:
        picture = self.draw(engine="built-in").svg if self.events else ""
        picture = picture[picture.find("<svg") :] if picture else ""
        return f"<p>{_html.escaped(repr(self)[1:-1])}</p>{picture}"

    def __getstate__(self) -> bytes:
        return self.dumps()

    def __setstate__(self, state: bytes) -> None:
        self._native = NativeGraph.load(state, "graph")
        self.problems = []


def _format_of(path: str) -> str:
    """The format whose extension the file has, the longest that fits."""
    fitting: list[tuple[int, str]] = [
        (len(extension), name)
        for name, extension, is_file in vocabulary()["formats"]
        if is_file and path.endswith(f".{extension}")
    ]
    if not fitting:
        known = ", ".join(name for name, _, _ in vocabulary()["formats"])
        raise ValueError(f"{path}: no format has this extension; give one of {known}")
    return max(fitting)[1]
