"""An item's way to its sign-off, by phone: evidence of every kind, returned, handed in again; a later date."""

import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from telegram import Update

from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.views.rectification import items
from tests.e2e.forgery import town
from tests.e2e.forgery.forging import press
from tests.e2e.reminder.reminding import delivered
from tests.e2e.system import System, running

COMMITTEE, SECRETARY, MEMBER, OTHER = "R01", "R11", "R14", "R15"
PDF = b"%PDF-1.4 contract"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ItemPhones:
    """An open item, and the phones of the people whom it concerns."""

    system: System
    item: int
    committee: Phone
    secretary: Phone
    owner: Phone
    other: Phone

    async def open(self, phone: Phone) -> Message:
        """The item's card on that phone."""
        mark = phone.mark()
        await press(self.system, phone, [items.OpenItem(self.item)])
        return await phone.wait_for("活动太少", after=mark)

    async def begin(self) -> None:
        card, mark = await self.open(self.owner), self.owner.mark()
        await self.owner.tap("交材料", message=card)
        await self.owner.wait_for("请把文字、照片或文件发给我", after=mark)

    async def hand_in(self) -> None:
        mark = self.owner.mark()
        await self.owner.tap("交上去")
        await self.owner.wait_for("已经交给上级", after=mark)

    async def all_of(self, phone: Phone, pieces: int, mark: int) -> Message:
        """The message after the last piece; a chat gets a few at a time."""
        for _ in range(pieces + 1):
            await delivered(self.system.server)
            self.system.clock.forward(seconds=3)
        return await phone.wait_for(f"全部 {pieces} 件材料", after=mark)

    async def kept(self) -> list[dict[str, object]]:
        rows = await self.system.rows("SELECT kind, words, file, name FROM rectify_evidence ORDER BY id")
        return [dict(row) for row in rows]

    def fetched(self) -> int:
        return len([call for call in self.system.telegram.calls if call["method"] == "getFile"])


@pytest.fixture
async def phones(sqlite_url: str, tmp_path: Path) -> AsyncIterator[ItemPhones]:
    async with running(sqlite_url, tmp_path) as system:
        await system.settle(town.ROSTER.encode(), COMMITTEE, SECRETARY, MEMBER, OTHER)
        east = await town.one(system, "SELECT id FROM unit WHERE place = $1", town.EAST)
        item = await town.item_of(system, east, await town.number(system, MEMBER), "open")
        yield ItemPhones(system, item, *(system.people[number] for number in (COMMITTEE, SECRETARY, MEMBER, OTHER)))


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


