"""What the audit record holds of a sheet's leaf and of a rule: numbers as they are, words sealed, for the record is
kept longer than words may be."""

from collections.abc import Sequence
from typing import Any

from bot.domain.grading.model import Deduction
from bot.domain.installation.audit import canonical, sealed


def leaf(lines: Sequence[Deduction], salt: str) -> dict[str, Any]:
    """Deductions of an indicator or part, in their order; none are full marks."""
    why = sealed(salt, canonical({"reasons": [line.reason for line in lines]}))
    return {"off": [line.tenths for line in lines], "why": why}


def rule(evidence: str | None, reason: str | None, salt: str) -> dict[str, Any]:
    """`reason` of an override; neither: the rule is not stated any more."""
    words = sealed(salt, canonical({"evidence": evidence, "reason": reason}))
    return {"stated": evidence is not None, "overridden": reason is not None, "words": words}
