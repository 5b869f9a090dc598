"""How articles are given: paths, tables, dictionaries, texts, and what their columns are called."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from ._errors import InputError, warn
from ._filters import Day, day

Path: TypeAlias = str | os.PathLike[str]
Files: TypeAlias = Path | Iterable[Path] | None
"""One file or several."""

Progress: TypeAlias = bool | Callable[[int, int | None], object] | None
"""True for a bar of tqdm, where that is installed; or a function of how many rows are done and, where known, of how many."""

Problems: TypeAlias = Literal["warn", "raise", "ignore"]
"""What to do about an input that gives no article."""

Data: TypeAlias = Any
"""A path; a table that speaks Arrow's C data interface; or an iterable of dictionaries, of texts or of `pathlib.Path`s."""

_PARTS = ("text", "title", "date", "url", "source", "id")


def files(given: Files) -> list[str]:
    """The paths as strings."""
    if given is None:
        return []
    if isinstance(given, (str, os.PathLike)):
        return [os.fspath(given)]
    return [os.fspath(path) for path in given]


def own(gazetteer: Files, patterns: Files, overrides: Files) -> tuple[list[str], list[str], list[str]]:
    """The files of a user's own knowledge."""
    return files(gazetteer), files(patterns), files(overrides)


def fields(**names: str | None) -> list[tuple[str, str]]:
    """The columns that were named."""
    given = [(part, name) for part, name in names.items() if name is not None]
    for part, name in given:
        if not isinstance(name, str):
            raise TypeError(f"{part} names a column, and is {type(name).__name__}, not str")
    return given


def reading(default_date: Day | None, format: str | None, any_language: bool) -> tuple[str | None, str | None, bool]:
    """How to read, as the native half has it."""
    return day(default_date), format, any_language


def rows(data: Data) -> Data:
    """What the native half can read: the data, or its rows where it cannot be had as Arrow.

    A DataFrame of pandas is had as Arrow with pyarrow alone, and only if each of its columns has one type.
    """
    if isinstance(data, (str, os.PathLike)):
        return data
    library = type(data).__module__.partition(".")[0]
    if library == "polars" and hasattr(data, "dtypes"):
        import polars

        # Columns of nothing at all do not come through.
        return data.with_columns(polars.col(polars.Null).cast(polars.String))
    if library == "pandas" and hasattr(data, "columns"):
        try:
            return _ArrowOnce(data.__arrow_c_stream__(), len(data))
        except Exception:  # pyarrow is missing, or a column has values of several types
            return _Rows(data)
    return data


class _ArrowOnce:
    """A stream that was had already."""

    def __init__(self, stream: object, length: int) -> None:
        self._stream = stream
        self._length = length

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._stream

    def __len__(self) -> int:
        return self._length


class _Rows:
    """The rows of a DataFrame as dictionaries, one at a time."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return len(self._frame)

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        columns = [str(name) for name in self._frame.columns]
        for row in self._frame.itertuples(index=False, name=None):
            yield dict(zip(columns, row))


@contextmanager
def told(progress: Progress) -> Iterator[Callable[[int, int | None], object] | None]:
    """The function that is told how far the work is."""
    if progress is None or progress is False:
        yield None
        return
    if progress is not True:
        yield progress
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:
        yield None
        return
    with tqdm(unit=" articles") as bar:

        def update(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield update


def settle(problems: list[InputError], what: Problems, read: int) -> None:
    """Warns of the inputs that gave no article, or raises the first."""
    if what not in ("warn", "raise", "ignore"):
        raise ValueError(f'problems is "warn", "raise" or "ignore", not {what!r}')
    if not problems:
        return
    if what == "raise" or what == "warn" and read == 0:
        for other in problems[1:20]:
            problems[0].add_note(f"also {other}")
        raise problems[0]
    if what == "warn":
        for problem in problems[:20]:
            warn(str(problem))
        if len(problems) > 20:
            warn(f"{len(problems) - 20} more were left out")
