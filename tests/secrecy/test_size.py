"""Length: what a box weighs must not tell what is in it. The attacker has seen who typed a long comment."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import MOST_COMMENT, SIZE, Ballot, packed, remark, unpacked
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, founded

ANSWERS = ((0,), (0,) * 7, (2, 1, 0, 2, 1, 0, 2))


def told_apart(boxes: Sequence[bytes]) -> int:
    """Into how many kinds an attacker can sort them."""
    return len({len(box) for box in boxes})


def plain_boxes(url: str, folder: Path, casts: Sequence[Cast]) -> list[bytes]:
    plain = Plain(url, folder, sealed=True)
    plain.opened(1)
    for cast in casts:
        plain.vote(1, cast)
    boxes = [bytes(row[0]) for row in plain.run("SELECT content FROM plain_ballot")]
    plain.close()
    return boxes


async def test_comment_length(sqlite_url: str, tmp_path: Path) -> None:
    casts = [Cast(one, (0,), words) for one, words in enumerate(("", "好", "一般" * 20, "🙂" * MOST_COMMENT))]
    assert told_apart(plain_boxes(sqlite_url, tmp_path, casts)) == len(casts)
    async with founded(sqlite_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.all_vote(rating, [replace(one, person=product.electors[one.person]) for one in casts])
        assert told_apart([bytes(row["box"]) for row in await product.rows("SELECT box FROM envelope")]) == 1


async def test_envelope_length(sqlite_url: str, tmp_path: Path) -> None:
    """Seven answers, or one: of two ratings in one installation."""
    casts = [Cast(one, answers) for one, answers in enumerate(ANSWERS)]
    assert told_apart(plain_boxes(sqlite_url, tmp_path, casts)) == 2
    async with founded(sqlite_url, tmp_path, 6) as product:
        for number, answers in enumerate(ANSWERS):
            rating = await product.opened(len(answers), title=f"第{number}次")
            await product.vote(rating, Cast(product.electors[0], answers, ""))
        both = [bytes(row["box"]) for row in await product.rows("SELECT box FROM envelope")]
    assert len(both) == 3
    assert told_apart(both) == 1


@given(
    voters=st.sampled_from(Voters),
    answers=st.lists(st.integers(0, 35), max_size=40),
    words=st.text(max_size=MOST_COMMENT),
)
def test_every_ballot_fills_the_same_bytes(voters: Voters, answers: list[int], words: str) -> None:
    ballot = Ballot(voters, tuple(answers), remark(words))
    plain = packed(ballot)
    assert len(plain) == SIZE
    assert unpacked(plain) == ballot


def test_the_longest_ballot_fits() -> None:
    for sign in ("🙂", '"', "\\", "\n."):
        words = remark((sign * MOST_COMMENT)[:MOST_COMMENT])
        assert len(packed(Ballot(Voters.SERVICE_USERS, (35,) * 40, words))) == SIZE
