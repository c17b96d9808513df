"""A group chat as tests and the demo use it: its members and the bot's status in it."""

from __future__ import annotations

from bot.sandbox.delivery import deliver, deliver_membership
from bot.sandbox.model import BotAccount, GroupChat
from bot.sandbox.world import World


class Group:
    """A supergroup; its id is negative."""

    def __init__(self, world: World, chat: GroupChat) -> None:
        self.chat = chat
        self._world = world

    @property
    def id(self) -> int:
        """The chat id that bots see."""
        return self.chat.id

    @property
    def title(self) -> str:
        """The group's name."""
        return self.chat.title

    def add_bot(self, bot: BotAccount | None = None, *, by: int | None = None, administrator: bool = False) -> None:
        """Add a bot (the first one by default), as a member does (the creator by default); the bot hears of it."""
        joined = bot or self._world.bot_numbered(None)
        was_here = self.chat.holds(joined.id)
        self._set(joined, by, "administrator" if administrator else "member")
        if not was_here:
            person = self._world.people[self._actor(by)]
            content = {"new_chat_members": [joined.as_user()]}
            deliver(self._world, self._world.post(self.chat, person.as_user(), content))

    def remove_bot(self, bot: BotAccount | None = None, *, by: int | None = None) -> None:
        """Throw a bot out; it hears of it."""
        self._set(bot or self._world.bot_numbered(None), by, "kicked")

    def promote(self, user_id: int) -> None:
        """Make a member an administrator."""
        self.chat.members[user_id] = "administrator"
        self._world.changed(self.chat, None)

    def _set(self, bot: BotAccount, by: int | None, status: str) -> None:
        old = self.chat.status(bot.id)
        self.chat.bots[bot.id] = status
        person = self._world.people[self._actor(by)]
        deliver_membership(self._world, bot, self.chat, person, old, status)

    def _actor(self, by: int | None) -> int:
        return by if by is not None else next(iter(self.chat.members))
