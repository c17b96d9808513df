"""A roster sent to the real bot as a file: shown, imported after a yes, refused with one sentence."""

import pytest

from bot.sandbox.phone import Phone
from bot.services.files import sheet_file
from tests.e2e.system import System
from tests.rosters import as_csv, as_xlsx, school

SECRETARY, MEMBER = "P000001", "P000010"
HEAD = "编号,姓名,党组织,类别,职务,手机"
NEW = f"{HEAD}\nP000900,周新来,第一中学党支部,预备党员,,13912345678\n".encode()


@pytest.fixture
async def secretary(system: System) -> Phone:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    return system.people[SECRETARY]


async def people(system: System) -> int:
    (row,) = await system.rows("SELECT count(*) AS n FROM person")
    return int(row["n"])


async def test_shown_then_imported_and_the_same_file_again_is_nothing_new(system: System, secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send_document("名册.csv", NEW)
    shown = await secretary.wait_for("周新来", after=mark)
    assert "新增人员 1 人" in shown.text
    assert "还没有写入" in shown.text
    assert await people(system) == 29
    await secretary.tap("导入", message=shown)
    await secretary.wait_for("名册已导入")
    assert await people(system) == 30
    mark = secretary.mark()
    await secretary.send_document("名册.xlsx", as_xlsx(school()))
    assert "完全一样" in (await secretary.wait_for("29", after=mark)).text
    assert list((system.settings.data_dir / "imports").iterdir()) == []


async def test_not_imported(system: System, secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send_document("r.csv", NEW)
    shown = await secretary.wait_for("周新来", after=mark)
    await secretary.tap("不导入", message=shown)
    await secretary.wait_for("什么都没有改动")
    assert await people(system) == 29


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("照片.jpg", b"\xff\xd8\xff", "这种文件读不了"),
        ("r.xls", b"\xd0\xcf\x11\xe0", "旧版 Excel"),
        ("r.xlsx", b"PK\x03\x04 broken", "文件打不开"),
        ("r.csv", b"x" * (sheet_file.LARGEST + 1), "文件太大了，最大 5 MB"),
        ("r.csv", "姓名,手机\n张三,1\n".encode(), "缺少这些列：党组织 (unit)、类别 (standing)"),
        ("r.csv", f"{HEAD}\nP1,,第一中学党支部,正式党员,,12\n".encode(), "第 2 行：没有写姓名"),
        ("r.csv", as_csv(school()) + as_csv(school()[:1]).split(b"\n")[1], "和第 2 行重复"),
        ("r.csv", f"{HEAD}\nP1,张三,别的党支部,正式党员,,\n".encode(), "不归您管理"),
    ],
    ids=["type", "old_excel", "broken", "too_large", "columns", "faults", "twice", "not_yours"],
)
async def test_a_file_that_will_not_do_gets_one_sentence(
    system: System, secretary: Phone, name: str, data: bytes, sentence: str
) -> None:
    before, mark = await system.rows("SELECT * FROM person ORDER BY id"), secretary.mark()
    await secretary.send_document(name, data)
    await secretary.wait_for(sentence, after=mark)
    assert await system.rows("SELECT * FROM person ORDER BY id") == before
    assert await system.rows("SELECT * FROM job WHERE kind = 'roster.import'") == []


async def test_a_member_is_refused_before_anything_is_fetched(system: System, secretary: Phone) -> None:
    member = system.people[MEMBER]
    mark = member.mark()
    await member.send_document("r.csv", NEW)
    await member.wait_for("需要相应的职务", after=mark)
    assert not [call for call in system.telegram.calls if call["method"] == "getFile"]
