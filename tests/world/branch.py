"""The branch that most tests are about: in two groups, with another branch beside it and a committee above both."""

from dataclasses import dataclass

from tests.world import Person, World


@dataclass(frozen=True, slots=True)
class Branch:
    """Ids of units and people, each with an account. `above` is the committee's secretary, `stranger` the `other`'s."""

    committee: int
    id: int
    groups: tuple[int, int]
    other: int
    secretary: int
    deputy: int
    leader: int
    members: tuple[int, ...]
    above: int
    stranger: int

    @property
    def people(self) -> list[int]:
        """Everyone of the branch."""
        return [self.secretary, self.deputy, self.leader, *self.members]


async def usual_branch(world: World, members: int = 4) -> Branch:
    """The leader leads the first group, which the even members are in."""
    [top] = await world.units("committee", "甲党委")
    unit, other = await world.units("branch", "一支部", "二支部", above=top)
    first, second = await world.units("group", "一组", "二组", above=unit)
    secretary, deputy, leader, *found, above, stranger = await world.people(
        Person("书记", unit),
        Person("副书记", unit),
        Person("组长", unit, first),
        *(Person(f"党员{number}", unit, second if number % 2 else first) for number in range(members)),
        Person("上级", top),
        Person("外支部书记", other),
    )
    await world.posts(
        (secretary, unit, "secretary"),
        (deputy, unit, "deputy"),
        (leader, first, "group_leader"),
        (above, top, "secretary"),
        (stranger, other, "secretary"),
    )
    return Branch(top, unit, (first, second), other, secretary, deputy, leader, tuple(found), above, stranger)
