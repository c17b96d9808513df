"""The table of the README: each attack named there is a test, and runs against the plain design too."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONTROL = re.compile(r"plain|Urns")


def attacks() -> Iterator[tuple[str, str]]:
    """The file and the name of each test, as the table's second column has it; … stands for any letters."""
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.startswith(("| attack ", "| ---")):
            continue
        file, *names = re.findall(r"`([^`]+)`", line.split("|")[2])
        assert names, line
        yield from ((file, f"test_{name}".replace("…", "*")) for name in names)


def functions_of(file: str) -> dict[str, str]:
    source = (HERE / f"{file}.py").read_text(encoding="utf-8")
    found = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {one.name: ast.get_source_segment(source, one) or "" for one in found if one.name.startswith("test_")}


@pytest.mark.parametrize(("file", "name"), list(attacks()))
def test_attack_is_there_with_its_control(file: str, name: str) -> None:
    found = [source for test, source in functions_of(file).items() if fnmatch(test, name)]
    assert found
    assert all(CONTROL.search(one) for one in found)
