"""Attacks on the keys: another public key in the place of the rating's, and whoever has the private one."""

import json
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from bot.domain.installation.audit import next_entry
from bot.domain.rating.model import State, Subject, fingerprint
from bot.services.installation import audit
from bot.services.rating import vote as rating_vote
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, Product, founded
from tests.services.rating.agreements import end_and_count
from tests.services.rating.ratings import filled


def opened_with(key: PrivateKey, boxes: list[bytes]) -> list[bytes]:
    """Those that this key opens."""
    found = []
    for box in boxes:
        try:
            found.append(SealedBox(key).decrypt(box))
        except CryptoError:
            continue
    return found


async def test_swapped_public_key(database_url: str, tmp_path: Path) -> None:
    """Whoever may write into the database puts a key there whose private half is theirs, and waits for ballots."""
    mine = PrivateKey.generate()
    public = mine.public_key.encode().hex()
    plain = Plain(database_url, tmp_path, sealed=True)
    plain.opened(1)
    plain.run("UPDATE plain_rating SET public_key = ?", public)
    plain.vote(1, Cast(1, (2,)))
    assert len(opened_with(mine, [bytes(row[0]) for row in plain.run("SELECT content FROM plain_ballot")])) == 1
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.vote(rating, Cast(product.electors[0], (0,)))
        await product.run("UPDATE rating SET public_key = $2 WHERE id = $1", rating, public)
        await refused(product, rating)
        boxes = [bytes(row["box"]) for row in await product.rows("SELECT box FROM envelope")]
        assert opened_with(mine, boxes) == []


async def refused(product: Product, rating: int) -> None:
    """By a process that holds the keys, and by one that has the record alone."""
    voter = product.electors[1]
    slip = await filled(product.ratings, rating, (2,))
    for keys in (product.keys, None):
        await product.refused("ballot_key_changed", product.act(voter, rating_vote.vote, slip, keys))


async def test_swapped_public_key_and_its_fingerprint(database_url: str, tmp_path: Path) -> None:
    """The record is rewritten too: its chain breaks, or, where the chain is mended as well, the next entry does not
    follow any more."""
    mine = PrivateKey.generate()
    public = mine.public_key.encode().hex()
    plain = Plain(database_url, tmp_path, sealed=True, recorded=True)
    plain.opened(1)
    plain.run("UPDATE plain_rating SET public_key = ?", public)
    with pytest.raises(ValueError, match="another key"):
        plain.vote(1, Cast(1, (2,)))
    plain.run("UPDATE plain_record SET fingerprint = ?", fingerprint(public))
    plain.vote(1, Cast(1, (2,)))
    assert len(opened_with(mine, [bytes(row[0]) for row in plain.run("SELECT content FROM plain_ballot")])) == 1
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        product.clock.forward(minutes=1)
        await product.ratings.submitted(Subject.MOTION, title="别的", state="opening")  # what comes later in the record
        await product.ratings.turn()
        await product.run("UPDATE rating SET public_key = $2 WHERE id = $1", rating, public)
        await rewrite(product, rating, public, mend=False)
        await refused(product, rating)
        await rewrite(product, rating, public, mend=True)
        await refused(product, rating)
        assert await product.rows("SELECT * FROM envelope") == []
        assert (await audit.verify(product.uow)).fault is not None


async def rewrite(product: Product, rating: int, public: str, *, mend: bool) -> None:
    """The fingerprint in the record; with `mend` the entry's own hash as well."""
    (row,) = await product.rows(
        "SELECT * FROM audit WHERE sequence = (SELECT opening_entry FROM rating WHERE id = $1)", rating
    )
    data = json.dumps(
        json.loads(row["data"]) | {"fingerprint": fingerprint(public)},
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    entry = next_entry(row["previous"], row["sequence"], row["at"], row["kind"], row["account_id"], data)
    hashed = entry.hash if mend else row["hash"]
    await product.run("UPDATE audit SET data = $2, hash = $3 WHERE sequence = $1", row["sequence"], data, hashed)


async def test_lost_key_yields_nothing(database_url: str, tmp_path: Path) -> None:
    """No partial count, whatever the rest of the boxes would say."""
    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors])
        product.keys.destroy(rating)
        await end_and_count(product.ratings, rating)
        assert await product.state(rating) is State.CLOSING
        (row,) = await product.rows("SELECT result, returned, fault FROM rating")
        assert list(row.values()) == [None, None, "key_lost"]
