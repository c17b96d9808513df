"""The way to a series, for its tests: a year whose holidays are known lies ahead."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.meeting.series_calling import SeriesCalling, Step
from bot.domain.request import Request
from bot.services.conversation import Form
from bot.services.meeting import series, series_publish
from bot.services.meeting.series_publish import Called
from bot.storage.connection import Row
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.meeting import series as form_view
from tests.installation import INSTALLATION
from tests.services.meeting.meeting_stage import RULES
from tests.services.small_branch import CHEN, LI, WANG, ZHAO

ZONE = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)
"""2026-01-01 10:00 in Shanghai: a year whose holidays are known lies ahead."""
ALL = (LI, WANG, ZHAO, CHEN)
TEXTS = Texts(ZONE, RULES.names())
SAY, SPEAK = TEXTS.speech("zh"), TEXTS.speech("en")


def asks(person: int, at: datetime = NEW_YEAR, update_id: int | None = None) -> Request:
    return Request(1, 1000 + person, at, ZONE, "zh", update_id)


async def to_card(
    uow: UnitOfWork,
    rule: str = "每月5日",
    hour: str = "下午三点到五点",
    holidays: str = "later",
    *,
    kind: str = "theme_day",
    at: datetime = NEW_YEAR,
) -> Form:
    """The secretary's way to the card, by typing where one can type."""
    form = await series.begin(uow, asks(LI, at), INSTALLATION)
    form = await series.choose_type(uow, asks(LI, at), INSTALLATION, form.version, kind)
    assert form.step == Step.RULE
    await series.enter_rule(uow, asks(LI, at), INSTALLATION, rule)
    form = await series.enter_hour(uow, asks(LI, at), INSTALLATION, hour)
    number = [str(one) for one in series.HOLIDAYS].index(holidays)
    form = await series.choose_holidays(uow, asks(LI, at), INSTALLATION, form.version, number)
    assert form.step == Step.CARD
    return form


def shown(form: Form) -> SeriesCalling:
    return SeriesCalling.model_validate(form.draft)


def card_text(form: Form) -> str:
    return form_view.prompt(form.prompt, SAY).text


async def publish(uow: UnitOfWork, form: Form, at: datetime = NEW_YEAR, update_id: int | None = None) -> Called:
    called = await series_publish.publish(uow, asks(LI, at, update_id), INSTALLATION, form.version)
    assert called is not None
    return called


async def rows(uow: UnitOfWork, sql: str, *args: int | str) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch(sql, *args)


async def counted(uow: UnitOfWork, sql: str, *args: int | str) -> int:
    return int((await rows(uow, f"SELECT count(*) AS n FROM {sql}", *args))[0]["n"])
