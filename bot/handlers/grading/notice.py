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
    result = await notice.publish(context.uow, context.request, context.installation, button.case, button.version)
    return view.published(result, context.say)


async def ask_publish(context: Context, button: view.AskPublish) -> View:
    found = await notice.preview(context.uow, context.request, context.installation, button.case)
    return view.asked(found, context.say)


async def code(context: Context, button: view.Code) -> View:
    found = await grading_case.of(context.uow, context.request, button.case)
    return view.code(found, context.say)


async def finish(context: Context, button: view.Finish) -> View:
    result = await grading_final.finish(context.uow, context.request, button.case, button.version)
    return view.finished(result, context.say)


async def begin_review(context: Context, button: review_view.BeginReview) -> View:
    result = await second_review.start(context.uow, context.request, context.installation, button.case)
    return review_view.begun(result, context.say)


def register(app: App) -> None:
    on_taps(app, publish, finish, begin_review, ask_publish, code)
