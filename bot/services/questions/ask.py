"""Questions in plain words: the answer to an intent, within the asker's own unit and permissions."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.grading.month_score import MonthRules
from bot.domain.meeting.rules import MeetingRules
from bot.domain.period import Month
from bot.domain.post import PostKind
from bot.domain.questions.dues import DuesRules
from bot.domain.request import Request
from bot.domain.when.span import asked_span
from bot.services import actor
from bot.services.attendance import figures as attendance
from bot.services.attendance.figures import Mine
from bot.services.grading import grade
from bot.services.grading.grade import UnitGrades
from bot.services.meeting import card as meeting
from bot.services.meeting.card import Listed, MeetingCard
from bot.services.people import unit_summary
from bot.services.people.unit_summary import Committee, Members
from bot.services.questions import dues
from bot.services.questions.dues import DuesRule
from bot.services.rating import page as rating_page
from bot.services.rating import result as rating_result
from bot.services.rating.page import Listing
from bot.services.rating.result import Latest, Promise
from bot.services.rectification import ledger as rectification_ledger
from bot.services.rectification.ledger import Ledger, OwnItems
from bot.storage import actor as actors
from bot.storage.meeting import group_chat
from bot.storage.people import unit_summary as summaries
from bot.storage.rating import page as ratings
from bot.storage.unit_of_work import UnitOfWork

Result = (
    UnitGrades
    | Listed
    | MeetingCard
    | Mine
    | Members
    | Committee
    | DuesRule
    | Ledger
    | OwnItems
    | Listing
    | Latest
    | Promise
)
THEME_DAY = "theme_day"


@dataclass(frozen=True, slots=True)
class Question:
    """A recognised question. `text`: folded, empty for one from a button; `contact`: it asks how to reach somebody."""

    uow: UnitOfWork
    request: Request
    rules: MeetingRules
    dues: DuesRules
    intent: str
    text: str = ""
    contact: bool = False
    months: MonthRules | None = None

    @property
    def today(self) -> date:
        return self.request.today


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `result` None: this cannot be answered yet; `secretary` may know. `contact` as in the question."""

    intent: str
    today: date
    result: Result | None
    secretary: str | None = None
    contact: bool = False


async def may_be_commenting(uow: UnitOfWork, request: Request) -> bool:
    """Whether the asker's words could be meant for a ballot that takes comments now; also as `actor.identify`."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        return asker.person is not None and await ratings.commenting(cx, asker.person.id)


async def answer(question: Question) -> Answer:
    """Answer in a private chat. DomainError: unknown_account, no_person."""
    find = ANSWERS.get(question.intent)
    if find is not None:
        return Answer(question.intent, question.today, await find(question), contact=question.contact)
    return Answer(question.intent, question.today, None, await _secretary(question))


async def answer_in_group(question: Question, chat_id: int) -> Answer | None:
    """Answer in a group, about the unit that the group is linked to and nothing personal; None: ask in private."""
    async with question.uow.reading() as cx:
        asker = await actors.load(cx, question.request.account_id, question.today)
        chat = await group_chat.get(cx, chat_id)
    unit = asker.unit if asker else None
    if asker is None or unit is None or chat is None or chat.unit_id != unit.id or question.intent not in PUBLIC:
        return None
    found = await PUBLIC[question.intent](question)
    if isinstance(found, Listed):
        found = _open_to_all(found, unit.id, question.rules)
    if isinstance(found, UnitGrades):
        found = replace(found, rounds=(), below=(), starts=False, months=(), scores=False)
    return Answer(question.intent, question.today, found, contact=question.contact)


def _open_to_all(found: Listed, unit_id: int, rules: MeetingRules) -> Listed:
    """Keep the unit's own meetings of a kind that every member hears of anyway."""
    for_all = {one.code for one in rules.type if one.audience == "branch"}
    entries = [one for one in found.entries if one.meeting.unit_id == unit_id and one.meeting.type in for_all]
    return replace(found, entries=entries, may_call=False)


async def _grades(question: Question) -> Result:
    return await grade.of_own_unit(question.uow, question.request, question.text, question.months)


async def _next(question: Question) -> Result:
    listed = await meeting.next_for(question.uow, question.request)
    if not listed.entries:
        return listed
    first = listed.entries[0].meeting.id
    return await meeting.card(question.uow, question.request, question.rules, first)


async def _meetings(question: Question) -> Result:
    first, last = asked_span(question.text, question.today)
    return await meeting.between(question.uow, question.request, first, last)


async def _theme_day(question: Question) -> Result:
    month = Month.of(question.today)
    listed = await meeting.between(question.uow, question.request, month.first, month.last)
    return replace(listed, entries=[one for one in listed.entries if one.meeting.type == THEME_DAY])


async def _anonymity(question: Question) -> Result:
    await actor.identify(question.uow, question.request)
    return Promise()


async def _dues(question: Question) -> Result:
    async with question.uow.reading() as cx:
        asker = await actor.load(cx, question.request)
    retired = asker.person is not None and asker.person.retired
    return dues.rule(question.dues, retired_first=retired)


async def _dues_for_all(question: Question) -> Result:
    return dues.rule(question.dues, retired_first=False)


async def _secretary(question: Question) -> str | None:
    async with question.uow.reading() as cx:
        asker = await actor.load(cx, question.request)
        holders = await summaries.posts(cx, asker.unit.id, question.today) if asker.unit else []
    return next((one.name for one in holders if one.kind is PostKind.SECRETARY), None)


Finder = Callable[[Question], Awaitable[Result]]


def _of_asker(find: Callable[[UnitOfWork, Request], Awaitable[Result]]) -> Finder:
    """Answer by a use case that needs to know only who asks."""

    async def answer(question: Question) -> Result:
        return await find(question.uow, question.request)

    return answer


ANSWERS: Mapping[str, Finder] = {
    "grade.current": _grades,
    "grade.history": _grades,
    "grade.progress": _grades,
    "meeting.next": _next,
    "meeting.list": _meetings,
    "theme.current": _theme_day,
    "attendance.mine": _of_asker(attendance.mine),
    "rectify.open": _of_asker(rectification_ledger.own_unit),
    "rectify.mine": _of_asker(rectification_ledger.mine),
    "rating.status": _of_asker(rating_page.listing),
    "rating.result": _of_asker(rating_result.latest),
    "rating.anonymity": _anonymity,
    "branch.members": _of_asker(unit_summary.members),
    "branch.committee": _of_asker(unit_summary.committee),
    "dues.rule": _dues,
}
PUBLIC: Mapping[str, Finder] = {
    "grade.current": _grades,
    "grade.history": _grades,
    "grade.progress": _grades,
    "meeting.next": _of_asker(meeting.coming),
    "meeting.list": _meetings,
    "theme.current": _theme_day,
    "branch.members": _of_asker(unit_summary.members),
    "branch.committee": _of_asker(unit_summary.committee),
    "dues.rule": _dues_for_all,
}
