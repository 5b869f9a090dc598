"""What the tests share: the command beside which the package is tested, and articles."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

ROWS = [
    {
        "id": "kim",
        "content": "KHASAN, Russia -- Kim Jong Un arrived in Russia on Wednesday. He will meet Vladimir Putin on Thursday.",
        "published": "2019-04-24",
        "source": "The Example Courier",
    },
    {
        "id": "zelenskyy",
        "content": "President Volodymyr Zelenskyy — “a friend” — met Emmanuel Macron in Paris on Monday, the Élysée said.",
        "published": "2023-05-15",
        "source": "Diplomatic Desk",
    },
    {
        "id": "weather",
        "content": "The weather in the valley was fine all week, and the harvest went well.",
        "published": "2023-05-15",
        "source": "Diplomatic Desk",
    },
]


@pytest.fixture
def rows():
    return [dict(row) for row in ROWS]


@pytest.fixture
def texts():
    return [row["content"] for row in ROWS]


@pytest.fixture(scope="session")
def articles():
    return ROOT / "articles"


@pytest.fixture(scope="session")
def sample():
    return ROOT / "graphs" / "sample.json"


@pytest.fixture(scope="session")
def command():
    """Runs the command of the same sources, and returns its standard output as bytes."""
    program = os.environ.get("SUMMITRY_COMMAND")
    assert program, "SUMMITRY_COMMAND names the command that the package is compared with"

    def run(*arguments, stdin=b""):
        done = subprocess.run([program, *map(str, arguments)], input=stdin, capture_output=True)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout

    return run
