"""A committee of 21 branches, graded from the survey to the final result on the phones of everybody concerned."""

from datetime import date
from pathlib import Path

from bot.services.installation import audit
from bot.storage.grading import notice as grading_notice
from tests.e2e.grading.grading_town import UNITS, Town, Unit
from tests.e2e.system import System, running

OVERRIDDEN, UPHELD, REJECTED, DISSATISFIED = UNITS[12], UNITS[13], UNITS[14], UNITS[18]
PRIVATE = UNITS[19:]
RESULTS = """
SELECT unit.name, grade_result.grade, score FROM grade_result JOIN unit ON unit.id = unit_id ORDER BY unit.id"""


async def test_twenty_one_branches_from_survey_to_final(sqlite_url: str, tmp_path: Path) -> None:
    async with running(sqlite_url, tmp_path) as system:
        town = Town(system)
        await town.settle()
        async with town.passing():
            await to_the_decision(town)
            await decide(town)
            await publish(town)
            await object_(town)
            await answer(town)
            await decide_anew(town)
            await finish(town)
            await afterwards(town)


async def to_the_decision(town: Town) -> None:
    await town.start()
    await town.each(town.survey_to_rating)
    await town.each(town.appoint, by=3)
    await town.turn()
    await town.each(town.vote)
    town.system.clock.forward(days=4)
    await town.turn()
    await town.each(town.agree_to_close, by=7)
    await town.turn()
    await town.each(town.opinion)
    await town.each(town.assess, by=3)
    committee = town.by("C0")
    page = await town.overview()
    assert "· 上级评定：21 个" in page.text
    await committee.tap("“上级评定”已完成的，都进入下一步", page, "21 个已进入下一步，0 个还没有完成")
    for unit in UNITS:
        await town.phone(unit.secretary).wait_for("进入下一步：确定等级", timeout=60)


async def decide(town: Town) -> None:
    """One by hand with its reason, those without points by a tap each, the others as computed, after the warning of the
    quota."""
    committee, colleague = town.by("C0"), town.phone("C1")
    card = await town.case(OVERRIDDEN, "按标准计算：好（100 分）")
    assert "定为“好”（按标准计算）" in card.button_texts
    await committee.tap("定为“较好”…", card, "请写明理由")
    shown = await committee.send("班子年底才配齐", "确定这样定吗")
    assert "准备定为“较好”，按标准计算是“好”" in shown.text
    await committee.tap("确定", shown, f"{OVERRIDDEN.name}，较好（100 分）")
    told = await colleague.wait_for("已研究决定：较好（100 分）")
    assert "班子年底才配齐" in told.text
    asked = await town.all_("都按计算结果定", "准备按计算结果定 18 个", "✓ 已记下研究决定 18 个")
    assert "⚠ 这样“好”一共 14 个，超过建议的 4 个" in asked
    assert f"· {DISSATISFIED.name}：一般（" in asked
    assert f"· {UNITS[15].name}：很好（100 分）" in asked
    for unit in PRIVATE:
        assert f"· {unit.name}：它的标准不计分" in asked
        card = await town.case(unit, "这套标准不计分，请直接选定等级")
        await committee.tap("定为“优秀”", card, f"{unit.name}，优秀")
    await colleague.wait_for("已按计算结果研究决定 18 个党支部")
    assert not seen(town, "研究决定", but=("C0", "C1", "C2"))


async def publish(town: Town) -> None:
    """Everyone of a branch reads its notice, and nobody that of another."""
    await town.all_("已研究的都公示", "准备公示 21 个", "✓ 已公示 21 个")
    for unit in UNITS:
        for number in unit.people:
            await town.phone(number).wait_for(f"公示：{unit.name} 2026 年度分类定级", timeout=60)
    for unit in UNITS:
        for number in unit.people:
            others = [
                one for one in town.phone(number).messages() if "公示：" in one.text and unit.name not in one.text
            ]
            assert others == []
    member = town.by(UNITS[0].people[2])
    await member.send("/grade", "正在公示，还没有最后确定：好（100 分）")
    answer = await member.send("定级现在到哪一步了", "▶ 6. 公示")
    assert "✓ 5. 确定等级" in answer.text
    told = await town.phone(OVERRIDDEN.people[3]).wait_for("拟定：较好（100 分）")
    assert "按标准计算是“好”。定为现在这个等级的理由：班子年底才配齐" in told.text


async def object_(town: Town) -> None:
    named, anonymous = town.by(UPHELD.people[2]), town.by(REJECTED.people[3])
    notice = await named.phone.wait_for("公示：")
    await named.tap("署名提异议", notice, "发出来就交上去了")
    await named.send("活动室一年没有开过门", "已署名交给上级")
    notice = await anonymous.phone.wait_for("公示：")
    await anonymous.tap("匿名提异议", notice, "不登记您是谁")
    await anonymous.send("分数太高", "已匿名交给上级")
    for number in ("C0", "C1", "C2"):
        told = await town.told(town.by(number), UPHELD, "活动室一年没有开过门")
        assert "党员142号的异议" in told.text
        told = await town.told(town.by(number), REJECTED, "分数太高")
        assert "收到一条匿名异议" in told.text
    assert not seen(town, "分数太高", but=("C0", "C1", "C2"))
    waiting = await town.case(REJECTED, "异议 1 条")
    assert "⚠ 还没有答复" in waiting.text
    assert "公示期满，正式定级" not in waiting.button_texts


