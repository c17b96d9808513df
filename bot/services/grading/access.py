"""What the use cases of a grading round share: the case, its scheme, and what the person who asks may do with it."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.grading.case import Case, Round
from bot.domain.grading.message import CaseFacts
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.message import Message
from bot.domain.permission import Action, belongs, may_apart, require, require_apart, runs
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.people import account, committee
from bot.storage.unit_of_work import Transaction


async def deciders(cx: Connection, unit: Unit, today: date, *, outside: bool = False) -> list[int]:
    """List the accounts of those who decide above the unit: the nearest who may. `outside`: none who belongs to the
    unit."""

    def barred(one: Actor) -> bool:
        return runs(one, unit) or (outside and belongs(one, unit))

    return await committee.acting(cx, unit, today, barred)


def may_grade(asker: Actor, unit: Unit) -> bool:
    """Tell whether the person who asks acts for the committee above the unit, and not for the unit itself."""
    return may_apart(asker, Action.GRADE, unit)


@dataclass(frozen=True, slots=True)
class CaseAccess:
    """A case, and the person who acts on it."""

    asker: Actor
    case: Case
    round: Round
    unit: Unit
    scheme: Scheme
    today: date

    @classmethod
    async def of(cls, cx: Connection, request: Request, case_id: int, *, lock: bool = False) -> Self:
        """Load a case for the person who asks. `lock`: nobody else changes it meanwhile.

        DomainError: unknown_account, not_found.
        """
        asker = await actor.load(cx, request)
        case = must_exist(await (grading.lock if lock else grading.get)(cx, case_id))
        round_ = must_exist(await grading.round_(cx, case.round_id))
        unit, scheme = await actor.unit(cx, case.unit_id), await grading.scheme(cx, case.digest)
        return cls(asker, case, round_, unit, scheme, request.today)

    @property
    def may_grade(self) -> bool:
        """Whether the person who asks acts for the committee above."""
        return may_grade(self.asker, self.unit)

    def require_committee(self, *, outside: bool = False) -> None:
        """Require the committee above. `outside`: nobody who belongs to the unit.

        DomainError: as `require_apart`; own_unit_grade with `outside`.
        """
        require_apart(self.asker, Action.GRADE, self.unit)
        if outside and belongs(self.asker, self.unit):
            raise DomainError("own_unit_grade")

    def require_secretary(self) -> None:
        """Require the unit's secretary. DomainError("not_allowed")."""
        require(self.asker, Action.SELF_ASSESS, self.unit)

    def require_step(self, *steps: Step) -> None:
        """Require the case to be at one of these steps. DomainError("grading_not_now", step)."""
        if self.case.step not in steps:
            raise DomainError("grading_not_now", step=self.case.step.value)

    def require_version(self, version: int) -> None:
        """Require that nobody has changed the case since it was shown. DomainError("grading_moved")."""
        if version != self.case.version:
            raise DomainError("grading_moved")

    @property
    def facts(self) -> CaseFacts:
        """The fields that every message about the case begins with."""
        return {"case": self.case.id, "unit": self.unit.name, "year": self.round.year}

    async def tell_committee(self, work: Transaction, message: Message, mark: str = "") -> list[int]:
        """Send a message to those who decide above, but for the person who acts; return their accounts.

        `mark` distinguishes messages of one kind; without it the case's version does.
        """
        return await self._tell(work, message, await deciders(work, self.unit, self.today), mark)

    async def tell_secretary(self, work: Transaction, message: Message, mark: str = "") -> list[int]:
        """Send a message to the unit's secretary, or whoever stands in; as `tell_committee`."""
        return await self._tell(work, message, await account.responsible(work, self.unit.path, self.today, 0), mark)

    async def _tell(self, work: Transaction, message: Message, accounts: Collection[int], mark: str) -> list[int]:
        recipients = [id for id in accounts if id != self.asker.account_id]
        await work.tell(recipients, f"{self.case.id}:{mark or self.case.version}", message)
        return recipients


async def access_to_round(cx: Connection, request: Request, round_id: int, *, lock: bool = False) -> list[CaseAccess]:
    """Load the cases of a round that the person who asks grades, by place. `lock`: in the order of their ids.

    DomainError: unknown_account, not_found, not_allowed.
    """
    asker, round_ = await actor.load(cx, request), must_exist(await grading.round_(cx, round_id))
    today, found = request.today, []
    cases = await grading.of_round(cx, round_id)
    in_order = sorted(cases, key=lambda case: case.id) if lock else []
    locked = {one.id: await grading.lock(cx, one.id) or one for one in in_order}
    for case in cases:
        unit = await actor.unit(cx, case.unit_id)
        if may_grade(asker, unit):
            scheme = await grading.scheme(cx, case.digest)
            found.append(CaseAccess(asker, locked.get(case.id, case), round_, unit, scheme, today))
    if not found:
        raise DomainError("not_allowed", action=Action.GRADE.value)
    return found


def fingerprint(shown: Sequence[Sequence[object]]) -> int:
    """Return a number that identifies what is shown, so that the yes to it can carry it: 32 bits of SHA-256."""
    return int(hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:8], 16)
