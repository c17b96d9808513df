"""Stores the scores of a case, leaf by leaf with their deductions, and the facts that its rules rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scoring import Deduction
from bot.storage.connection import Connection

LEAVES = "SELECT leaf FROM grade_leaf WHERE case_id = $1 AND sheet = $2"
LINES = "SELECT leaf, tenths, reason FROM grade_deduction WHERE case_id = $1 AND sheet = $2 ORDER BY id"
PUT_LEAF = """
INSERT INTO grade_leaf (case_id, sheet, leaf, salt, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id, sheet, leaf) DO UPDATE SET salt = excluded.salt, entered_by = excluded.entered_by,
  at = excluded.at"""
CLEAR = "DELETE FROM grade_deduction WHERE case_id = $1 AND sheet = $2 AND leaf = $3"
PUT_LINE = "INSERT INTO grade_deduction (case_id, sheet, leaf, tenths, reason) VALUES ($1, $2, $3, $4, $5)"
FACTS = "SELECT rule, evidence, override FROM grade_fact WHERE case_id = $1 ORDER BY rule"
FACT = """
INSERT INTO grade_fact (case_id, rule, evidence, override, salt, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (case_id, rule) DO UPDATE SET evidence = excluded.evidence, override = excluded.override,
  salt = excluded.salt, entered_by = excluded.entered_by, at = excluded.at"""
NO_FACT = "DELETE FROM grade_fact WHERE case_id = $1 AND rule = $2"
EVERY_LEAF = "SELECT case_id, sheet, leaf, salt FROM grade_leaf"
EVERY_LINE = "SELECT case_id, sheet, leaf, tenths, reason FROM grade_deduction ORDER BY id"
EVERY_FACT = "SELECT case_id, rule, evidence, override, salt FROM grade_fact"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who entered something and when, and the salt that seals its words in the audit record. `by` None: an
    administrator who is on no roster."""

    salt: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Leaf:
    """The deductions of a leaf and the salt that seals them; None for deductions of a leaf that is not scored."""

    salt: str | None
    lines: list[Deduction] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fact:
    """The evidence of a rule, the reason of its override, and the salt that seals both."""

    evidence: str | None
    override: str | None
    salt: str


async def entered(cx: Connection, case_id: int, owner: ScoreSheetOwner) -> dict[str, list[Deduction]]:
    """Return the deductions on a sheet by leaf; an empty list is full marks, a missing leaf not scored."""
    found: dict[str, list[Deduction]] = {row["leaf"]: [] for row in await cx.fetch(LEAVES, case_id, owner.value)}
    for row in await cx.fetch(LINES, case_id, owner.value):
        found[row["leaf"]].append(Deduction(row["tenths"], row["reason"]))
    return found


async def score(
    cx: Connection,
    case_id: int,
    owner: ScoreSheetOwner,
    leaf: str,
    lines: Sequence[Deduction],
    entered: Provenance,
) -> None:
    """Replace the deductions of that leaf."""
    await cx.execute(PUT_LEAF, case_id, owner.value, leaf, entered.salt, entered.by, to_ms(entered.at))
    await cx.execute(CLEAR, case_id, owner.value, leaf)
    rows = [(case_id, owner.value, leaf, line.tenths, line.reason) for line in lines]
    await cx.executemany(PUT_LINE, rows)


async def facts(cx: Connection, case_id: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the evidence, and the reasons of overrides, by the rule's code."""
    rows = await cx.fetch(FACTS, case_id)
    evidence = {row["rule"]: row["evidence"] for row in rows if row["evidence"] is not None}
    return evidence, {row["rule"]: row["override"] for row in rows if row["override"] is not None}


async def state(
    cx: Connection,
    case_id: int,
    rule: str,
    evidence: str | None,
    override: str | None,
    entered: Provenance,
) -> None:
    """Keep the evidence of that rule and the reason of its override; without either, forget both."""
    if evidence is None and override is None:
        await cx.execute(NO_FACT, case_id, rule)
    else:
        await cx.execute(FACT, case_id, rule, evidence, override, entered.salt, entered.by, to_ms(entered.at))


async def every_leaf(cx: Connection) -> dict[tuple[int, str, str], Leaf]:
    """Return all scored leaves by case, sheet and leaf."""
    found = {(row["case_id"], row["sheet"], row["leaf"]): Leaf(row["salt"]) for row in await cx.fetch(EVERY_LEAF)}
    for row in await cx.fetch(EVERY_LINE):
        one = found.setdefault((row["case_id"], row["sheet"], row["leaf"]), Leaf(None))
        one.lines.append(Deduction(row["tenths"], row["reason"]))
    return found


async def every_fact(cx: Connection) -> dict[tuple[int, str], Fact]:
    """Return all facts by case and rule."""
    rows = await cx.fetch(EVERY_FACT)
    return {(row["case_id"], row["rule"]): Fact(row["evidence"], row["override"], row["salt"]) for row in rows}
