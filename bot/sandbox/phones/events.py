"""Server-sent events for the page of phones: a chat has changed, a tap was answered, someone was added."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Hashable

from aiohttp import web

from bot.sandbox.model import JSON, AnyChat, BotAccount, Person, PrivateChat
from bot.sandbox.phones.view import chat_json
from bot.sandbox.taps import Answer
from bot.sandbox.world import Watcher, World

KEEP_ALIVE_SECONDS = 15.0


class _Stream:
    """The events that one open page has not been sent yet; changes of one chat in quick succession become one event."""

    def __init__(self) -> None:
        self.untold: dict[Hashable, Callable[[], JSON]] = {}
        self.ready = asyncio.Event()
        self.ended = False

    def add(self, key: Hashable, event: Callable[[], JSON]) -> None:
        """Tell this next, in place of what was to be told under the same key."""
        self.untold[key] = event
        self.ready.set()

    def take(self) -> list[JSON]:
        """Everything untold, in order."""
        events = [event() for event in self.untold.values()]
        self.untold.clear()
        self.ready.clear()
        return events


class PageEvents(Watcher):
    """Sends the changes of the world to every open page."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._streams: set[_Stream] = set()
        world.watchers.append(self)

    def chat_changed(self, chat: AnyChat) -> None:
        """Tell the chat to everyone in it."""
        if not self._streams:
            return
        for person in self._people(chat):
            self._chat(chat, person)

    def answered(self, person: Person, chat: AnyChat, answer: Answer) -> None:
        """Tell the answer to a tap, if it says anything."""
        if not answer.text:
            return
        toast = {"type": "toast", "user_id": person.id, "chat_id": chat.id, "text": answer.text, "alert": answer.alert}
        self._tell(object(), lambda: toast)

    def menus_changed(self, bot: BotAccount) -> None:
        """Tell every chat with the bot again."""
        if self._streams:
            for person in self._world.people.values():
                self._chat(self._world.private_chat(bot, person), person)

    def people_changed(self) -> None:
        """Tell that someone was added."""
        self._tell("phones", lambda: {"type": "phones"})

    def close(self) -> None:
        """End all streams."""
        for stream in self._streams:
            stream.ended = True
            stream.ready.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One page listening."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        stream = _Stream()
        self._streams.add(stream)
        try:
            await response.write(b"retry: 1000\n\n")
            while not stream.ended:
                await response.write(await self._next(stream))
        except ConnectionError:
            return response
        finally:
            self._streams.discard(stream)
        return response

    async def _next(self, stream: _Stream) -> bytes:
        try:
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                await stream.ready.wait()
        except TimeoutError:
            return b": still here\n\n"
        return b"".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode() for event in stream.take())

    def _chat(self, chat: AnyChat, person: Person) -> None:
        def event() -> JSON:
            return {"type": "chat", "user_id": person.id, "chat": chat_json(self._world, chat, person)}

        self._tell((chat, person.id), event)

    def _tell(self, key: Hashable, event: Callable[[], JSON]) -> None:
        for stream in self._streams:
            stream.add(key, event)

    def _people(self, chat: AnyChat) -> list[Person]:
        if isinstance(chat, PrivateChat):
            return [chat.person]
        return [self._world.people[user_id] for user_id in chat.members if chat.holds(user_id)]
