"""What is NOT promised. Every voter is told so; were it to become otherwise, the sentence would have to change."""

import json
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from tests.installation import EN, ZH
from tests.secrecy import thief
from tests.secrecy.product import founded
from tests.secrecy.test_files import backups, casts, keys_in
from tests.services.rating.agreements import end_and_count


async def test_key_folder_and_database_together_are_enough(database_url: str, tmp_path: Path) -> None:
    """While voting is open, someone who copies both reads every ballot."""
    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        given = casts(product.electors)
        await product.all_vote(rating, given)
        box = SealedBox(PrivateKey((product.keys.folder / f"{rating}.key").read_bytes()))
        rows = await product.rows("SELECT box FROM envelope")
        ballots = [json.loads(box.decrypt(bytes(row["box"])).rstrip(b"\x00")) for row in rows]
        assert {one[2]: tuple(one[1]) for one in ballots} == {one.comment: one.answers for one in given}


async def test_with_copies_around_each_vote_even_whose_they_are(database_url: str, tmp_path: Path) -> None:
    async with founded(database_url, tmp_path, 6) as product:
        copies = [thief.copy_of(one / "database") for one in await backups(product, tmp_path, 6)]
        (key,) = product.keys.folder.glob("*.key")
        box = SealedBox(PrivateKey(key.read_bytes()))
        read = {person: box.decrypt(ballot).rstrip(b"\x00") for person, ballot in thief.paired(copies).items()}
        assert thief.answers(read) == thief.truth(casts(product.electors))


async def test_key_is_gone_once_it_is_counted(database_url: str, tmp_path: Path) -> None:
    """From then on the copies that were made before say nothing any more: only someone who had the key then has it."""
    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.all_vote(rating, casts(product.electors))
        key = (product.keys.folder / f"{rating}.key").read_bytes()
        await end_and_count(product.ratings, rating)
        assert [file.name for file in product.keys.folder.iterdir()] == []
        assert keys_in(tmp_path, [key]) == set()


def test_every_voter_is_told() -> None:
    assert "同时拿到钥匙文件夹和数据库，就能打开信封" in ZH("rating-vote-promise")
    assert "both the key folder and the database while voting is open can open" in EN("rating-vote-promise")
