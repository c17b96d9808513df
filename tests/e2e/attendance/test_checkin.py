"""Checking in through the real bot: a tap, a scan, a place, by hand; the live count; corrections and the ledger."""

import io

import pytest
import segno

from bot.domain.attendance import projector
from bot.domain.clock import to_ms
from bot.sandbox.phone import Phone
from bot.views.attendance.checkin import As
from tests.e2e.forgery.forging import press
from tests.e2e.system import BOT_NAME, System

SECRETARY, MEMBER, RETIRED, OTHER = "P000001", "P000010", "P000006", "P000011"
MEETING = """
INSERT INTO meeting (unit_id, type, title, starts, ends, place, ways, latitude, longitude, radius, state, called_at)
SELECT person.unit_id, 'theme_day', '主题党日', $2, $3, '会议室', 'button,qr,place,by_hand,remote', 39.9042, 116.4074,
  150, 'called', 0 FROM person WHERE number = $1 RETURNING id"""
HOURS = 2 * 3_600_000
NOT_BOUND = """
SELECT number, name, phone FROM person WHERE phone IS NOT NULL AND NOT retired AND NOT floating
  AND NOT EXISTS (SELECT 1 FROM account WHERE account.person_id = person.id) ORDER BY id LIMIT 1"""


class Occasion:
    """A theme day that begins now, everybody of the branch invited."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.meeting = self.session = 0

    async def call(self) -> "Occasion":
        now = to_ms(self.system.clock.now())
        async with self.system.server.uow.begin() as work:
            made = await work.fetchrow(MEETING, SECRETARY, now, now + HOURS)
            assert made is not None
            self.meeting = made["id"]
            part = await work.fetchrow(
                "INSERT INTO session (meeting_id, number, starts, ends) VALUES ($1, 1, $2, $3) RETURNING id",
                self.meeting,
                now,
                now + HOURS,
            )
            assert part is not None
            self.session = part["id"]
            await work.execute(
                "INSERT INTO invitee (meeting_id, person_id, voting) SELECT $1, id, true FROM person", self.meeting
            )
            await work.commit()
        return self

    def code(self) -> bytes:
        secret = self.system.settings.secret_key.get_secret_value().encode()
        payload = projector.payload(secret, self.meeting, self.session, self.system.clock.now())
        picture = io.BytesIO()
        segno.make(f"https://t.me/{BOT_NAME}?start={payload}").save(picture, kind="png", scale=8)
        return picture.getvalue()

    async def attendance(self) -> list[tuple[str, str, str]]:
        rows = await self.system.rows(
            """SELECT number, state, way FROM attendance JOIN person ON person.id = attendance.person_id
            ORDER BY number"""
        )
        return [(row["number"], row["state"], row["way"]) for row in rows]


@pytest.fixture
async def occasion(system: System) -> Occasion:
    await system.bind(SECRETARY, MEMBER, RETIRED, OTHER)
    await system.open_chats()
    return await Occasion(system).call()


async def say(phone: Phone, text: str, wanted: str) -> None:
    mark = phone.mark()
    await phone.send(text)
    await phone.wait_for(wanted, after=mark)


async def tap(phone: Phone, what: str, wanted: str) -> None:
    mark = phone.mark()
    await phone.tap(what)
    await phone.wait_for(wanted, after=mark)


async def test_one_command_checks_in_and_twice_is_once(occasion: Occasion) -> None:
    phone = occasion.system.people[MEMBER]
    await say(phone, "/checkin", "签到成功")
    await say(phone, "/checkin", "您已经签过到了")
    assert await occasion.attendance() == [(MEMBER, "present", "button")]


async def test_a_retired_member_is_asked_where_they_are(occasion: Occasion) -> None:
    phone = occasion.system.people[RETIRED]
    await say(phone, "/checkin", "您现在是")
    await tap(phone, "远程参加", "远程参加")
    await phone.wait_for("已记为远程参加")
    assert await occasion.attendance() == [(RETIRED, "remote", "remote")]


async def test_a_way_that_was_never_offered_is_refused(occasion: Occasion) -> None:
    phone = occasion.system.people[RETIRED]
    forged = [As(occasion.session, word) for word in ("elsewhere", "", "qr", "place", "by_hand")]
    for answer in await press(occasion.system, phone, forged):
        assert (answer.refused, "按钮" in answer.text) == (True, True), answer
    assert await occasion.attendance() == []


async def test_a_scan_in_the_room_and_a_photo_of_it_later(occasion: Occasion) -> None:
    member, other = occasion.system.people[MEMBER], occasion.system.people[OTHER]
    picture = occasion.code()
    mark = member.mark()
    await member.scan(picture)
    await member.wait_for("签到成功", after=mark)
    occasion.system.clock.forward(seconds=31)
    mark = other.mark()
    await other.scan(picture)
    await other.wait_for("已经过期", after=mark)
    assert await occasion.attendance() == [(MEMBER, "present", "qr")]


async def test_a_live_position_counts_and_a_pin_or_a_forwarded_one_does_not(occasion: Occasion) -> None:
    member, other = occasion.system.people[MEMBER], occasion.system.people[OTHER]
    mark = member.mark()
    pin = await member.share_location(39.9042, 116.4074)
    await member.wait_for("地图上选的位置", after=mark)
    await member.forward(pin)
    await member.wait_for("转发的位置", after=mark)
    await other.share_location(39.9242, 116.4074, live=True)
    await other.wait_for("不在“主题党日”的会场范围内")
    assert len(await occasion.system.rows("SELECT at FROM outside_place")) == 1
    await member.share_location(39.9042, 116.4074, live=True)
    await member.wait_for("签到成功", after=mark)
    assert await occasion.attendance() == [(MEMBER, "present", "place")]
    assert "39.9042" not in str(await occasion.system.rows("SELECT * FROM attendance"))


async def test_leave_is_asked_granted_with_one_tap_and_withdrawn(occasion: Occasion) -> None:
    member, secretary = occasion.system.people[MEMBER], occasion.system.people[SECRETARY]
    await say(member, "/leave", "要从哪次会议请假")
    await tap(member, "请假：", "写一句请假的原因")
    await say(member, "家里有事", "已经交给书记")
    await secretary.wait_for("家里有事")
    await say(secretary, "/leave", "有 1 份请假等您批")
    await tap(secretary, "准假", "已准假")
    await member.wait_for("已获批准")
    await tap(member, "撤回请假", "已经撤回")
    await secretary.wait_for("撤回了")


async def test_whoever_is_there_asks_for_no_leave_and_withdrawing_says_that_they_are(occasion: Occasion) -> None:
    member, secretary = occasion.system.people[MEMBER], occasion.system.people[SECRETARY]
    await say(member, "/leave", "要从哪次会议请假")
    old = await member.wait_for("要从哪次会议请假")
    await tap(member, "请假：", "写一句请假的原因")
    await say(member, "家里有事", "已经交给书记")
    await secretary.wait_for("家里有事")
    await say(member, "/checkin", "签到成功")
    await tap(member, "撤回请假", "已签到")
    answer = await member.tap("请假：", message=old)
    assert "已签到" in (answer or "")
    assert await occasion.system.rows("SELECT id FROM outbox WHERE kind = 'leave.withdrawn'") == []


async def test_a_running_meeting_is_in_no_rate(occasion: Occasion) -> None:
    secretary = occasion.system.people[SECRETARY]
    await say(secretary, "/checkin", "签到成功")
    await secretary.start()
    await tap(secretary, "台账", "今年还没有开过您应到的会议")
    await tap(secretary, "按会议看", "开过的会")
    await tap(secretary, "主题党日 进行中 1/29", "已到 1 人")


async def test_whoever_binds_late_sees_what_is_on_and_scans_again(occasion: Occasion) -> None:
    (row,) = await occasion.system.rows(NOT_BOUND)
    phone = occasion.system.telegram.add_user(row["name"], phone=row["phone"])
    mark = phone.mark()
    await phone.scan(occasion.code())
    await phone.wait_for("请再扫一次会场屏幕上的签到码", after=mark)
    await tap(phone, "发送我的手机号", "绑定成功")
    ahead = await phone.wait_for("绑定以前已经通知的会议", after=mark)
    assert "主题党日" in ahead.text
    await phone.tap("签到", message=ahead)
    await phone.wait_for("签到成功", after=mark)
    assert await occasion.attendance() == [(row["number"], "present", "button")]


async def test_the_ledger_the_correction_and_the_exemption_in_chat(occasion: Occasion) -> None:
    system, secretary, member = occasion.system, occasion.system.people[SECRETARY], occasion.system.people[MEMBER]
    system.clock.forward(hours=3)
    await secretary.start()
    await tap(secretary, "台账", "出勤台账")
    await tap(secretary, "按会议看", "开过的会")
    await tap(secretary, "主题党日 0/29", "缺席 29")
    await tap(secretary, "更正", "要更正谁的出勤")
    await tap(secretary, member.name, "现在记为“缺席”")
    await tap(secretary, "到会", "请写出原因")
    await say(secretary, "主持人证明在场", "已由“缺席”改为“到会”")
    await member.wait_for("主持人证明在场")
    await secretary.start()
    await tap(secretary, "台账", "出勤台账")
    await tap(secretary, "按月看", "实到 1")
    await tap(secretary, "台账首页", "出勤台账")
    await tap(secretary, "按人看", "2026 年")
    await tap(secretary, member.name, f"{member.name} 2026 年的出勤")
    await secretary.start()
    await tap(secretary, "台账", "出勤台账")
    await tap(secretary, "免于出勤", "要让谁免于出勤")
    await tap(secretary, member.name, "免于出勤多久")
    await say(secretary, "很久", "1 到 36 之间")
    await tap(secretary, "3 个月", "免于出勤的原因")
    await say(secretary, "长期病假", "不计入应到")
    await member.wait_for("您免于出勤")


async def test_the_live_count_follows_and_those_without_a_phone_are_marked(occasion: Occasion) -> None:
    system, secretary, member = occasion.system, occasion.system.people[SECRETARY], occasion.system.people[MEMBER]
    await say(secretary, "/meeting", "主题党日")
    await tap(secretary, "1. 主题党日", "会议室")
    await tap(secretary, "到会人数", "应到 29 人，已到 0 人")
    count = await secretary.wait_for("已到 0 人")
    await say(member, "/checkin", "签到成功")
    assert (await secretary.wait_for("已到 1 人")).id == count.id
    await tap(secretary, "代签到", "要代谁签到")
    await tap(secretary, system.people[OTHER].name, "为什么代")
    await tap(secretary, "没有手机", "已代")
    await tap(secretary, system.people[RETIRED].name, "为什么代")
    await tap(secretary, "其他原因", "请写出")
    await say(secretary, "手机送修了", "其中代签到 2 人")
    await tap(secretary, "出勤明细", "（代签）")
    assert [one[2] for one in await occasion.attendance()] == ["by_hand", "button", "by_hand"]
