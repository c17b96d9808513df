"""A branch with items to rectify, and the steps that tests of evidence, sign-off and later dates take."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.rectification.model import Horizon, Item
from bot.domain.rectification.rules import read
from bot.services import reason_form
from bot.services.rectification import evidence, extension, sign_off
from bot.services.rectification.evidence import Gathered, HandedIn
from bot.services.rectification.sign_off import Asked, Decision
from bot.storage.connection import Database
from bot.storage.rectification import store as rectify
from bot.storage.rectification.store import ItemFields
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT, Branch, Rows, branch

RULES = read((ROOT / "config" / "rectify.toml").read_text(encoding="utf-8"))
OPEN = "UPDATE rectify_item SET state = 'open', opened_at = $2 WHERE id = $1 RETURNING id"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The branch, whose members own items; `owner` is the first of them."""

    house: Branch

    @property
    def hall(self) -> Rows:
        return self.house.hall

    @property
    def owner(self) -> int:
        return self.house.members[0]

    @property
    def today(self) -> date:
        return self.hall.now.astimezone(self.hall.zone).date()

    async def entered(self, owner: int | None = None, unit: int | None = None) -> int:
        """A draft that is due in 30 days."""
        days = self.today, self.today + timedelta(days=30)
        words = ("会议室太小", "活动阵地", "自查", "", "换一间会议室", "能坐下 30 人")
        entry = ItemFields(unit or self.house.unit, *words, owner or self.owner, Horizon.NEAR, *days)
        async with self.hall.uow.begin() as work:
            made = await rectify.add(work, entry, self.house.secretary, work.now)
            await work.commit()
        return made

    async def opened(self, owner: int | None = None, unit: int | None = None) -> int:
        made = await self.entered(owner, unit)
        return await self.hall.run(OPEN, made, 0)

    async def handed_in(self, owner: int | None = None, unit: int | None = None) -> int:
        made = await self.opened(owner, unit)
        await self.gather(made, owner=owner)
        await self.hand_in(owner)
        return made

    async def item(self, id: int) -> Item:
        async with self.hall.uow.reading() as cx:
            found = await rectify.get(cx, id)
        assert found is not None
        return found

    async def version(self, person: int) -> int:
        """Of their form; 0 where they were never in one."""
        rows = await self.hall.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def begin(self, item: int, owner: int | None = None) -> None:
        hall = self.hall
        await evidence.begin(hall.uow, hall.ask(owner or self.owner), item)

    async def give(
        self, given: PieceContent | None = None, owner: int | None = None, album: str = "", update: int | None = None
    ) -> Gathered:
        hall, one = self.hall, given or PieceContent(PieceKind.TEXT, "换好了")
        asked = hall.ask(owner or self.owner, update=update)
        item = await self.gathering(owner or self.owner)
        return await evidence.gather(hall.uow, asked, RULES.evidence, item, one, album)

    async def gathering(self, person: int) -> int:
        """The item of their form; 0 where they are in none."""
        rows = await self.hall.rows("SELECT draft FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(json.loads(rows[0]["draft"]).get("item", 0)) if rows else 0

    async def gather(self, item: int, *given: PieceContent, owner: int | None = None) -> None:
        await self.begin(item, owner)
        for one in given or (PieceContent(PieceKind.TEXT, "换好了"),):
            await self.give(one, owner)

    async def hand_in(self, owner: int | None = None) -> HandedIn:
        hall, person = self.hall, owner or self.owner
        return await evidence.hand_in(hall.uow, hall.ask(person), await self.version(person))

    async def sign_off(self, item: int, by: int | None = None, version: int | None = None) -> Asked | Decision:
        hall = self.hall
        version = (await self.item(item)).version if version is None else version
        return await sign_off.confirm(hall.uow, hall.ask(by or self.house.above), item, version)

    async def begin_return(self, item: int, by: int | None = None) -> Decision | None:
        hall = self.hall
        return await sign_off.begin(hall.uow, hall.ask(by or self.house.above), item)

    async def give_reason(self, reason: str = "看不清", by: int | None = None) -> Decision:
        hall, person = self.hall, by or self.house.above
        await reason_form.enter_reason(hall.uow, hall.ask(person), sign_off.NAME, await self.version(person), reason)
        return await sign_off.return_(hall.uow, hall.ask(person), await self.version(person))

    async def ask_later(
        self, item: int, day: str = "三个月后", reason: str = "设备没到", owner: int | None = None
    ) -> extension.Asked:
        hall, person = self.hall, owner or self.owner
        await extension.begin(hall.uow, hall.ask(person), item)
        await extension.enter_day(hall.uow, hall.ask(person), await self.version(person), day)
        return await extension.ask(hall.uow, hall.ask(person), await self.version(person), reason)

    async def decide(self, asked: int, *, agree: bool = True, by: int | None = None) -> extension.Decision:
        hall = self.hall
        return await extension.decide(hall.uow, hall.ask(by or self.house.above), asked, agree=agree)

    async def told(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """Persons who were told and what; each message can be said in both languages."""
        texts, found = Texts(self.hall.zone), []
        for row in await self.hall.messages(kind):
            data = json.loads(row["data"])
            assert all(render(kind, data, texts.speech(language)).text for language in ("zh", "en"))
            found.append((row["chat_id"] - ACCOUNTS, data))
        return found

    async def whom(self, kind: str) -> list[int]:
        return sorted(person for person, _ in await self.told(kind))

    async def history(self, item: int) -> list[str]:
        rows = await self.hall.rows("SELECT kind FROM rectify_event WHERE item_id = $1 ORDER BY id", item)
        return [row["kind"] for row in rows]

    async def stale(self) -> list[int]:
        """The items whose reminders are to be planned anew."""
        return [row["subject_id"] for row in await self.hall.rows("SELECT * FROM reminder_stale")]

    async def audited(self) -> list[tuple[str, dict[str, Any]]]:
        rows = await self.hall.rows("SELECT kind, data FROM audit ORDER BY sequence")
        return [(row["kind"], json.loads(row["data"])) for row in rows]


async def ledger(database: Database) -> Ledger:
    return Ledger(await branch(database))
