#!/usr/bin/env python3
"""Checks what the workspace depends on: sources, licences, and that each crate named is used.

usage: cargo metadata --all-features --format-version 1 | dependencies.py
"""
import json, pathlib, re, sys

# Licences under which the program may be handed on; EPL and MPL ask no more than their own source.
GOOD = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CC-BY-SA-4.0", "EPL-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "NCSA",
        "Unicode-3.0", "Unlicense", "Zlib"}
# Their manifests name a file, which holds the MIT licence.
BY_FILE = {"dot-generator", "graphviz-rust", "into-attr", "into-attr-derive"}
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"


def is_good(licence):
    """Whether each part of an SPDX expression has a good licence to choose; "/" is the old way to say OR."""
    return all(GOOD.intersection(re.findall(r"[\w.-]+", part)) for part in licence.split(" AND "))


def unused(package):
    """The dependencies that no source of the package names."""
    folder = pathlib.Path(package["manifest_path"]).parent
    members = {pathlib.Path(other["manifest_path"]).parent for other in packages if not other["source"]} - {folder}
    sources = [path for path in folder.rglob("*.rs") if "target" not in path.parts and not any(member in path.parents and folder in member.parents for member in members)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for dependency in package["dependencies"]:
        name = (dependency["rename"] or dependency["name"]).replace("-", "_")
        if not re.search(rf"\b{name}(::|!)|\b(use|extern crate)\s+{name}\b", text):
            yield dependency["name"]


packages = json.load(sys.stdin)["packages"]
faults = []
for package in packages:
    name = f"{package['name']} {package['version']}"
    if package["source"] not in (None, REGISTRY):
        faults.append(f"{name} comes from {package['source']}")
    if not package["license"] and package["name"] not in BY_FILE:
        faults.append(f"{name} names no licence")
    if package["license"] and not is_good(package["license"]):
        faults.append(f"{name} has the licence {package['license']}")
    if not package["source"]:
        faults += [f"{name} does not use {crate}" for crate in unused(package)]
print(f"{len(packages)} crates: sources and licences looked at, and the use of those that are named")
sys.exit("\n".join(faults) or 0)
