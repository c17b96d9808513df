"""Scores and rules can be corrected until the notice: a decision on what was there before does not count any more."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading_case import Book
from bot.storage.connection import Database
from tests.services.grading_end import End
from tests.services.grading_stage import round_


@pytest.fixture
async def end(database: Database) -> End:
    return End(await round_(database))


async def test_other_scores_after_the_decision_are_decided_on_anew(end: End) -> None:
    id = await end.at_decision()
    assert await end.choose(id, "good") is not None
    await end.ours.score(id, Book.COMMITTEE, "results", "1 任务没完成")
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    decided = await end.choose(id, "good")
    assert decided is not None
    assert (decided.again, decided.ruling.score) == (False, 990)
    assert (await end.publish(id)).ruling.score == 990


async def test_a_rule_stated_after_the_decision_too(end: End) -> None:
    id = await end.at_decision("离退休", excellent=10)
    assert await end.choose(id, "excellent") is not None
    await end.ours.rule(id, "serious_violation", "县纪委通报")
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    with pytest.raises(DomainError, match="decision_above_rule"):
        await end.choose(id, "excellent")
