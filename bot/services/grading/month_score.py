"""The scores of a month as the committee sees them: all branches that it scores, and the sheet of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.grading import month_score as rules_
from bot.domain.grading.month_score import MonthDraft, MonthRules, MonthScheme, MonthState, Publication
from bot.domain.grading.scoring import Entered, Sheet
from bot.domain.period import Month
from bot.domain.permission import Action, may, may_apart, require_apart
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.grading import month_score
from bot.storage.unit_of_work import UnitOfWork

CORRECTED_DAYS = timedelta(days=31)
"""How long a correction is shown of a month that is not the newest."""


@dataclass(frozen=True, slots=True)
class MonthAccess:
    """A branch's month, and the person who scores it. `published`: the newest publication; `begins`: it may be begun
    today."""

    asker: Actor
    unit: Unit
    month: Month
    today: date
    scheme: MonthScheme
    draft: MonthDraft | None
    published: Publication | None
    begins: bool

    @classmethod
    async def of(
        cls, cx: Connection, request: Request, rules: MonthRules, unit_id: int, month: int, *, lock: bool = False
    ) -> Self:
        """Load a branch's month, by its number. `lock`: nobody else scores the branch meanwhile.

        DomainError: unknown_account, not_found, not_allowed, own_unit_grade, month_score_elsewhere, month_score_ahead,
        old_button.
        """
        asker, unit = await actor.load(cx, request), await actor.unit(cx, unit_id)
        require_apart(asker, Action.GRADE, unit)
        today = request.today
        asked = rules_.month_numbered(month, today)
        if lock:
            await units.lock(cx, [unit.id])
        draft, published = await month_score.draft(cx, unit.id, asked), await month_score.published(cx, unit.id, asked)
        if draft is None and not rules.covers(unit):
            raise DomainError("month_score_elsewhere")
        scheme = (await month_score.schemes(cx))[draft.digest] if draft else rules.scheme
        begins = rules.begins(asked, today)
        return cls(asker, unit, asked, today, scheme, draft, published, begins)

    @property
    def state(self) -> MonthState:
        """How far the month is."""
        return rules_.state(self.draft, self.published)

    @property
    def lines(self) -> Entered:
        """The deductions entered so far."""
        return self.draft.lines if self.draft else {}

    @property
    def sheet(self) -> Sheet:
        """The scores by these deductions."""
        return rules_.sheet(self.scheme, self.lines)

    @property
    def may_enter(self) -> bool:
        """Whether deductions may be entered: a month that is begun can always be finished and corrected."""
        return self.draft is not None or self.begins

    def require_open(self) -> None:
        """Refuse where it is too late to begin with that month. DomainError("month_score_over")."""
        if not self.may_enter:
            raise DomainError("month_score_over")


@dataclass(frozen=True, slots=True)
class MonthPage:
    """All branches that the asker scores in `month`, by place. `now`: the current month; `number`: of the page that is
    wanted, from 0."""

    month: Month
    now: Month
    rows: Sequence[MonthAccess]
    number: int

    @property
    def drafts(self) -> int:
        """How many wait to be published for the first time."""
        return sum(row.state is MonthState.DRAFT for row in self.rows)


@dataclass(frozen=True, slots=True)
class ScoredMonth:
    """A published month, with the aspects that it was scored by."""

    published: Publication
    scheme: MonthScheme


async def of_month(uow: UnitOfWork, request: Request, rules: MonthRules, month: int, page: int = 0) -> MonthPage:
    """Return the branches of a month, by its number, 0 for the current one. DomainError: as `access_to_month`."""
    async with uow.reading() as cx:
        today = request.today
        now = Month.of(today)
        found = await access_to_month(cx, request, rules, month or now.number)
        return MonthPage(rules_.month_numbered(month or now.number, today), now, found, page)


async def card(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int) -> MonthAccess:
    """Return the sheet of one branch. DomainError: as `MonthAccess.of`."""
    async with uow.reading() as cx:
        return await MonthAccess.of(cx, request, rules, unit_id, month)


async def access_to_month(
    cx: Connection, request: Request, rules: MonthRules, month: int, *, lock: bool = False
) -> list[MonthAccess]:
    """Load that month of every branch that the asker scores. `lock`: in the order of their ids.

    A branch without a configured committee above it counts once its month is begun.

    DomainError: unknown_account, not_allowed, own_unit_grade, month_score_ahead, old_button.
    """
    asker, today = await actor.load(cx, request), request.today
    own = await _to_score(cx, asker, rules)
    asked = rules_.month_numbered(month, today)
    if lock:
        await units.lock(cx, [unit.id for unit in own])
    drafts, published = await month_score.drafts(cx, asked), await month_score.of_month(cx, asked)
    kept, begins = await month_score.schemes(cx), rules.begins(asked, today)
    found = []
    for unit in own:
        draft = drafts.get(unit.id)
        if draft is not None or rules.covers(unit):
            scheme = kept[draft.digest] if draft else rules.scheme
            found.append(MonthAccess(asker, unit, asked, today, scheme, draft, published.get(unit.id), begins))
    return found


async def scored(cx: Connection, asker: Actor, rules: MonthRules) -> list[Unit]:
    """List the branches whose months the asker scores, by place; never one that the asker runs."""
    return [one for one in await _below(cx, asker, rules) if may_apart(asker, Action.GRADE, one)]


async def newest(cx: Connection, unit_id: int, today: date) -> list[ScoredMonth]:
    """Return the last published month of the unit, then other months that were corrected lately."""
    found = await month_score.newest(cx, unit_id, today - CORRECTED_DAYS)
    kept = await month_score.schemes(cx) if found else {}
    return [ScoredMonth(one, kept[one.digest]) for one in found]


async def _below(cx: Connection, asker: Actor, rules: MonthRules) -> list[Unit]:
    """List the branches that are configured or were scored before, and that the asker grades, by place."""
    begun = await month_score.begun(cx)
    found = [one for one in await units.every(cx) if rules.covers(one) or one.id in begun]
    return sorted((one for one in found if may(asker, Action.GRADE, one)), key=lambda one: one.place)


async def _to_score(cx: Connection, asker: Actor, rules: MonthRules) -> list[Unit]:
    """List the branches as `scored` does, at least one.

    DomainError: not_allowed; own_unit_grade where the asker runs all that there are.
    """
    below = await _below(cx, asker, rules)
    found = [one for one in below if may_apart(asker, Action.GRADE, one)]
    if not found:
        raise DomainError("own_unit_grade") if below else DomainError("not_allowed", action=Action.GRADE.value)
    return found
