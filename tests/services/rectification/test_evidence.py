"""Evidence: gathered by the owner alone, handed in to the committee above, shown to those who may see it."""

import json

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.rectification.model import ItemState
from bot.services import conversation
from bot.services.rectification import evidence
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rectification.rectify_stage import RULES, Ledger, ledger

PHOTO = PieceContent(PieceKind.PHOTO, "新会议室", "a" * 64, "", 7)
PAPER = PieceContent(PieceKind.DOCUMENT, "", "b" * 64, "合同.pdf", 9)


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


async def prompt(book: Ledger) -> dict[str, object]:
    """The last prompt that the owner was sent."""
    rows = await book.hall.messages("form.evidence")
    found: dict[str, object] = json.loads(rows[-1]["data"])["draft"]
    return found


async def show(book: Ledger, person: int, item: int, update: int | None = None) -> int:
    asked = book.hall.ask(person, update=update)
    return (await evidence.show(book.hall.uow, asked, item)).pieces


async def test_pieces_are_counted_handed_in_and_the_committee_and_the_secretary_hear(book: Ledger) -> None:
    item = await book.opened()
    await book.gather(item, PieceContent(PieceKind.TEXT, "换好了"), PHOTO, PAPER)
    labels = [("text", "换好了"), ("photo", "新会议室"), ("document", "合同.pdf")]
    draft = await prompt(book)
    assert draft["pieces"] == [{"kind": kind, "label": label} for kind, label in labels]
    handed = await book.hand_in()
    assert (handed.pieces, handed.told) == (3, 1)
    assert (await book.item(item)).state is ItemState.HANDED_IN
    assert (await book.item(item)).handed_in_at == book.hall.now
    assert await book.whom("evidence.handed_in") == [book.house.above]
    assert await book.whom("evidence.secretary") == [book.house.secretary]
    assert await book.history(item) == ["handed_in"]
    assert await book.stale() == [item]


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_only_when_it_is_the_owners_turn(book: Ledger, state: str) -> None:
    item = await book.opened()
    await book.gather(item)
    await book.hall.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    for step in (book.begin(item), book.give(), book.hand_in()):
        with pytest.raises(DomainError, match=code):
            await step
    assert await book.history(item) == []


async def test_nobody_but_the_owner(book: Ledger) -> None:
    item = await book.opened()
    for person in (book.house.secretary, book.house.above, book.house.stranger, book.house.members[1]):
        with pytest.raises(DomainError, match="item_of_another"):
            await book.begin(item, person)
    await book.gather(item)
    await book.hall.run("UPDATE rectify_item SET owner_id = $2 WHERE id = $1 RETURNING id", item, book.house.members[1])
    for step in (book.give(), book.hand_in()):
        with pytest.raises(DomainError, match="item_of_another"):
            await step
    with pytest.raises(DomainError, match="not_found"):
        await book.begin(987_654)


async def test_the_same_update_twice_is_one_piece(book: Ledger) -> None:
    item = await book.opened()
    await book.begin(item)
    await book.give(PHOTO, update=900)
    with pytest.raises(DomainError, match="stale_form"):
        await book.give(PHOTO, update=900)
    assert len(await book.hall.rows("SELECT id FROM rectify_evidence")) == 1


async def test_what_is_gathered_stays_when_the_form_is_left(book: Ledger) -> None:
    item = await book.opened()
    await book.gather(item, PHOTO)
    await conversation.cancel(book.hall.uow, book.hall.ask(book.owner))
    await book.begin(item)
    assert (await prompt(book))["pieces"] == [{"kind": "photo", "label": "新会议室"}]
    assert (await book.hand_in()).pieces == 1


