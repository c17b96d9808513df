"""Evidence: gathered by the owner alone, handed in to the committee above, shown to those who may see it."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.rectification.model import ItemState
from bot.services import conversation
from bot.services.rectification import evidence, sign_off
from tests.installation import INSTALLATION
from tests.services.rectification.deciding import give_reason
from tests.services.rectification.handing_in import gather, give, hand_in, handed_in
from tests.services.rectification.items import history, item_of, opened, stale
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients

PHOTO = PieceContent(PieceKind.PHOTO, "新会议室", "a" * 64, "", 7)
PAPER = PieceContent(PieceKind.DOCUMENT, "", "b" * 64, "合同.pdf", 9)

PROMPTS = "SELECT id FROM outbox WHERE kind = 'form.evidence'"


async def prompt(world: World) -> dict[str, object]:
    """The last prompt that the owner was sent."""
    found: dict[str, object] = (await messages(world, "form.evidence"))[-1].data["draft"]
    return found


async def show(world: World, person: int, item: int, *, again: bool = False) -> int:
    """`again`: delivered once more."""
    return (await evidence.show(world.uow, world.request(person, again=again), item)).pieces


async def test_pieces_are_counted_handed_in_and_the_committee_and_the_secretary_hear(
    world: World, branch: Branch, owner: int
) -> None:
    item = await opened(world, branch.id, owner)
    await gather(world, owner, item, PieceContent(PieceKind.TEXT, "换好了"), PHOTO, PAPER)
    labels = [("text", "换好了"), ("photo", "新会议室"), ("document", "合同.pdf")]
    draft = await prompt(world)
    assert draft["pieces"] == [{"kind": kind, "label": label} for kind, label in labels]
    handed = await hand_in(world, owner)
    assert (handed.pieces, handed.told) == (3, 1)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN
    assert (await item_of(world, item)).handed_in_at == world.clock.now()
    assert await recipients(world, "evidence.handed_in") == [branch.above]
    assert await recipients(world, "evidence.secretary") == [branch.secretary]
    assert await history(world, item) == ["handed_in"]
    assert await stale(world) == [item]


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_only_when_it_is_the_owners_turn(world: World, branch: Branch, owner: int, state: str) -> None:
    item = await opened(world, branch.id, owner)
    await gather(world, owner, item)
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    for step in (world.act(owner, evidence.begin, item), give(world, owner, item), hand_in(world, owner)):
        with pytest.raises(DomainError, match=code):
            await step
    assert await history(world, item) == []


async def test_nobody_but_the_owner(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    for person in (branch.secretary, branch.above, branch.stranger, branch.members[1]):
        await world.refused("item_of_another", world.act(person, evidence.begin, item))
    await gather(world, owner, item)
    await world.run("UPDATE rectify_item SET owner_id = $2 WHERE id = $1 RETURNING id", item, branch.members[1])
    for step in (give(world, owner, item), hand_in(world, owner)):
        await world.refused("item_of_another", step)
    await world.refused("not_found", world.act(owner, evidence.begin, 987_654))


async def test_the_same_update_twice_is_one_piece(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, evidence.begin, item)
    await give(world, owner, item, PHOTO)
    await world.refused(
        "stale_form",
        evidence.gather(world.uow, world.request(owner, again=True), INSTALLATION.rectification.evidence, item, PHOTO),
    )
    assert len(await world.rows("SELECT id FROM rectify_evidence")) == 1


async def test_what_is_gathered_stays_when_the_form_is_left(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await gather(world, owner, item, PHOTO)
    await world.act(owner, conversation.cancel)
    await world.act(owner, evidence.begin, item)
    assert (await prompt(world))["pieces"] == [{"kind": "photo", "label": "新会议室"}]
    assert (await hand_in(world, owner)).pieces == 1


async def test_the_last_piece_is_removed_and_a_second_tap_of_the_same_button_does_nothing(
    world: World, branch: Branch, owner: int
) -> None:
    item = await opened(world, branch.id, owner)
    await gather(world, owner, item, PHOTO, PAPER, PieceContent(PieceKind.TEXT, "多的"))
    version = await form_version(world, owner)
    now = await world.act(owner, evidence.drop_last, version)
    assert [one["kind"] for one in now.draft["pieces"]] == ["photo", "document"]
    for step in (evidence.drop_last, evidence.hand_in):
        await world.refused("stale_form", world.act(owner, step, version))
    assert (await hand_in(world, owner)).pieces == 2


async def test_nothing_is_handed_in_without_evidence(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, evidence.begin, item)
    await world.refused("evidence_none", hand_in(world, owner))
    await world.refused("evidence_none", world.act(owner, evidence.drop_last, await form_version(world, owner)))
    assert (await item_of(world, item)).state is ItemState.OPEN


async def test_too_many_pieces_are_refused_before_a_file_is_fetched(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    rules = INSTALLATION.rectification.evidence.model_copy(update={"most_pieces": 2})
    await gather(world, owner, item, PHOTO)
    await world.act(owner, evidence.check_gathering, rules, item)
    await give(world, owner, item, PAPER)
    await world.refused("evidence_too_many", world.act(owner, evidence.check_gathering, rules, item))
    await world.refused("evidence_too_many", world.act(owner, evidence.gather, rules, item, PHOTO))
    await world.refused("stale_form", world.act(branch.above, evidence.check_gathering, rules, item))


async def test_an_album_gets_one_answer_that_waits_for_its_last_piece(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, evidence.begin, item)
    for _ in range(3):
        assert (await give(world, owner, item, PHOTO, album="77")).message is None
        world.clock.forward(seconds=1)
    await give(world, owner, item, PAPER, album="78")
    rows = (await messages(world, "form.evidence"))[1:]
    assert [len(row.data["draft"]["pieces"]) for row in rows] == [3, 4]
    assert rows[-1].data["version"] == await form_version(world, owner)


async def test_an_albums_answer_that_was_sent_is_changed_and_one_on_its_way_gets_a_second(
    world: World, branch: Branch, owner: int
) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, evidence.begin, item)
    await give(world, owner, item, PHOTO, album="77")
    await world.run("UPDATE outbox SET claimed_until = 1 WHERE key LIKE '%:77' RETURNING id")
    await give(world, owner, item, PHOTO, album="77")
    assert len(await world.rows(PROMPTS)) == 3
    await world.run("UPDATE outbox SET state = 'sent', message_id = 5, data = '{}' WHERE key LIKE '%:77' RETURNING id")
    gathered = await give(world, owner, item, PHOTO, album="77")
    assert (gathered.message, len(gathered.form.draft["pieces"])) == (5, 3)
    assert len(await world.rows(PROMPTS)) == 3


async def test_every_piece_is_shown_in_order_to_those_who_may_see_it(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.refused("evidence_none_yet", show(world, owner, item))
    long = PieceContent(PieceKind.TEXT, "字" * 4096)
    await gather(
        world, owner, item, long, PHOTO, PieceContent(PieceKind.DOCUMENT, "明" * 1000, "b" * 64, "合同.pdf", 9)
    )
    await hand_in(world, owner)
    for person in (branch.members[1], branch.stranger, branch.leader):
        await world.refused("not_allowed", show(world, person, item))
    assert await show(world, branch.above, item) == 3
    rows = [row.data for row in await messages(world, "evidence.piece")]
    assert [(row["number"], row["kind"], row["first"], len(row["words"])) for row in rows] == [
        (1, "text", True, 3600),
        (1, "text", False, 496),
        (2, "photo", True, 4),
        (3, "document", True, 0),
        (3, "text", False, 1000),
    ]
    assert [row["file"] for row in rows] == [None, None, "a" * 64, "b" * 64, None]
    [end] = await messages(world, "evidence.end")
    assert (end.chat, end.data["decide"]) == (ACCOUNTS + branch.above, True)
    assert await show(world, branch.secretary, item) == 3
    assert (await messages(world, "evidence.end"))[-1].data["decide"] is False
    assert await show(world, owner, item) == 3


async def test_shown_once_for_an_update_that_comes_twice(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    for again in (False, True):
        assert await show(world, branch.above, item, again=again) == 1
    assert len(await messages(world, "evidence.piece")) == 1
    await show(world, branch.above, item)
    assert len(await messages(world, "evidence.piece")) == 2


async def test_what_is_gathered_and_not_handed_in_is_shown_to_nobody(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above)
    await gather(world, owner, item, PHOTO)
    assert await show(world, branch.above, item) == 1
    assert (await hand_in(world, owner)).pieces == 1
    assert await show(world, branch.above, item) == 2


async def test_what_was_sent_for_one_item_does_not_land_on_another(world: World, branch: Branch, owner: int) -> None:
    one, other = await opened(world, branch.id, owner), await opened(world, branch.id, owner)
    await world.act(owner, evidence.begin, one)
    await world.act(owner, evidence.begin, other)
    await world.refused(
        "stale_form", world.act(owner, evidence.check_gathering, INSTALLATION.rectification.evidence, one)
    )
    for album in ("", "77"):
        await world.refused(
            "stale_form",
            world.act(owner, evidence.gather, INSTALLATION.rectification.evidence, one, PHOTO, album),
        )
    assert await world.rows("SELECT item_id FROM rectify_evidence") == []
