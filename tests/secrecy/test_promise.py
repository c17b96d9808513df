"""What is NOT promised. Every voter is told so; were it to become otherwise, the sentence would have to change."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from nacl.public import PrivateKey, SealedBox

from bot.texts.speech import Texts
from tests.secrecy import thief
from tests.secrecy.ours import raised
from tests.secrecy.test_files import backups, casts, keys_in


async def test_key_folder_and_database_together_are_enough(database_url: str, tmp_path: Path) -> None:
    """While voting is open, someone who copies both reads every ballot."""
    async with raised(database_url, tmp_path, 6) as ours:
        rating = await ours.opened()
        given = casts(ours.electors)
        await ours.all_vote(rating, given)
        box = SealedBox(PrivateKey((ours.keys.folder / f"{rating}.key").read_bytes()))
        rows = await ours.rows("SELECT box FROM envelope")
        ballots = [json.loads(box.decrypt(bytes(row["box"])).rstrip(b"\x00")) for row in rows]
        assert {one[2]: tuple(one[1]) for one in ballots} == {one.comment: one.answers for one in given}


async def test_with_copies_around_each_vote_even_whose_they_are(database_url: str, tmp_path: Path) -> None:
    async with raised(database_url, tmp_path, 6) as ours:
        copies = [thief.copy_of(one / "database") for one in await backups(ours, tmp_path, 6)]
        (key,) = ours.keys.folder.glob("*.key")
        box = SealedBox(PrivateKey(key.read_bytes()))
        read = {person: box.decrypt(ballot).rstrip(b"\x00") for person, ballot in thief.paired(copies).items()}
        assert thief.answers(read) == thief.truth(casts(ours.electors))


async def test_key_is_gone_once_it_is_counted(database_url: str, tmp_path: Path) -> None:
    """From then on the copies that were made before say nothing any more: only someone who had the key then has it."""
    async with raised(database_url, tmp_path, 6) as ours:
        rating = await ours.opened()
        await ours.all_vote(rating, casts(ours.electors))
        key = (ours.keys.folder / f"{rating}.key").read_bytes()
        await ours.closed(rating)
        assert [file.name for file in ours.keys.folder.iterdir()] == []
        assert keys_in(tmp_path, [key]) == set()


def test_every_voter_is_told() -> None:
    texts = Texts(ZoneInfo("Asia/Shanghai"))
    assert "同时拿到钥匙文件夹和数据库，就能打开信封" in texts.speech("zh")("rating-vote-promise")
    assert "both the key folder and the database while voting is open can open" in texts.speech("en")(
        "rating-vote-promise"
    )
