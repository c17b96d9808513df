"""Before it opens, a rating is taken back by its secretary or sent back by the committee; afterwards by nobody."""

import json
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import State, VoidReason
from bot.services.rating import page as rating_page
from bot.services.rating import withdraw as rating_withdraw
from bot.services.rating.withdraw import Withdrawal
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.rating import open as view
from bot.views.rating import page as rating_view
from bot.views.renderers import render
from tests.services.rating.rating_stage import RULES
from tests.services.rating.rating_table import Table, table


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


async def withdraw(desk: Table, rating: int, by: int) -> Withdrawal:
    return await rating_withdraw.yes(desk.hall.uow, desk.hall.ask(by), rating)


@pytest.mark.parametrize("back", [False, True])
async def test_one_side_ends_it_and_the_other_hears_of_it(desk: Table, back: bool) -> None:
    made, house = await desk.appointed(), desk.house
    actor, other = (house.above, house.secretary) if back else (house.secretary, house.above)
    asked = await rating_withdraw.look(desk.hall.uow, desk.hall.ask(actor), made)
    assert (asked.back, asked.done) == (back, False)
    found = await withdraw(desk, made, actor)
    assert (found.rating.state, found.rating.void_reason, found.done) == (State.VOID, VoidReason.WITHDRAWN, True)
    assert not found.rating.over
    assert await withdraw(desk, made, actor) == found
    told = await desk.told("rating.withdrawn")
    assert {to for to, _ in told} == {other}
    assert told[0][1]["back"] is back
    voided = [fact for kind, fact in await desk.audited() if kind == "rating.void"]
    assert voided == [{"rating": made, "reason": "withdrawn"}]
    page = await rating_page.show(desk.hall.uow, desk.hall.ask(actor), RULES, made)
    assert "开启以前就撤回了" in rating_view.card(page, Texts(desk.hall.zone).speech("zh")).text
    with pytest.raises(DomainError, match="rating_not_now"):
        await desk.ask_open(made)
    with pytest.raises(DomainError, match="rating_not_now"):
        await desk.appoint(made, "teller", desk.teller)


async def test_it_is_said_in_both_languages(desk: Table) -> None:
    made, house = await desk.prepared(), desk.house
    found = await withdraw(desk, made, house.above)
    [row] = await desk.hall.messages("rating.withdrawn")
    texts = Texts(desk.hall.settings.zone)
    for language, words in (("zh", ("退回", "退回")), ("en", ("sent back", "sent it back"))):
        say = texts.speech(language)
        assert words[0] in view.withdrawal(found, say).text
        assert words[1] in render("rating.withdrawn", json.loads(row["data"]), say).text


async def test_nobody_else_and_never_once_it_opens(desk: Table) -> None:
    made, house = await desk.appointed(), desk.house
    for person in (house.stranger, house.members[1], desk.supervisor, desk.teller):
        with pytest.raises(DomainError, match="not_allowed"):
            await withdraw(desk, made, person)
    await desk.ask_open(made)
    for person in (house.secretary, house.above):
        with pytest.raises(DomainError, match="rating_not_now"):
            await withdraw(desk, made, person)
    assert await desk.hold(made)
    with pytest.raises(DomainError, match="rating_not_now"):
        await withdraw(desk, made, house.secretary)
