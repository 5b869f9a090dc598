"""What can go wrong, as exceptions with file, line and cause."""

from __future__ import annotations

import warnings


class SummitryError(Exception):
    """Something that summitry cannot do, and where."""

    file: str | None
    """The file, where there is one."""
    line: int | None
    """The line in it, from 1."""
    record: int | None
    """The number of the record in a file without lines, from 1."""
    row: int | None
    """The number of the row among those given, from 0."""
    cause: str
    """What is wrong, without the place."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        record: int | None = None,
        row: int | None = None,
        cause: str | None = None,
    ) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.record = record
        self.row = row
        self.cause = message if cause is None else cause


class InputError(SummitryError):
    """An input, or a part of it, that gave no article."""


class KnowledgeError(SummitryError):
    """A gazetteer, a pattern or a decision of the user that makes no sense."""


class GraphError(SummitryError):
    """A graph that cannot be read, drawn or written."""


class BaseError(SummitryError):
    """A base that cannot be read or written."""


class QuestionError(SummitryError, LookupError):
    """A name in a question that does not lead to one thing of the graph."""

    name: str
    """The name."""
    candidates: list[str]
    """Those whom it may mean, or names like it."""
    is_unclear: bool
    """Whether it may mean several; otherwise the graph has nobody of the name."""

    def __init__(self, message: str, name: str, candidates: list[str], is_unclear: bool) -> None:
        super().__init__(message)
        self.name = name
        self.candidates = candidates
        self.is_unclear = is_unclear


class SummitryWarning(UserWarning):
    """Something that was left out, while the rest was done."""


def warn(message: str) -> None:
    """Says something as a `SummitryWarning`."""
    warnings.warn(message, SummitryWarning, stacklevel=3)
