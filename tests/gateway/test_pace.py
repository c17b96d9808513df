"""The windows hold for the moments at which Telegram receives, whatever each message takes on its way."""

import random
from collections import defaultdict

import pytest

from bot.gateway.pace import Limits, Pace
from tests.gateway.virtual import VirtualClock


class Post:
    """Messages at the pace, each received at some moment while it is under way."""

    def __init__(self, limits: Limits, seed: int = 1) -> None:
        self.clock = VirtualClock()
        self.pace = Pace(limits, self.clock.time, self.clock.sleep)
        self.received: list[tuple[float, int, int]] = []
        self.dice = random.Random(seed)

    async def send(self, chat_id: int, number: int) -> None:
        async with self.pace.turn(chat_id):
            await self.clock.sleep(self.dice.random() * 0.4)
            self.received.append((self.clock.now, chat_id, number))
            await self.clock.sleep(self.dice.random() * 0.4)


def most_within(moments: list[float], seconds: float) -> int:
    """The largest number in any window of that length, its end excluded."""
    moments = sorted(moments)
    return max(sum(start <= other < start + seconds for other in moments) for start in moments)


@pytest.mark.parametrize("seed", range(5))
async def test_never_more_than_the_limit_in_any_one_second_over_all_chats(seed: int) -> None:
    post = Post(Limits(a_second=7), seed)
    await post.clock.run(*(post.send(chat, 0) for chat in range(1, 101)))
    moments = [moment for moment, _, _ in post.received]
    assert len(moments) == 100
    assert 4 <= most_within(moments, 1.0) <= 7
    assert post.clock.now < 100 / 7 * 2, "the pace is used"


async def test_one_a_second_to_a_chat_in_order() -> None:
    post = Post(Limits(a_second=30), 3)
    await post.clock.run(*(post.send(chat, number) for number in range(4) for chat in range(1, 11)))
    by_chat: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for moment, chat, number in post.received:
        by_chat[chat].append((moment, number))
    for got in by_chat.values():
        assert [number for _, number in got] == [0, 1, 2, 3]
        assert most_within([moment for moment, _ in got], 1.0) == 1


async def test_twenty_a_minute_to_a_group_while_others_go_on() -> None:
    post = Post(Limits())
    await post.clock.run(*(post.send(-100, number) for number in range(45)), *(post.send(7, n) for n in range(5)))
    group = [moment for moment, chat, _ in post.received if chat == -100]
    assert len(group) == 45
    assert most_within(group, 60.0) == 20
    person = [moment for moment, chat, _ in post.received if chat == 7]
    assert max(person) < 15, "a full group does not hold a person up"


async def test_quiet_chats_are_forgotten() -> None:
    post = Post(Limits(a_second=5000))
    for wave in range(3):
        await post.clock.run(*(post.send(wave * 1000 + chat, 0) for chat in range(1, 1001)))
        await post.clock.run(post.clock.sleep(5))
    assert len(post.pace._chats) <= 2000
    assert set(post.pace._chats) == set(post.pace._queues)
