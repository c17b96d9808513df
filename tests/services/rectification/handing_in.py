"""Evidence that an item's owner gathers and hands in."""

from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.services.rectification import evidence
from bot.services.rectification.evidence import Gathered, HandedIn
from tests.installation import INSTALLATION
from tests.services.rectification.items import opened
from tests.world import World
from tests.world.form import form_version

TEXT = PieceContent(PieceKind.TEXT, "换好了")


async def give(world: World, owner: int, item: int, piece: PieceContent = TEXT, album: str = "") -> Gathered:
    return await world.act(owner, evidence.gather, INSTALLATION.rectification.evidence, item, piece, album)


async def gather(world: World, owner: int, item: int, *pieces: PieceContent) -> None:
    await world.act(owner, evidence.begin, item)
    for one in pieces or (TEXT,):
        await give(world, owner, item, one)


async def hand_in(world: World, owner: int) -> HandedIn:
    return await world.act(owner, evidence.hand_in, await form_version(world, owner))


async def handed_in(world: World, unit: int, owner: int) -> int:
    """An item with a piece of evidence, on which the committee decides."""
    item = await opened(world, unit, owner)
    await gather(world, owner, item)
    await hand_in(world, owner)
    return item
