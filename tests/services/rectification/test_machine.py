"""An item's life in any order, by anyone: over the real services, with what must hold after every step."""

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.clock import from_ms
from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.services import conversation
from bot.services.rectification import evidence, extension, sign_off
from bot.storage.connection import Row
from bot.storage.rectification import store
from tests.clock import ZONE
from tests.services.life import Life, live
from tests.services.rectification.deciding import ask_later, give_reason
from tests.services.rectification.handing_in import give, hand_in
from tests.services.rectification.items import item_of, opened
from tests.world import World
from tests.world.branch import usual_branch
from tests.world.form import form_version
from tests.world.people import give_posts

ACTORS = ("administrator", "owner above", "owner", "secretary", "deputy", "committee", "stranger")
"""The first three own items; the first runs the installation too, the second holds a post above."""
ANYONE = st.sampled_from(ACTORS)
ITEM = st.integers(0, 8)
PIECES = st.sampled_from([1, 2, 0])
BY = st.none() | ANYONE
"""None: whoever the step is for, the item's owner or the committee; every other time anyone at all."""
RUNS = "UPDATE account SET administrator_since = 1 WHERE person_id = $1"
FOLLOWS = {
    "opened": {ItemState.DRAFT: ItemState.OPEN},
    "handed_in": {ItemState.OPEN: ItemState.HANDED_IN, ItemState.RETURNED: ItemState.HANDED_IN},
    "returned": {ItemState.HANDED_IN: ItemState.RETURNED},
    "signed_off": {ItemState.HANDED_IN: ItemState.SIGNED_OFF},
}
"""What a line of history makes of a state; a line that has no place there is a fault."""


