"""Writing a binding of an account to a person, or its end, within the transaction of a use case."""

from datetime import date

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.people.binding import Way
from bot.domain.person import Person
from bot.services import menu
from bot.storage import conversation, outbox
from bot.storage.attendance import live_count
from bot.storage.installation import audit
from bot.storage.people import account, invite
from bot.storage.reminder import delivery as reminder_delivery
from bot.storage.unit_of_work import Transaction


async def bind(work: Transaction, account_id: int, person: Person, way: Way, language: str | None, today: date) -> None:
    """Bind an account, last in its transaction. The person's other links open nothing any more.

    `language`: Telegram's guess, kept where neither the account nor the roster names one. DomainError: account_taken.
    """
    if not await account.bind(work, account_id, person.id, way, work.now, person.language or language):
        raise DomainError("account_taken")
    await account.stop_waiting(work, account_id)
    await invite.revoke(work, person.id, work.now)
    await menu.refresh(work, account_id, today, f"bound:{person.id}:{to_ms(work.now)}")
    data = {"account": account_id, "person": person.id, "way": way.value}
    await audit.add(work, work.now, "account.bound", account_id, data)


async def unbind(work: Transaction, account_id: int, owner: Person, by: int, today: date) -> bool:
    """Unbind an account from its person; its open form, live counts and queued messages go too.

    False when the account is not that person's. Someone who has left stops being an administrator by this as well.
    """
    if not await account.unbind(work, account_id, owner.id):
        return False
    await conversation.put(work, account_id, "", "", {}, work.now)
    await reminder_delivery.taken_back(work, await outbox.drop_chat(work, account_id))
    await live_count.close_chat(work, account_id)
    ended = not owner.here(today) and await account.end_administrator(work, account_id)
    await audit.add(work, work.now, "account.unbound", by, {"account": account_id, "person": owner.id})
    if ended:
        await audit.add(work, work.now, "administrator.ended", by, {"account": account_id})
    return True
