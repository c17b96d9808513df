"""The form in which a meeting is called, step by step."""

from bot.domain.meeting.calling import Calling, Step
from bot.services.conversation import Form
from bot.services.meeting import call
from bot.services.meeting.card import MeetingCard
from tests.services.meeting.town import NO_HOLIDAYS, SECRETARY
from tests.world import World


def calling(form: Form) -> Calling:
    return Calling.model_validate(form.draft)


async def to_card(town: World, by: int = SECRETARY, code: str = "assembly", when: str = "12月2日 15:00") -> Form:
    """The form once type and time are given, everything else by default."""
    form = await town.act(by, call.begin, NO_HOLIDAYS)
    assert form.step == Step.TYPE
    form = await town.act(by, call.choose_type, NO_HOLIDAYS, form.version, code)
    assert form.step == Step.WHEN
    return await town.act(by, call.enter_time, NO_HOLIDAYS, when)


async def published(town: World, form: Form, by: int = SECRETARY) -> MeetingCard:
    return await town.act(by, call.publish, NO_HOLIDAYS, form.version)