async def test_the_last_piece_is_removed_and_a_second_tap_of_the_same_button_does_nothing(book: Ledger) -> None:
    item = await book.opened()
    await book.gather(item, PHOTO, PAPER, PieceContent(PieceKind.TEXT, "多的"))
    version, hall = await book.version(book.owner), book.hall
    now = await evidence.drop_last(hall.uow, hall.ask(book.owner), version)
    assert [one["kind"] for one in now.draft["pieces"]] == ["photo", "document"]
    for step in (evidence.drop_last, evidence.hand_in):
        with pytest.raises(DomainError, match="stale_form"):
            await step(hall.uow, hall.ask(book.owner), version)
    assert (await book.hand_in()).pieces == 2


async def test_nothing_is_handed_in_without_evidence(book: Ledger) -> None:
    item = await book.opened()
    await book.begin(item)
    with pytest.raises(DomainError, match="evidence_none"):
        await book.hand_in()
    with pytest.raises(DomainError, match="evidence_none"):
        await evidence.drop_last(book.hall.uow, book.hall.ask(book.owner), await book.version(book.owner))
    assert (await book.item(item)).state is ItemState.OPEN


async def test_too_many_pieces_are_refused_before_a_file_is_fetched(book: Ledger) -> None:
    item, hall = await book.opened(), book.hall
    rules = RULES.evidence.model_copy(update={"most_pieces": 2})
    await book.gather(item, PHOTO)
    await evidence.check_gathering(hall.uow, hall.ask(book.owner), rules, item)
    await book.give(PAPER)
    with pytest.raises(DomainError, match="evidence_too_many"):
        await evidence.check_gathering(hall.uow, hall.ask(book.owner), rules, item)
    with pytest.raises(DomainError, match="evidence_too_many"):
        await evidence.gather(hall.uow, hall.ask(book.owner), rules, item, PHOTO)
    with pytest.raises(DomainError, match="stale_form"):
        await evidence.check_gathering(hall.uow, hall.ask(book.house.above), rules, item)


async def test_an_album_gets_one_answer_that_waits_for_its_last_piece(book: Ledger) -> None:
    item = await book.opened()
    await book.begin(item)
    for _ in range(3):
        assert (await book.give(PHOTO, album="77")).message is None
        book.hall.clock.forward(seconds=1)
    await book.give(PAPER, album="78")
    rows = (await book.hall.messages("form.evidence"))[1:]
    assert [len(json.loads(row["data"])["draft"]["pieces"]) for row in rows] == [3, 4]
    assert json.loads(rows[-1]["data"])["version"] == await book.version(book.owner)


async def test_an_albums_answer_that_was_sent_is_changed_and_one_on_its_way_gets_a_second(book: Ledger) -> None:
    item = await book.opened()
    await book.begin(item)
    await book.give(PHOTO, album="77")
    await book.hall.run("UPDATE outbox SET claimed_until = 1 WHERE key LIKE '%:77' RETURNING id")
    await book.give(PHOTO, album="77")
    assert len(await book.hall.messages("form.evidence")) == 3
    await book.hall.run(
        "UPDATE outbox SET state = 'sent', message_id = 5, data = '{}' WHERE key LIKE '%:77' RETURNING id"
    )
    gathered = await book.give(PHOTO, album="77")
    assert (gathered.message, len(gathered.form.draft["pieces"])) == (5, 3)
    assert len(await book.hall.messages("form.evidence")) == 3


async def test_every_piece_is_shown_in_order_to_those_who_may_see_it(book: Ledger) -> None:
    house, item = book.house, await book.opened()
    with pytest.raises(DomainError, match="evidence_none_yet"):
        await show(book, book.owner, item)
    long = PieceContent(PieceKind.TEXT, "字" * 4096)
    await book.gather(item, long, PHOTO, PieceContent(PieceKind.DOCUMENT, "明" * 1000, "b" * 64, "合同.pdf", 9))
    await book.hand_in()
    for person in (house.members[1], house.stranger, house.leader):
        with pytest.raises(DomainError, match="not_allowed"):
            await show(book, person, item)
    assert await show(book, house.above, item) == 3
    rows = [json.loads(row["data"]) for row in await book.hall.messages("evidence.piece")]
    assert [(row["number"], row["kind"], row["first"], len(row["words"])) for row in rows] == [
        (1, "text", True, 3600),
        (1, "text", False, 496),
        (2, "photo", True, 4),
        (3, "document", True, 0),
        (3, "text", False, 1000),
    ]
    assert [row["file"] for row in rows] == [None, None, "a" * 64, "b" * 64, None]
    [(whom, end)] = await book.told("evidence.end")
    assert (whom, end["decide"]) == (house.above, True)
    assert await show(book, house.secretary, item) == 3
    assert (await book.told("evidence.end"))[-1][1]["decide"] is False
    assert await show(book, book.owner, item) == 3


