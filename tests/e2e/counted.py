"""A phone that counts what its owner does: what a thing costs people in messages and taps."""

from bot.sandbox.model import Message
from bot.sandbox.phone import Phone, Wanted


class Counted:
    def __init__(self, phone: Phone) -> None:
        self.phone, self.doings = phone, 0

    async def send(self, text: str, wanted: Wanted) -> Message:
        self.doings += 1
        mark = self.phone.mark()
        await self.phone.send(text)
        return await self.phone.wait_for(wanted, after=mark)

    async def tap(self, what: str, message: Message, wanted: str) -> Message:
        self.doings += 1
        mark = self.phone.mark()
        await self.phone.tap(what, message=message)
        return await self.phone.wait_for(wanted, after=mark)
