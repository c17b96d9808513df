"""Voiding: no count at all, never a partial one; who voted and what is forgotten, and all are told plainly."""

from bot.domain.clock import to_ms
from bot.domain.rating.model import Matter, Rating, State, VoidReason
from bot.domain.reminder.model import Subject
from bot.services.rating import notifications
from bot.storage import conversation, outbox
from bot.storage.installation import audit, state
from bot.storage.rating import ballot_box, elector, paper
from bot.storage.rating import store as ratings
from bot.storage.reminder import store as reminder
from bot.storage.unit_of_work import Transaction

__all__ = ["CHECKPOINT", "void"]

CHECKPOINT = "rating.checkpoint"
"""Noted while rows of ballots as they were before may still be in the write-ahead log or in dead rows."""
FORMS = (Matter.PAPER, Matter.VOID)
"""Whose drafts say something about one rating: totals of papers, a reason; a form has its matter's name."""


async def void(
    work: Transaction, rating: Rating, reason: VoidReason, account_id: int | None = None, words: str = ""
) -> None:
    """In the caller's transaction, which has locked the rating and calls this last; the key-holder destroys the key
    once that is committed. `words`: what supervisor or committee gave as the reason; `account_id`: who voids it."""
    await outbox.drop_queued(work, f"rating.invite:{rating.id}:")
    await notifications.tell_void(work, rating, words, reason)
    await forget(work, rating.id)
    await ratings.counted(work, rating.id, State.VOID, work.now, None, void=reason)
    await reminder.touch(work, Subject.ALL)
    facts = {"rating": rating.id, "reason": reason.value}
    await audit.add(work, work.now, "rating.void", account_id, facts)


async def forget(work: Transaction, rating_id: int) -> None:
    """No envelope and no totals of papers alone are left, entered or half typed, and nobody knows who voted."""
    await ballot_box.empty(work, rating_id)
    await paper.forget(work, rating_id)
    for form in FORMS:
        for account_id in await conversation.end_of_rating(work, form.value, rating_id, work.now):
            await outbox.drop_queued(work, f"form:{account_id}:")
    await elector.forget(work, rating_id)
    await state.put(work, CHECKPOINT, str(to_ms(work.now)))
