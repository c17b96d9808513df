"""Nobody decides about what is or was their own; reasons are for those whom the item concerns."""

from zoneinfo import ZoneInfo

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.domain.request import Request
from bot.services.people import account
from bot.services.rectification import card, enter, evidence, sign_off
from bot.services.rectification import open as rectify_open
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES, Texts
from bot.views.rectification import card as rectify_card
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rectification.rectify_form import Desk
from tests.services.rectification.rectify_stage import Ledger, ledger

TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
RUNS = "UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id"
NOBODY_ABOVE = "UPDATE post SET ended_on = '2021-01-01' WHERE unit_id = $1"
STAND_IN = "INSERT INTO account (id, administrator_since, language) VALUES (77, 1, 'zh') RETURNING id"


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


async def organiser(book: Ledger) -> int:
    """A member of the branch who acts in the committee above as well."""
    found = await book.hall.person("组织员", book.house.unit)
    await book.hall.post(found, book.house.top, "organiser")
    return found


async def given_to(book: Ledger, item: int, owner: int) -> None:
    """By the secretary."""
    desk = Desk(book)
    now = await desk(enter.change, item)
    now = await desk(enter.field, now.version, "owner")
    await desk.save(await desk(enter.owner, now.version, owner))


async def alone(book: Ledger) -> tuple[int, int]:
    """The administrator of a branch that nobody is above, and an item of theirs that was handed in."""
    lone = await book.hall.unit("独支部", "branch")
    runs = await book.hall.person("管理员", lone)
    await book.hall.run(RUNS, runs)
    return runs, await book.handed_in(runs, lone)


# --- what is or was one's own -----------------------------------------------------------------------------


async def test_an_administrator_does_not_part_from_the_roster_alone(book: Ledger) -> None:
    hall, (runs, _) = book.hall, await alone(book)
    with pytest.raises(DomainError, match="own_unbinding"):
        await account.unbind(hall.uow, hall.ask(runs), runs, ACCOUNTS + runs)
    assert all(TEXTS.speech(one).has("error-own-unbinding") for one in LANGUAGES)
    [row] = await hall.rows("SELECT person_id FROM account WHERE id = $1", ACCOUNTS + runs)
    assert row["person_id"] == runs


async def test_parted_by_another_the_account_still_decides_about_nothing_of_its_own(book: Ledger) -> None:
    hall, (runs, item) = book.hall, await alone(book)
    other = await hall.person("另一位管理员", book.house.unit)
    await hall.run(RUNS, other)
    await account.unbind(hall.uow, hall.ask(other), runs, ACCOUNTS + runs)
    for step in (book.sign_off(item, runs), book.begin_return(item, runs)):
        with pytest.raises(DomainError, match="own_item"):
            await step
    assert (await book.item(item)).state is ItemState.HANDED_IN
    lone = (await book.item(item)).unit_id
    of_another = await book.handed_in(await hall.person("独党员", lone), lone)
    await book.sign_off(of_another, runs)
    assert (await book.item(of_another)).state is ItemState.SIGNED_OFF


async def test_who_gave_evidence_does_not_sign_it_off_after_it_was_given_to_another(book: Ledger) -> None:
    once = await organiser(book)
    item = await book.handed_in(once)
    await book.begin_return(item)
    await book.give_reason("补一张照片")
    await given_to(book, item, book.owner)
    await book.gather(item)
    await book.hand_in()
    for step in (book.sign_off(item, once), book.begin_return(item, once)):
        with pytest.raises(DomainError, match="own_item"):
            await step
    found = await card.card(book.hall.uow, book.hall.ask(once), item)
    assert not found.allowed.sign_off
    assert once not in await book.whom("evidence.handed_in")
    await book.sign_off(item)
    assert (await book.item(item)).state is ItemState.SIGNED_OFF


