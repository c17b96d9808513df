"""Pages and docstrings name files, code, commands, settings and buttons as they are; the READMEs stay short."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
FILE = re.compile(r"`([\w./-]*\w\.(?:py|toml|ftl|md))`")
FOLDER = re.compile(r"`((?:bot|tests|config|docs)/[\w./-]*/)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
BUTTON = re.compile(r"【([^】]+)】(?:\s\(([^)]+)\))?")
COMMAND = re.compile(r"python -m bot ([a-z-]+)(?: ([a-z]+))?")
DOTTED = re.compile(r"`([A-Za-z_]\w*(?:\.\w+)+)`")
NAMED_FILE = re.compile(r"[\w/-]+\.(?:py|toml|ftl|md)\b")
SUFFIXES = {"py", "toml", "ftl", "md", "json"}
LIBRARIES = {"asyncio.wait", "application.initialize", "Application.process_update"}
VALUES = {"indicators.leader.weight", "paper.on"}
"""Dotted names in docstrings that are no code: a key in a file, what a button carries."""
ROW = re.compile(r"^\| (`[a-z][^|]*) \|", re.MULTILINE)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def sentences(language: str) -> dict[str, str]:
    """The bot's messages of one line by key, the demo page's words, and types of meetings by their code."""
    files = (ROOT / "bot" / "texts" / language).rglob("*.ftl")
    bot = {m[1]: m[2] for path in files for m in re.finditer(r"^([\w-]+) = (.+)$", path.read_text("utf-8"), re.M)}
    page = text("bot/sandbox/page/text.js").partition(f"  {language}: {{")[2].partition("\n  }")[0]
    types = re.finditer(rf'^code = "(\w+)"\n(?:.+\n)*?{language} = "(.+)"$', text("config/meetings.toml"), re.M)
    return bot | dict(re.findall(r'"([\w.]+)": "(.+)"', page)) | {f"type {m[1]}": m[2] for m in types}


def words(message: str) -> str:
    """A button without its mark and without what it counts."""
    return re.split(r" ?[（(]\{", message)[0].lstrip("✓✅ ")


def commands(part: typer.Typer = app, before: str = "") -> Iterator[str]:
    """`run`, `roster import`, …"""
    yield from (f"{before}{command.name}" for command in part.registered_commands)
    for group in part.registered_groups:
        if group.typer_instance is not None:
            yield from commands(group.typer_instance, f"{group.name} ")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(page: str) -> None:
    named = {*FILE.findall(text(page)), *FOLDER.findall(text(page))}
    missing = {name for name in named if not any((base / name).exists() for base in (ROOT, ROOT / "bot"))}
    links = {name for name in LINK.findall(text(page)) if not ((ROOT / page).parent / name).exists()}
    assert missing | links == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_target_and_setting_that_is_named_is_there(page: str) -> None:
    there = {*commands()}
    named = {one if one in there else f"{one} {two}" for one, two in COMMAND.findall(text(page))}
    assert named - there == set()
    targets = set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z]+)", text(page)))
    assert targets - set(re.findall(r"^(\w+):", text("Makefile"), re.M)) == set()
    settings = {f"BOT_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"`(BOT_[A-Z_]+)", text(page))) - settings == set()


def test_the_operators_page_names_every_command() -> None:
    rows = " ".join(ROW.findall(text("docs/operations.md")))
    assert [name for name in commands() if f"`{name}" not in rows] == ["demo"]


@pytest.mark.parametrize("page", [*READMES, "docs/ballot.md"])
def test_buttons_are_quoted_as_they_read(page: str) -> None:
    """English that follows in brackets is what the same button says in English."""
    zh, en = sentences("zh"), sentences("en")
    quoted = BUTTON.findall(text(page))
    assert quoted
    for button, meaning in quoted:
        keys = [key for key, message in zh.items() if re.split(r"（\{", message)[0] == button]
        assert keys, button
        assert not meaning or " ".join(meaning.split()) in {words(en[key]) for key in keys}, button


@pytest.mark.parametrize("page", READMES)
def test_a_readme_is_short_and_leads_to_the_other(page: str) -> None:
    lines = text(page).splitlines()
    assert len(lines) <= 90
    assert [line for line in lines if len(line) > 120] == []
    [other] = set(READMES) - {page}
    assert f"({other})" in lines[2]


def test_help_lists_every_target() -> None:
    makefile = text("Makefile")
    listed = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    assert listed == set(re.findall(r"^\.PHONY: (.+)$", makefile, re.M)[0].split())


def docstrings() -> Iterator[tuple[Path, str]]:
    """Every string that stands alone in the bot's code: docstrings, and what stands below a constant."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield path, node.value.value


def names(body: list[ast.stmt]) -> set[str]:
    """What a module or a class defines."""
    found = set()
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


@cache
def defined() -> dict[str, set[str]]:
    """What each module, package and class of the bot holds, by each ending of its dotted name."""
    found: dict[str, set[str]] = defaultdict(set)
    bases: dict[str, list[str]] = {}
    for path in (ROOT / "bot").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        body = ast.parse(path.read_text("utf-8")).body
        classes = [node for node in body if isinstance(node, ast.ClassDef)]
        bases |= {node.name: [one.id for one in node.bases if isinstance(one, ast.Name)] for node in classes}
        held = {parts: names(body), parts[:-1]: {parts[-1]}} | {(*parts, one.name): names(one.body) for one in classes}
        for place, inside in held.items():
            for start in range(len(place)):
                found[".".join(place[start:])] |= inside
    for name, above in bases.items():
        found[name] |= set().union(*(found[one] for one in above))
    return found


def test_docstrings_name_code_that_is_there() -> None:
    """A dotted name may leave out how it begins (`ledger.LedgerFilter`), and may be an import's alias."""
    wrong = []
    for path, words in docstrings():
        real = {alias: name for name, alias in re.findall(r"import (\w+) as (\w+)", path.read_text("utf-8"))}
        for dotted in DOTTED.findall(words):
            holder, _, name = dotted.rpartition(".")
            if (
                name not in SUFFIXES
                and dotted not in LIBRARIES | VALUES
                and name not in defined()[real.get(holder, holder)]
            ):
                wrong.append(f"{path.relative_to(ROOT)}: {dotted}")
    assert wrong == []


def test_docstrings_name_files_that_are_there() -> None:
    files = [
        f"/{path.relative_to(ROOT)}" for folder in ("bot", "config", "docs") for path in (ROOT / folder).rglob("*.*")
    ]
    wrong = [
        f"{path.relative_to(ROOT)}: {file}"
        for path, words in docstrings()
        for file in NAMED_FILE.findall(words)
        if not any(one.endswith(f"/{file.lstrip('/')}") for one in files)
    ]
    assert wrong == []
