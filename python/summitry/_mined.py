"""What one article tells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from . import _html


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who takes part in an event that an article tells."""

    name: str
    """The fullest standard name."""
    kind: str
    """What it is: person, country or organization."""
    country: str
    """ISO 3166-1 alpha-3 code of the country, or of the one that a person serves; empty for organizations."""
    words: str
    """The words that name it here."""
    span: tuple[int, int]
    """The characters of these words in the part."""
    part: str = "text"
    """The part of the article that the span counts in: title or text."""
    org: str = ""
    """The organization's short name, for an organization and its officials."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class MinedEvent:
    """An event as one article tells it.

    `span` counts characters, so that `mined.text[event.span[0]:event.span[1]]` is `event.evidence` where `part` is text, and the
    same of `mined.title` where it is title. `byte_span` counts UTF-8 bytes of the same part, as the command line does.
    """

    type: str
    """What was done: met, visited, …"""
    source: tuple[Participant, ...]
    """Who did it; for a mutual event, everyone who took part."""
    target: tuple[Participant, ...]
    """To whom it was done; empty for a mutual event, or one that has no addressee."""
    date: str | None
    """When: a day, a month, a year, or two days with a slash between them."""
    status: str
    """Whether it happened: occurred, planned, possible or denied."""
    place: str
    """Where; empty where the article does not tell."""
    evidence: str
    """The words that tell it."""
    span: tuple[int, int]
    """The characters of the evidence in the part."""
    byte_span: tuple[int, int]
    """The UTF-8 bytes of the evidence in the part."""
    part: str
    """The part of the article in which it stands: title or text."""
    trigger: str
    """The word that the pattern took hold of."""
    pattern: str
    """The id of the pattern that found it."""
    score: float
    """How sure the reading is, from 0 to 1: the product of the factors."""
    date_rule: str
    """Which rule gave the date, or left it out."""
    plover: str
    """The PLOVER class."""
    cameo: str
    """The CAMEO code."""
    quad_class: int
    """The quad class, from 1 to 4."""
    factors: tuple[tuple[str, float], ...] = ()
    """What the score is made of."""
    meeting: str | None = None
    """The name of the meeting, where it has one."""
    date_start: datetime.date | None = None
    """The first day of the date."""
    date_end: datetime.date | None = None
    """The last day of the date."""

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Everyone who takes part, on either side."""
        return self.source + self.target

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> MinedEvent:
        for side in ("source", "target"):
            parts[side] = tuple(
                Participant(**{**participant, "span": tuple(participant["span"])}) for participant in parts[side]
            )
        parts["factors"] = tuple((name, value) for name, value in parts["factors"])
        return cls(**parts)

    def __str__(self) -> str:
        who = ", ".join(participant.name for participant in self.source)
        whom = ", ".join(participant.name for participant in self.target)
        place = f", in {self.place}" if self.place else ""
        arrow = f" -> {whom}" if whom else ""
        return f"{self.type} {who}{arrow}, {self.date or 'undated'}, {self.status}{place}"


@dataclass(frozen=True)
class Mined(Sequence[MinedEvent]):
    """The events of one article, in the order in which they are told: a sequence of them."""

    doc: str
    """The article's id."""
    date: datetime.date | None
    """The day of publication."""
    title: str
    """The title; empty where there is none."""
    text: str
    """The article's own text, in which spans count."""
    events: tuple[MinedEvent, ...]
    """The events."""
    json: str = field(repr=False)
    """The line that `summitry mine` prints."""

    @overload
    def __getitem__(self, at: int) -> MinedEvent: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[MinedEvent, ...]: ...
    def __getitem__(self, at: int | slice) -> MinedEvent | tuple[MinedEvent, ...]:
        return self.events[at]

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[MinedEvent]:
        return iter(self.events)

    def _repr_html_(self) -> str:
        names = ("date", "status", "type", "who", "whom", "place", "score", "evidence")
        rows = [
            (e.date, e.status, e.type, [p.name for p in e.source], [p.name for p in e.target], e.place, e.score, e.evidence)
            for e in self.events[: _html.SHOWN]
        ]
        return _html.table(names, rows, len(self.events))

    @classmethod
    def _of(cls, line: str, parts: dict[str, Any]) -> Mined:
        date = parts["date"]
        return cls(
            doc=parts["doc"],
            date=None if date is None else datetime.date.fromisoformat(date),
            title=parts["title"],
            text=parts["text"],
            events=tuple(MinedEvent._of(event) for event in parts["events"]),
            json=line,
        )


@dataclass(frozen=True)
class Explanation:
    """What was read in each sentence of an article, and why; printed, the words of `summitry explain`."""

    lines: tuple[tuple[tuple[str, str], ...], ...]
    """The lines, each in parts of a role (plain, article, sentence, mention, time, event, reason) and words."""

    def __str__(self) -> str:
        return "".join("".join(words for _, words in line) + "\n" for line in self.lines)

    def __repr__(self) -> str:
        return f"<Explanation of {len(self.lines)} lines>"

    def _repr_html_(self) -> str:
        return _html.lines(self.lines)
