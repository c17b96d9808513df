"""Every sentence is there in both languages with the same variables, and every refusal has one."""

import ast
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.domain.rectification.enter import DRAFT_FIELDS, Step
from bot.domain.rectification.sheet import Column
from bot.domain.reminder.model import Kind
from bot.services.reminder.page import SUBJECTS
from bot.storage.reminder.page import NAMES
from bot.texts import speech

TEXTS = Path(speech.__file__).parent
CODE = TEXTS.parent


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def messages(language: str) -> dict[str, set[str]]:
    """Key -> names of its variables."""
    found: dict[str, set[str]] = {}
    for path in sorted((TEXTS / language).rglob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} is there twice"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    assert messages("zh") == messages("en")


def test_a_feature_has_the_same_file_in_both_languages() -> None:
    zh, en = (
        {path.relative_to(TEXTS / language) for path in (TEXTS / language).rglob("*.ftl")} for language in ("zh", "en")
    )
    assert zh == en


def raised() -> set[str]:
    """Every literal code of `DomainError("…")` in the code."""
    codes = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DomainError"
            if named and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                codes.add(str(node.args[0].value))
    return codes


@pytest.mark.parametrize("code", sorted(raised()))
def test_every_refusal_has_a_sentence(code: str) -> None:
    assert f"error-{code.replace('_', '-')}" in messages("zh")


IN_A_LINE = DRAFT_FIELDS - {Step.MILESTONES} | {Step.UNIT}
"""What the card says of an item in a line each; milestones are a list."""
MADE: dict[str, Iterable[StrEnum]] = {
    "reminder-kind-": Kind,
    "reminder-entry-": Kind,
    "rectify-ask-": frozenset(Step) - {Step.CARD},
    "rectify-edit-": DRAFT_FIELDS,
    "rectify-line-": IN_A_LINE,
    "rectify-import-column-": Column,
}
"""How keys begin that are put together at run time, with the values that may follow."""


@pytest.mark.parametrize("key", sorted(f"{begin}{one.value}" for begin, values in MADE.items() for one in values))
def test_every_key_that_is_made_at_run_time_has_a_sentence(key: str) -> None:
    assert key in messages("zh")


def test_a_reminder_of_every_kind_is_about_something_that_has_a_name() -> None:
    assert set(SUBJECTS) == set(Kind)
    assert set(SUBJECTS.values()) == set(NAMES)
