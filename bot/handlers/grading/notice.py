"""The committee publishes a decision, makes a grade final, and begins a second review."""

from bot.handlers.context import App
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.grading import case, final, notice, second_review
from bot.views.grading import notice as view
from bot.views.grading import second_review as review_view


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        ask(view.Publish, notice.publish, view.published),
        ask(view.Finish, final.finish, view.finished),
        ask(review_view.BeginReview, second_review.start, review_view.begun),
        ask(view.AskPublish, notice.preview, view.asked),
        ask(view.Code, case.of, view.code),
    )
