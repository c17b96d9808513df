"""The audit record's data of scores, rules and decisions: numbers as they are, words sealed, for the record is kept
longer than words may be."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.rule import Circumstances
from bot.domain.grading.scoring import Deduction
from bot.domain.installation.audit import canonical, sealed


def leaf(lines: Sequence[Deduction], salt: str) -> dict[str, Any]:
    """Return the data of an indicator's or part's deductions, in their order; none are full marks."""
    why = sealed(salt, canonical({"reasons": [line.reason for line in lines]}))
    return {"off": [line.tenths for line in lines], "why": why}


def rule(evidence: str | None, reason: str | None, salt: str) -> dict[str, Any]:
    """Return the data of a rule's evidence and of the reason of its override; without both the rule no longer holds."""
    words = sealed(salt, canonical({"evidence": evidence, "reason": reason}))
    return {"stated": evidence is not None, "overridden": reason is not None, "words": words}


def basis(entered: Mapping[ScoreSheetOwner, Mapping[str, Sequence[Deduction]]], circumstances: Circumstances) -> str:
    """Return the digest of what a decision rests on: hex of SHA-256 over both sheets' deductions, the rules' facts and
    overrides, the ballots and the former grade."""
    sheets = {
        owner.value: {leaf: [[line.tenths, line.reason] for line in lines] for leaf, lines in leaves.items()}
        for owner, leaves in entered.items()
    }
    ballots = {voters.value: dict(counts) for voters, counts in (circumstances.ballots or {}).items()}
    rules = {"facts": dict(circumstances.facts), "overrides": dict(circumstances.overrides)}
    whole = {"sheets": sheets, "rules": rules, "ballots": ballots, "former": circumstances.former}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()
