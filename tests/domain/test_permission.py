"""The table of permissions: for every action, who may and who may not; and a post never reaches outside."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.permission import MAY, Action, may, require
from bot.domain.person import Person, Standing
from bot.domain.post import OF_UNIT, Held, PostKind
from bot.domain.unit import Unit, UnitKind


def unit(id: int, parent: Unit | None, name: str, kind: UnitKind) -> Unit:
    place, path = (f"{parent.place}/{name}", f"{parent.path}{id}/") if parent else (name, f"/{id}/")
    return Unit(id, parent.id if parent else None, name, kind, "", place, path)


TOWN = unit(1, None, "青河镇党委", UnitKind.COMMITTEE)
SCHOOLS = unit(2, TOWN, "学区党总支", UnitKind.GENERAL_BRANCH)
BRANCH = unit(3, SCHOOLS, "中学党支部", UnitKind.BRANCH)
GROUP = unit(4, BRANCH, "第一党小组", UnitKind.GROUP)
OTHER_GROUP = unit(5, BRANCH, "第二党小组", UnitKind.GROUP)
OTHER = unit(6, TOWN, "柳林村党支部", UnitKind.BRANCH)
LONE = unit(30, None, "独立党支部", UnitKind.BRANCH)
LONE_GROUP = unit(31, LONE, "独立党小组", UnitKind.GROUP)
UNITS = (TOWN, SCHOOLS, BRANCH, GROUP, OTHER_GROUP, OTHER, LONE, LONE_GROUP)


def actor(home: Unit | None, *posts: tuple[PostKind, Unit], administrator: bool = False) -> Actor:
    branch = next((one for one in UNITS if home and home.kind is UnitKind.GROUP and one.id == home.parent_id), home)
    group = home.path if home and home.kind is UnitKind.GROUP else None
    person = Person(1, "张三", branch.id, None, Standing.FULL) if branch else None
    held = tuple(Held(kind, where.id, where.kind, where.path) for kind, where in posts)
    return Actor(1001, "zh", administrator, person, branch, group, held)


MEMBER = actor(GROUP)
WHO = {
    "member": MEMBER,
    "group leader": actor(GROUP, (PostKind.GROUP_LEADER, GROUP)),
    "secretary": actor(GROUP, (PostKind.SECRETARY, BRANCH)),
    "deputy": actor(BRANCH, (PostKind.DEPUTY, BRANCH)),
    "organisation": actor(BRANCH, (PostKind.ORGANISATION, BRANCH)),
    "publicity": actor(BRANCH, (PostKind.PUBLICITY, BRANCH)),
    "discipline": actor(BRANCH, (PostKind.DISCIPLINE, BRANCH)),
    "general branch": actor(OTHER, (PostKind.SECRETARY, SCHOOLS)),
    "committee": actor(OTHER, (PostKind.SECRETARY, TOWN)),
    "organiser": actor(OTHER, (PostKind.ORGANISER, TOWN)),
    "attached leader": actor(OTHER, (PostKind.ATTACHED_LEADER, TOWN)),
    "liaison": actor(OTHER, (PostKind.LIAISON, TOWN)),
    "administrator": actor(None, administrator=True),
    "outsider": actor(OTHER),
    "outsider's secretary": actor(OTHER, (PostKind.SECRETARY, OTHER)),
}
SECRETARIAL = {"secretary", "deputy", "organisation"}
ABOVE = {"general branch", "committee", "organiser"}
ATTACHED = {"attached leader", "liaison"}
OF_THE_BRANCH = {"member", "group leader", "publicity", "discipline"} | SECRETARIAL

IN_THE_BRANCH: dict[Action, set[str]] = {
    Action.ASK: OF_THE_BRANCH | ABOVE,
    Action.CALL_MEETING: SECRETARIAL | ABOVE,
    Action.MARK_ATTENDANCE: SECRETARIAL | ABOVE,
    Action.SEE_ATTENDANCE: SECRETARIAL,
    Action.SEE_TOTALS: SECRETARIAL | ABOVE,
    Action.SEE_LIVE_COUNT: SECRETARIAL | ABOVE,
    Action.DECIDE_LEAVE: SECRETARIAL,
    Action.EXEMPT: SECRETARIAL,
    Action.IMPORT_ROSTER: SECRETARIAL | ABOVE | {"administrator"},
    Action.INVITE: SECRETARIAL | ABOVE | {"administrator"},
    Action.UNBIND: SECRETARIAL | ABOVE | {"administrator"},
    Action.GIVE_POST: ABOVE | {"administrator"},
    Action.LINK_GROUP_CHAT: SECRETARIAL,
    Action.IMPORT_GRADES: ABOVE,
    Action.SEE_PLAN: OF_THE_BRANCH | ABOVE | ATTACHED,
    Action.SEE_EVIDENCE: SECRETARIAL | ABOVE | ATTACHED,
    Action.ENTER_ITEM: SECRETARIAL | ABOVE,
    Action.SIGN_OFF: ABOVE,
    Action.ATTACH: ABOVE,
    Action.SEE_REMINDERS: SECRETARIAL,
    Action.PREPARE_RATING: SECRETARIAL,
    Action.OPEN_RATING: ABOVE,
    Action.SELF_ASSESS: SECRETARIAL,
    Action.GRADE: ABOVE,
    Action.READ_NOTICE: OF_THE_BRANCH | ABOVE | ATTACHED,
    Action.OBJECT: OF_THE_BRANCH,
}
IN_THE_GROUP = IN_THE_BRANCH | {
    Action.ASK: {"member", "group leader"} | SECRETARIAL | ABOVE,
    Action.CALL_MEETING: {"group leader"} | SECRETARIAL | ABOVE,
    Action.MARK_ATTENDANCE: {"group leader"} | SECRETARIAL | ABOVE,
    Action.SEE_ATTENDANCE: {"group leader"} | SECRETARIAL,
    Action.SEE_TOTALS: {"group leader"} | SECRETARIAL | ABOVE,
    Action.GIVE_POST: SECRETARIAL | ABOVE | {"administrator"},
    Action.IMPORT_GRADES: SECRETARIAL | ABOVE,
    Action.SEE_PLAN: {"member", "group leader"} | SECRETARIAL | ABOVE | ATTACHED,
    Action.SIGN_OFF: SECRETARIAL | ABOVE,
    Action.ATTACH: SECRETARIAL | ABOVE,
    Action.OPEN_RATING: SECRETARIAL | ABOVE,
    Action.GRADE: SECRETARIAL | ABOVE,
    Action.READ_NOTICE: {"member", "group leader"} | SECRETARIAL | ABOVE | ATTACHED,
    Action.OBJECT: {"member", "group leader", "secretary"},
}
"""A branch is the unit above its groups."""
GRADES = {Action.IMPORT_GRADES, Action.OPEN_RATING, Action.GRADE}
CASES = [(action, who) for action in Action for who in WHO]


def test_the_tables_here_and_there_have_every_action() -> None:
    assert set(MAY) == set(Action) == set(IN_THE_BRANCH) == set(IN_THE_GROUP)


@pytest.mark.parametrize(("action", "who"), CASES)
def test_in_the_branch(action: Action, who: str) -> None:
    assert may(WHO[who], action, BRANCH) is (who in IN_THE_BRANCH[action])


@pytest.mark.parametrize(("action", "who"), CASES)
def test_in_the_group(action: Action, who: str) -> None:
    assert may(WHO[who], action, GROUP) is (who in IN_THE_GROUP[action])


@pytest.mark.parametrize("action", list(Action))
def test_a_group_leader_has_nothing_in_the_other_group(action: Action) -> None:
    assert not may(WHO["group leader"], action, OTHER_GROUP)


@pytest.mark.parametrize("action", list(Action))
def test_at_home_the_committee_acts_as_any_unit_does(action: Action) -> None:
    """Its secretary runs the committee's own meetings; what comes from above comes from nobody, or an administrator."""
    expected = action not in {Action.GIVE_POST, Action.SIGN_OFF, Action.ATTACH, *GRADES}
    assert may(WHO["committee"], action, TOWN) is expected


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("where", [LONE, LONE_GROUP])
def test_an_administrator_stands_in_for_the_committee_that_is_not_there(action: Action, where: Unit) -> None:
    committees = {one for one in Action if "committee" in IN_THE_BRANCH[one]}
    expected = action in committees | {Action.IMPORT_ROSTER, Action.INVITE, Action.UNBIND, Action.GIVE_POST}
    assert may(WHO["administrator"], action, where) is expected


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("home", [LONE, LONE_GROUP])
@pytest.mark.parametrize("where", [LONE, LONE_GROUP])
def test_an_administrator_grades_no_unit_of_their_own(action: Action, home: Unit, where: Unit) -> None:
    stands_in = may(WHO["administrator"], action, where)
    at_home = may(actor(home, administrator=True), action, where)
    if action not in (Action.ASK, Action.OBJECT):
        assert at_home is (stands_in and action not in GRADES)


