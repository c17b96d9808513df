"""Rooms by feature: `bot/<layer>/<feature>/` has the same name in every layer; `[tool.zhibu.layout]` lists them."""

from graphlib import TopologicalSorter

import pytest

from tests.architecture import LAYOUT, ROOT, arrows

LAYERS = ("domain", "storage", "services", "views", "handlers")
TEXTS = ("texts/zh", "texts/en")
FEATURES = set(LAYOUT["features"])
MOST = 25
"""Files of a folder, beyond which nobody finds anything by looking."""


def folders(layer: str) -> set[str]:
    return {path.name for path in (ROOT / "bot" / layer).iterdir() if path.is_dir() and path.name != "__pycache__"}


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
    TopologicalSorter(arrows()[1][layer]).prepare()  # CycleError names the circle


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
        for top in ("bot", "tests")
        for folder in (ROOT / top).rglob("*")
        if folder.is_dir() and (count := len([path for path in folder.iterdir() if path.suffix == ".py"])) > MOST
    }
    assert crowded == {}
