"""Evidence: gathered by the owner alone, handed in to the committee above, shown to those who may see it."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.rectification.model import ItemState
from bot.services import conversation
from bot.services.rectification import evidence
from tests.installation import INSTALLATION
from tests.services.rectification.items import Items
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

PHOTO = PieceContent(PieceKind.PHOTO, "新会议室", "a" * 64, "", 7)
PAPER = PieceContent(PieceKind.DOCUMENT, "", "b" * 64, "合同.pdf", 9)

PROMPTS = "SELECT id FROM outbox WHERE kind = 'form.evidence'"


async def prompt(world: World) -> dict[str, object]:
    """The last prompt that the owner was sent."""
    found: dict[str, object] = (await world.sent("form.evidence"))[-1].data["draft"]
    return found


async def show(world: World, person: int, item: int, *, again: bool = False) -> int:
    """`again`: delivered once more."""
    return (await evidence.show(world.uow, world.request(person, again=again), item)).pieces


async def test_pieces_are_counted_handed_in_and_the_committee_and_the_secretary_hear(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.opened()
    await items.gather(item, PieceContent(PieceKind.TEXT, "换好了"), PHOTO, PAPER)
    labels = [("text", "换好了"), ("photo", "新会议室"), ("document", "合同.pdf")]
    draft = await prompt(world)
    assert draft["pieces"] == [{"kind": kind, "label": label} for kind, label in labels]
    handed = await items.hand_in()
    assert (handed.pieces, handed.told) == (3, 1)
    assert (await items.item(item)).state is ItemState.HANDED_IN
    assert (await items.item(item)).handed_in_at == world.now
    assert await world.told("evidence.handed_in") == [branch.above]
    assert await world.told("evidence.secretary") == [branch.secretary]
    assert await items.history(item) == ["handed_in"]
    assert await items.stale() == [item]


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_only_when_it_is_the_owners_turn(world: World, items: Items, state: str) -> None:
    item = await items.opened()
    await items.gather(item)
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    for step in (items.begin(item), items.give(), items.hand_in()):
        with pytest.raises(DomainError, match=code):
            await step
    assert await items.history(item) == []


async def test_nobody_but_the_owner(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    for person in (branch.secretary, branch.above, branch.stranger, branch.members[1]):
        await world.refused("item_of_another", items.begin(item, person))
    await items.gather(item)
    await world.run("UPDATE rectify_item SET owner_id = $2 WHERE id = $1 RETURNING id", item, branch.members[1])
    for step in (items.give(), items.hand_in()):
        await world.refused("item_of_another", step)
    await world.refused("not_found", items.begin(987_654))


async def test_the_same_update_twice_is_one_piece(world: World, items: Items) -> None:
    item = await items.opened()
    await items.begin(item)
    await items.give(PHOTO)
    await world.refused("stale_form", items.give(PHOTO, again=True))
    assert len(await world.rows("SELECT id FROM rectify_evidence")) == 1


async def test_what_is_gathered_stays_when_the_form_is_left(world: World, items: Items) -> None:
    item = await items.opened()
    await items.gather(item, PHOTO)
    await world.act(items.owner, conversation.cancel)
    await items.begin(item)
    assert (await prompt(world))["pieces"] == [{"kind": "photo", "label": "新会议室"}]
    assert (await items.hand_in()).pieces == 1


async def test_the_last_piece_is_removed_and_a_second_tap_of_the_same_button_does_nothing(
    world: World, items: Items
) -> None:
    item = await items.opened()
    await items.gather(item, PHOTO, PAPER, PieceContent(PieceKind.TEXT, "多的"))
    version = await world.version(items.owner)
    now = await world.act(items.owner, evidence.drop_last, version)
    assert [one["kind"] for one in now.draft["pieces"]] == ["photo", "document"]
    for step in (evidence.drop_last, evidence.hand_in):
        await world.refused("stale_form", world.act(items.owner, step, version))
    assert (await items.hand_in()).pieces == 2


async def test_nothing_is_handed_in_without_evidence(world: World, items: Items) -> None:
    item = await items.opened()
    await items.begin(item)
    await world.refused("evidence_none", items.hand_in())
    await world.refused("evidence_none", world.act(items.owner, evidence.drop_last, await world.version(items.owner)))
    assert (await items.item(item)).state is ItemState.OPEN


async def test_too_many_pieces_are_refused_before_a_file_is_fetched(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    rules = INSTALLATION.rectification.evidence.model_copy(update={"most_pieces": 2})
    await items.gather(item, PHOTO)
    await world.act(items.owner, evidence.check_gathering, rules, item)
    await items.give(PAPER)
    await world.refused("evidence_too_many", world.act(items.owner, evidence.check_gathering, rules, item))
    await world.refused("evidence_too_many", world.act(items.owner, evidence.gather, rules, item, PHOTO))
    await world.refused("stale_form", world.act(branch.above, evidence.check_gathering, rules, item))


async def test_an_album_gets_one_answer_that_waits_for_its_last_piece(world: World, items: Items) -> None:
    item = await items.opened()
    await items.begin(item)
    for _ in range(3):
        assert (await items.give(PHOTO, album="77")).message is None
        world.clock.forward(seconds=1)
    await items.give(PAPER, album="78")
    rows = (await world.sent("form.evidence"))[1:]
    assert [len(row.data["draft"]["pieces"]) for row in rows] == [3, 4]
    assert rows[-1].data["version"] == await world.version(items.owner)


async def test_an_albums_answer_that_was_sent_is_changed_and_one_on_its_way_gets_a_second(
    world: World, items: Items
) -> None:
    item = await items.opened()
    await items.begin(item)
    await items.give(PHOTO, album="77")
    await world.run("UPDATE outbox SET claimed_until = 1 WHERE key LIKE '%:77' RETURNING id")
    await items.give(PHOTO, album="77")
    assert len(await world.rows(PROMPTS)) == 3
    await world.run("UPDATE outbox SET state = 'sent', message_id = 5, data = '{}' WHERE key LIKE '%:77' RETURNING id")
    gathered = await items.give(PHOTO, album="77")
    assert (gathered.message, len(gathered.form.draft["pieces"])) == (5, 3)
    assert len(await world.rows(PROMPTS)) == 3


async def test_every_piece_is_shown_in_order_to_those_who_may_see_it(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.opened()
    await world.refused("evidence_none_yet", show(world, items.owner, item))
    long = PieceContent(PieceKind.TEXT, "字" * 4096)
    await items.gather(item, long, PHOTO, PieceContent(PieceKind.DOCUMENT, "明" * 1000, "b" * 64, "合同.pdf", 9))
    await items.hand_in()
    for person in (branch.members[1], branch.stranger, branch.leader):
        await world.refused("not_allowed", show(world, person, item))
    assert await show(world, branch.above, item) == 3
    rows = [row.data for row in await world.sent("evidence.piece")]
    assert [(row["number"], row["kind"], row["first"], len(row["words"])) for row in rows] == [
        (1, "text", True, 3600),
        (1, "text", False, 496),
        (2, "photo", True, 4),
        (3, "document", True, 0),
        (3, "text", False, 1000),
    ]
    assert [row["file"] for row in rows] == [None, None, "a" * 64, "b" * 64, None]
    [end] = await world.sent("evidence.end")
    assert (end.chat, end.data["decide"]) == (ACCOUNTS + branch.above, True)
    assert await show(world, branch.secretary, item) == 3
    assert (await world.sent("evidence.end"))[-1].data["decide"] is False
    assert await show(world, items.owner, item) == 3


async def test_shown_once_for_an_update_that_comes_twice(world: World, branch: Branch, items: Items) -> None:
    item = await items.handed_in()
    for again in (False, True):
        assert await show(world, branch.above, item, again=again) == 1
    assert len(await world.sent("evidence.piece")) == 1
    await show(world, branch.above, item)
    assert len(await world.sent("evidence.piece")) == 2


async def test_what_is_gathered_and_not_handed_in_is_shown_to_nobody(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.handed_in()
    await items.begin_return(item)
    await items.give_reason()
    await items.gather(item, PHOTO)
    assert await show(world, branch.above, item) == 1
    assert (await items.hand_in()).pieces == 1
    assert await show(world, branch.above, item) == 2


async def test_the_nearest_above_with_any_then_the_administrators_never_the_owner(
    world: World, branch: Branch, items: Items
) -> None:
    await world.run(
        "UPDATE account SET administrator_since = 1 WHERE person_id IN ($1, $2) RETURNING id",
        items.owner,
        branch.stranger,
    )
    assert await to(items, await items.opened()) == [branch.above]
    own = await items.opened(branch.above)
    assert await to(items, own, branch.above) == [branch.stranger, items.owner]
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    assert await to(items, await items.opened()) == [branch.stranger]
    # whoever is asked may look and decide
    last = await items.handed_in()
    assert await show(world, branch.stranger, last) == 1
    assert (await items.sign_off(last, branch.stranger)).item.state is ItemState.SIGNED_OFF


async def to(items: Items, item: int, owner: int | None = None) -> list[int]:
    """To whom it goes when the item is handed in."""
    before = await items.world.told("evidence.handed_in")
    await items.gather(item, owner=owner)
    await items.hand_in(owner)
    after = await items.world.told("evidence.handed_in")
    for one in before:
        after.remove(one)
    return after


async def test_where_nobody_above_can_be_told_the_owner_hears_it(world: World, branch: Branch, items: Items) -> None:
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    await items.gather(await items.opened())
    assert (await items.hand_in()).told == 0


async def test_the_owner_who_is_secretary_is_not_told_of_the_own_step(
    world: World, branch: Branch, items: Items
) -> None:
    secretary = branch.secretary
    await items.gather(await items.opened(secretary), owner=secretary)
    await items.hand_in(secretary)
    assert await world.told("evidence.secretary") == [branch.deputy]
    assert ACCOUNTS + secretary not in {row.chat for row in await world.sent("evidence.handed_in")}


async def test_what_was_sent_for_one_item_does_not_land_on_another(world: World, items: Items) -> None:
    one, other = await items.opened(), await items.opened()
    await items.begin(one)
    await items.begin(other)
    await world.refused(
        "stale_form", world.act(items.owner, evidence.check_gathering, INSTALLATION.rectification.evidence, one)
    )
    for album in ("", "77"):
        await world.refused(
            "stale_form",
            world.act(items.owner, evidence.gather, INSTALLATION.rectification.evidence, one, PHOTO, album),
        )
    assert await world.rows("SELECT item_id FROM rectify_evidence") == []