async def test_shown_once_for_an_update_that_comes_twice(book: Ledger) -> None:
    item = await book.handed_in()
    for _ in range(2):
        assert await show(book, book.house.above, item, update=901) == 1
    assert len(await book.hall.messages("evidence.piece")) == 1
    await show(book, book.house.above, item)
    assert len(await book.hall.messages("evidence.piece")) == 2


async def test_what_is_gathered_and_not_handed_in_is_shown_to_nobody(book: Ledger) -> None:
    item = await book.handed_in()
    await book.begin_return(item)
    await book.give_reason()
    await book.gather(item, PHOTO)
    assert await show(book, book.house.above, item) == 1
    assert (await book.hand_in()).pieces == 1
    assert await show(book, book.house.above, item) == 2


async def test_the_nearest_above_with_any_then_the_administrators_never_the_owner(book: Ledger) -> None:
    hall, house = book.hall, book.house
    await hall.run(
        "UPDATE account SET administrator_since = 1 WHERE person_id IN ($1, $2) RETURNING id",
        book.owner,
        house.stranger,
    )
    assert await to(book, await book.opened()) == [house.above]
    own = await book.opened(house.above)
    assert await to(book, own, house.above) == [book.owner, house.stranger]
    await hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", house.top)
    assert await to(book, await book.opened()) == [house.stranger]
    # whoever is asked may look and decide
    last = await book.handed_in()
    assert await show(book, house.stranger, last) == 1
    assert (await book.sign_off(last, house.stranger)).item.state is ItemState.SIGNED_OFF


async def to(book: Ledger, item: int, owner: int | None = None) -> list[int]:
    """To whom it goes when the item is handed in."""
    before = await book.whom("evidence.handed_in")
    await book.gather(item, owner=owner)
    await book.hand_in(owner)
    after = await book.whom("evidence.handed_in")
    for one in before:
        after.remove(one)
    return after


async def test_where_nobody_above_can_be_told_the_owner_hears_it(book: Ledger) -> None:
    await book.hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", book.house.top)
    await book.gather(await book.opened())
    assert (await book.hand_in()).told == 0


async def test_the_owner_who_is_secretary_is_not_told_of_the_own_step(book: Ledger) -> None:
    secretary = book.house.secretary
    await book.gather(await book.opened(secretary), owner=secretary)
    await book.hand_in(secretary)
    assert await book.whom("evidence.secretary") == [book.house.deputy]
    assert ACCOUNTS + secretary not in {row["chat_id"] for row in await book.hall.messages("evidence.handed_in")}


async def test_what_was_sent_for_one_item_does_not_land_on_another(book: Ledger) -> None:
    one, other, hall = await book.opened(), await book.opened(), book.hall
    await book.begin(one)
    await book.begin(other)
    with pytest.raises(DomainError, match="stale_form"):
        await evidence.check_gathering(hall.uow, hall.ask(book.owner), RULES.evidence, one)
    for album in ("", "77"):
        with pytest.raises(DomainError, match="stale_form"):
            await evidence.gather(hall.uow, hall.ask(book.owner), RULES.evidence, one, PHOTO, album)
    assert await hall.rows("SELECT item_id FROM rectify_evidence") == []
