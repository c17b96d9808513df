"""Who gets anywhere by pressing a button of ratings and grading rounds."""

from bot.views.callback import Callback
from bot.views.grading import assess as grading_assess
from bot.views.grading import decide as grading_decide
from bot.views.grading import lines as grading_lines
from bot.views.grading import month_score, month_score_publish, objection
from bot.views.grading import notice as grading_notice
from bot.views.grading import overview as grading_overview
from bot.views.grading import score as grading_score
from bot.views.grading import second_review as grading_review
from bot.views.grading import self_assessment as grading_self
from bot.views.grading import start as grading_start
from bot.views.grading import step as grading_step
from bot.views.grading import survey as grading_survey
from bot.views.rating import close as rating_close
from bot.views.rating import doubtful_account
from bot.views.rating import open as rating_open
from bot.views.rating import page as rating_page
from bot.views.rating import paper as rating_paper
from bot.views.rating import prepare as rating_prepare
from bot.views.rating import result as rating_result
from bot.views.rating import voiding as rating_voiding
from bot.views.rating import vote as rating_vote
from tests.e2e.forgery.who import (
    BOUND,
    COMMITTEE,
    COUNTS,
    LEADS,
    NOBODY,
    OF_A_FORM,
    OWN,
    SECRETARY,
    SEES_THE_PLAN,
    VOIDS,
    VOTES,
    Case,
)

