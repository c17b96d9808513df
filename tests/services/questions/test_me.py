"""/me, /language and the menu: what one sees of oneself, and in which language."""

from datetime import date

import pytest

from bot.domain.attendance.leave import LeaveState
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.services import actor, language, menu
from bot.services.menu import COMMANDS, WITH_DUTIES
from bot.services.questions import me
from bot.views import language as language_view
from bot.views import menu as menu_view
from bot.views.questions import me as view
from bot.views.rectification.ledger import MineList
from tests.clock import START
from tests.installation import EN, TEXTS, ZH
from tests.services.people.binding import ADMINISTRATOR, PHONE, new_link, open_link
from tests.services.people.menu import menus
from tests.world import ACCOUNTS, World
from tests.world.meeting import attended, call_meeting
from tests.world.village import BRANCH, CHEN, GUEST, LI, WANG, ZHAO

EVERYTHING = ("home", "call", *menu.OWN, *menu.CALLING, *menu.DUTIES, "language")


async def bound(village: World, person: int) -> None:
    """The phone is theirs."""
    await open_link(village, await new_link(village, person))


async def met(village: World, *people: int) -> None:
    """The first meeting, which these have come to."""
    called = await call_meeting(village, BRANCH, people, title="党员大会")
    await attended(village, called, *people)


async def leave_and_exemption(village: World, person: int) -> None:
    async with village.uow.begin() as work:
        await work.execute(
            "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) VALUES (1, $1, '出差', 'granted', $2)",
            person,
            to_ms(START),
        )
        await work.execute(
            "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
            "VALUES ($1, '2026-01-01', '2026-06-30', '住院', $2, 0)",
            person,
            LI,
        )
        await work.commit()


async def test_a_member_sees_everything_that_is_held(village: World) -> None:
    await met(village, CHEN, ZHAO)
    await leave_and_exemption(village, CHEN)
    await bound(village, CHEN)
    village.clock.forward(hours=2)
    held = await village.act(PHONE, me.of_asker)
    assert held.person is not None
    assert (held.person.name, held.group, held.year) == ("陈小雨", "第二党小组", 2026)
    assert (held.figures.expected, held.figures.present) == (1, 1)
    assert [(one.title, one.reason, one.state) for one in held.leaves] == [("党员大会", "出差", LeaveState.GRANTED)]
    assert [(one.period.from_on, one.reason) for one in held.exemptions] == [(date(2026, 1, 1), "住院")]
    text = view.held(held, 365, ZH).text
    for fact in (
        "陈小雨",
        "柳林村党支部",
        "第二党小组",
        "预备党员",
        "13900000004",
        "专属链接",
        "2026 年",
        "出差",
        "住院",
    ):
        assert fact in text
    assert "365" in view.held(held, 365, EN).text


async def test_posts_are_shown_with_their_days(village: World) -> None:
    await bound(village, ZHAO)
    held = await village.act(PHONE, me.of_asker)
    text = view.held(held, 365, ZH).text
    assert "第二党小组 小组长，2024年1月1日起" in text
    assert "曾任职务：柳林村党支部 宣传委员，2024年1月1日至2025年6月30日" in text


ITEM = """
INSERT INTO rectify_item (id, unit_id, problem, measure, owner_id, horizon, starts_on, due_on, first_due_on, state,
  entered_at) VALUES ($1, 2, '活动室漏雨', '修', $2, 'near', '2026-01-01', '2026-12-31', '2026-12-31', $3, 0)"""
EVIDENCE = """
INSERT INTO rectify_evidence (item_id, kind, words, given_by, given_at, handed_in_at)
VALUES (1, 'text', '换了瓦', $1, 0, $2)"""
EXTENSION = """
INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at)
VALUES (1, '2027-01-31', '瓦没到货', $2, $1, 0)"""
REMINDER = """
INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state, snoozed)
VALUES ('due', 1, $1, $2, '2026-12-31', $3, $4)"""


async def work_of(village: World, person: int) -> None:
    """Of each thing that is new, and of each one that is not the person's or not to come."""
    async with village.uow.begin() as work:
        items = ((1, person, "open"), (2, person, "signed_off"), (3, person, "draft"), (4, ZHAO, "open"))
        await work.executemany(ITEM, items)
        await work.executemany(EVIDENCE, [(person, None), (person, None), (person, 0), (ZHAO, None)])
        await work.executemany(EXTENSION, [(person, "refused"), (person, "asked"), (ZHAO, "agreed")])
        rows = ((person, "a", "planned"), (person, "b", "queued"), (ZHAO, "c", "planned"))
        await work.executemany(REMINDER, [(*row, False) for row in rows])
        await work.execute(
            "INSERT INTO reminder_setting (person_id, minute, muted) VALUES ($1, 450, 'due,month')", person
        )
        await work.execute("INSERT INTO outside_place (session_id, person_id, at) VALUES (1, $1, 0)", person)
        await work.commit()


