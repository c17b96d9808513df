"""A town's committee with a branch of two groups, and the branch of the next village."""

from dataclasses import replace

from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import BOUND

NO_HOLIDAYS = replace(INSTALLATION, is_working_day=lambda day: day.weekday() < 5)
"""The installation, where every Monday to Friday is a working day in whatever year."""
TOWN, BRANCH, OTHER, GROUP_ONE, GROUP_TWO = 1, 2, 3, 4, 5
SECRETARY, ORGANISER, MEMBER, PROBATIONARY, GUEST, LEADER, GONE, ACTIVIST, OUTSIDER, ABOVE = range(1, 11)
UNITS = """INSERT INTO unit (parent_id, kind, name, place, path, created_at) VALUES
  (NULL, 'committee', '某镇党委', '某镇党委', '/1/', 0),
  (1, 'branch', '东村党支部', '某镇党委/东村党支部', '/1/2/', 0),
  (1, 'branch', '西村党支部', '某镇党委/西村党支部', '/1/3/', 0),
  (2, 'group', '第一党小组', '某镇党委/东村党支部/第一党小组', '/1/2/4/', 0),
  (2, 'group', '第二党小组', '某镇党委/东村党支部/第二党小组', '/1/2/5/', 0)"""
PEOPLE = """INSERT INTO person (unit_id, group_id, name, standing, left_on) VALUES
  (2, 4, '甲书记', 'full', NULL), (2, 4, '乙委员', 'full', NULL), (2, 5, '丙党员', 'full', NULL),
  (2, 5, '丁预备', 'probationary', NULL), (2, NULL, '戊代表', 'mass_representative', NULL),
  (2, 5, '己组长', 'full', NULL), (2, NULL, '庚离开', 'full', '2026-01-01'), (2, NULL, '辛积极', 'activist', NULL),
  (3, NULL, '壬邻村', 'full', NULL), (1, NULL, '癸镇委', 'full', NULL)"""
POSTS = """INSERT INTO post (person_id, unit_id, kind, started_on) VALUES (1, 2, 'secretary', '2026-01-01'),
  (2, 2, 'organisation', '2026-01-01'), (6, 5, 'group_leader', '2026-01-01'),
  (9, 3, 'secretary', '2026-01-01'), (10, 1, 'secretary', '2026-01-01')"""


async def found_town(world: World) -> None:
    for rows in (UNITS, PEOPLE, POSTS, BOUND):
        await world.run(rows)