async def answer(town: Town) -> None:
    await answered(town, UPHELD, "成立，撤回公示，重新研究", "公示已撤回")
    told = await town.phone(UPHELD.people[2]).wait_for("✓ 异议成立")
    assert "答复：情况已核实" in told.text
    for number in UPHELD.people:
        await town.phone(number).wait_for("公示已撤回：有一条异议成立", timeout=60)
    # The other one's answer waits until its notice is over: until then nothing is final.
    await until(town, REJECTED)
    shown = await town.by("C0").tap("公示期满的都正式定级", await town.overview(), "准备正式定级 19 个")
    assert f"· {REJECTED.name}：还有 1 条异议没有答复" in shown.text
    await answered(town, REJECTED, "不成立，维持公示", "异议不成立")
    shown = await town.by(REJECTED.people[4]).send("/grade", "公示期到")
    await town.by(REJECTED.people[4]).tap("看公示", shown, "已答复的异议 1 条")


async def answered(town: Town, unit: Unit, verdict: str, wanted: str) -> None:
    committee = town.by("C2")
    told = await town.told(committee, unit, "的异议" if unit is UPHELD else "匿名异议")
    await committee.tap("答复", told, "怎么调查的")
    await committee.send("看了现场，问了三名党员", "怎么答复")
    shown = await committee.send("情况已核实", "这条异议成立吗")
    await committee.tap(verdict, shown, wanted)


async def until(town: Town, unit: Unit) -> None:
    """The day after the last of its notice."""
    system = town.system
    async with system.server.uow.reading() as cx:
        row = await cx.fetchrow(
            "SELECT grade_case.id FROM grade_case JOIN unit ON unit.id = unit_id WHERE unit.name = $1", unit.name
        )
        assert row is not None
        last = (await grading_notice.of_case(cx, row["id"]))[0].ends_on
    today: date = system.clock.now().astimezone(system.settings.zone).date()
    system.clock.forward(days=max(0, (last - today).days + 1))


async def decide_anew(town: Town) -> None:
    committee = town.by("C0")
    card = await town.case(UPHELD, "▶ 5. 确定等级")
    await committee.tap("定为“较好”…", card, "请写明理由")
    shown = await committee.send("活动室没有用起来", "确定这样定吗")
    done = await committee.tap("确定", shown, "较好（100 分）")
    asked = await committee.tap("公示…", done, "公示期 5 个工作日")
    assert f"准备公示：{UPHELD.name}" in asked.text
    await committee.tap("公示出去", asked, f"✓ 已公示：{UPHELD.name}，较好（100 分）")
    for number in UPHELD.people:
        await town.phone(number).wait_for("拟定：较好（100 分）", timeout=60)


async def finish(town: Town) -> None:
    """All whose notice is over; the one that began anew later."""
    await town.all_("公示期满的都正式定级", "准备正式定级 20 个", "✓ 已正式定级 20 个", by="C1")
    await until(town, UPHELD)
    committee = town.by("C0")
    card = await town.case(UPHELD, "等待正式定级")
    await committee.tap("公示期满，正式定级", card, "✓ 已正式定级")
    for unit in UNITS:
        for number in unit.people:
            await town.phone(number).wait_for(f"{unit.name} 2026 年度分类定级已正式确定", timeout=60)
        told = await town.phone(unit.secretary).wait_for("请把定级中发现的问题登记成整改事项", timeout=60)
        assert "登记整改事项" in told.button_texts
    rows = {row["name"]: (row["grade"], row["score"]) for row in await town.system.rows(RESULTS)}
    assert rows == {unit.name: expected(unit) for unit in UNITS}


def expected(unit: Unit) -> tuple[str, int | None]:
    if unit is DISSATISFIED:
        return "average", 958
    if unit in (OVERRIDDEN, UPHELD):
        return "fairly_good", 1000
    return {"好": "good", "很好": "very_good", "优秀": "excellent"}[unit.best], 1000 if unit.points else None


async def afterwards(town: Town) -> None:
    system, member = town.system, town.by(UNITS[20].people[4])
    await member.send("/grade", "现在的等级：优秀")
    await town.by(UPHELD.people[2]).send("支部现在什么等级", "现在的等级：较好（100 分）")
    assert "共 21 个，已完成 21 个" in (await town.overview()).text
    verdict = await audit.verify(system.server.uow, await printed(town))
    assert verdict.fault is None
    card = await town.case(OVERRIDDEN, "已正式定级：较好")
    await town.by("C0").tap("回头看", card, "✓ 已开始回头看")
    await town.phone(OVERRIDDEN.secretary).wait_for("再看一遍（回头看）")
    parked = await system.rows("SELECT update_id FROM parked_update")
    assert parked == []


async def printed(town: Town) -> str:
    """The head that a member has on paper; to the secretary it comes printed."""
    member, secretary = town.by(UNITS[5].people[5]), town.phone(UNITS[5].secretary)
    assert "核验码：" in (await secretary.wait_for("公示：")).text
    hung = await member.phone.wait_for("公示：")
    assert "核验码：" not in hung.text
    notice = await member.tap("核验码", hung, "核验码：")
    return notice.text.partition("核验码：")[2].split()[0]


def seen(town: Town, words: str, but: tuple[str, ...]) -> list[str]:
    """Who was sent such a message, besides."""
    system: System = town.system
    found = []
    for number, phone in system.people.items():
        theirs = [one for one in phone.messages() if one.sender_id != phone.id and words in one.text]
        found += [number] if theirs and number not in but else []
    return found