async def test_from_the_first_piece_to_the_sign_off(phones: ItemPhones) -> None:
    owner, committee, red = phones.owner, phones.committee, picture("red")
    await phones.begin()
    mark = owner.mark()
    await owner.send("活动已经增加到每月两次")
    await owner.wait_for("已收到 1 件", after=mark)
    await owner.send_photo(red, caption="新活动室")
    await owner.wait_for("已收到 2 件", after=mark)
    await owner.send_document("../../合同.pdf", PDF)
    gathered = await owner.wait_for("已收到 3 件", after=mark)
    assert "1. 文字：活动已经增加到每月两次" in gathered.text
    assert "2. 照片：新活动室" in gathered.text
    assert "3. 文件：合同.pdf" in gathered.text
    await phones.hand_in()
    assert await phones.kept() == [
        {"kind": "text", "words": "活动已经增加到每月两次", "file": None, "name": ""},
        {"kind": "photo", "words": "新活动室", "file": hashlib.sha256(red).hexdigest(), "name": ""},
        {"kind": "document", "words": "", "file": hashlib.sha256(PDF).hexdigest(), "name": "合同.pdf"},
    ]
    assert "己党员已把 3 件整改材料交给上级" in (await phones.secretary.wait_for("交给上级审核")).text

    asked = await committee.wait_for("交来了 3 件整改材料")
    assert asked.text.startswith("“活动太少")
    mark = committee.mark()
    assert await committee.tap("看材料", message=asked) == "正在发给您，共 3 件。"
    end = await phones.all_of(committee, 3, mark)
    shown = [one for one in committee.messages() if one.stamp > mark and one.id < end.id]
    assert [one.text.split("\n")[0][:9] for one in shown] == ["第 1 件，共 3", "第 2 件，共 3", "第 3 件，共 3"]
    assert shown[0].text.endswith("活动已经增加到每月两次")
    assert shown[1].text.endswith("新活动室")
    assert "己党员 · 11月25日周三 14:00" in shown[2].text
    assert await committee.download(shown[1]) == red
    assert await committee.download(shown[2]) == PDF
    assert shown[2].raw["document"]["file_name"] == "合同.pdf"

    mark = owner.mark()
    await committee.tap("退回", message=end)
    await committee.wait_for("请写一句退回的原因")
    await committee.send("今晚几点开会？")
    sure = await committee.wait_for("原因：今晚几点开会？")
    mark = committee.mark()
    await committee.tap("重写", message=sure)
    await committee.wait_for("请写一句退回的原因", after=mark)
    await committee.send("照片看不清")
    sure = await committee.wait_for("原因：照片看不清", after=mark)
    await committee.tap("确定退回", message=sure)
    await committee.wait_for("已退回")
    returned = await owner.wait_for("原因：照片看不清", after=mark)
    assert returned.text.startswith("“活动太少")
    await phones.begin()
    await owner.send("重新拍了")
    await owner.wait_for("已收到 1 件", after=mark)
    mark = committee.mark()
    await phones.hand_in()
    again = await committee.wait_for("交来了 1 件整改材料", after=mark)
    await committee.tap("销号", message=again)
    question = await committee.wait_for("确定销号吗", after=mark)
    assert "已交材料 4 件" in question.text
    assert (await phones.system.rows("SELECT state FROM rectify_item"))[0]["state"] == "handed_in"
    mark = owner.mark()
    await committee.tap("确定销号", message=question)
    await committee.wait_for("已销号：“活动太少（open）”，编号〔2026〕1号")
    assert "这个党组织的整改事项已全部销号" in (await committee.wait_for("已全部销号")).text
    await owner.wait_for("已销号，编号〔2026〕1号（甲镇书）", after=mark)
    await phones.secretary.wait_for("可以在满意度测评后申请重新定级")


async def test_leaving_keeps_what_was_sent_and_says_so(phones: ItemPhones) -> None:
    await phones.begin()
    mark = phones.owner.mark()
    await phones.owner.send("换了一间会议室")
    await phones.owner.tap("取消", message=await phones.owner.wait_for("已收到 1 件", after=mark))
    left = await phones.owner.wait_for("已经发来的材料都留着", after=mark)
    assert left.button_texts == ["回到主菜单"]
    assert len(await phones.kept()) == 1
    mark = phones.owner.mark()
    await phones.owner.send("/cancel")
    assert (await phones.owner.wait_for("现在没有正在填写的内容", after=mark)).button_texts == ["回到主菜单"]


async def test_an_album_is_one_answer(phones: ItemPhones) -> None:
    owner, system = phones.owner, phones.system
    await phones.begin()
    mark = owner.mark()
    colours = ("red", "green", "blue", "white")
    await owner.send_album([picture(one) for one in colours], caption="四张")
    while len(await phones.kept()) < len(colours):
        await delivered(system.server)
    system.clock.forward(seconds=3)
    await delivered(system.server)
    await owner.wait_for("已收到 4 件", after=mark)
    answers = [one for one in owner.messages() if one.stamp > mark and one.sender_id != owner.id]
    assert [one.text.split("：")[-1] for one in answers if "已收到" not in one.text] == []
    assert len(answers) == 1
    assert [row["words"] for row in await phones.kept()] == ["四张", "", "", ""]
    mark = owner.mark()
    await owner.tap("删掉最后一件", message=answers[0])
    await owner.wait_for("已收到 3 件", after=mark)
    await phones.hand_in()


async def test_the_same_file_twice_is_two_pieces_and_one_file(phones: ItemPhones) -> None:
    await phones.begin()
    for count in (1, 2):
        mark = phones.owner.mark()
        await phones.owner.send_document("a.pdf", PDF)
        await phones.owner.wait_for(f"已收到 {count} 件", after=mark)
    folder = phones.system.settings.data_dir / "attachments"
    assert [path.name for path in folder.iterdir()] == [hashlib.sha256(PDF).hexdigest()]


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("病毒.exe", 10, "这种文件不能当材料"),
        ("没有结尾", 10, "这种文件不能当材料"),
        ("录像.mp4", 20 * MEGABYTE + 1, "文件太大了，最大 20 MB"),
    ],
)
async def test_what_cannot_be_evidence_is_refused_before_it_is_fetched(
    phones: ItemPhones, name: str, size: int, sentence: str
) -> None:
    await phones.begin()
    mark, before = phones.owner.mark(), phones.fetched()
    await phones.owner.send_document(name, b"x" * size)
    answer = await phones.owner.wait_for(sentence, after=mark)
    assert "请把文字、照片或文件发给我" in answer.text
    assert phones.fetched() == before
    assert await phones.kept() == []


