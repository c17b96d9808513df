"""What it costs: a check-in one tap, a meeting with all defaults at most six messages or taps."""

from tests.e2e.counted import Counted
from tests.e2e.system import System

SECRETARY, MEMBER = "P000001", "P000010"
MOST = 6


async def test_calling_and_checking_in_cost_few_taps(system: System) -> None:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    secretary, member = Counted(system.people[SECRETARY]), Counted(system.people[MEMBER])
    shown = await secretary.send("/meeting", "会议")
    shown = await secretary.tap("召集会议", shown, "召集什么会议")
    await secretary.tap("支部党员大会", shown, "什么时候开")
    shown = await secretary.send("明天下午三点", "请核对一遍")
    await secretary.tap("发布", shown, "已通知")
    assert secretary.doings <= MOST
    called = await member.phone.wait_for("支部党员大会")
    system.clock.forward(days=1, minutes=50)
    await member.tap("签到", called, "签到成功")
    assert member.doings == 1
    assert [dict(row) for row in await system.rows("SELECT state, way FROM attendance")] == [
        {"state": "present", "way": "button"}
    ]
