"""The committee publishes a decision, makes a grade final, and begins a second review."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.grading import case as grading_case
from bot.services.grading import final as grading_final
from bot.services.grading import notice, second_review
from bot.views.grading import notice as view
from bot.views.grading import second_review as review_view
from bot.views.view import View


async def publish(context: Context, button: view.Publish) -> View:
    """Publish the decision to everyone of the unit, who may object from now on."""
    result = await notice.publish(context.uow, context.request, context.installation, button.case, button.version)
    return view.published(result, context.say)


async def ask_publish(context: Context, button: view.AskPublish) -> View:
    """Show the committee what would be published and until when one may object, before it is done."""
    found = await notice.preview(context.uow, context.request, context.installation, button.case)
    return view.asked(found, context.say)


async def code(context: Context, button: view.Code) -> View:
    """Show the code by which a later change of the published result can be found out."""
    found = await grading_case.of(context.uow, context.request, button.case)
    return view.code(found, context.say)


async def finish(context: Context, button: view.Finish) -> View:
    """Make the grade final; refused until the time for objections is over and all of them are answered."""
    result = await grading_final.finish(context.uow, context.request, button.case, button.version)
    return view.finished(result, context.say)


async def begin_review(context: Context, button: review_view.BeginReview) -> View:
    """Begin a second review of a unit whose round is over: it goes through all steps once more."""
    result = await second_review.start(context.uow, context.request, context.installation, button.case)
    return review_view.begun(result, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, publish, finish, begin_review, ask_publish, code)