async def test_rectification_and_reminders_are_told_in_words(village: World) -> None:
    await met(village, CHEN, ZHAO)
    await bound(village, CHEN)
    nothing = await village.act(PHONE, me.of_asker)
    await work_of(village, CHEN)
    held = await village.act(PHONE, me.of_asker)
    shown = view.held(held, 365, ZH)
    for words in (
        "您负责的整改事项：2 件，其中 1 件还没有销号。",
        "还没有交上去的整改材料：2 件",
        "已经交上去的整改材料：1 件",
        "申请过的延期：\n· “活动室漏雨”延到2027年1月31日：瓦没到货（等待答复）\n",
        "\n· “活动室漏雨”延到2027年1月31日：瓦没到货（没有同意）\n",
        "您选了 07:30 收",
        "您已关闭的提醒：整改到期、整改月度小结",
        "还没有发的提醒：1 条",
        "不在会场附近：1 场",
    ):
        assert words in shown.text
    assert MineList(0).pack() in str(shown.keyboard)
    english = view.held(held, 365, EN).text
    assert "Rectification items that are yours: 2, not signed off yet: 1." in english
    bare = view.held(nothing, 365, ZH)
    for words in ("没有由您负责的整改事项", "没有申请过延期", "您没有另选时间", "还没有发的提醒：0 条"):
        assert words in bare.text
    assert MineList(0).pack() not in str(bare.keyboard)


async def test_figures_are_ones_own_alone(village: World) -> None:
    await met(village, ZHAO)
    await leave_and_exemption(village, ZHAO)
    await bound(village, WANG)
    held = await village.act(PHONE, me.of_asker)
    assert (held.figures.expected, held.leaves, held.exemptions) == (0, (), ())
    assert "赵建国" not in view.held(held, 365, ZH).text


async def test_outside_participants_and_administrators_see_theirs(village: World) -> None:
    await bound(village, GUEST)
    guest = await village.act(PHONE, me.of_asker)
    nobody = await village.act(ADMINISTRATOR, me.of_asker)
    assert nobody.person is None
    for say in (ZH, EN):
        assert "周代表" in view.held(guest, 365, say).text
        assert str(ACCOUNTS + ADMINISTRATOR) in view.held(nobody, 365, say).text
    await village.refused("unknown_account", village.act(777, me.of_asker))


async def test_the_language_holds_from_the_answer_on(village: World) -> None:
    await bound(village, CHEN)
    request = village.request(PHONE)
    await language.choose(village.uow, request, "en")
    assert request.language == "en"
    later = village.request(PHONE)
    await actor.identify(village.uow, later)
    assert later.language == "en"
    assert "English" in language_view.chosen(TEXTS.speech(later.language)).text
    assert await menus(village, PHONE) == [COMMANDS, COMMANDS]


async def test_a_language_that_is_not_spoken_is_refused(village: World) -> None:
    await village.refused("old_button", village.act(LI, language.choose, "fr"))
    await village.refused("unknown_account", village.act(777, language.choose, "en"))


@pytest.mark.parametrize(
    ("person", "opens"),
    [
        (CHEN, (*menu.OWN, "language")),
        (GUEST, (*menu.OWN, "language")),
        (ZHAO, (*menu.OWN, *menu.CALLING, "language")),
        (WANG, (*menu.OWN, *menu.CALLING, *menu.DUTIES, "language")),
    ],
)
async def test_the_menu_has_what_one_may_do(village: World, person: int, opens: tuple[str, ...]) -> None:
    await bound(village, person)
    found = await village.act(PHONE, menu.main)
    assert found.open == opens
    for say in (ZH, EN):
        shown = menu_view.main(found, EVERYTHING, say)
        assert "王秀兰" not in shown.text or person == WANG
        assert shown.keyboard is not None
        assert menu_view.help_(found, say).text


async def test_an_administrator_on_no_roster_has_a_menu_too(village: World) -> None:
    found = await village.act(ADMINISTRATOR, menu.main)
    assert found.open == ("rating", "rectify", *menu.DUTIES, "language")
    with pytest.raises(DomainError):
        await village.act(777, menu.main)


def test_a_button_stands_for_nothing_that_is_not_there() -> None:
    found = menu.Menu("张三", "支部", menu.OWN, administrator=False, duties=False)
    shown = menu_view.main(found, {"me"}, ZH)
    assert "checkin" not in str(shown.keyboard)
    assert "o:me" in str(shown.keyboard)


def test_every_private_chat_has_its_commands_in_both_languages_and_without_one() -> None:
    found = menu_view.defaults(TEXTS, "zh")
    assert [code for _, code, _ in found] == ["zh", "en", None]
    for _, _, commands in found:
        assert tuple(one.command for one in commands) == COMMANDS
    said = menu_view.commands(WITH_DUTIES, EN)
    assert {one.command: one.description for one in said}["posts"] == "Posts"


async def test_before_any_meeting_is_over_there_are_no_figures(village: World) -> None:
    await met(village, CHEN)
    await bound(village, CHEN)
    held = await village.act(PHONE, me.of_asker)
    assert held.figures.expected == 0
    assert "今年还没有开过您应到的会议" in view.held(held, 365, ZH).text
