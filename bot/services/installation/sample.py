"""Sample data for the demo and the tests: made-up rosters, items and grades, the same every time.

The names belong to nobody, the phone numbers use a prefix that is not in service.
"""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.reminder.schedule import later
from bot.services.workdays import is_working_day

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华文建国立春秋雨晴海天宇新安宁思远志强晓东雪梅兰竹青云山川江河平正和清"
IN_A_BRANCH = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
IN_A_COMMITTEE = ("书记", "副书记", "组织员", "联络员", "挂点领导")
COLUMNS = ("编号", "姓名", "党组织", "党小组", "类别", "职务", "手机", "入党日期", "离退休", "流动", "语言", "领域")
SCHOOL, ABOVE_SCHOOL = "第一中学党支部", "第一中学党委"
PROBLEM = "党员活动室的灯坏了两盏"
UNIVERSITY = "示例大学党委"
COLLEGES, GENERAL_BRANCHES, BRANCHES, MEMBERS = 14, 5, 160, 3017

Line = Mapping[str, str]


class RosterMaker:
    """Writes the lines of a made-up roster, one person after another."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._random = random.Random(20120312)

    def person(self, unit: str, post: str = "", group: str = "", sector: str = "", place: int = 0, of: int = 0) -> None:
        """Add the `place`-th of `of` in a branch: the last is probationary, some are retired or live elsewhere."""
        chance, serial = self._random, len(self.lines) + 1
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2 if chance.random() < 0.7 else 1))
        probationary = of > 0 and place == of - 1
        year = 2026 if probationary else chance.randint(1975, 2024)
        month, day = chance.randint(1, 6 if probationary else 12), chance.randint(1, 28)
        values = (
            f"P{serial:06d}",
            name,
            unit,
            group,
            "预备党员" if probationary else "正式党员",
            post,
            f"+86120{serial:08d}",
            f"{year}-{month:02d}-{day:02d}",
            "是" if place % 7 == 5 else "",
            "是" if place % 19 == 11 else "",
            "en" if serial % 50 == 0 else "zh",
            sector,
        )
        self.lines.append(dict(zip(COLUMNS, values, strict=True)))

    def committee(self, unit: str) -> None:
        """Add the office holders of a committee."""
        for post in IN_A_COMMITTEE:
            self.person(unit, post)

    def branch(self, unit: str, members: int, groups: int = 1, sector: str = "") -> None:
        """Add a branch: its office holders first, then a leader for each group, then the others."""
        posts = IN_A_BRANCH[: max(1, members // 4)]
        for place in range(members):
            group = f"第{place % groups + 1}党小组" if groups > 1 else ""
            leads = groups > 1 and len(posts) <= place < len(posts) + groups
            post = posts[place] if place < len(posts) else "小组长" if leads else ""
            self.person(unit, post, group, sector, place, members)


def school() -> list[Line]:
    """The roster of one branch: 29 members in 4 groups."""
    return _school(SCHOOL).lines


def overseen_school() -> list[Line]:
    """The roster of `school`, the branch below a committee of 5 office holders."""
    maker = _school(f"{ABOVE_SCHOOL}/{SCHOOL}")
    maker.committee(ABOVE_SCHOOL)
    return maker.lines


def _school(place: str) -> RosterMaker:
    maker = RosterMaker()
    maker.branch(place, 29, groups=4, sector="学校")
    return maker


def university() -> list[Line]:
    """The roster of a university: 20 units above with 5 office holders each, and 3,017 members in 160 branches.

    One of the branches stands directly below the top.
    """
    maker = RosterMaker()
    above = [f"{UNIVERSITY}/第{number}学院党委" for number in range(1, COLLEGES + 1)]
    above += [f"{UNIVERSITY}/第{number}党总支" for number in range(1, GENERAL_BRANCHES + 1)]
    least, more = divmod(MEMBERS, BRANCHES)
    for number in range(BRANCHES):
        parent = above[number % len(above)] if number < BRANCHES - 1 else UNIVERSITY
        sector = "教职工" if number < 93 else "学生"
        maker.branch(f"{parent}/第{number + 1}党支部", least + (number < more), sector=sector)
    for unit in (UNIVERSITY, *above):
        maker.committee(unit)
    return maker.lines


def items_csv(owner: str, today: date) -> bytes:
    """Write a rectification item of the sample branch, due on a working day soon, as a file that can be sent in chat.

    `owner`: a roster number.
    """
    item = {
        "问题": PROBLEM,
        "措施": "请后勤换灯，每月检查一次",
        "目标": "灯全部亮，检查有记录",
        "责任人": owner,
        "党组织": SCHOOL,
        "类别": "活动阵地",
        "来源": "群众意见",
        "完成时限": later(today + timedelta(days=4), is_working_day).isoformat(),
    }
    return "\n".join([",".join(item), ",".join(item.values()), ""]).encode()


def as_csv(lines: Sequence[Line], encoding: str = "utf-8") -> bytes:
    """Write a roster as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding)


def school_csv() -> bytes:
    """Write the sample branch as a file that `roster import` takes."""
    return as_csv(school())


def grades_csv(year: int) -> bytes:
    """Write the sample branch's grades of the three years before `year`, as a file that `grades import` takes."""
    lines = [
        f"{SCHOOL},{year - 3},78.5,一般,{year - 3}-12-18",
        f"{SCHOOL},{year - 2},86.2,较好,{year - 2}-12-16",
        f"{SCHOOL},{year - 1},92.6,好,{year - 1}-12-19",
    ]
    return "\n".join(["党组织,年度,得分,等级,定级日期", *lines, ""]).encode()
