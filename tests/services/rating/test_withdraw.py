"""Before it opens, a rating is taken back by its secretary or sent back by the committee; afterwards by nobody."""

import pytest

from bot.domain.rating.model import State, VoidReason
from bot.services.rating import page as rating_page
from bot.services.rating import withdraw as rating_withdraw
from bot.services.rating.withdraw import Withdrawal
from bot.views.rating import open as view
from bot.views.rating import page as rating_view
from tests.installation import EN, INSTALLATION, ZH
from tests.services.rating.preparation import appoint, appointed, ask_open, prepared
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch


async def withdraw(ratings: Ratings, rating: int, by: int) -> Withdrawal:
    return await ratings.world.act(by, rating_withdraw.yes, rating)


@pytest.mark.parametrize("back", [False, True])
async def test_one_side_ends_it_and_the_other_hears_of_it(
    world: World, branch: Branch, ratings: Ratings, back: bool
) -> None:
    made = await appointed(ratings)
    actor, other = (branch.above, branch.secretary) if back else (branch.secretary, branch.above)
    asked = await world.act(actor, rating_withdraw.look, made)
    assert (asked.back, asked.done) == (back, False)
    found = await withdraw(ratings, made, actor)
    assert (found.rating.state, found.rating.void_reason, found.done) == (State.VOID, VoidReason.WITHDRAWN, True)
    assert not found.rating.over
    assert await withdraw(ratings, made, actor) == found
    told = await world.sent("rating.withdrawn")
    assert {one.chat - ACCOUNTS for one in told} == {other}
    assert told[0].data["back"] is back
    voided = [fact for _, fact in await world.audited("rating.void")]
    assert voided == [{"rating": made, "reason": "withdrawn"}]
    page = await world.act(actor, rating_page.show, INSTALLATION.rating, made)
    assert "开启以前就撤回了" in rating_view.card(page, ZH).text
    await world.refused("rating_not_now", ask_open(ratings, made))
    await world.refused("rating_not_now", appoint(ratings, made, "teller", ratings.teller))


async def test_it_is_said_in_both_languages(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await prepared(ratings)
    found = await withdraw(ratings, made, branch.above)
    [told] = await world.sent("rating.withdrawn")
    for say, sent, words in ((ZH, told.zh, ("退回", "退回")), (EN, told.en, ("sent back", "sent it back"))):
        assert words[0] in view.withdrawal(found, say).text
        assert words[1] in sent.text


async def test_nobody_else_and_never_once_it_opens(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await appointed(ratings)
    for person in (branch.stranger, branch.members[1], ratings.supervisor, ratings.teller):
        await world.refused("not_allowed", withdraw(ratings, made, person))
    await ask_open(ratings, made)
    for person in (branch.secretary, branch.above):
        await world.refused("rating_not_now", withdraw(ratings, made, person))
    assert await ratings.open(made)
    await world.refused("rating_not_now", withdraw(ratings, made, branch.secretary))