OWN_CASE, ASSESSED = {"case": "case_own"}, {"case": "case_assessed"}
CASES: dict[type[Callback], Case] = {
    grading_assess.Show: Case(COMMITTEE),
    grading_assess.State: Case(COMMITTEE, {"rule": "serious_violation"}, ASSESSED),
    grading_assess.Override: Case(COMMITTEE, {"rule": "newly_founded"}, ASSESSED),
    grading_assess.TakeBack: Case(COMMITTEE, {"rule": "newly_founded"}, ASSESSED),
    grading_assess.Restore: Case(COMMITTEE, {"rule": "newly_founded"}, ASSESSED),
    grading_lines.Open: Case(LEADS),
    grading_decide.Grade: Case(COMMITTEE, {"grade": ""}, {"case": "case_decision"}),
    grading_decide.Yes: OF_A_FORM,
    grading_notice.Finish: Case(COMMITTEE, ids={"case": "case_over"}),
    grading_lines.CaseOf: Case(SEES_THE_PLAN),
    grading_review.BeginReview: Case(COMMITTEE, ids={"case": "case_final"}),
    grading_notice.AskPublish: Case(COMMITTEE, ids={"case": "case_decided"}),
    grading_notice.Code: Case(SEES_THE_PLAN),
    grading_notice.Publish: Case(COMMITTEE, ids={"case": "case_decided"}),
    grading_overview.All: Case(COMMITTEE, {"action": "decide", "mark": 0}),
    grading_overview.Overview: Case(COMMITTEE),
    grading_score.Sheet: Case(LEADS, {"owner": "unit"}),
    grading_score.Score: Case(SECRETARY, {"owner": "unit", "leaf": "leader"}, OWN_CASE),
    grading_score.Full: OF_A_FORM,
    grading_score.Rest: Case(SECRETARY, {"owner": "unit"}, OWN_CASE),
    grading_self.Choose: Case(SECRETARY, ids=OWN_CASE),
    grading_self.Propose: Case(SECRETARY, {"grade": "good"}, OWN_CASE),
    grading_self.Opine: Case(SECRETARY, {"grade": "good"}, {"case": "case_rated"}),
    grading_start.Begin: Case(COMMITTEE),
    grading_start.OfYear: OF_A_FORM,
    grading_start.Tick: OF_A_FORM,
    grading_start.TickAll: OF_A_FORM,
    grading_start.Go: OF_A_FORM,
    grading_step.AskMove: Case(LEADS, {"step": "survey"}),
    grading_step.Move: Case(LEADS, {"step": "survey"}),
    grading_step.AskSkip: Case(LEADS, ids={"case": "case_rated"}),
    grading_step.Skip: Case(COMMITTEE, ids={"case": "case_rated"}),
    grading_step.MoveAll: Case(COMMITTEE, {"step": "survey", "mark": 0}),
    grading_survey.Enter: Case(LEADS, {"kind": "fact"}),
    grading_survey.Show: Case(LEADS),
    grading_survey.Drop: Case(LEADS),
    month_score.Months: Case(COMMITTEE),
    month_score.Card: Case(COMMITTEE),
    month_score.Aspect: Case(COMMITTEE, {"aspect": "study"}),
    month_score.Full: OF_A_FORM,
    month_score.AllFull: Case(COMMITTEE),
    month_score.AskPublish: Case(COMMITTEE),
    month_score.AllOf: Case(COMMITTEE, {"mark": 0}),
    month_score_publish.Publish: Case(COMMITTEE),
    month_score_publish.Yes: OF_A_FORM,
    month_score_publish.Rewrite: OF_A_FORM,
    objection.Answer: Case(COMMITTEE),
    objection.Object: Case(OWN | {"outside"}, {"named": 1}),
    objection.Uphold: OF_A_FORM,
    rating_vote.Open: Case(VOTES),
    rating_vote.Fill: Case(VOTES, {"answers": ""}),
    rating_vote.Change: Case(VOTES, {"answers": "0"}),
    rating_vote.Confirm: Case(VOTES, {"answers": "0"}),
    rating_vote.Electors: Case(VOTES | COMMITTEE),
    rating_vote.Promise: Case(VOTES | COMMITTEE),
    rating_page.RatingList: Case(BOUND),
    rating_page.Show: Case(VOTES | COMMITTEE),
    rating_page.Prepare: Case(SECRETARY),
    rating_page.Appoint: Case(COMMITTEE, {"role": "teller"}, {"rating": "rating_prepared"}),
    rating_page.Withdraw: Case(SECRETARY | COMMITTEE, ids={"rating": "rating_prepared"}),
    rating_open.ConfirmWithdrawal: Case(SECRETARY | COMMITTEE, ids={"rating": "rating_prepared"}),
    rating_page.Open: Case(COMMITTEE, {"version": 2}, {"rating": "rating_prepared"}),
    rating_page.Roll: Case(frozenset({"liaison"}), ids={"rating": "rating_run"}),
    doubtful_account.Confirm: Case(
        frozenset({"liaison"}), ids={"rating": "rating_run", "person": "member", "account": "member_account"}
    ),
    rating_prepare.Set: OF_A_FORM,
    rating_prepare.Submit: OF_A_FORM,
    rating_prepare.Until: OF_A_FORM,
    rating_prepare.Present: OF_A_FORM,
    rating_close.Close: Case(COUNTS, ids={"rating": "rating_ended"}),
    rating_close.Yes: Case(COUNTS, ids={"rating": "rating_ended"}),
    rating_close.Void: Case(VOIDS, ids={"rating": "rating_run"}),
    rating_close.Result: Case(OWN | VOIDS | {"outside"}, ids={"rating": "rating_closed"}),
    rating_close.Paper: Case(COUNTS, ids={"rating": "rating_run"}),
    rating_paper.Issue: Case(COUNTS, {"sure": 1}, {"rating": "rating_run", "person": "unbound"}),
    rating_paper.Yes: Case(NOBODY, ids={"rating": "rating_ended"}),
    rating_paper.Enter: Case(NOBODY, ids={"rating": "rating_ended"}),
    rating_paper.Keep: OF_A_FORM,
    rating_paper.Again: OF_A_FORM,
    rating_result.Chart: Case(NOBODY, ids={"rating": "rating_closed"}),
    rating_result.Comments: Case(LEADS, ids={"rating": "rating_closed"}),
    rating_voiding.Reason: Case(VOIDS, ids={"rating": "rating_run"}),
    rating_voiding.Propose: OF_A_FORM,
    rating_voiding.Rewrite: OF_A_FORM,
    rating_voiding.Yes: Case(NOBODY, ids={"rating": "rating_run"}),
}
