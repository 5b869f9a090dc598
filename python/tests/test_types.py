"""What type checkers and readers of the documentation see."""

import doctest
import importlib
import inspect
import pathlib
import subprocess
import sys

import pytest

import summitry as s
from summitry import _summitry

PROJECT = pathlib.Path(__file__).parents[1] / "pyproject.toml"
MODULES = ["summitry", "summitry.distributed", *(f"summitry.{name}" for name in ("_base", "_errors", "_filters", "_graph", "_mined", "_reading", "_table"))]


def test_the_package_is_typed(tmp_path):
    package = pathlib.Path(s.__file__).parent
    assert (package / "py.typed").exists() and (package / "_summitry.pyi").exists()
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", PROJECT, "--cache-dir", tmp_path, "-p", "summitry"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert checked.returncode == 0, checked.stdout


def test_what_is_native_is_what_is_declared(tmp_path):
    checked = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "--mypy-config-file", PROJECT, "summitry._summitry"], capture_output=True, text=True, cwd=tmp_path
    )
    assert checked.returncode == 0, checked.stdout
    assert _summitry.__version__ == s.__version__


def test_everything_public_is_documented():
    for name in s.__all__:
        thing = getattr(s, name)
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, (property, classmethod))):
                    assert inspect.getdoc(value), f"{name}.{member}"


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_the_documentation_hold(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0
