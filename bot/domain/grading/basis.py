"""What a decision rests on, as one digest: once anything of it changes, the decision does not hold any more."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.domain.grading.case import Book
from bot.domain.grading.model import Deduction
from bot.domain.grading.rule import Case
from bot.domain.installation.audit import canonical


def basis(entered: Mapping[Book, Mapping[str, Sequence[Deduction]]], around: Case) -> str:
    """Hex of SHA-256 over both sheets' lines, the rules' facts and overrides, the ballots and the former grade."""
    sheets = {
        book.value: {leaf: [[line.tenths, line.reason] for line in lines] for leaf, lines in leaves.items()}
        for book, leaves in entered.items()
    }
    ballots = {voters.value: dict(counts) for voters, counts in (around.ballots or {}).items()}
    rules = {"facts": dict(around.facts), "overrides": dict(around.overrides)}
    whole = {"sheets": sheets, "rules": rules, "ballots": ballots, "former": around.former}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()