async def test_who_owned_it_without_doing_anything_does_not_sign_it_off_either(book: Ledger) -> None:
    once = await organiser(book)
    item = await book.opened(once)
    await given_to(book, item, book.owner)
    await book.gather(item)
    await book.hand_in()
    assert once not in await book.whom("evidence.handed_in")
    with pytest.raises(DomainError, match="own_item"):
        await book.sign_off(item, once)


async def test_who_asked_a_later_date_does_not_agree_to_it(book: Ledger) -> None:
    once = await organiser(book)
    item = await book.opened(once)
    await book.ask_later(item, owner=once)
    await given_to(book, item, book.owner)
    [asked] = await book.hall.rows("SELECT id FROM rectify_extension")
    with pytest.raises(DomainError, match="own_item"):
        await book.decide(asked["id"], by=once)
    await book.decide(asked["id"])
    assert (await book.item(item)).extended


async def test_whoever_stands_in_for_the_committee_does_not_give_the_own_item_away(book: Ledger) -> None:
    await book.hall.run(NOBODY_ABOVE, book.house.top)
    await book.hall.run(RUNS, book.house.secretary)
    item, desk = await book.opened(book.house.secretary), Desk(book)
    now = await desk(enter.change, item)
    now = await desk(enter.field, now.version, "owner")
    now = await desk(enter.owner, now.version, book.owner)
    await desk.refused("item_not_given_away", rectify_open.save, now.version, publish=False)


# --- who sees it ------------------------------------------------------------------------------------------


async def test_who_stands_in_for_the_committee_sees_the_item_it_decides_on(book: Ledger) -> None:
    hall = book.hall
    await hall.run(NOBODY_ABOVE, book.house.top)
    await hall.run(STAND_IN)
    item = await book.handed_in()
    asked = Request(1, 77, hall.now, hall.zone, "zh")
    found = await card.card(hall.uow, asked, item)
    assert (found.allowed.sign_off, found.allowed.see_evidence, found.allowed.see_reasons) == (True, True, True)
    assert (await card.history(hall.uow, asked, item)).events
    assert (await evidence.show(hall.uow, asked, item)).pieces == 1
    assert await sign_off.ask(hall.uow, asked, item)
    with pytest.raises(DomainError, match="not_allowed"):
        await card.card(hall.uow, asked, await book.entered())


async def test_reasons_and_history_are_for_those_whom_it_concerns(book: Ledger) -> None:
    house, hall = book.house, book.hall
    masses = await hall.person("群众", house.unit, standing="mass_representative")
    liaison = await hall.person("联络员", house.top)
    await hall.post(liaison, house.top, "liaison")
    item = await book.opened()
    await book.ask_later(item, reason="住院做手术")
    await book.gather(item)
    await book.hand_in()
    await book.begin_return(item)
    await book.give_reason("照片是旧的")
    for reader in (masses, house.members[1]):
        words = await card_words(book, reader, item)
        assert not any(one in words for one in ("住院做手术", "照片是旧的", "办理记录", "History"))
        assert "2027" in words
        with pytest.raises(DomainError, match="not_allowed"):
            await card.history(hall.uow, hall.ask(reader), item)
    for reader in (book.owner, house.secretary, house.above, liaison):
        words = await card_words(book, reader, item)
        assert all(one in words for one in ("住院做手术", "照片是旧的", "办理记录", "History"))
        past = await card.history(hall.uow, hall.ask(reader), item)
        assert "照片是旧的" in rectify_card.history(past, TEXTS.speech("zh")).text


async def card_words(book: Ledger, reader: int, item: int) -> str:
    """Everything that they can read on it, in both languages, buttons included."""
    found = await card.card(book.hall.uow, book.hall.ask(reader), item)
    views = [rectify_card.card(found, TEXTS.speech(language)) for language in LANGUAGES]
    boards = [view.keyboard for view in views if isinstance(view.keyboard, InlineKeyboardMarkup)]
    labels = [one.text for board in boards for row in board.inline_keyboard for one in row]
    return "\n".join([*(view.text for view in views), *labels])
