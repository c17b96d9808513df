"""Making links: for whom, by whom, on screen and on paper."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from bot.domain.errors import DomainError
from bot.domain.people.binding import BindingResult, invite_link
from bot.reports.invite_sheet import Card, sheet
from bot.services.people import invite
from bot.services.people.invite import PeoplePage, UnitCounts
from bot.views.people import invite as view
from tests.installation import EN, ZH
from tests.services.people.binding import ADMINISTRATOR, PHONE, TERMS, open_link, share_number
from tests.world import World
from tests.world.village import BRANCH, CHEN, LI, SUN, TOWN, WANG

PLACE = "青河镇党委/柳林村党支部"


async def test_the_secretary_sees_who_has_no_account(village: World) -> None:
    page = await village.act(LI, invite.list_units, 0, bound=False)
    assert isinstance(page, PeoplePage)
    names = [one.person.name for one in page.people]
    assert names == ["王秀兰", "赵建国", "陈小雨", "钱多多", "周代表"]
    bound = await village.act(LI, invite.list_units, 0, bound=True)
    assert isinstance(bound, PeoplePage)
    assert [one.person.id for one in bound.people] == [LI]


async def test_many_are_shown_by_unit_and_page(village: World) -> None:
    await village.run_all(
        "INSERT INTO person (id, name, unit_id, standing, retired, floating) VALUES ($1, $2, $3, 'full', $4, $4)",
        [(100 + number, f"党员{number}", TOWN if number % 2 else BRANCH, False) for number in range(30)],
    )
    units = await village.act(ADMINISTRATOR, invite.list_units, 0, bound=False)
    assert isinstance(units, UnitCounts)
    assert [(unit.id, count) for unit, count in units.units] == [(TOWN, 15), (BRANCH, 20)]
    town = await village.act(ADMINISTRATOR, invite.list_people, TOWN, 1, bound=False)
    assert (len(town.people), town.more) == (5, False)
    seen: list[int] = []
    for number in range(2):
        page = await village.act(LI, invite.list_people, BRANCH, number, bound=False)
        assert page.more is (number == 0)
        seen += [one.person.id for one in page.people]
        for say in (ZH, EN):
            assert view.people(page, say).keyboard is not None
            assert view.places(units, say).text
    assert len(set(seen)) == 20


async def test_a_link_made_in_chat_opens_and_its_picture_says_the_same(village: World) -> None:
    made = await village.act(LI, invite.create_personal, CHEN, TERMS)
    address = invite_link("some_bot", made.token)
    shown = view.made(made, address, ZH)
    assert shown.protected
    assert shown.picture is not None
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(shown.picture)))[0].text == address
    assert (await open_link(village, made.token)).result is BindingResult.BOUND


async def test_a_tap_delivered_twice_makes_one_link(village: World) -> None:
    made = await village.act(LI, invite.create_personal, CHEN, TERMS)
    again = invite.create_personal(village.uow, village.request(LI, again=True), CHEN, TERMS)
    await village.refused("link_made_already", again)
    assert (await open_link(village, made.token)).result is BindingResult.BOUND


async def test_whoever_makes_no_links_is_refused(village: World) -> None:
    await share_number(village, "+8613900000004")
    await village.refused("not_allowed", village.act(PHONE, invite.list_units, 0, bound=False))
    await village.refused("not_allowed", village.act(PHONE, invite.list_people, BRANCH, 0, bound=False))
    await village.refused("not_allowed", village.act(LI, invite.list_people, TOWN, 0, bound=False))
    await village.refused("not_allowed", village.act(PHONE, invite.create_personal, WANG, TERMS))
    await village.refused("not_found", village.act(LI, invite.create_personal, 999, TERMS))
    await village.refused("person_left", village.act(LI, invite.create_personal, SUN, TERMS))


async def test_the_operator_gets_a_link_for_each_without_an_account(village: World) -> None:
    made = await invite.create_for_unit(village.uow, PLACE, TERMS)
    assert [one.person.name for one in made] == ["王秀兰", "赵建国", "陈小雨", "钱多多", "周代表"]
    assert {one.expires - village.clock.now() for one in made} == {timedelta(hours=72)}
    assert len({one.token for one in made}) == 5
    assert (await open_link(village, made[0].token)).result is BindingResult.BOUND
    assert len(await invite.create_for_unit(village.uow, "青河镇党委", TERMS)) == 4
    with pytest.raises(DomainError) as refused:
        await invite.create_for_unit(village.uow, "没有的党支部", TERMS)
    assert refused.value.code == "no_such_unit"


async def test_the_printed_sheet_has_a_code_and_a_name_for_each(village: World) -> None:
    made = await invite.create_for_unit(village.uow, PLACE, TERMS)
    cards = [Card(one.person.name, one.unit.name, invite_link("some_bot", one.token)) for one in made]
    page = sheet([*cards, Card("<b>&", "x", "y")], view.sheet_words(PLACE, made[0], ZH)).decode()
    assert page.count("<svg") == 6
    assert all(card.name in page for card in cards)
    assert "&lt;b&gt;&amp;" in page
    assert "11月28日" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
