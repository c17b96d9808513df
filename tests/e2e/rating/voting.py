"""An open rating of the sample branch, and what its voters do on their phones."""

from dataclasses import dataclass

from bot.domain.rating.ballot import Ballot, unpacked
from bot.domain.rating.message import RatingInvitation
from bot.domain.rating.model import Rating, Subject
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services.rating import recover
from bot.storage.outbox import OutboundMessage
from bot.storage.rating import ballot_box
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork
from tests.e2e import rows
from tests.e2e.rows import Rows
from tests.e2e.stage import Stage
from tests.services.rating.rating_booth import elector_of, opened

VOTERS = ("P000001", "P000002", "P000003", "P000010", "P000011", "P000012")


@dataclass(frozen=True, slots=True)
class Urn:
    """`rating` is open, and each of the voters has the invitation."""

    uow: UnitOfWork
    keys: KeyFolder
    rating: int
    seal: str
    code: str

    async def ballots(self) -> list[Ballot]:
        """With the key, as closing does."""
        async with self.uow.reading() as cx:
            rating = await ratings.get(cx, self.rating)
            boxes = await ballot_box.boxes_of(cx, self.rating)
        assert rating is not None
        assert rating.public_key is not None
        return [unpacked(plain) for plain in self.keys.open(self.rating, rating.public_key, boxes)]


async def urn(stage: Stage, *, questions: int = 2, language: str = "zh") -> Urn:
    await stage.bind(*VOTERS, language=language)
    await stage.open_chats()
    keys = await recover.folder(stage.server.uow, stage.settings.ballot_key_dir)
    return await put(stage.server.uow, keys, [stage.people[one] for one in VOTERS], questions=questions)


async def put(uow: UnitOfWork, keys: KeyFolder, phones: list[Phone], *, questions: int) -> Urn:
    """A rating of the first phone's unit, its people invited."""
    people = [await elector_of(uow, phone.id) for phone in phones]
    async with uow.reading() as cx:
        unit = await cx.fetchrow("SELECT unit_id FROM person WHERE id = $1", people[0].person_id)
    assert unit is not None
    made = await opened(uow, keys, unit["unit_id"], people, questions=questions)
    async with uow.begin() as work:
        rating = await ratings.get(work, made)
        assert rating is not None
        message = invitation(uow, rating)
        await work.post_many([OutboundMessage(f"invite:{one.id}", one.id, message) for one in phones])
        await work.commit()
    return Urn(uow, keys, made, rating.key_tag, rating.code)


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


async def written(stage: Stage) -> Rows:
    """All that is written down, but for how far the outbox has come."""
    found = dict(await rows.dump(stage.server.uow))
    letters = [rows.cells("outbox", line) for line in found["outbox"]]
    sent = [str([one["key"], one["chat_id"], one["kind"]]) for one in letters]
    return {**{name: lines for name, lines in found.items() if name != "state"}, "outbox": sent}


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