async def test_a_sticker_is_no_evidence(phones: ItemPhones) -> None:
    await phones.begin()
    mark = phones.owner.mark()
    await phones.owner.send_sticker()
    await phones.owner.wait_for("这一步用不上刚才发来的内容", after=mark)
    assert await phones.kept() == []


async def test_a_piece_that_comes_again_after_a_crash_is_one_piece(phones: ItemPhones) -> None:
    owner, system = phones.owner, phones.system
    await phones.begin()
    mark = owner.mark()
    sent = await owner.send_document("a.pdf", PDF)
    await owner.wait_for("已收到 1 件", after=mark)
    mark = owner.mark()
    (row,) = await system.rows("SELECT max(update_id) AS id FROM seen_update")
    await system.server.intake.accept(Update.de_json({"update_id": row["id"], "message": sent.raw}, system.server.bot))
    again = await owner.wait_for("已收到 1 件", after=mark)
    assert again.text.startswith("现在进行到这一步")
    assert len(await phones.kept()) == 1


async def test_evidence_is_for_those_above_and_the_secretary(phones: ItemPhones) -> None:
    await phones.begin()
    await phones.owner.send("办好了")
    await phones.owner.wait_for("已收到 1 件")
    await phones.hand_in()
    card = await phones.open(phones.other)
    assert "看材料" not in str(card.raw)
    assert "销号" not in str(card.raw["reply_markup"])
    mark = phones.secretary.mark()
    await phones.secretary.tap("看材料", message=await phones.open(phones.secretary))
    end = await phones.all_of(phones.secretary, 1, mark)
    assert "销号" not in str(end.raw["reply_markup"])


async def test_a_file_that_is_gone_from_the_disk_is_said_to_be(phones: ItemPhones) -> None:
    await phones.begin()
    await phones.owner.send_document("a.pdf", PDF)
    await phones.owner.wait_for("已收到 1 件")
    await phones.hand_in()
    (phones.system.settings.data_dir / "attachments" / hashlib.sha256(PDF).hexdigest()).unlink()
    mark = phones.committee.mark()
    await phones.committee.tap("看材料", message=await phones.committee.wait_for("交来了"))
    await phones.all_of(phones.committee, 1, mark)
    await phones.committee.wait_for("这份文件找不到了", after=mark)


async def test_a_later_date_is_asked_and_agreed(phones: ItemPhones) -> None:
    owner, committee = phones.owner, phones.committee
    card, mark = await phones.open(owner), owner.mark()
    await owner.tap("申请延期", message=card)
    asked = await owner.wait_for("现在的期限是 2026年12月31日", after=mark)
    await owner.tap("›", message=asked)
    await owner.send("12月20日")
    await owner.wait_for("要晚于现在的期限（2026年12月31日）", after=mark)
    await owner.send("明年2月1日")
    await owner.wait_for("想延到 2027年2月1日", after=mark)
    await owner.send("人手不够")
    await owner.wait_for("已请上级", after=mark)
    question = await committee.wait_for("想把期限从 2026年12月31日 延到 2027年2月1日")
    assert "原因：人手不够" in question.text
    await committee.tap("同意延期", message=question)
    await committee.wait_for("已同意")
    await owner.wait_for("期限从 2026年12月31日 改为 2027年2月1日（甲镇书）", after=mark)
    [row] = await phones.system.rows("SELECT due_on, first_due_on FROM rectify_item")
    assert dict(row) == {"due_on": "2027-02-01", "first_due_on": "2026-12-31"}


async def test_a_day_picked_in_the_calendar(phones: ItemPhones) -> None:
    owner = phones.owner
    card, mark = await phones.open(owner), owner.mark()
    await owner.tap("申请延期", message=card)
    asked = await owner.wait_for("现在的期限是", after=mark)
    await owner.tap("›", message=asked)
    turned = await owner.wait_for(lambda message: "2027" in str(message.raw), after=mark)
    await owner.tap("20", message=turned)
    await owner.wait_for("想延到 2027年1月20日", after=mark)
