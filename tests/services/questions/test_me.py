"""/me, /language and the menu: what one sees of oneself, and in which language."""

import json
from datetime import date

import pytest

from bot.domain.attendance.ledger import LeaveState
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.services import language, menu
from bot.services.menu import COMMANDS, WITH_DUTIES
from bot.services.questions import me
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES
from bot.views import language as language_view
from bot.views import menu as menu_view
from bot.views.questions import me as view
from bot.views.rectification.ledger import MineList
from tests.clock import START
from tests.services.people.hall import ADMIN, LI_CHAT, PHONE, TEXTS, Hall, open_hall
from tests.services.small_branch import CHEN, GUEST, LI, WANG, ZHAO, meeting_with

EVERYTHING = ("home", "call", *menu.OWN, *menu.CALLING, *menu.DUTIES, "language")


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await open_hall(database)


async def bound(hall: Hall, person: int) -> Request:
    await hall.open(await hall.link(person))
    return hall.asks(PHONE)


async def leave_and_exemption(hall: Hall, person: int) -> None:
    async with hall.uow.begin() as work:
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


async def test_a_member_sees_everything_that_is_held(hall: Hall) -> None:
    await meeting_with(hall.uow, CHEN, ZHAO)
    await leave_and_exemption(hall, CHEN)
    request = await bound(hall, CHEN)
    hall.clock.forward(hours=2)
    held = await me.of_asker(hall.uow, hall.asks(request.account_id))
    assert held.person is not None
    assert (held.person.name, held.group, held.year) == ("陈小雨", "第二党小组", 2026)
    assert (held.figures.expected, held.figures.present) == (1, 1)
    assert [(one.title, one.reason, one.state) for one in held.leaves] == [("党员大会", "出差", LeaveState.GRANTED)]
    assert [(one.period.from_on, one.reason) for one in held.exemptions] == [(date(2026, 1, 1), "住院")]
    text = view.held(held, 365, TEXTS.speech("zh")).text
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
    assert "365" in view.held(held, 365, TEXTS.speech("en")).text


async def test_posts_are_shown_with_their_days(hall: Hall) -> None:
    await bound(hall, ZHAO)
    held = await me.of_asker(hall.uow, hall.asks(PHONE))
    text = view.held(held, 365, TEXTS.speech("zh")).text
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


async def work_of(hall: Hall, person: int) -> None:
    """Of each thing that is new, and of each one that is not the person's or not to come."""
    async with hall.uow.begin() as work:
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


async def test_rectification_and_reminders_are_told_in_words(hall: Hall) -> None:
    await meeting_with(hall.uow, CHEN, ZHAO)
    await bound(hall, CHEN)
    nothing = await me.of_asker(hall.uow, hall.asks(PHONE))
    await work_of(hall, CHEN)
    held = await me.of_asker(hall.uow, hall.asks(PHONE))
    shown = view.held(held, 365, TEXTS.speech("zh"))
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
    english = view.held(held, 365, TEXTS.speech("en")).text
    assert "Rectification items that are yours: 2, not signed off yet: 1." in english
    bare = view.held(nothing, 365, TEXTS.speech("zh"))
    for words in ("没有由您负责的整改事项", "没有申请过延期", "您没有另选时间", "还没有发的提醒：0 条"):
        assert words in bare.text
    assert MineList(0).pack() not in str(bare.keyboard)


async def test_figures_are_ones_own_alone(hall: Hall) -> None:
    await meeting_with(hall.uow, ZHAO)
    await leave_and_exemption(hall, ZHAO)
    await bound(hall, WANG)
    held = await me.of_asker(hall.uow, hall.asks(PHONE))
    assert (held.figures.expected, held.leaves, held.exemptions) == (0, (), ())
    assert "赵建国" not in view.held(held, 365, TEXTS.speech("zh")).text


