"""The first hour with the real bot: administrator, links, contacts, refusals, posts, what one sees of oneself."""

from datetime import timedelta

from bot.domain.people.binding import invite_link
from bot.sandbox.phone import Phone
from bot.services.people import invite
from tests.e2e.forgery import town
from tests.e2e.system import BOT_NAME, System

SECRETARY, MEMBER, OTHER = "P000001", "P000010", "P000011"


async def numbered(system: System, number: str) -> tuple[int, str, str]:
    """Id, name and phone of someone on the roster."""
    (row,) = await system.rows("SELECT id, name, phone FROM person WHERE number = $1", number)
    return row["id"], row["name"], row["phone"]


async def stranger(system: System, number: str) -> Phone:
    """That person's phone, not bound yet."""
    _, name, phone = await numbered(system, number)
    return system.telegram.add_user(name, phone=phone)


async def answer(phone: Phone, said: str, wanted: str) -> str:
    mark = phone.mark()
    await phone.send(said)
    return (await phone.wait_for(wanted, after=mark)).text


async def test_the_command_lines_link_makes_an_administrator(system: System) -> None:
    token = await invite.create_admin_link(system.server.uow, timedelta(hours=72))
    phone = system.telegram.add_user("管理员")
    mark = phone.mark()
    await phone.open_link(invite_link(BOT_NAME, token))
    await phone.wait_for("您现在是管理员了", after=mark)
    menu = await phone.wait_for("您是管理员", after=mark)
    await phone.tap("职务", message=menu)
    await phone.wait_for("请选择要看哪个党组织的职务", after=mark)


async def test_the_secretary_invites_and_the_member_scans(system: System) -> None:
    await system.bind(SECRETARY)
    await system.open_chats()
    secretary, member = system.people[SECRETARY], await stranger(system, MEMBER)
    mark = secretary.mark()
    await secretary.send("/start")
    await secretary.tap("邀请成员", message=await secretary.wait_for("请点下面的按钮", after=mark))
    people = await secretary.wait_for("还没有绑定账号", after=mark)
    await secretary.tap(member.name, message=people)
    picture = await secretary.wait_for(lambda message: "photo" in message.raw, after=mark)
    assert picture.protected
    start = member.mark()
    await member.scan(await secretary.download(picture))
    await member.wait_for("绑定成功", after=start)
    await member.wait_for("请点下面的按钮", after=start)
    told = await secretary.wait_for("绑定了账号", after=mark)
    await secretary.tap("不是本人", message=told)
    await secretary.tap("确定解除", message=await secretary.wait_for("确定解除", after=mark))
    await member.wait_for("绑定已经解除", after=start)
    assert "我还不认识您" in await answer(member, "/start", "我还不认识您")


async def test_the_own_number_binds_and_anothers_does_not(system: System) -> None:
    await system.bind(SECRETARY)
    await system.open_chats()
    member, other = await stranger(system, MEMBER), await stranger(system, OTHER)
    [row] = await system.rows("SELECT id, unit_id FROM person WHERE number = $1", MEMBER)
    await town.item_of(system, row["unit_id"], row["id"], "open")
    await answer(member, "/start", "我还不认识您")
    await answer(member, "/grade", "我还不认识您")
    mark = member.mark()
    await member.share_contact(other)
    await member.wait_for("这不是您本人的手机号", after=mark)
    await system.people[SECRETARY].wait_for("别人", after=0)
    await member.tap("发送我的手机号")
    await member.wait_for("绑定成功", after=mark)
    owed = await member.wait_for("您有 1 项整改事项要办", after=mark)
    await member.tap("整改", message=owed)
    await member.wait_for("整改台账", after=mark)
    assert member.name in await answer(member, "/me", "手机")


async def test_wrong_links_get_a_sentence_each_and_then_a_pause(system: System) -> None:
    person, name, _ = await numbered(system, MEMBER)
    made = await invite.create_personal(system.server.uow, None, person, system.settings.terms)
    thief, member = system.telegram.add_user("路人"), system.telegram.add_user(name)
    await member.open_link(invite_link(BOT_NAME, made.token))
    await member.wait_for("绑定成功")
    mark = thief.mark()
    await thief.open_link(invite_link(BOT_NAME, made.token))
    await thief.wait_for("已经用过了", after=mark)
    for number in range(4):
        mark = thief.mark()
        await thief.start(f"invented{number}")
        await thief.wait_for("这个链接不对", after=mark)
    mark = thief.mark()
    await thief.start("invented")
    await thief.wait_for("请等到", after=mark)
    assert await system.rows("SELECT id FROM account WHERE person_id IS NOT NULL AND id <> $1", member.id) == []


async def test_a_post_is_handed_over_in_chat(system: System) -> None:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    boss = system.telegram.add_user("管理员")
    token = await invite.create_admin_link(system.server.uow, timedelta(hours=72))
    await boss.open_link(invite_link(BOT_NAME, token))
    await boss.wait_for("您是管理员")
    secretary, member = system.people[SECRETARY], system.people[MEMBER]
    mark = boss.mark()
    await boss.send("/posts")
    await boss.tap("党支部", message=await boss.wait_for("请选择要看哪个党组织的职务", after=mark))
    await boss.tap(f"书记 {secretary.name}", message=await boss.wait_for("现任职务", after=mark))
    await boss.tap("交接", message=await boss.wait_for("书记：", after=mark))
    await boss.tap(member.name, message=await boss.wait_for("交给谁", after=mark))
    await boss.tap("确定", message=await boss.wait_for("确定吗", after=mark))
    await boss.wait_for(f"交给{member.name}", after=mark)
    await member.wait_for("从今天起，您担任")
    await secretary.wait_for("从今天起，您不再担任")
    assert "职务" in await answer(member, "/help", "您有职务")


async def test_the_language_changes_at_once_and_the_menu_with_it(system: System) -> None:
    await system.bind(MEMBER)
    await system.open_chats()
    member = system.people[MEMBER]
    mark, before = member.mark(), [call["method"] for call in system.telegram.calls].count("setMyCommands")
    await member.send("/language")
    await member.tap("English", message=await member.wait_for("请选择语言", after=mark))
    chosen = await member.wait_for("From now on I will speak English", after=mark)
    await member.tap("Main menu", message=chosen)
    await member.wait_for("Please tap a button below", after=mark)
    call = await system.telegram.called("setMyCommands", before + 1)
    assert "What is held about me" in str(call["params"])


async def test_nobody_binds_in_a_group(system: System) -> None:
    person, _, _ = await numbered(system, MEMBER)
    made = await invite.create_personal(system.server.uow, None, person, system.settings.terms)
    phone = await stranger(system, MEMBER)
    group = system.telegram.add_group("支部群", [phone])
    group.add_bot()
    await phone.send(f"/start@{BOT_NAME} {made.token}", chat=group)
    await phone.send("/start")
    await phone.wait_for("我还不认识您")
    assert await system.rows("SELECT id FROM account WHERE person_id IS NOT NULL") == []
