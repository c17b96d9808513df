"""The branch that most tests are about: in two groups, with another branch beside it and a committee above both."""

from tests.world import ACCOUNTS, World

UNITS = """INSERT INTO unit (parent_id, kind, name, place, path, created_at) VALUES
  (NULL, 'committee', '甲党委', '甲党委', '/1/', 0),
  (1, 'branch', '一支部', '甲党委/一支部', '/1/2/', 0), (1, 'branch', '二支部', '甲党委/二支部', '/1/3/', 0),
  (2, 'group', '一组', '甲党委/一支部/一组', '/1/2/4/', 0), (2, 'group', '二组', '甲党委/一支部/二组', '/1/2/5/', 0)"""
PEOPLE = """INSERT INTO person (unit_id, group_id, name, standing) VALUES
  (2, NULL, '书记', 'full'), (2, NULL, '副书记', 'full'), (2, 4, '组长', 'full'),
  (1, NULL, '上级', 'full'), (1, NULL, '监督员', 'full'), (3, NULL, '外支部书记', 'full')"""
POSTS = """INSERT INTO post (person_id, unit_id, kind, started_on) VALUES (1, 2, 'secretary', '2020-01-01'),
  (2, 2, 'deputy', '2020-01-01'), (3, 4, 'group_leader', '2020-01-01'),
  (4, 1, 'secretary', '2020-01-01'), (6, 3, 'secretary', '2020-01-01')"""
BOUND = f"INSERT INTO account (id, person_id, language) SELECT id + {ACCOUNTS}, id, 'zh' FROM person"


class Branch:
    """Ids of units and people: `above` is the committee's secretary, `supervisor` a member, `stranger` of `other`."""

    committee, id, other, groups = 1, 2, 3, (4, 5)
    secretary, deputy, leader, above, supervisor, stranger = 1, 2, 3, 4, 5, 6

    def __init__(self, members: int = 4) -> None:
        self.members = tuple(range(7, 7 + members))
        self.people = [self.secretary, self.deputy, self.leader, *self.members]


async def usual_branch(world: World, members: int = 4) -> Branch:
    """In an empty database. The leader leads the first group, which the even members are in."""
    more = "".join(f", (2, {Branch.groups[number % 2]}, '党员{number}', 'full')" for number in range(members))
    for rows in (UNITS, PEOPLE + more, POSTS, BOUND):
        await world.run(rows)
    return Branch(members)
