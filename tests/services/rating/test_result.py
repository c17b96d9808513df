"""Who sees how much of a closed rating; and nothing of one that is not closed."""

import json
from collections.abc import Awaitable
from typing import TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Named
from bot.domain.rating.model import State, Subject
from bot.reports.rating_chart import draw
from bot.services.rating import result
from bot.views.rating import result as view
from bot.views.rating.chart import chart
from tests.installation import INSTALLATION, TEXTS, ZH
from tests.services.rating.agreements import add_unbound, end_and_count
from tests.services.rating.ratings import Ratings, questions
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages

T = TypeVar("T")
YES_NO = [("yes", "赞成", "For"), ("no", "不赞成", "Against"), ("abstain", "弃权", "Abstain")]
VOTE = questions(1, tuple(Named(code=code, zh=zh, en=en) for code, zh, en in YES_NO))
HALF = next(one for one in INSTALLATION.rating.majorities if one.code == "half")
MOTION = {"questions": json.dumps([one.model_dump() for one in VOTE]), "majority": HALF.model_dump_json()}


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Two electors have no account."""
    return await add_unbound(ratings)


async def comments(ratings: Ratings, rating: int, to: int) -> tuple[str, ...]:
    return (await ratings.world.act(to, result.comments, rating, 0)).words


async def shown(ratings: Ratings, rating: int, to: int) -> result.Shown:
    return await ratings.world.act(to, result.show, rating)


async def done(ratings: Ratings, subject: Subject, person: int | None = None) -> int:
    more = MOTION if subject is Subject.MOTION else {}
    rating = await ratings.opened(subject, 1, person_id=person, **more)
    await ratings.vote(rating, *ratings.branch.people[:5])
    await ratings.vote(rating, *ratings.branch.people[5:], answers=(1,), words="多听听大家的")
    await end_and_count(ratings, rating)
    return rating


async def allowed(step: Awaitable[T]) -> T | None:
    """What it gives; None where it is refused as nobody's business."""
    try:
        return await step
    except DomainError as error:
        if error.code != "not_allowed":
            raise
        return None


def everybody(ratings: Ratings) -> tuple[int, ...]:
    return (*ratings.branch.people, ratings.supervisor, ratings.branch.above, ratings.branch.stranger)


async def seen(ratings: Ratings, rating: int) -> tuple[set[int], set[int]]:
    """Who sees the counts, and who the turnout only."""
    found = {person: await allowed(shown(ratings, rating, person)) for person in everybody(ratings)}
    assert all(one.hidden == (one.result is None) for one in found.values() if one)
    whole = {person for person, one in found.items() if one and one.result}
    return whole, {person for person, one in found.items() if one} - whole


async def read_by(ratings: Ratings, rating: int) -> set[int]:
    """Who reads the comments."""
    found = {person: await allowed(comments(ratings, rating, person)) for person in everybody(ratings)}
    assert set(found.values()) == {None, ("多听听大家的", "多听听大家的")}
    return {person for person, words in found.items() if words}


async def test_a_units_result_is_for_all_concerned(branch: Branch, ratings: Ratings) -> None:
    rating = await done(ratings, Subject.UNIT)
    whole, numbers = await seen(ratings, rating)
    assert (whole, numbers) == ({*branch.people, ratings.supervisor, branch.above}, set())
    assert await read_by(ratings, rating) == {branch.above, branch.secretary, branch.deputy}


async def test_a_persons_result_is_for_that_person_and_the_secretary_alone(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    about = branch.members[2]
    rating = await done(ratings, Subject.PERSON, about)
    whole, numbers = await seen(ratings, rating)
    assert whole == {about, branch.secretary}
    assert numbers == {*branch.people, ratings.supervisor, branch.above} - whole
    assert await read_by(ratings, rating) == whole
    told = await messages(world, "rating.closed")
    assert {one.chat - ACCOUNTS for one in told if "较好" in one.zh.text} == whole


async def test_a_motions_result_is_for_the_voters(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await done(ratings, Subject.MOTION)
    whole, numbers = await seen(ratings, rating)
    assert (whole, numbers) == ({*branch.people, ratings.supervisor}, {branch.above})
    assert await read_by(ratings, rating) == {branch.secretary, branch.deputy}
    [told] = [one for one in await messages(world, "rating.closed") if one.chat == ACCOUNTS + ratings.teller]
    assert "通过：赞成 5 票，需要 5 票" in told.zh.text


async def test_nothing_is_shown_before_it_is_closed(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    for person in (ratings.supervisor, branch.above, branch.secretary):
        await world.refused("rating_not_closed", shown(ratings, rating, person))
        assert (await world.act(person, result.latest)).shown is None
    await world.refused("rating_not_closed", comments(ratings, rating, branch.secretary))


async def test_too_few_give_a_void_without_counts(branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people[:4])
    await end_and_count(ratings, rating)
    assert (await ratings.get(rating)).state is State.VOID
    found = await shown(ratings, rating, ratings.teller)
    assert found.result is None
    text = view.shown(found, ZH).text
    assert "不到 5 张" in text
    assert "4" not in text


async def test_the_latest_that_concerns_the_asker(world: World, branch: Branch, ratings: Ratings) -> None:
    first, second = await done(ratings, Subject.UNIT), await done(ratings, Subject.MOTION)
    latest = await world.act(branch.members[1], result.latest)
    assert latest.shown is not None
    assert latest.shown.rating.id == second != first


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_words_and_picture_say_the_counts(ratings: Ratings, language: str) -> None:
    rating = await done(ratings, Subject.UNIT)
    found, say = await shown(ratings, rating, ratings.teller), TEXTS.speech(language)
    text = view.shown(found, say).text
    assert ("5 票（71%）" if language == "zh" else "5 (71%)") in text
    assert found.result is not None
    assert draw(chart(found, found.result, say)).startswith(b"\x89PNG")
