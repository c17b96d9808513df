"""What importing would do: who a row is, what changes, what is refused; and that doing it leaves nothing to do."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.roster import CHINESE, Column, Roster, RosterRow
from bot.domain.people.roster_plan import RosterEntry, RosterPlan, plan, writable_places
from bot.domain.people.roster_present import KnownPerson, KnownPost, PresentRoster, rows
from bot.domain.people.roster_read import read
from bot.domain.person import Person, Standing
from bot.domain.post import PostKind
from bot.domain.sheet.table import Fault
from bot.domain.unit import ENDINGS, Unit, UnitKind
from bot.reports.roster import line

TODAY = date(2026, 11, 25)
BRANCH = "一中党委/高中党支部"
ALL = frozenset(Column)
EMPTY = PresentRoster({}, ())


def row(line: int = 2, name: str = "张三", **values: Any) -> RosterRow:
    return replace(RosterRow(line, name, BRANCH, Standing.FULL), **values)


def roster(*lines: RosterRow, columns: frozenset[Column] = ALL) -> Roster:
    return Roster(lines, len(lines), columns, (), ())


def after(present: PresentRoster, planned: RosterPlan) -> PresentRoster:
    """The state once the plan is done, as storage does it."""
    units, ids = dict(present.units), count(1 + max((known.person.id for known in present.people), default=0))
    for new in planned.units:
        above = units[new.above] if new.above else None
        number = len(units) + 1
        path = f"{above.path if above else '/'}{number}/"
        units[new.place] = Unit(number, above.id if above else None, new.name, new.kind, new.sector, new.place, path)
    for one in planned.sectors:
        units[one.unit.place] = replace(one.unit, sector=one.sector)
    people = {known.person.id: known for known in present.people}
    for entry in planned.entries:
        number = entry.person_id or next(ids)
        people[number] = _known(number, entry, people.get(number), units)
    return PresentRoster(units, tuple(people.values()))


def _known(number: int, entry: RosterEntry, before: KnownPerson | None, units: dict[str, Unit]) -> KnownPerson:
    facts = entry.facts
    ended = {post.id for post in entry.end}
    kept = [post for post in (before.posts if before else ()) if post.id not in ended]
    given_now = [KnownPost(1000 * number + index, kind, place) for index, (kind, place) in enumerate(entry.give)]
    person = Person(
        number,
        facts.name,
        units[facts.place].id,
        units[facts.group].id if facts.group else None,
        facts.standing,
        facts.number,
        facts.phone,
        facts.joined_on,
        facts.retired,
        facts.floating,
        facts.language,
    )
    return KnownPerson(person, facts.place, facts.group, (*kept, *given_now))


def held(*lines: RosterRow) -> PresentRoster:
    planned, faults = plan(roster(*lines), EMPTY, TODAY)
    assert faults == []
    return after(EMPTY, planned)


def codes(lines: Roster, present: PresentRoster, allowed: Callable[[str], bool] = lambda place: True) -> list[str]:
    return [fault.code for fault in plan(lines, present, TODAY, ENDINGS, allowed)[1]]


def test_units_are_made_from_the_top_with_kind_and_sector() -> None:
    planned, _ = plan(roster(row(group="第1党小组", sector="学校")), EMPTY, TODAY)
    assert [(unit.place, unit.above, unit.kind, unit.sector) for unit in planned.units] == [
        ("一中党委", None, UnitKind.COMMITTEE, ""),
        (BRANCH, "一中党委", UnitKind.BRANCH, "学校"),
        (f"{BRANCH}/第1党小组", BRANCH, UnitKind.GROUP, ""),
    ]


def test_a_kind_can_be_given_to_another_ending() -> None:
    line = row(unit="工会联合会")
    assert codes(roster(line), EMPTY) == ["roster_unit_kind_unknown"]
    planned, faults = plan(roster(line), EMPTY, TODAY, {**ENDINGS, "联合会": UnitKind.BRANCH})
    assert (faults, planned.units[0].kind) == ([], UnitKind.BRANCH)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row(unit="一中党委/办公室"), "roster_unit_kind_unknown"),
        (row(unit=f"{BRANCH}/第1党小组"), "roster_unit_is_group"),
        (row(unit="甲党支部/乙党委"), "roster_unit_order"),
        (row(unit="一中党委", group="第1党小组"), "roster_group_elsewhere"),
        (row(posts=(PostKind.ORGANISER,)), "roster_post_unfit"),
    ],
)
def test_units_that_cannot_be(line: RosterRow, code: str) -> None:
    assert codes(roster(line), EMPTY) == [code]


def test_a_unit_has_one_sector() -> None:
    lines = roster(row(2, sector="学校"), row(3, "李四", sector="农村"))
    assert codes(lines, EMPTY) == ["roster_sector_differs"]


def test_a_unit_that_is_there_changes_its_sector() -> None:
    planned, _ = plan(roster(row(sector="企业")), held(row(sector="学校")), TODAY)
    assert [(one.unit.place, one.sector) for one in planned.sectors] == [(BRANCH, "企业")]


def test_with_a_number_everything_else_may_change() -> None:
    present = held(row(number="P1", phone="+8613812345678"))
    moved = row(number="P1", name="张山", unit="一中党委/初中党支部", phone=None, retired=True)
    planned, faults = plan(roster(moved), present, TODAY)
    (entry,) = planned.entries
    assert faults == []
    assert entry.person_id == 1
    assert [change.column for change in entry.changes] == [Column.NAME, Column.UNIT, Column.PHONE, Column.RETIRED]


def test_without_a_number_name_unit_and_day_are_the_key() -> None:
    day = date(2001, 7, 1)
    present = held(row(joined_on=day))
    assert plan(roster(row(joined_on=day, phone="+8613812345678")), present, TODAY)[0].changed
    assert plan(roster(row(joined_on=date(2002, 7, 1))), present, TODAY)[0].added


def test_what_was_unknown_before_is_filled_in_not_added() -> None:
    present = held(row())
    planned, _ = plan(roster(row(number="P1", joined_on=date(2001, 7, 1))), present, TODAY)
    (entry,) = planned.entries
    assert (entry.person_id, [change.column for change in entry.changes]) == (1, [Column.NUMBER, Column.JOINED])


def test_two_of_one_name_are_not_guessed() -> None:
    present = held(row(2, number="P1"), row(3, number="P2"))
    assert codes(roster(row()), present) == ["roster_ambiguous"]
    assert codes(roster(row(2, number="P2")), present) == []


def test_two_rows_that_may_be_the_same_person_are_not_guessed() -> None:
    present = held(row())
    lines = roster(row(2, joined_on=date(2001, 7, 1)), row(3, joined_on=date(2002, 7, 1)))
    assert codes(lines, present) == ["roster_ambiguous", "roster_ambiguous"]


def test_a_column_that_is_not_there_changes_nothing() -> None:
    present = held(row(number="P1", phone="+8613812345678", group="第1党小组", retired=True, language="en"))
    few = frozenset({Column.NAME, Column.UNIT, Column.STANDING})
    planned, faults = plan(roster(row(), columns=few), present, TODAY)
    assert (planned.empty, faults) == (True, [])


def test_whoever_moves_leaves_the_old_units_group() -> None:
    present = held(row(number="P1", group="第1党小组"))
    few = ALL - {Column.GROUP}
    planned, _ = plan(roster(row(number="P1", unit="一中党委/初中党支部"), columns=few), present, TODAY)
    assert planned.entries[0].facts.group is None


def test_missing_people_stay() -> None:
    present = held(row(2), row(3, "李四"))
    assert plan(roster(row(2)), present, TODAY)[0].empty


def test_someone_who_has_left_is_not_taken_back() -> None:
    present = held(row(number="P1"))
    left = replace(present.people[0], person=replace(present.people[0].person, left_on=TODAY))
    gone = PresentRoster(present.units, (left,))
    assert codes(roster(row(number="P1")), gone) == ["roster_person_left"]
    assert plan(roster(row(number="P2")), gone, TODAY)[0].added
    assert rows(gone, TODAY) == []


def test_a_phone_number_belongs_to_one_person() -> None:
    present = held(row(2, phone="+8613812345678"), row(3, "李四"))
    assert codes(roster(row(2, "王五", phone="+8613812345678")), present) == ["roster_phone_taken"]
    swapped = roster(row(2, phone=None), row(3, "李四", phone="+8613812345678"))
    assert codes(swapped, present) == []


def test_posts_are_given_and_only_ended_by_another_post() -> None:
    present = held(row(posts=(PostKind.SECRETARY,)))
    assert plan(roster(row(posts=())), present, TODAY)[0].empty
    planned, _ = plan(roster(row(posts=(PostKind.DEPUTY,))), present, TODAY)
    (entry,) = planned.entries
    assert entry.give == ((PostKind.DEPUTY, BRANCH),)
    assert [post.kind for post in entry.end] == [PostKind.SECRETARY]


def test_posts_elsewhere_are_not_the_rosters_business() -> None:
    present = held(row(number="P1", posts=(PostKind.SECRETARY,)))
    known = present.people[0]
    above = KnownPost(9, PostKind.DEPUTY, "一中党委")
    both = PresentRoster(present.units, (replace(known, posts=(*known.posts, above)),))
    planned, _ = plan(roster(row(number="P1", posts=(PostKind.DEPUTY,))), both, TODAY)
    assert [post.place for post in planned.entries[0].end] == [BRANCH]


def test_a_group_leader_leads_the_group() -> None:
    planned, _ = plan(roster(row(group="第1党小组", posts=(PostKind.GROUP_LEADER,))), EMPTY, TODAY)
    assert planned.entries[0].give == ((PostKind.GROUP_LEADER, f"{BRANCH}/第1党小组"),)


def test_a_secretary_reaches_the_own_unit_and_nobody_elses() -> None:
    other = "一中党委/初中党支部"
    present = held(row(2, number="P1"), row(3, "李四", number="P2", unit=other))
    allowed = writable_places({"一中党委": False, BRANCH: True, other: False}, nobody=False)
    assert codes(roster(row(number="P1", group="第2党小组")), present, allowed=allowed) == []
    assert codes(roster(row(number="P2", unit=other)), present, allowed=allowed) == ["roster_not_your_unit"]
    assert codes(roster(row(number="P2", name="李四")), present, allowed=allowed) == ["roster_belongs_elsewhere"]
    assert codes(roster(row(unit="新党支部")), present, allowed=allowed) == ["roster_not_your_unit"]


NAMES, PLACES = ["张三", "李四"], ["甲党支部", "乙党委/丙党支部", "乙党委"]
LINES = st.builds(
    RosterRow,
    st.just(0),
    st.sampled_from(NAMES),
    st.sampled_from(PLACES),
    st.sampled_from(list(Standing)),
    number=st.sampled_from([None, "P1", "P2", "P3"]),
    group=st.sampled_from([None, None, "第1党小组"]),
    posts=st.sampled_from([(), (), (PostKind.SECRETARY,), (PostKind.DEPUTY, PostKind.PUBLICITY)]),
    phone=st.sampled_from([None, "+8613800000001", "+8613800000002"]),
    joined_on=st.sampled_from([None, date(2001, 7, 1), date(2002, 7, 1)]),
    retired=st.booleans(),
    floating=st.booleans(),
    language=st.sampled_from([None, "zh", "en"]),
    sector=st.sampled_from(["", "学校"]),
)
FILES = st.lists(LINES, min_size=1, max_size=4)
COLUMNS = st.sets(st.sampled_from(list(Column))).map(
    lambda some: frozenset({*some, Column.NAME, Column.UNIT, Column.STANDING})
)


def as_file(lines: Sequence[RosterRow], columns: frozenset[Column] = ALL) -> Roster:
    """Written as a sheet and read."""
    order = [column for column in CHINESE if column in columns]
    body = [[value for value, column in zip(line(one), CHINESE, strict=True) if column in columns] for one in lines]
    return read(list(enumerate([[column.value for column in order], *body], 1)))


def tried(file: Roster, present: PresentRoster) -> tuple[PresentRoster, list[Fault]]:
    """Imported where nothing is wrong with it."""
    planned, faults = plan(file, present, TODAY)
    faults += file.faults
    return present if faults else after(present, planned), faults


@given(FILES, FILES, COLUMNS)
def test_importing_again_changes_nothing(
    first: list[RosterRow], second: list[RosterRow], some: frozenset[Column]
) -> None:
    """Also after other files, with any columns."""
    present = EMPTY
    for file in (as_file(first), as_file(second, some)):
        present, faults = tried(file, present)
        if not faults:
            again, refused = plan(file, present, TODAY)
            assert (refused, again.empty) == ([], True)
        numbers = [known.person.number for known in present.people if known.person.number]
        assert len(numbers) == len(set(numbers))


@given(FILES, FILES)
def test_exporting_and_importing_changes_nothing(first: list[RosterRow], second: list[RosterRow]) -> None:
    """Two of one name and day, only one of them with a number, cannot be told apart: that is said, not guessed."""
    present = EMPTY
    for lines in (first, second):
        present, _ = tried(as_file(lines), present)
    if not present.people:
        return
    exported = as_file(rows(present, TODAY))
    again, refused = plan(exported, present, TODAY)
    assert {fault.code for fault in (*exported.faults, *refused)} <= {"roster_row_twice"}
    assert again.empty
