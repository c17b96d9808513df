"""The form in which items are entered, step by step."""

from collections.abc import Awaitable, Callable

from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import save as saving
from bot.services.rectification.card import Card
from bot.views.rectification import enter as view
from tests.installation import EN, INSTALLATION, ZH
from tests.world import World
from tests.world.form import form_version

TYPED = (enter.enter_text, enter.search, enter.enter_day, enter.milestones)


async def fill(world: World, person: int, step: Callable[..., Awaitable[Form]], *given: object) -> Form:
    """A step of theirs, typed into the form as it is now; every prompt can be said in both languages."""
    if step in TYPED:
        given = (await form_version(world, person), *given)
    form = await world.act(person, step, INSTALLATION, *given)
    assert all(view.prompt(form.prompt, say).text for say in (ZH, EN))
    return form


async def to_owner(world: World, person: int, unit: int) -> Form:
    form = await fill(world, person, enter.begin, unit)
    for text in ("党课少", "每季度一次", "到会率八成"):
        form = await fill(world, person, enter.enter_text, text)
    return form


async def to_card(world: World, person: int, unit: int, owner: int) -> Form:
    form = await to_owner(world, person, unit)
    await fill(world, person, enter.owner, form.version, owner)
    return await fill(world, person, enter.enter_day, "12月31日")


async def save(world: World, person: int, form: Form, *, publish: bool = True) -> Card:
    return await world.act(person, saving.save, INSTALLATION, form.version, publish=publish)
