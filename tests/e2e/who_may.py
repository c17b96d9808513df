"""For each callback class: who gets anywhere by pressing it with ids of the eastern branch; all others are refused."""

from dataclasses import dataclass, field

from bot.views import (
    ask,
    attendance,
    binding,
    board,
    by_hand,
    calendar,
    checkin,
    correction,
    exemption,
    form,
    grade,
    group_chat,
    invite,
    language,
    leave,
    live_count,
    meeting,
    meeting_call,
    meeting_change,
    meeting_fields,
    meeting_pick,
    menu,
    post,
    roster,
    series,
    series_notice,
)
from bot.views.callback import Callback
from tests.e2e.town import ADMINISTRATOR, EVERYONE, STRANGER

NOBODY: frozenset[str] = frozenset()
BOUND = EVERYONE - {STRANGER, "gone"}
ON_THE_ROSTER = BOUND - {ADMINISTRATOR}
OWN = frozenset({"secretary", "recorder", "leader", "member", "probationary"})
RUNS = frozenset({"committee", "secretary", "recorder"})
MARKS = frozenset({"secretary", "recorder"})
LEADS = frozenset({"committee", "secretary"})
SECRETARY = frozenset({"secretary"})
PEOPLE = frozenset({"committee", "secretary", ADMINISTRATOR})
POSTS = frozenset({"committee", ADMINISTRATOR})
CALLERS = frozenset({"committee", "secretary", "leader", "neighbour", ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Case:
    """`words`: values of fields that are no ids. `ids`: the name of the fact that a field holds."""

    who: frozenset[str]
    words: dict[str, int | str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


OF_A_FORM = Case(NOBODY)
"""Steps of a form lead nowhere for whoever is in none; inside a form they have a test of their own."""
CASES: dict[type[Callback], Case] = {
    ask.Question: Case(ON_THE_ROSTER, {"intent": "branch.members"}),
    attendance.Book: Case(BOUND),
    attendance.ByMeeting: Case(SECRETARY),
    attendance.ByPerson: Case(SECRETARY),
    attendance.Totals: Case(LEADS),
    attendance.Person: Case(SECRETARY),
    attendance.MeetingSheet: Case(OWN | {"committee"}),
    binding.Unbind: Case(PEOPLE),
    binding.UnbindYes: Case(PEOPLE),
    binding.Confirm: Case(PEOPLE, ids={"person": "unbound", "account": "waiting"}),
    binding.Refuse: Case(PEOPLE, ids={"person": "unbound", "account": "waiting"}),
    binding.Withdraw: Case(frozenset({ADMINISTRATOR})),
    board.Open: Case(RUNS),
    board.Picture: Case(RUNS),
    by_hand.Hand: Case(MARKS),
    by_hand.HandPage: Case(MARKS),
    by_hand.HandWho: Case(MARKS),
    by_hand.HandReason: Case(MARKS, {"reason": "no_phone"}),
    calendar.TurnMonth: OF_A_FORM,
    calendar.PickDay: OF_A_FORM,
    calendar.PickHour: OF_A_FORM,
    calendar.Nothing: Case(EVERYONE),
    checkin.CheckIn: Case(OWN),
    checkin.As: Case(OWN, {"way": "button"}),
    correction.CorrectList: Case(MARKS),
    correction.Correct: Case(MARKS),
    correction.CorrectTo: Case(MARKS, {"state": "late"}),
    exemption.Exempting: Case(SECRETARY),
    exemption.ExemptWho: Case(SECRETARY),
    exemption.ExemptMonths: OF_A_FORM,
    exemption.ExemptEnd: Case(SECRETARY),
    form.Cancel: Case(EVERYONE),
    grade.History: Case(ON_THE_ROSTER),
    group_chat.Link: Case(NOBODY),
    invite.People: Case(PEOPLE),
    invite.Units: Case(PEOPLE | {"neighbour"}),
    invite.Make: Case(PEOPLE, ids={"person": "unbound"}),
    invite.Bound: Case(PEOPLE),
    language.Choose: Case(BOUND, {"code": "en"}),
    leave.Ask: Case(OWN),
    leave.Page: Case(BOUND),
    leave.Grant: Case(SECRETARY),
    leave.Refuse: Case(SECRETARY),
    leave.Withdraw: Case(NOBODY),
    live_count.Live: Case(RUNS),
    live_count.SheetOf: Case(OWN | {"committee"}),
    meeting.Show: Case(OWN | {"committee"}),
    meeting.Come: Case(OWN),
    meeting.Menu: Case(LEADS),
    meeting.ChangeField: Case(LEADS, {"field": "place"}),
    meeting.Guests: Case(LEADS),
    meeting.Range: Case(BOUND, {"span": "week"}),
    meeting.Call: Case(CALLERS),
    meeting_call.PickType: OF_A_FORM,
    meeting_call.Publish: OF_A_FORM,
    meeting_change.Confirm: OF_A_FORM,
    meeting_change.Keep: OF_A_FORM,
    meeting_change.InviteGuest: Case(LEADS, ids={"person": "guest"}),
    meeting_fields.Edit: OF_A_FORM,
    meeting_fields.Back: OF_A_FORM,
    meeting_fields.Clear: OF_A_FORM,
    meeting_fields.PickAudience: OF_A_FORM,
    meeting_fields.PickWay: OF_A_FORM,
    meeting_pick.PickUnit: OF_A_FORM,
    meeting_pick.PickPerson: OF_A_FORM,
    meeting_pick.PickPlace: OF_A_FORM,
    meeting_pick.Choose: OF_A_FORM,
    meeting_pick.Page: OF_A_FORM,
    menu.Open: Case(BOUND, {"what": "home"}),
    post.UnitList: Case(BOUND),
    post.OfUnit: Case(OWN | POSTS | {"outside"}),
    post.Give: Case(POSTS),
    post.GiveTo: Case(POSTS, {"kind": ""}, {"person": "member"}),
    post.GiveYes: Case(POSTS, {"kind": "discipline"}, {"person": "member"}),
    post.Show: Case(POSTS),
    post.End: Case(POSTS),
    post.EndYes: Case(POSTS),
    post.HandOver: Case(POSTS),
    post.HandTo: Case(POSTS, ids={"person": "member"}),
    post.HandYes: Case(POSTS, ids={"person": "member"}),
    roster.Import: Case(SECRETARY),
    roster.Decline: Case(SECRETARY),
    series.Page: OF_A_FORM,
    series.Unit: OF_A_FORM,
    series.Type: OF_A_FORM,
    series.Rule: OF_A_FORM,
    series.Hour: OF_A_FORM,
    series.Holidays: OF_A_FORM,
    series.Place: OF_A_FORM,
    series.Edit: OF_A_FORM,
    series.Back: OF_A_FORM,
    series.Turn: OF_A_FORM,
    series.Publish: OF_A_FORM,
    series_notice.New: Case(CALLERS),
    series_notice.Show: Case(OWN | {"committee"}),
    series_notice.End: Case(LEADS),
    series_notice.Keep: OF_A_FORM,
}
IN_GROUPS: frozenset[type[Callback]] = frozenset({calendar.Nothing, group_chat.Link, meeting.Come})
"""What a button in a group chat may do; everything else is refused there."""
