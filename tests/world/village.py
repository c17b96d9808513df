"""A village's branch below the town's committee, whose people are told apart by name, standing and number."""

from tests.world import ACCOUNTS, Person, World

TOWN, BRANCH, FIRST, SECOND = 1, 2, 3, 4
"""Units: `FIRST` and `SECOND` are groups of the branch."""
LI, WANG, ZHAO, CHEN, QIAN, SUN, GUEST = 1, 2, 3, 4, 5, 6, 7
PEOPLE = (
    Person("李树林", BRANCH, FIRST, "full", "P1", "13900000001", "2001-07-01"),
    Person("王秀兰", BRANCH, FIRST, "full", "P2", "13900000002", "2001-07-01", retired=True),
    Person("赵建国", BRANCH, SECOND, "full", "P3", "13900000003", "2001-07-01", floating=True),
    Person("陈小雨", BRANCH, SECOND, "probationary", "P4", "13900000004", "2001-07-01"),
    Person("钱多多", BRANCH, None, "activist", "P5", "13900000005", "2001-07-01"),
    Person("孙已走", BRANCH, None, "full", "P6", "13900000006", "2001-07-01", left_on="2026-01-10"),
    Person("周代表", BRANCH, None, "mass_representative", "P7", joined_on="2001-07-01"),
)
POSTS = (
    (WANG, BRANCH, "organisation"),
    (LI, BRANCH, "secretary"),
    (ZHAO, SECOND, "group_leader"),
    (SUN, BRANCH, "deputy"),
    (ZHAO, BRANCH, "publicity"),
)
ACCOUNT = "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, 'zh', 0, 'link')"


async def settle(world: World, *accounts: int) -> None:
    """Those named have an account, bound by a link."""
    await world.units("committee", "青河镇党委")
    await world.units("branch", "柳林村党支部", above=TOWN)
    await world.units("group", "第一党小组", "第二党小组", above=BRANCH)
    await world.people(*PEOPLE, accounts=False)
    await world.posts(*POSTS, since="2024-01-01")
    await world.run("UPDATE post SET ended_on = '2025-06-30' WHERE kind = 'publicity'")
    await world.run_all(ACCOUNT, [(ACCOUNTS + person, person) for person in accounts])
