"""What is begun by words: the menu's own labels, wishes, and checking in, which words only offer."""

import pytest

from bot.sandbox.phone import Phone
from tests.e2e.attendance.test_checkin import MEMBER, SECRETARY, Occasion
from tests.e2e.system import System


@pytest.fixture
async def occasion(system: System) -> Occasion:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    return await Occasion(system).call()


async def say(phone: Phone, text: str, wanted: str) -> str:
    mark = phone.mark()
    await phone.send(text)
    return (await phone.wait_for(wanted, after=mark)).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("召集会议", "召集什么会议"),
        ("call a meeting", "召集什么会议"),
        ("帮我召集一次党员大会", "什么时候开"),
        ("下周四下午三点召集会议", "召集什么会议"),
        ("名册", "把名册做成"),
        ("ROSTER", "把名册做成"),
        ("定期会议", "定期"),
        ("Regular meetings", "定期"),
        ("考勤台账", "台账"),
        ("Attendance ledger", "台账"),
        ("邀请成员", "绑定"),
        ("谁还没绑定", "绑定"),
        ("职务", "职务"),
        ("语言 Language", "语言"),
        ("回到主菜单", "请点下面的按钮"),
        ("main menu", "请点下面的按钮"),
    ],
)
async def test_labels_and_wishes_open_what_the_button_opens(occasion: Occasion, text: str, wanted: str) -> None:
    await say(occasion.system.people[SECRETARY], text, wanted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("帮我召集支委会，下周四下午三点", "支委会"),
        ("call a committee meeting next Thu 3pm", "支委会"),
        ("下周四下午三点召开党员大会", "支部党员大会"),
    ],
)
async def test_a_wish_that_says_type_and_time_comes_to_the_card(occasion: Occasion, text: str, kind: str) -> None:
    card = await say(occasion.system.people[SECRETARY], text, "请核对一遍")
    assert f"【{kind}】" in card
    assert "时间：12月3日周四 15:00" in card


async def test_what_a_wish_leaves_out_is_asked(occasion: Occasion) -> None:
    phone = occasion.system.people[SECRETARY]
    await say(phone, "下周四下午三点召集会议", "召集什么会议")
    mark = phone.mark()
    await phone.tap("支委会")
    assert "时间：12月3日周四 15:00" in (await phone.wait_for("请核对一遍", after=mark)).text
    await say(phone, "/cancel", "已取消")
    await say(phone, "下周四召集支委会", "12月3日周四，几点开始")
    assert "时间：12月3日周四 15:00" in await say(phone, "下午三点", "请核对一遍")
    await say(phone, "/cancel", "已取消")
    await say(phone, "下午三点召集支委会", "15:00 开始，是哪一天")


async def test_a_member_who_may_not_is_refused_as_by_the_button(occasion: Occasion) -> None:
    await say(occasion.system.people[MEMBER], "召集会议", "需要相应的职务")
    await say(occasion.system.people[MEMBER], "开个党员大会", "需要相应的职务")


@pytest.mark.parametrize("text", ["签到", "Check in", "我要签到", "我到了，签一下到", "我签到了吗"])
async def test_words_offer_to_check_in_and_only_the_tap_does(occasion: Occasion, text: str) -> None:
    phone = occasion.system.people[MEMBER]
    await say(phone, text, "点下面的按钮签到")
    assert await occasion.attendance() == []
    mark = phone.mark()
    await phone.tap("签到：“主题党日”")
    await phone.wait_for("签到成功", after=mark)
    assert await occasion.attendance() == [(MEMBER, "present", "button")]
    await say(phone, text, "您已经签过到了：“主题党日”")


@pytest.mark.parametrize("text", ["谁还没签到", "代签到", "替老王签到"])
async def test_a_question_about_others_says_nothing_of_ones_own_check_in(occasion: Occasion, text: str) -> None:
    phone = occasion.system.people[MEMBER]
    mark = phone.mark()
    await phone.send(text)
    answer = await phone.wait_for(lambda message: bool(message.text), after=mark)
    assert "您已经签过" not in answer.text
    assert "按钮签到" not in answer.text
    assert await occasion.attendance() == []


async def test_words_before_the_door_opens_say_when_it_does(system: System) -> None:
    await system.bind(MEMBER)
    await system.open_chats()
    await say(system.people[MEMBER], "我要签到", "没有需要您签到的会议")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("怎么入党", "请找支部"),
        ("我要撤回请假", "没有请假"),
        ("帮我取消会议", "主题党日"),
        ("谢谢", "不客气"),
        ("thanks", "不客气"),
    ],
)
async def test_each_is_understood_for_what_it_is(occasion: Occasion, text: str, wanted: str) -> None:
    answer = await say(occasion.system.people[MEMBER], text, wanted)
    assert "手机" not in answer


@pytest.mark.parametrize("text", ["帮我取消会议", "把会议推迟一天", "cancel the meeting"])
async def test_a_wish_to_change_a_meeting_says_where_to_tap(occasion: Occasion, text: str) -> None:
    secretary, member = occasion.system.people[SECRETARY], occasion.system.people[MEMBER]
    listed = await say(secretary, text, "点开一次会议，就可以改时间、更正或取消")
    assert "主题党日" in listed
    assert "点开一次会议" not in await say(member, text, "主题党日"), "who may change nothing is not told to"


async def test_with_no_meeting_there_is_nothing_to_tap(system: System) -> None:
    await system.bind(SECRETARY)
    await system.open_chats()
    assert "点开一次会议" not in await say(system.people[SECRETARY], "帮我取消会议", "会议")


async def test_leave_that_stands_is_withdrawn_by_its_button(occasion: Occasion) -> None:
    phone = occasion.system.people[MEMBER]
    await say(phone, "我要请假", "要从哪次会议请假")
    await phone.tap("请假：11月25日周三 主题党日")
    await say(phone, "出差", "请假")
    await say(phone, "我要撤回请假", "要撤回哪次请假")
    mark = phone.mark()
    await phone.tap("撤回请假：11月25日周三 主题党日")
    await phone.wait_for(lambda message: "撤回" in message.text, after=mark)
    await say(phone, "我要撤回请假", "没有请假")


async def test_a_question_for_a_phone_number_gets_its_answer_first(occasion: Occasion) -> None:
    assert (await say(occasion.system.people[MEMBER], "书记电话", "不外传")).startswith("有事请找书记")