class ItemLife(Life):
    def __init__(self) -> None:
        super().__init__()
        self.first_due: dict[int, str] = {}
        self.world = World(self.database)
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        branch = await usual_branch(self.world)
        await self.world.run(RUNS, branch.members[0])
        await give_posts(self.world, (branch.members[1], branch.committee, "organiser"))
        ids = (*branch.members[:3], branch.secretary, branch.deputy, branch.above, branch.stranger)
        self.people = dict(zip(ACTORS, ids, strict=True))
        self.unit = branch.id

    def _item(self, number: int) -> int:
        """Items are numbered from 1."""
        return number % len(self.first_due) + 1

    def _owner(self, by: str | None, item: int) -> int:
        """The items' owners take turns."""
        return self.people[by or ACTORS[self._item(item) % 3]]

    def _above(self, by: str | None) -> int:
        return self.people[by or "committee"]

    @initialize()
    def begun(self) -> None:
        for _ in range(6):
            self.enter()

    @rule()
    def enter(self) -> None:
        number = len(self.first_due) + 1
        if number <= 9:
            made = self.runner.run(self._enter(self.people[ACTORS[number % 3]]))
            assert made == number
            self.first_due[made] = self.runner.run(item_of(self.world, made)).first_due_on.isoformat()

    async def _enter(self, owner: int) -> int:
        made = await opened(self.world, self.unit, owner)
        async with self.world.uow.begin() as work:
            await store.note(work, made, "opened", {}, None, work.now)
            await work.commit()
        return made

    @rule(by=BY, item=ITEM)
    def begin(self, by: str | None, item: int) -> None:
        self.attempt(self.world.act(self._owner(by, item), evidence.begin, self._item(item)))

    @rule(by=BY, item=ITEM, album=st.sampled_from(["", "77"]))
    def gather(self, by: str | None, item: int, album: str) -> None:
        self.attempt(self._gather(self._owner(by, item), album))

    async def _gather(self, person: int, album: str) -> None:
        """For the item of their form, if they are in one."""
        form = await self.world.act(person, conversation.current)
        await give(self.world, person, form.draft.get("item", 0), album=album)

    @rule(by=BY, item=ITEM)
    def drop_last(self, by: str | None, item: int) -> None:
        self.attempt(self._drop_last(self._owner(by, item)))

    async def _drop_last(self, person: int) -> None:
        await self.world.act(person, evidence.drop_last, await form_version(self.world, person))

    @rule(by=BY, item=ITEM)
    def hand_in(self, by: str | None, item: int) -> None:
        self.attempt(hand_in(self.world, self._owner(by, item)))

    @rule(by=BY, item=ITEM, pieces=PIECES)
    def hand_in_at_once(self, by: str | None, item: int, pieces: int) -> None:
        """So that there is often something to decide on."""
        self.begin(by, item)
        for _ in range(pieces):
            self.gather(by, item, "")
        self.hand_in(by, item)

    @rule(by=BY, item=ITEM, behind=st.sampled_from([0, 0, 0, 1]))
    def sign_off(self, by: str | None, item: int, behind: int) -> None:
        self.attempt(self._sign_off(self._above(by), self._item(item), behind))

    async def _sign_off(self, person: int, item: int, behind: int) -> None:
        rows = await self.world.rows("SELECT version FROM rectify_item WHERE id = $1", item)
        await self.world.act(person, sign_off.confirm, item, rows[0]["version"] - behind if rows else 1)

    @rule(by=BY, item=ITEM, pieces=PIECES)
    def settle_at_once(self, by: str | None, item: int, pieces: int) -> None:
        """So that there are often several numbers, of one year and of the next."""
        self.hand_in_at_once(None, item, pieces)
        self.sign_off(by, item, 0)

    @rule(items=st.lists(ITEM, min_size=2, max_size=4), one=ANYONE, other=ANYONE)
    def sign_off_at_once(self, items: list[int], one: str, other: str) -> None:
        taps = [self._sign_off(self.people[who], self._item(item), 0) for item in items for who in (one, other)]
        for result in self.at_once(taps):
            assert not isinstance(result, BaseException) or isinstance(result, DomainError), result

    @rule(by=BY, item=ITEM)
    def begin_return(self, by: str | None, item: int) -> None:
        self.attempt(self.world.act(self._above(by), sign_off.begin, self._item(item)))

    @rule(by=BY, reason=st.sampled_from(["看不清", "缺一张", ""]))
    def give_reason(self, by: str | None, reason: str) -> None:
        self.attempt(give_reason(self.world, self._above(by), reason))

    @rule(by=BY, item=ITEM, days=st.integers(0, 90))
    def ask_later(self, by: str | None, item: int, days: int) -> None:
        self.attempt(ask_later(self.world, self._owner(by, item), self._item(item), f"{days}天后"))

    @rule(by=BY, asked=st.integers(1, 4), agree=st.booleans())
    def decide(self, by: str | None, asked: int, agree: bool) -> None:
        self.attempt(self.world.act(self._above(by), extension.decide, asked, agree=agree))

    @rule(item=ITEM, days=st.integers(31, 200), by=BY)
    def agree_at_once(self, item: int, days: int, by: str | None) -> None:
        """So that dates often move."""
        self.ask_later(None, item, days)
        for row in self._rows("SELECT id FROM rectify_extension WHERE state = 'asked'"):
            self.decide(by, row["id"], True)

    @rule(actor=ANYONE)
    def cancel(self, actor: str) -> None:
        self.attempt(self.world.act(self.people[actor], conversation.cancel))

    @rule(days=st.sampled_from([40, 1, 15, 60]))
    def time_passes(self, days: int) -> None:
        self.world.clock.forward(days=days)

    def _rows(self, sql: str) -> list[Row]:
        return self.runner.run(self.world.rows(sql))

    @invariant()
    def nothing_is_signed_off_without_evidence_or_by_its_owner(self) -> None:
        before = "SELECT count(*) FROM rectify_evidence e WHERE e.item_id = i.id AND e.handed_in_at <= i.signed_off_at"
        deciders = {self.people["committee"], self.people["owner above"]}
        for row in self._rows(f"SELECT i.*, ({before}) AS pieces FROM rectify_item i WHERE state = 'signed_off'"):
            assert row["pieces"] > 0
            assert row["signed_off_by"] != row["owner_id"]
            assert row["signed_off_by"] in deciders

    @invariant()
    def only_the_owner_hands_in_and_only_others_decide(self) -> None:
        lines = "SELECT e.kind, e.person_id, i.owner_id FROM rectify_event e JOIN rectify_item i ON i.id = e.item_id"
        own = {"handed_in", "extension_asked"}
        for row in self._rows(f"{lines} WHERE e.kind <> 'opened'"):
            assert (row["person_id"] == row["owner_id"]) == (row["kind"] in own), dict(row)
        assert self._rows("SELECT 1 FROM rectify_evidence e JOIN rectify_item i ON i.id = e.item_id "
                          "WHERE e.given_by <> i.owner_id") == []  # fmt: skip

    @invariant()
    def numbers_run_per_committee_and_year_without_gaps(self) -> None:
        found: dict[tuple[int, int], list[int]] = {}
        for row in self._rows("SELECT * FROM rectify_item WHERE sign_off_number IS NOT NULL ORDER BY sign_off_number"):
            assert row["sign_off_year"] == from_ms(row["signed_off_at"]).astimezone(ZONE).year
            found.setdefault((row["signed_off_for"], row["sign_off_year"]), []).append(row["sign_off_number"])
        for numbers in found.values():
            assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def the_first_date_never_changes_and_the_present_one_was_agreed(self) -> None:
        agreed = "SELECT max(until_on) FROM rectify_extension x WHERE x.item_id = i.id AND x.state = 'agreed'"
        for row in self._rows(f"SELECT i.*, ({agreed}) AS until FROM rectify_item i"):
            assert row["first_due_on"] == self.first_due[row["id"]]
            assert row["due_on"] == (row["until"] or row["first_due_on"])
            assert row["due_on"] >= row["first_due_on"]

    @invariant()
    def state_and_history_agree(self) -> None:
        states = dict.fromkeys(self.first_due, ItemState.DRAFT)
        for row in self._rows("SELECT item_id, kind FROM rectify_event ORDER BY id"):
            if row["kind"] in FOLLOWS:
                assert states[row["item_id"]] in FOLLOWS[row["kind"]], (dict(row), states)
                states[row["item_id"]] = FOLLOWS[row["kind"]][states[row["item_id"]]]
        assert states == {row["id"]: row["state"] for row in self._rows("SELECT id, state FROM rectify_item")}


def test_whatever_happens_to_an_item(sqlite_template: Path, tmp_path: Path) -> None:
    live(ItemLife, sqlite_template, tmp_path, lives=40, steps=40)
