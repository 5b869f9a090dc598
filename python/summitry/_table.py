"""Tables for pandas, polars, pyarrow and all else that reads Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _html
from ._summitry import Table as NativeTable

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table:
    """Rows under named columns with types.

    It speaks Arrow's C data interface, so that `pyarrow.table(t)`, `polars.DataFrame(t)`, `duckdb.sql("FROM t")` and the like
    take it as it is; none of them need be installed.
    """

    def __init__(self, native: NativeTable) -> None:
        self._native = native

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._native)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return self._native.column_names

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """The table as pyarrow has it."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self, **options: Any) -> pandas.DataFrame:
        """The table as pandas has it, by pyarrow, which takes the options."""
        return self.to_arrow().to_pandas(**options)

    def to_polars(self) -> polars.DataFrame:
        """The table as polars has it."""
        import polars

        return polars.DataFrame(self)

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, by pyarrow."""
        rows: list[dict[str, Any]] = self.to_arrow().to_pylist()
        return rows

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        try:
            first = self.to_arrow().slice(0, _html.SHOWN).to_pylist()
        except ImportError:
            return _html.escaped(repr(self))
        return _html.table(self.column_names, [list(row.values()) for row in first], len(self))


class MinedTable(Table):
    """The events of many articles, a row an event; what became of each article is in `rows`.

    Columns: row (the number of the article's row, from 0), doc, published, type, status, date, date_start, date_end, date_rule,
    source and target (lists of name, kind, country, org and words), place, place_country, meeting, evidence, part (title or
    text), start and end (characters of that part), byte_start and byte_end (its UTF-8 bytes, as the command line has them),
    pattern, score, plover, cameo, quad_class.
    """

    rows: Table
    """A row for each row or article that was given: row, file, line, doc, published, events (how many it tells) and error (why
    it gave no article). None is lost."""

    def __init__(self, native: NativeTable, rows: NativeTable) -> None:
        super().__init__(native)
        self.rows = Table(rows)

    @property
    def errors(self) -> list[tuple[int, str]]:
        """The numbers of the rows that gave no article, each with the cause; by pyarrow."""
        told = self.rows.to_pylist()
        return [(row["row"], row["error"]) for row in told if row["error"] is not None]

    def __repr__(self) -> str:
        return f"<MinedTable of {len(self)} events in {len(self.rows)} articles>"
