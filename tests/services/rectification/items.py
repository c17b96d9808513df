"""Items that the branch has to rectify, and the steps of evidence, sign-off and later dates."""

import json
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.rectification.model import Horizon, Item, ItemFields
from bot.services import reason_form
from bot.services.rectification import evidence, extension, sign_off
from bot.services.rectification.evidence import Gathered, HandedIn
from bot.services.rectification.sign_off import Asked, Decision
from bot.storage.rectification import store
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

OPEN = "UPDATE rectify_item SET state = 'open', opened_at = $2 WHERE id = $1 RETURNING id"


@dataclass(frozen=True, slots=True)
class Items:
    """`owner`, the first member, owns them unless said otherwise; the committee's secretary signs off."""

    world: World
    branch: Branch

    @property
    def owner(self) -> int:
        return self.branch.members[0]

    async def entered(self, owner: int | None = None, unit: int | None = None) -> int:
        """A draft that is due in 30 days."""
        today = self.world.now.astimezone(ZONE).date()
        entry = ItemFields(
            unit_id=unit or self.branch.id,
            problem="会议室太小",
            category="活动阵地",
            source="自查",
            cause="",
            measure="换一间会议室",
            target="能坐下 30 人",
            owner_id=owner or self.owner,
            horizon=Horizon.NEAR,
            starts_on=today,
            due_on=today + timedelta(days=30),
        )
        async with self.world.uow.begin() as work:
            made = await store.add(work, entry, self.branch.secretary, work.now)
            await work.commit()
        return made

    async def opened(self, owner: int | None = None, unit: int | None = None) -> int:
        made = await self.entered(owner, unit)
        return await self.world.run(OPEN, made, 0)

    async def handed_in(self, owner: int | None = None, unit: int | None = None) -> int:
        made = await self.opened(owner, unit)
        await self.gather(made, owner=owner)
        await self.hand_in(owner)
        return made

    async def item(self, id: int) -> Item:
        async with self.world.uow.reading() as cx:
            found = await store.get(cx, id)
        assert found is not None
        return found

    async def begin(self, item: int, owner: int | None = None) -> None:
        await self.world.act(owner or self.owner, evidence.begin, item)

    async def give(
        self, given: PieceContent | None = None, owner: int | None = None, album: str = "", *, again: bool = False
    ) -> Gathered:
        """`again`: delivered once more."""
        person, one = owner or self.owner, given or PieceContent(PieceKind.TEXT, "换好了")
        item, request = await self.gathering(person), self.world.request(person, again=again)
        return await evidence.gather(self.world.uow, request, INSTALLATION.rectification.evidence, item, one, album)

    async def gathering(self, person: int) -> int:
        """The item of their form; 0 where they are in none."""
        rows = await self.world.rows("SELECT draft FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(json.loads(rows[0]["draft"]).get("item", 0)) if rows else 0

    async def gather(self, item: int, *given: PieceContent, owner: int | None = None) -> None:
        await self.begin(item, owner)
        for one in given or (PieceContent(PieceKind.TEXT, "换好了"),):
            await self.give(one, owner)

    async def hand_in(self, owner: int | None = None) -> HandedIn:
        person = owner or self.owner
        return await self.world.act(person, evidence.hand_in, await self.world.version(person))

    async def sign_off(self, item: int, by: int | None = None, version: int | None = None) -> Asked | Decision:
        version = (await self.item(item)).version if version is None else version
        return await self.world.act(by or self.branch.above, sign_off.confirm, item, version)

    async def begin_return(self, item: int, by: int | None = None) -> Decision | None:
        return await self.world.act(by or self.branch.above, sign_off.begin, item)

    async def give_reason(self, reason: str = "看不清", by: int | None = None) -> Decision:
        person = by or self.branch.above
        await self.world.act(person, reason_form.enter_reason, sign_off.NAME, await self.world.version(person), reason)
        return await self.world.act(person, sign_off.return_, await self.world.version(person))

    async def ask_later(
        self, item: int, day: str = "三个月后", reason: str = "设备没到", owner: int | None = None
    ) -> extension.Asked:
        person = owner or self.owner
        await self.world.act(person, extension.begin, item)
        await self.world.act(person, extension.enter_day, await self.world.version(person), day)
        return await self.world.act(person, extension.ask, await self.world.version(person), reason)

    async def decide(self, asked: int, *, agree: bool = True, by: int | None = None) -> extension.Decision:
        return await self.world.act(by or self.branch.above, extension.decide, asked, agree=agree)

    async def history(self, item: int) -> list[str]:
        rows = await self.world.rows("SELECT kind FROM rectify_event WHERE item_id = $1 ORDER BY id", item)
        return [row["kind"] for row in rows]

    async def stale(self) -> list[int]:
        """The items whose reminders are to be planned anew."""
        return [row["subject_id"] for row in await self.world.rows("SELECT * FROM reminder_stale")]
