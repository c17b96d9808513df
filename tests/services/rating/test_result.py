"""Who sees how much of a closed rating; and nothing of one that is not closed."""

from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import State, Subject
from bot.reports.rating_chart import draw
from bot.services.rating import result
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.rating import result as view
from bot.views.rating.chart import chart
from tests.services.rating.rating_stage import Poll, poll

T = TypeVar("T")


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def comments(at: Poll, rating: int, to: int) -> tuple[str, ...]:
    return (await result.comments(at.hall.uow, at.ask(to), rating, 0)).words


async def done(at: Poll, subject: Subject, person: int | None = None) -> int:
    rating = await at.opened(subject, person=person)
    await at.vote(rating, *at.house.people[:5])
    await at.vote(rating, *at.house.people[5:], answers=(1,), words="多听听大家的")
    await at.closed(rating)
    return rating


async def allowed(step: Awaitable[T]) -> T | None:
    """What it gives; None where it is refused as nobody's business."""
    try:
        return await step
    except DomainError as error:
        if error.code != "not_allowed":
            raise
        return None


def everybody(at: Poll) -> tuple[int, ...]:
    return (*at.house.people, at.supervisor, at.house.above, at.house.stranger)


async def seen(at: Poll, rating: int) -> tuple[set[int], set[int]]:
    """Who sees the counts, and who the turnout only."""
    found = {person: await allowed(at.shown(rating, person)) for person in everybody(at)}
    assert all(shown.hidden == (shown.result is None) for shown in found.values() if shown)
    whole = {person for person, shown in found.items() if shown and shown.result}
    return whole, {person for person, shown in found.items() if shown} - whole


async def read_by(at: Poll, rating: int) -> set[int]:
    """Who reads the comments."""
    found = {person: await allowed(comments(at, rating, person)) for person in everybody(at)}
    assert set(found.values()) == {None, ("多听听大家的", "多听听大家的")}
    return {person for person, words in found.items() if words}


async def test_a_units_result_is_for_all_concerned(at: Poll) -> None:
    rating = await done(at, Subject.UNIT)
    whole, numbers = await seen(at, rating)
    assert (whole, numbers) == ({*at.house.people, at.supervisor, at.house.above}, set())
    assert await read_by(at, rating) == {at.house.above, at.house.secretary, at.house.deputy}


async def test_a_persons_result_is_for_that_person_and_the_secretary_alone(at: Poll) -> None:
    about = at.house.members[2]
    rating = await done(at, Subject.PERSON, about)
    whole, numbers = await seen(at, rating)
    assert whole == {about, at.house.secretary}
    assert numbers == {*at.house.people, at.supervisor, at.house.above} - whole
    assert await read_by(at, rating) == whole
    told = await at.told("rating.closed")
    assert {person for person, said in told.items() if "较好" in said.text} == whole


async def test_a_motions_result_is_for_the_voters(at: Poll) -> None:
    rating = await done(at, Subject.MOTION)
    whole, numbers = await seen(at, rating)
    assert (whole, numbers) == ({*at.house.people, at.supervisor}, {at.house.above})
    assert await read_by(at, rating) == {at.house.secretary, at.house.deputy}
    told = await at.told("rating.closed")
    assert "通过：赞成 5 票，需要 5 票" in told[at.teller].text


async def test_nothing_is_shown_before_it_is_closed(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    for person in (at.supervisor, at.house.above, at.house.secretary):
        with pytest.raises(DomainError, match="rating_not_closed"):
            await at.shown(rating, person)
        assert (await result.latest(at.hall.uow, at.ask(person))).shown is None
    with pytest.raises(DomainError, match="rating_not_closed"):
        await comments(at, rating, at.house.secretary)


async def test_too_few_give_a_void_without_counts(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people[:4])
    await at.closed(rating)
    assert (await at.rating(rating)).state is State.VOID
    shown = await at.shown(rating, at.teller)
    assert shown.result is None
    text = view.shown(shown, Texts(at.hall.settings.zone).speech("zh")).text
    assert "不到 5 张" in text
    assert "4" not in text


async def test_the_latest_that_concerns_the_asker(at: Poll) -> None:
    first, second = await done(at, Subject.UNIT), await done(at, Subject.MOTION)
    latest = await result.latest(at.hall.uow, at.ask(at.house.members[1]))
    assert latest.shown is not None
    assert latest.shown.rating.id == second != first


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_words_and_picture_say_the_counts(at: Poll, language: str) -> None:
    rating = await done(at, Subject.UNIT)
    shown, say = await at.shown(rating, at.teller), Texts(at.hall.settings.zone).speech(language)
    text = view.shown(shown, say).text
    assert ("5 票（71%）" if language == "zh" else "5 (71%)") in text
    assert shown.result is not None
    assert draw(chart(shown, shown.result, say)).startswith(b"\x89PNG")