def test_an_administrator_grades_no_unit_where_they_hold_a_post() -> None:
    assert may(actor(OTHER, administrator=True), Action.IMPORT_GRADES, LONE)
    assert not may(actor(OTHER, (PostKind.SECRETARY, LONE), administrator=True), Action.IMPORT_GRADES, LONE)


def test_the_committees_own_right_to_grade_does_not_go_with_being_an_administrator() -> None:
    assert may(actor(OTHER, (PostKind.SECRETARY, TOWN), administrator=True), Action.IMPORT_GRADES, BRANCH)


def test_a_refusal_names_the_action() -> None:
    with pytest.raises(DomainError) as refused:
        require(MEMBER, Action.CALL_MEETING, BRANCH)
    assert (refused.value.code, refused.value.data) == ("not_allowed", {"action": "call_meeting"})


POSTS = st.sampled_from([(kind, where) for where in UNITS for kind in OF_UNIT[where.kind]])


@given(st.lists(POSTS, max_size=4), st.sampled_from(UNITS), st.sampled_from(list(Action)))
def test_a_post_gives_nothing_outside_its_own_subtree(
    posts: list[tuple[PostKind, Unit]], where: Unit, action: Action
) -> None:
    inside = [(kind, held) for kind, held in posts if where.path.startswith(held.path)]
    assert may(actor(None, *posts), action, where) == may(actor(None, *inside), action, where)


@given(st.lists(POSTS, max_size=4), st.sampled_from(UNITS), st.sampled_from(UNITS), st.sampled_from(list(Action)))
def test_a_post_takes_nothing_away(posts: list[tuple[PostKind, Unit]], home: Unit, where: Unit, action: Action) -> None:
    without = actor(home)
    assert may(replace(without, posts=actor(home, *posts).posts), action, where) >= may(without, action, where)


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.sampled_from(list(Action)))
def test_without_posts_one_asks_reads_and_objects_in_the_own_unit_and_those_above_and_no_more(
    home: Unit, where: Unit, action: Action
) -> None:
    may_read = (Action.ASK, Action.SEE_PLAN, Action.READ_NOTICE, Action.OBJECT)
    own = home.path.startswith(where.path) and action in may_read
    assert may(actor(home), action, where) is own
