"""The filters that questions share, with the names of the command line."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeAlias, TypedDict

Names: TypeAlias = str | Iterable[str]
"""One name or several; of several any will do."""

Day: TypeAlias = str | datetime.date
"""A day (`2019-04-24`); for `since` and `until` also a month (`2019-04`) or a year."""


class Filters(TypedDict, total=False):
    """Which events count. Of several values of one filter any will do, and all filters must hold."""

    type: Names
    """Events of these types."""
    plover: Names
    """Events of these PLOVER classes."""
    who: Names
    """Events in which one of these takes part."""
    with_: Names
    """Events in which one of these takes part too."""
    country: Names
    """Events of a country or those who serve it: names or ISO codes."""
    place: Names
    """Events in these places, or in places of these countries."""
    since: Day | None
    """Events on this day or later."""
    until: Day | None
    """Events on this day or earlier."""
    status: Names
    """Events of these statuses: occurred, planned, possible, denied."""
    occurred_only: bool
    """Only events that happened."""
    min_reports: int
    """Events with at least so many reports."""
    min_score: float
    """Events with at least this score, from 0 to 1."""
    source: Names
    """Events that these publishers report."""
    article: Names
    """Events that the articles of these ids report."""
    alone: bool
    """Only events that one publisher alone reports."""
    exactly: bool
    """Leave out those who serve a country or organization."""


_LISTS = ("type", "plover", "who", "with_", "country", "place", "status", "source", "article")


def names(value: Names | None) -> list[str]:
    """The names as a list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def day(value: Day | None) -> str | None:
    """The day as ISO 8601 has it."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value


def native(filters: Filters) -> dict[str, Any]:
    """The filters as the native half has them."""
    unknown = set(filters) - set(Filters.__annotations__)
    if unknown:
        known = ", ".join(Filters.__annotations__)
        raise TypeError(f"no filter is called {min(unknown)!r}; there are {known}")
    given: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    if given.pop("occurred_only", False):
        if "status" in given:
            raise TypeError("occurred_only and status exclude each other")
        given["status"] = "occurred"
    for name in _LISTS:
        if name in given:
            given[name] = names(given[name])
    for name in ("since", "until"):
        if name in given:
            given[name] = day(given[name])
    return given
