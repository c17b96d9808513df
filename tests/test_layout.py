"""Rooms by feature: `bot/<layer>/<feature>/` has the same name in every layer; `[tool.zhibu.layout]` lists them."""

import ast
import tomllib
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["zhibu"]["layout"]
LAYERS = ("domain", "storage", "services", "views", "handlers")
TEXTS = ("texts/zh", "texts/en")
FEATURES = set(LAYOUT["features"])
MOST = 25
"""Files of a folder, beyond which nobody finds anything by looking."""


def folders(layer: str) -> set[str]:
    return {path.name for path in (ROOT / "bot" / layer).iterdir() if path.is_dir() and path.name != "__pycache__"}


def imported(layer: str) -> Mapping[str, set[str]]:
    """The folders of a layer that each of its folders imports from."""
    here, found = folders(layer), {}
    for folder in here:
        prefix, names = f"bot.{layer}.", set()
        for path in (ROOT / "bot" / layer / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    names |= {f"{node.module}.{name.name}" for name in node.names}
        found[folder] = {name.removeprefix(prefix).split(".")[0] for name in names if name.startswith(prefix)}
    return {folder: names & here - {folder} for folder, names in found.items()}


@pytest.mark.parametrize("layer", [*LAYERS, *TEXTS])
def test_a_folder_of_a_layer_is_a_feature(layer: str) -> None:
    also = {"domain": set(LAYOUT["tools"]), "storage": {"tables", "migrations"}}.get(layer, set())
    assert folders(layer) - FEATURES - also == set()


@pytest.mark.parametrize("layer", [*LAYERS, *TEXTS])
def test_what_lies_at_the_root_of_a_layer_is_shared(layer: str) -> None:
    here = {path.stem for path in (ROOT / "bot" / layer).iterdir() if path.suffix in {".py", ".ftl"}} - {"__init__"}
    assert here == set(LAYOUT["shared"][layer.split("/")[0]])


@pytest.mark.parametrize("layer", LAYERS)
def test_the_folders_of_a_layer_form_no_circle(layer: str) -> None:
    TopologicalSorter(imported(layer)).prepare()  # CycleError names the circle


@pytest.mark.parametrize("layer", LAYERS)
def test_tests_lie_where_the_code_lies(layer: str) -> None:
    here = ROOT / "tests" / layer
    if here.is_dir():
        there = {path.name for path in here.iterdir() if path.is_dir() and path.name != "__pycache__"}
        assert there <= folders(layer)


def test_every_feature_is_somewhere() -> None:
    assert set().union(*map(folders, LAYERS)) >= FEATURES


def test_no_folder_is_a_corridor() -> None:
    crowded = {
        str(folder.relative_to(ROOT)): count
        for folder in (ROOT / "bot").rglob("*")
        if folder.is_dir() and (count := len([path for path in folder.iterdir() if path.suffix == ".py"])) > MOST
    }
    assert crowded == {}