async def test_outside_participants_and_administrators_see_theirs(hall: Hall) -> None:
    await bound(hall, GUEST)
    guest = await me.of_asker(hall.uow, hall.asks(PHONE))
    nobody = await me.of_asker(hall.uow, hall.asks(ADMIN))
    assert nobody.person is None
    for say in map(TEXTS.speech, LANGUAGES):
        assert "周代表" in view.held(guest, 365, say).text
        assert str(ADMIN) in view.held(nobody, 365, say).text
    await hall.refused("unknown_account", me.of_asker(hall.uow, hall.asks(777)))


async def test_the_language_holds_from_the_answer_on(hall: Hall) -> None:
    request = await bound(hall, CHEN)
    await language.choose(hall.uow, request, "en")
    assert request.language == "en"
    later = hall.asks(PHONE)
    await language.now(hall.uow, later)
    assert later.language == "en"
    assert "English" in language_view.chosen(TEXTS.speech(later.language)).text
    rows = await hall.rows("SELECT data FROM outbox WHERE kind = 'menu.commands' AND chat_id = $1 ORDER BY id", PHONE)
    assert [tuple(json.loads(row["data"])["commands"]) for row in rows] == [COMMANDS, COMMANDS]


async def test_a_language_that_is_not_spoken_is_refused(hall: Hall) -> None:
    await hall.refused("old_button", language.choose(hall.uow, hall.asks(LI_CHAT), "fr"))
    await hall.refused("unknown_account", language.choose(hall.uow, hall.asks(777), "en"))


@pytest.mark.parametrize(
    ("person", "opens"),
    [
        (CHEN, (*menu.OWN, "language")),
        (GUEST, (*menu.OWN, "language")),
        (ZHAO, (*menu.OWN, *menu.CALLING, "language")),
        (WANG, (*menu.OWN, *menu.CALLING, *menu.DUTIES, "language")),
    ],
)
async def test_the_menu_has_what_one_may_do(hall: Hall, person: int, opens: tuple[str, ...]) -> None:
    await bound(hall, person)
    found = await menu.main(hall.uow, hall.asks(PHONE))
    assert found.open == opens
    for say in map(TEXTS.speech, LANGUAGES):
        shown = menu_view.main(found, EVERYTHING, say)
        assert "王秀兰" not in shown.text or person == WANG
        assert shown.keyboard is not None
        assert menu_view.help_(found, say).text


async def test_an_administrator_on_no_roster_has_a_menu_too(hall: Hall) -> None:
    found = await menu.main(hall.uow, hall.asks(ADMIN))
    assert found.open == ("rating", "rectify", *menu.DUTIES, "language")
    with pytest.raises(DomainError):
        await menu.main(hall.uow, hall.asks(777))


def test_a_button_stands_for_nothing_that_is_not_there() -> None:
    found = menu.Menu("张三", "支部", menu.OWN, administrator=False, duties=False)
    shown = menu_view.main(found, {"me"}, TEXTS.speech("zh"))
    assert "checkin" not in str(shown.keyboard)
    assert "o:me" in str(shown.keyboard)


def test_every_private_chat_has_its_commands_in_both_languages_and_without_one() -> None:
    found = menu_view.defaults(TEXTS, "zh")
    assert [code for _, code, _ in found] == ["zh", "en", None]
    for _, _, commands in found:
        assert tuple(one.command for one in commands) == COMMANDS
    said = menu_view.commands({"commands": list(WITH_DUTIES)}, TEXTS.speech("en"))
    assert {one.command: one.description for one in said}["posts"] == "Posts"


async def test_before_any_meeting_is_over_there_are_no_figures(hall: Hall) -> None:
    await meeting_with(hall.uow, CHEN)
    await bound(hall, CHEN)
    held = await me.of_asker(hall.uow, hall.asks(PHONE))
    assert held.figures.expected == 0
    assert "今年还没有开过您应到的会议" in view.held(held, 365, TEXTS.speech("zh")).text
