"""A bare PTB handler that only answers, with PTB's own polling and client, as a process that says what it has spent."""

import asyncio
import sys

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from tests.bench.child import answer_all, usage
from tests.bench.size import AT_ONCE


async def main(token: str, telegram: str) -> None:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.effective_message is not None:
            await update.effective_message.reply_text("✓ 签到成功")

    application = Application.builder().token(token).base_url(f"{telegram}/bot").concurrent_updates(AT_ONCE).build()
    application.add_handler(CommandHandler("checkin", answer))
    async with application:
        if application.updater is None:
            raise RuntimeError("PTB's application polls by its updater")
        await application.start()
        await application.updater.start_polling()
        await answer_all(usage)
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
