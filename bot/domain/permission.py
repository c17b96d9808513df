"""Decide who may do what, by one table of actions and relations."""

from dataclasses import replace
from enum import StrEnum

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.post import ATTACHED, COMMITTEE, DIRECTING, SECRETARIAL, Held, PostKind
from bot.domain.unit import Unit, UnitKind


class Relation(StrEnum):
    """How an actor is related to a unit."""

    MEMBER = "member"
    GROUP_LEADER = "group_leader"
    SECRETARY = "secretary"
    ABOVE = "above"
    ATTACHED = "attached"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What needs a permission."""

    ASK = "ask"
    CALL_MEETING = "call_meeting"
    MARK_ATTENDANCE = "mark_attendance"
    SEE_ATTENDANCE = "see_attendance"
    SEE_TOTALS = "see_totals"
    SEE_LIVE_COUNT = "see_live_count"
    DECIDE_LEAVE = "decide_leave"
    EXEMPT = "exempt"
    IMPORT_ROSTER = "import_roster"
    INVITE = "invite"
    UNBIND = "unbind"
    GIVE_POST = "give_post"
    LINK_GROUP_CHAT = "link_group_chat"
    IMPORT_GRADES = "import_grades"
    SEE_PLAN = "see_plan"
    SEE_EVIDENCE = "see_evidence"
    ENTER_ITEM = "enter_item"
    SIGN_OFF = "sign_off"
    ATTACH = "attach"
    SEE_REMINDERS = "see_reminders"
    PREPARE_RATING = "prepare_rating"
    OPEN_RATING = "open_rating"
    SELF_ASSESS = "self_assess"
    GRADE = "grade"
    READ_NOTICE = "read_notice"
    OBJECT = "object"


_M, _G, _S, _U, _T, _A = (
    Relation.MEMBER,
    Relation.GROUP_LEADER,
    Relation.SECRETARY,
    Relation.ABOVE,
    Relation.ATTACHED,
    Relation.ADMINISTRATOR,
)
MAY: dict[Action, frozenset[Relation]] = {
    Action.ASK: frozenset({_M, _S, _U}),
    Action.CALL_MEETING: frozenset({_G, _S, _U}),
    Action.MARK_ATTENDANCE: frozenset({_G, _S, _U}),
    Action.SEE_ATTENDANCE: frozenset({_G, _S}),
    Action.SEE_TOTALS: frozenset({_G, _S, _U}),
    Action.SEE_LIVE_COUNT: frozenset({_S, _U}),
    Action.DECIDE_LEAVE: frozenset({_S}),
    Action.EXEMPT: frozenset({_S}),
    Action.IMPORT_ROSTER: frozenset({_S, _U, _A}),
    Action.INVITE: frozenset({_S, _U, _A}),
    Action.UNBIND: frozenset({_S, _U, _A}),
    Action.GIVE_POST: frozenset({_U, _A}),
    Action.LINK_GROUP_CHAT: frozenset({_S}),
    Action.IMPORT_GRADES: frozenset({_U}),
    Action.SEE_PLAN: frozenset({_M, _G, _S, _U, _T}),
    Action.SEE_EVIDENCE: frozenset({_S, _U, _T}),
    Action.ENTER_ITEM: frozenset({_S, _U}),
    Action.SIGN_OFF: frozenset({_U}),
    Action.ATTACH: frozenset({_U}),
    Action.SEE_REMINDERS: frozenset({_S}),
    Action.PREPARE_RATING: frozenset({_S}),
    Action.OPEN_RATING: frozenset({_U}),
    Action.SELF_ASSESS: frozenset({_S}),
    Action.GRADE: frozenset({_U}),
    Action.READ_NOTICE: frozenset({_M, _G, _S, _U, _T}),
    Action.OBJECT: frozenset({_M}),
}
GRADING = frozenset({Action.IMPORT_GRADES, Action.OPEN_RATING, Action.GRADE})
"""Rights of the committee above that an administrator never has over their own unit."""


def relations(actor: Actor, unit: Unit) -> frozenset[Relation]:
    """Return every relation of the actor to the unit. A post covers its unit and all units below it.

    A branch is the unit above its groups. Where a unit has nobody above it, an administrator stands in for the
    committee. Host and recorder of one meeting are no relations to a unit: the meeting's own use cases know them.
    """
    found = set()
    if actor.unit is not None and (actor.unit.within(unit.path) or actor.group_path == unit.path):
        found.add(Relation.MEMBER)
    for held in actor.posts:
        if unit.within(held.unit_path):
            found |= _by_post(held, unit)
    if actor.administrator:
        found.add(Relation.ADMINISTRATOR)
        if _nobody_above(unit):
            found.add(Relation.ABOVE)
    return frozenset(found)


def _by_post(held: Held, unit: Unit) -> set[Relation]:
    found = set()
    if held.kind is PostKind.GROUP_LEADER:
        found.add(Relation.GROUP_LEADER)
    if held.kind in SECRETARIAL and (held.unit_id == unit.id or not held.unit_kind.above_branches):
        found.add(Relation.SECRETARY)
    below = held.unit_id != unit.id and (held.unit_kind.above_branches or unit.kind is UnitKind.GROUP)
    if held.kind in DIRECTING and below:
        found.add(Relation.ABOVE)
    if held.kind in ATTACHED:
        found.add(Relation.ATTACHED)
    return found


def _nobody_above(unit: Unit) -> bool:
    """Tell whether a unit is at the top of the tree, or a group of such a unit."""
    depth = unit.place.count("/")
    return depth == 0 or (depth == 1 and unit.kind is UnitKind.GROUP)


def _own(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor belongs to the unit, to one above or below it, or holds a post in it."""
    home = actor.unit
    if home is not None and (home.within(unit.path) or unit.within(home.path)):
        return True
    return any(held.unit_id == unit.id for held in actor.posts)


def may(actor: Actor, action: Action, unit: Unit) -> bool:
    """Tell whether the actor may do that in the unit."""
    if action in GRADING and _own(actor, unit):
        actor = replace(actor, administrator=False)
    return not MAY[action].isdisjoint(relations(actor, unit))


def runs(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor holds a post of the unit's own committee; being on its roster is not enough."""
    return any(held.unit_id == unit.id and held.kind in COMMITTEE for held in actor.posts)


def belongs(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor is on the roster of the unit, or of one below it."""
    return actor.unit is not None and actor.unit.within(unit.path)


def may_apart(actor: Actor, action: Action, unit: Unit) -> bool:
    """Tell whether the actor may do that as the level above, which excludes those who run the unit itself."""
    return may(actor, action, unit) and not runs(actor, unit)


def require_apart(actor: Actor, action: Action, unit: Unit) -> None:
    """Refuse what `may_apart` does not allow. DomainError: own_unit_grade for those who run the unit; own_unit_alone
    (unit) for an administrator whose own unit it is and that has nobody else above it; otherwise not_allowed."""
    if may_apart(actor, action, unit):
        return
    if may(actor, action, unit):
        raise DomainError("own_unit_grade")
    if action in GRADING and actor.administrator and _nobody_above(unit):
        raise DomainError("own_unit_alone", unit=unit.name)
    raise DomainError("not_allowed", action=action.value)


def require(actor: Actor, action: Action, unit: Unit) -> None:
    """Refuse what the table does not allow, with DomainError("not_allowed")."""
    if not may(actor, action, unit):
        raise DomainError("not_allowed", action=action.value)
