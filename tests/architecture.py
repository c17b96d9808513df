"""Draws the map of layers and features in `docs/architecture.md` from the imports; `make map` writes it anew."""

import ast
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BOT, PAGE = ROOT / "bot", ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- the map: `make map` writes it -->\n", "<!-- the map ends -->\n"
LAYOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["zhibu"]["layout"]
LAYERS = ("domain", "storage", "services", "views", "handlers", "texts")  # these hold folders by feature
SHARED = "(shared)"  # what lies directly in a layer
Arrows = Mapping[str, set[str]]


class Place(NamedTuple):
    """A module stands at `bot/<layer>/<folder>/…`."""

    layer: str
    folder: str


def place(name: str) -> Place:
    """`name` is dotted and begins with `bot.`; it may go on into the module."""
    _, layer, folder, *_ = [*name.split("."), "", ""]
    return Place(layer, folder if (BOT / layer / folder).is_dir() and folder else SHARED)


def modules() -> Iterator[tuple[Place, Path]]:
    """Each module of `bot` comes with its place; empty ones are left out."""
    for path in sorted(BOT.rglob("*.py")):
        if path.stat().st_size:
            yield place(".".join(path.relative_to(ROOT).with_suffix("").parts)), path


def imported(path: Path) -> Iterator[Place]:
    """The modules of ours that a module imports, at its top or inside a function, by their places."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            whole = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names = (f"{whole}{one.name}" for one in node.names)
            yield from (place(name) for name in names if name.startswith("bot."))


def sizes() -> Counter[Place]:
    """Counts the modules of each place; of texts, the files in each language."""
    found = Counter(here for here, _ in modules() if here.layer != "texts")
    texts = (path.relative_to(BOT / "texts" / "zh") for path in (BOT / "texts" / "zh").rglob("*.ftl"))
    return found + Counter(Place("texts", path.parts[0] if len(path.parts) > 1 else SHARED) for path in texts)


@cache
def arrows() -> tuple[Arrows, Mapping[str, Arrows]]:
    """Which layer imports which, and which folder which inside each layer; those that import nothing are keys, too."""
    outside: dict[str, set[str]] = {}
    inside: dict[str, dict[str, set[str]]] = {}
    for here, path in modules():
        there = set(imported(path))
        outside.setdefault(here.layer, set()).update(one.layer for one in there if one.layer != here.layer)
        folders = {one.folder for one in there if one.layer == here.layer} - {here.folder, SHARED}
        if here.folder != SHARED:
            inside.setdefault(here.layer, {}).setdefault(here.folder, set()).update(folders)
    return outside, inside


def lines(graph: Arrows) -> Iterator[str]:
    """Each that imports has one line, above all that it imports. CycleError: some import each other."""
    order = [*TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).static_order()][::-1]
    for name in order:
        if graph[name]:
            line = f"{name:<13} → {', '.join(one for one in order if one in graph[name])}"
            yield textwrap.fill(line, 90, subsequent_indent=" " * 16)


def table() -> Iterator[str]:
    """Each folder has a row, each layer a column."""
    counts, named = sizes(), [*LAYOUT["features"], *LAYOUT["tools"]]
    others = {here.folder for here in counts if here.layer in LAYERS} - {*named, SHARED}
    yield f"| | {' | '.join(LAYERS)} |"
    yield f"| --- |{' ---: |' * len(LAYERS)}"
    for folder in [*named, *sorted(others), SHARED]:
        yield f"| {folder} | {' | '.join(str(counts[Place(layer, folder)] or '') for layer in LAYERS)} |"


def fenced(drawn: Iterable[str]) -> str:
    """Markdown for a block whose spaces stay as they are."""
    return "\n".join(["```text", *drawn, "```"])


def drawn() -> str:
    """The whole map, as it stands between the two marks of the page."""
    outside, inside = arrows()
    parts = [
        "Which layer imports which, each above all that it imports (those not at the left import nothing of ours):",
        fenced(lines(outside)),
        "How many modules each folder of a layer holds (of texts: files in each language):",
        "\n".join(table()),
        "Inside a layer, which folder imports which (those not at the left import none of their layer):",
        *(f"`bot/{layer}/`\n\n{fenced(lines(inside[layer]))}" for layer in LAYERS if layer in inside),
    ]
    return "\n\n".join(parts) + "\n"


def standing() -> str:
    """The map that the page has."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page.replace(BEGIN + standing(), BEGIN + drawn()), encoding="utf-8")
