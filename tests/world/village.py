"""A village's branch below the town's committee, whose people are told apart by name, standing and number."""

from tests.world import ACCOUNTS, World

TOWN, BRANCH, FIRST, SECOND = 1, 2, 3, 4
"""Units: `FIRST` and `SECOND` are groups of the branch."""
LI, WANG, ZHAO, CHEN, QIAN, SUN, GUEST = 1, 2, 3, 4, 5, 6, 7
UNITS = """INSERT INTO unit (parent_id, kind, name, place, path, created_at) VALUES
  (NULL, 'committee', '青河镇党委', '青河镇党委', '/1/', 0),
  (1, 'branch', '柳林村党支部', '青河镇党委/柳林村党支部', '/1/2/', 0),
  (2, 'group', '第一党小组', '青河镇党委/柳林村党支部/第一党小组', '/1/2/3/', 0),
  (2, 'group', '第二党小组', '青河镇党委/柳林村党支部/第二党小组', '/1/2/4/', 0)"""
PEOPLE = """INSERT INTO person (number, unit_id, group_id, name, standing, phone, joined_on, left_on) VALUES
  ('P1', 2, 3, '李树林', 'full', '13900000001', '2001-07-01', NULL),
  ('P2', 2, 3, '王秀兰', 'full', '13900000002', '2001-07-01', NULL),
  ('P3', 2, 4, '赵建国', 'full', '13900000003', '2001-07-01', NULL),
  ('P4', 2, 4, '陈小雨', 'probationary', '13900000004', '2001-07-01', NULL),
  ('P5', 2, NULL, '钱多多', 'activist', '13900000005', '2001-07-01', NULL),
  ('P6', 2, NULL, '孙已走', 'full', '13900000006', '2001-07-01', '2026-01-10'),
  ('P7', 2, NULL, '周代表', 'mass_representative', NULL, '2001-07-01', NULL)"""
RETIRED = "UPDATE person SET retired = (number = 'P2'), floating = (number = 'P3')"
POSTS = """INSERT INTO post (person_id, unit_id, kind, started_on, ended_on) VALUES
  (2, 2, 'organisation', '2024-01-01', NULL), (1, 2, 'secretary', '2024-01-01', NULL),
  (3, 4, 'group_leader', '2024-01-01', NULL), (6, 2, 'deputy', '2024-01-01', NULL),
  (3, 2, 'publicity', '2024-01-01', '2025-06-30')"""
ACCOUNT = "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, 'zh', 0, 'link')"


async def settle(world: World, *accounts: int) -> None:
    """Those named have an account, bound by a link."""
    for rows in (UNITS, PEOPLE, RETIRED, POSTS):
        await world.run(rows)
    await world.run_all(ACCOUNT, [(ACCOUNTS + person, person) for person in accounts])
