"""What the database and Telegram hold when all is done, against what people did. Each raises AssertionError."""

from dataclasses import dataclass

from bot.domain.clock import to_ms
from bot.services.installation import audit
from tests.crash.copies import copies_of, shown_again, starts_of, unexplained
from tests.crash.person import Person
from tests.crash.scene import Scene
from tests.crash.secretary import PROMPTS, TYPE, Secretary, room

CALLED = """
SELECT unit_id, starts, place, called_by, state, version,
  (SELECT count(*) FROM invitee WHERE invitee.meeting_id = meeting.id) AS invited
FROM meeting WHERE type = $1 ORDER BY unit_id"""
AGENDA = """
SELECT agenda_item.title FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id
ORDER BY meeting.unit_id, agenda_item.number"""
PEOPLE_OF_A_BRANCH = 11


@dataclass(frozen=True, slots=True)
class Deliveries:
    """`again`: updates that came in more than one life; `suppressed`: those of them that had had their effect."""

    updates: int
    again: int
    effects: int
    suppressed: int


@dataclass(frozen=True, slots=True)
class Messages:
    """`own`: what the bot sent by itself; `copies`: how much of it twice; `repeated`: steps shown again as answers."""

    own: int
    copies: int
    repeated: int


async def attendance(scene: Scene) -> int:
    """Each member once, at the own meeting, in the way chosen."""
    rows = await scene.rows("SELECT session_id, person_id, state, way FROM attendance")
    found = sorted((row["session_id"], row["person_id"], row["state"], row["way"]) for row in rows)
    state = {"button": "present", "remote": "remote"}
    expected = [
        (one.villager.branch.session_id, one.villager.person_id, state[one.way], one.way) for one in scene.members
    ]
    assert found == sorted(expected)
    return len(found)


async def meetings(scene: Scene) -> int:
    """Each secretary's meeting once, with what was typed."""
    secretaries = sorted(scene.secretaries, key=lambda one: one.villager.branch.unit_id)
    rows = [tuple(row.values()) for row in await scene.rows(CALLED, TYPE)]
    assert rows == [(*_meeting(one), "called", 1, PEOPLE_OF_A_BRANCH) for one in secretaries]
    titles = [row["title"] for row in await scene.rows(AGENDA)]
    assert titles == [title for one in secretaries for title in one.agenda]
    return len(rows)


def _meeting(one: Secretary) -> tuple[int, int, str, int]:
    return one.villager.branch.unit_id, to_ms(one.starts), room(one.villager), one.villager.person_id


async def forms(scene: Scene) -> None:
    """Every form has ended, after exactly its steps: none was begun anew."""
    rows = await scene.rows("SELECT account_id, name, version FROM conversation ORDER BY account_id")
    accounts = sorted(one.phone.id for one in scene.secretaries)
    assert [tuple(row.values()) for row in rows] == [(account, "", PROMPTS + 1) for account in accounts]


async def record(scene: Scene) -> None:
    """The audit record is whole and names each binding once; the file is sound; no update was given up."""
    verdict = await audit.verify(scene.uow)
    assert verdict.fault is None
    rows = await scene.rows("SELECT account_id FROM audit WHERE kind = 'account.bound' ORDER BY account_id")
    assert [row["account_id"] for row in rows] == sorted(one.phone.id for one in scene.secretaries)
    assert [tuple(row.values()) for row in await scene.rows("PRAGMA integrity_check")] == [("ok",)]
    assert await scene.rows("SELECT * FROM parked_update") == []
    assert "update_failed" not in scene.process.log.read_text(encoding="utf-8")


async def deliveries(scene: Scene) -> Deliveries:
    """The effects are those of the inputs that have one, each the first of its kind: none was lost, none came twice."""
    rows = await scene.rows("SELECT update_id, at FROM seen_update")
    effects = {row["update_id"]: row["at"] for row in rows}
    assert len(effects) == len(rows)
    assert set(effects) == {update for person in scene.people for update in _first_of_each(person, scene)}
    assert len(scene.queue) == 0
    delivered, kills = scene.queue.delivered, scene.lives.kills
    lives = {update: sum(kill.at < at for kill in kills) for update, at in effects.items()}
    return Deliveries(
        updates=len(scene.queue.inputs),
        again=sum(len(found) > 1 for found in delivered.values()),
        effects=len(effects),
        suppressed=sum(max(delivered[update]) > life for update, life in lives.items()),
    )


def _first_of_each(person: Person, scene: Scene) -> list[int]:
    own = [one for one in scene.queue.inputs if one.account_id == person.phone.id]
    return [next(one.update_id for one in own if one.what == effect) for effect in person.effects]


async def messages(scene: Scene) -> Messages:
    """Every prompt and announcement was sent, and more than once only if it was in flight at a kill."""
    unsent = await scene.rows("SELECT kind, state, last_error FROM outbox WHERE state <> 'sent'")
    assert [dict(row) for row in unsent] == []
    calls = scene.telegram.calls
    copies = copies_of(calls)
    prompts = {(one.phone.id, f"form:{version}") for one in scene.secretaries for version in range(1, PROMPTS + 1)}
    assert {key for key in copies if key[1].startswith("form:")} == prompts
    announced = sorted(chat for chat, what in copies if what.startswith("called:"))
    today = [one.phone.id for one in scene.members if not one.villager.caller]
    assert announced == sorted([*today, *(one.phone.id for one in scene.members)])
    starts = starts_of(calls, [kill.calls for kill in scene.lives.kills])
    assert unexplained(copies, starts) == []
    return Messages(len(copies), sum(map(len, copies.values())) - len(copies), shown_again(calls))
