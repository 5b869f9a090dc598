"""How things look in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

SHOWN = 20
"""So many rows of a table are shown."""

_ROLES = {
    "article": "font-weight:bold;text-decoration:underline",
    "sentence": "font-weight:bold",
    "mention": "color:#0e7490",
    "time": "color:#a16207",
    "event": "color:#15803d;font-weight:bold",
    "reason": "opacity:.65",
}


def escaped(value: object) -> str:
    """A value as HTML."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return ", ".join(escaped(entry) for entry in value)
    if isinstance(value, dict):
        return escaped(value.get("name", ""))
    return escape(str(value))


def table(names: Sequence[str], rows: Iterable[Sequence[object]], total: int) -> str:
    """A table with a header, and what is left out of it."""
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    more = f"<p>{total:,} rows, the first {SHOWN} of them shown</p>" if total > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def lines(lines: Iterable[Iterable[tuple[str, str]]]) -> str:
    """Lines of parts, each in the look of its role."""
    text = "\n".join("".join(_piece(role, words) for role, words in line) for line in lines)
    return f'<pre style="white-space:pre-wrap">{text}</pre>'


def _piece(role: str, words: str) -> str:
    style = _ROLES.get(role)
    return f'<span style="{style}">{escape(words)}</span>' if style else escape(words)
