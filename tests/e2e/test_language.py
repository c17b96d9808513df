"""Whoever reads English gets English, in answers, refusals and forms alike, whatever Telegram says of their phone."""

import re

from bot.sandbox.phone import Phone
from tests.e2e.stage import Stage

CHINESE = re.compile(r"[\u4e00-\u9fff]")


async def says(phone: Phone, text: str) -> str:
    mark = phone.mark()
    await phone.send(text)
    return (await phone.wait_for(lambda message: True, after=mark)).text


def without_names(text: str, stage_names: set[str]) -> str:
    for name in sorted(stage_names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


async def test_refusals_and_forms_speak_the_chosen_language(stage: Stage) -> None:
    await stage.bind("P000001", "P000010")
    await stage.open_chats()
    names = {row["name"] for row in await stage.rows("SELECT name FROM person UNION SELECT name FROM unit")}
    for number in ("P000001", "P000010"):
        mark = stage.people[number].mark()
        await stage.people[number].send("/language")
        await stage.people[number].wait_for("choose your language", after=mark)
        await stage.people[number].tap("English")
    member, secretary = stage.people["P000010"], stage.people["P000001"]
    for text in ("/cancel", "/nosuchcommand", "/posts", "qwertz uiop"):
        answer = await says(member, text)
        assert CHINESE.search(without_names(answer, names)) is None, answer
    await says(secretary, "/meeting")
    mark = secretary.mark()
    await secretary.tap("Call a meeting")
    await secretary.wait_for(lambda message: "Theme day" in message.button_texts, after=mark)
    mark = secretary.mark()
    await secretary.tap("Theme day")
    await secretary.wait_for(lambda message: "Cancel" in message.button_texts, after=mark)
    for text in ("nonsense time", "yesterday at 9am", "/cancel"):
        answer = await says(secretary, text)
        assert CHINESE.search(without_names(answer, names)) is None, answer
