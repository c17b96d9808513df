"""An open rating of the sample branch, and what its voters do on their phones."""

from dataclasses import dataclass

from bot.domain.rating.ballot import Ballot, unpacked
from bot.domain.rating.message import RatingInvitation
from bot.domain.rating.model import Rating, Subject
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services.rating import recover
from bot.storage.outbox import OutboundMessage
from bot.storage.rating import ballot_box, store
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork
from tests.e2e.put_back import of_table
from tests.e2e.rating.opening import elector_of, opened
from tests.e2e.system import System
from tests.rows import dump

VOTERS = ("P000001", "P000002", "P000003", "P000010", "P000011", "P000012")


@dataclass(frozen=True, slots=True)
class OpenRating:
    """Each of the voters has the invitation."""

    uow: UnitOfWork
    keys: KeyFolder
    id: int
    key_tag: str
    code: str

    async def ballots(self) -> list[Ballot]:
        """With the key, as closing does."""
        async with self.uow.reading() as cx:
            rating = await store.get(cx, self.id)
            boxes = await ballot_box.boxes_of(cx, self.id)
        assert rating is not None
        assert rating.public_key is not None
        return [unpacked(plain) for plain in self.keys.open(self.id, rating.public_key, boxes)]


async def open_rating(system: System, *, questions: int = 2, language: str = "zh") -> OpenRating:
    """Of the sample branch."""
    await system.bind(*VOTERS, language=language)
    await system.open_chats()
    keys = await recover.folder(system.server.uow, system.settings.ballot_key_dir)
    return await invite(system.server.uow, keys, [system.people[one] for one in VOTERS], questions=questions)


async def invite(uow: UnitOfWork, keys: KeyFolder, phones: list[Phone], *, questions: int) -> OpenRating:
    """To a rating of the first phone's unit."""
    people = [await elector_of(uow, phone.id) for phone in phones]
    async with uow.reading() as cx:
        unit = await cx.fetchrow("SELECT unit_id FROM person WHERE id = $1", people[0].person_id)
    assert unit is not None
    rating = await opened(uow, keys, unit["unit_id"], people, number=questions)
    async with uow.begin() as work:
        message = invitation(uow, rating)
        await work.post_many([OutboundMessage(f"invite:{one.id}", one.id, message) for one in phones])
        await work.commit()
    return OpenRating(uow, keys, rating.id, rating.key_tag, rating.code)


def invitation(uow: UnitOfWork, rating: Rating) -> RatingInvitation:
    return RatingInvitation(
        rating=rating.id,
        key_tag=rating.key_tag,
        code=rating.code,
        unit="示例支部",
        title="2026年度等级测评",
        subject=Subject.UNIT,
        closes=uow.clock.now(),
        supervisor="甲",
        teller="乙",
        electors=len(VOTERS),
        doubt=False,
        proposed="好",
        proposed_en="Good",
    )


async def invited(phone: Phone) -> Message:
    """The invitation, which is no ballot."""
    return await phone.wait_for(lambda one: "监督人：甲" in one.text)


async def written(system: System) -> set[str]:
    """All that is written down, but for how far the outbox has come."""
    found = await dump(system.server.uow, frozenset({"state"}))
    sent = {str((one["key"], one["chat_id"], one["kind"])) for one in of_table("outbox", found)}
    return sent | {line for line in found if not line.startswith("outbox ")}


async def open_ballot(phone: Phone) -> Message:
    """Its first question."""
    mark = phone.mark()
    await phone.tap("打开选票", message=await invited(phone))
    return await phone.wait_for("总体等级", after=mark)


async def answered(phone: Phone, *choices: str) -> Message:
    """The ballot's last page."""
    first = await open_ballot(phone)
    for choice in choices:
        mark = phone.mark()
        await phone.tap(choice, message=first)
        await phone.wait_for(lambda one: one.id == first.id, after=mark)
    return await phone.wait_for("请核对一遍")


async def cast(phone: Phone, *choices: str) -> Message:
    """The same message, in which the ballot is recorded."""
    ballot = await answered(phone, *choices)
    await phone.tap("确定投票", message=ballot)
    return await phone.wait_for("已经记下")
