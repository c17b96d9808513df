"""A town's committee with a branch of two groups, and the branch of the next village."""

from dataclasses import replace

from tests.installation import INSTALLATION
from tests.world import Person, World

WEEKDAYS = replace(INSTALLATION, is_working_day=lambda day: day.weekday() < 5)
"""No holidays, in whatever year."""
TOWN, BRANCH, OTHER, GROUP_ONE, GROUP_TWO = 1, 2, 3, 4, 5
SECRETARY, DEPUTY, MEMBER, PROBATIONARY, GUEST, LEADER, GONE, ACTIVIST, OUTSIDER, ABOVE = range(1, 11)
PEOPLE = (
    Person("甲书记", BRANCH, GROUP_ONE),
    Person("乙委员", BRANCH, GROUP_ONE),
    Person("丙党员", BRANCH, GROUP_TWO),
    Person("丁预备", BRANCH, GROUP_TWO, "probationary"),
    Person("戊代表", BRANCH, standing="mass_representative"),
    Person("己组长", BRANCH, GROUP_TWO),
    Person("庚离开", BRANCH, left_on="2026-01-01"),
    Person("辛积极", BRANCH, standing="activist"),
    Person("壬邻村", OTHER),
    Person("癸镇委", TOWN),
)
POSTS = (
    (SECRETARY, BRANCH, "secretary"),
    (DEPUTY, BRANCH, "organisation"),
    (LEADER, GROUP_TWO, "group_leader"),
    (OUTSIDER, OTHER, "secretary"),
    (ABOVE, TOWN, "secretary"),
)


async def found_town(world: World) -> None:
    await world.units("committee", "某镇党委")
    await world.units("branch", "东村党支部", "西村党支部", above=TOWN)
    await world.units("group", "第一党小组", "第二党小组", above=BRANCH)
    await world.people(*PEOPLE)
    await world.posts(*POSTS, since="2026-01-01")
