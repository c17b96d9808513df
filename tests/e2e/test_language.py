"""Whoever reads English gets English, in answers, refusals and forms alike, whatever Telegram says of their phone."""

import re

from bot.sandbox.phone import Phone
from tests.e2e.attendance.test_checkin import MEMBER, SECRETARY, Occasion
from tests.e2e.system import System

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CARD = [("1. Theme day", "Theme day"), ("Who is there", "“Theme day”"), ("Code for the screen", "“Theme day”")]
LEDGER = [
    ("Main menu", "Attendance ledger"),
    ("Attendance ledger", "by meeting"),
    ("by meeting", "Theme day under way"),
    ("Theme day under way", "“Theme day”"),
    ("Correct", "“Theme day”: whose attendance"),
]
"""What is tapped, and what is read then."""


async def says(phone: Phone, text: str) -> str:
    mark = phone.mark()
    await phone.send(text)
    return (await phone.wait_for(lambda message: True, after=mark)).text


def without_names(text: str, stage_names: set[str]) -> str:
    for name in sorted(stage_names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


async def test_refusals_and_forms_speak_the_chosen_language(system: System) -> None:
    await system.bind("P000001", "P000010")
    await system.open_chats()
    names = {row["name"] for row in await system.rows("SELECT name FROM person UNION SELECT name FROM unit")}
    for number in ("P000001", "P000010"):
        mark = system.people[number].mark()
        await system.people[number].send("/language")
        await system.people[number].wait_for("choose your language", after=mark)
        await system.people[number].tap("English")
    member, secretary = system.people["P000010"], system.people["P000001"]
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


async def test_a_meeting_called_by_its_types_name_has_it_in_english_on_every_screen(system: System) -> None:
    await system.bind(SECRETARY, MEMBER, language="en")
    await system.open_chats()
    await Occasion(system).call()
    member, secretary = system.people[MEMBER], system.people[SECRETARY]
    await seen(member, "/leave", "Leave: Wed 25 Nov Theme day")
    await pressed(member, "Leave: Wed 25 Nov Theme day", "Leave from “Theme day”")
    await seen(member, "I am ill", "has gone to the secretary")
    await english(secretary, "asks for leave from “Theme day”", 0)
    await seen(member, "/checkin", "You are checked in: “Theme day”")
    await seen(secretary, "/meeting", "1. Theme day")
    for tap, wanted in CARD + LEDGER:
        await pressed(secretary, tap, wanted)


async def seen(phone: Phone, text: str, wanted: str) -> None:
    """The answer holds what is wanted, in its text or on a button, and nothing of the Chinese name."""
    mark = phone.mark()
    await phone.send(text)
    await english(phone, wanted, mark)


async def pressed(phone: Phone, what: str, wanted: str) -> None:
    mark = phone.mark()
    await phone.tap(what)
    await english(phone, wanted, mark)


async def english(phone: Phone, wanted: str, mark: int) -> None:
    found = await phone.wait_for(lambda one: wanted in "\n".join([one.text, *one.button_texts]), after=mark)
    assert "主题党日" not in "\n".join([found.text, *found.button_texts])
