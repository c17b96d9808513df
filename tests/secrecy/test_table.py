"""The table of the README: each attack named there is a test, and runs against the plain design too."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONTROL = frozenset({"Plain", "plain", "Designs"})


def attacks() -> Iterator[tuple[str, str]]:
    """The file and the name of each test, as the table's second column has it; … stands for any letters."""
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.startswith(("| attack ", "| ---")):
            continue
        file, *names = re.findall(r"`([^`]+)`", line.split("|")[2])
        assert names, line
        yield from ((file, f"test_{name}".replace("…", "*")) for name in names)


def functions_of(source: str) -> dict[str, frozenset[str]]:
    """By test, the names that its code says, be it in helpers of the same file: no strings, no comments."""
    found = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    said = {one.name: frozenset(_names(one)) for one in found}
    with_helpers = {name: names.union(*(said.get(one, ()) for one in names)) for name, names in said.items()}
    return {name: names for name, names in with_helpers.items() if name.startswith("test_")}


def _names(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


@pytest.mark.parametrize(("file", "name"), list(attacks()))
def test_attack_is_there_with_its_control(file: str, name: str) -> None:
    source = (HERE / f"{file}.py").read_text(encoding="utf-8")
    found = [names for test, names in functions_of(source).items() if fnmatch(test, name)]
    assert found
    assert all(CONTROL & names for names in found)


def test_a_control_is_code_and_no_word_in_a_string() -> None:
    words = 'def test_words() -> None:\n    """A plain design, Designs."""\n    assert not_plain, "plain"  # Plain\n'
    code = "def test_code(both: Designs) -> None:\n    pass\n"
    helped = "def helper() -> None:\n    Plain()\ndef test_helped() -> None:\n    helper()\n"
    found = functions_of(words + code + helped)
    assert [bool(CONTROL & names) for names in found.values()] == [False, True, True]
