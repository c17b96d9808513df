"""Each elector's ballot is in once, and nothing else is left of it; everybody else is refused with one sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.installation.audit import canonical, next_entry
from bot.domain.rating.ballot import Ballot
from bot.domain.rating.model import State, fingerprint
from bot.services.rating import vote
from bot.storage.connection import Database
from bot.storage.installation import audit
from bot.storage.rating import elector as electors
from bot.texts.speech import Texts
from bot.views.view import sentence
from tests.e2e import rows
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_booth import MOST_QUESTIONS, Booth, booth

LEFT = frozenset({"envelope", "elector"})
"""What a vote changes: the boxes, all of them, and a flag."""
Way = Callable[[Booth], Awaitable[None]]


@pytest.fixture
async def there(database: Database, tmp_path: Path) -> Booth:
    return await booth(database, tmp_path, questions=2)


async def refused(there: Booth, code: str, step: Awaitable[object]) -> None:
    """With that code and a sentence in both languages; nothing is changed."""
    before = await rows.dump(there.hall.uow)
    with pytest.raises(DomainError) as error:
        await step
    assert error.value.code == code
    texts = Texts(there.hall.zone)
    assert all(sentence(error.value, texts.speech(language)) for language in ("zh", "en"))
    assert rows.changes(before, await rows.dump(there.hall.uow), but=frozenset()) == []


async def test_ballots_are_in_with_answers_comment_and_group(there: Booth) -> None:
    first, second = there.house.members[:2]
    await there.vote(first, (0, 2), "多开会")
    await there.vote(second, (1, 1))
    found = await there.ballots()
    assert sorted(found, key=lambda one: one.answers) == [
        Ballot(Voters.MEMBERS, (0, 2), "多开会"),
        Ballot(Voters.MEMBERS, (1, 1), ""),
    ]
    assert await there.voted() == 2


async def test_nothing_else_is_left_of_a_vote(there: Booth) -> None:
    before = await rows.dump(there.hall.uow)
    await there.vote(there.house.members[0], (0, 2), "多开会")
    changes = rows.changes(before, await rows.dump(there.hall.uow), but=frozenset())
    assert {line.split()[1] for line in changes} == LEFT
    assert len([line for line in changes if line.startswith("+ elector")]) == 1


async def test_looking_at_a_ballot_leaves_nothing(there: Booth) -> None:
    before = await rows.dump(there.hall.uow)
    person, hall = there.house.members[0], there.hall
    assert (await there.enter(person)).answers == ()
    assert (await there.enter(person, (2,))).answers == (2,)
    _, words = await there.comment(person, " 多开会\x00 ")
    assert words == "多开会"
    await vote.electorate(hall.uow, hall.ask(person), there.rating)
    await vote.concerned(hall.uow, hall.ask(person), there.rating)
    assert rows.changes(before, await rows.dump(hall.uow), but=frozenset()) == []


async def test_the_first_vote_counts_and_every_other_is_answered_alike(there: Booth) -> None:
    person = there.house.members[0]
    await there.vote(person, (0, 0))
    before = await rows.dump(there.hall.uow)
    await there.vote(person, (2, 2), "改主意")
    await there.vote(person, ())
    assert (await there.enter(person)).recorded
    assert rows.changes(before, await rows.dump(there.hall.uow), but=frozenset()) == []
    assert [one.answers for one in await there.ballots()] == [(0, 0)]


async def test_two_phones_at_once_give_one_ballot(there: Booth) -> None:
    person = there.house.members[0]
    await asyncio.gather(*(there.vote(person, (number % 3, 0)) for number in range(6)))
    assert len(await there.ballots()) == 1


async def test_all_at_once_and_every_ballot_is_in(there: Booth) -> None:
    people = there.house.people
    await asyncio.gather(*(there.vote(person, (number % 3, 1)) for number, person in enumerate(people)))
    assert sorted(one.answers for one in await there.ballots()) == sorted((n % 3, 1) for n in range(len(people)))
    assert await there.voted() == len(people)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((), "ballot_incomplete"),
        ((0,), "ballot_incomplete"),
        ((0, 3), "ballot_choice_unknown"),
        ((0, -1), "ballot_choice_unknown"),
        ((0, 0, 0), "ballot_choice_unknown"),
    ],
)
async def test_an_incomplete_or_forged_ballot(there: Booth, answers: tuple[int, ...], code: str) -> None:
    await refused(there, code, there.vote(there.house.members[0], answers))


async def test_a_comment_that_is_too_long(there: Booth) -> None:
    person = there.house.members[0]
    await refused(there, "comment_too_long", there.vote(person, (0, 0), "长" * 501))
    await refused(there, "comment_too_long", there.comment(person, "长" * 501))
    await there.vote(person, (0, 0), "𝕏" * 500)
    assert (await there.ballots())[0].comment == "𝕏" * 500


async def test_a_rating_without_comments_takes_none(database: Database, tmp_path: Path) -> None:
    there = await booth(database, tmp_path, comment=False)
    person = there.house.members[0]
    await refused(there, "ballot_without_comment", there.comment(person, "多开会"))
    await there.vote(person, (1,), "多开会")
    assert (await there.ballots())[0].comment == ""


async def test_forty_questions(database: Database, tmp_path: Path) -> None:
    there = await booth(database, tmp_path, questions=MOST_QUESTIONS)
    answers = tuple(number % 3 for number in range(MOST_QUESTIONS))
    await there.vote(there.house.members[0], answers, "长" * 500)
    assert (await there.ballots())[0].answers == answers


async def on_paper(there: Booth) -> None:
    async with there.hall.uow.begin() as work:
        await electors.issue_paper(work, there.rating, there.house.members[0])
        await work.commit()


async def doubtful(there: Booth) -> None:
    await there.run("UPDATE elector SET account_id = NULL WHERE person_id = $1", there.house.members[0])


async def bound_anew(there: Booth) -> None:
    await there.run("UPDATE elector SET account_id = 77 WHERE person_id = $1", there.house.members[0])


async def ended_by_time(there: Booth) -> None:
    there.hall.clock.forward(days=1)


def in_state(state: State) -> Way:
    async def put(there: Booth) -> None:
        await there.move(state)

    return put


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (on_paper, "ballot_on_paper"),
        (doubtful, "ballot_account_waiting"),
        (bound_anew, "ballot_account_other"),
        (ended_by_time, "ballot_ended"),
        *[(in_state(state), "ballot_not_yet") for state in (State.DRAFT, State.SUBMITTED, State.OPENING)],
        *[(in_state(state), "ballot_ended") for state in (State.ENDED, State.CLOSING, State.COUNTED, State.CLOSED)],
        (in_state(State.VOID), "ballot_void"),
    ],
)
async def test_a_ballot_that_is_not_open_to_this_account(there: Booth, way: Way, code: str) -> None:
    await way(there)
    person = there.house.members[0]
    await refused(there, code, there.vote(person, (0, 0)))
    await refused(there, code, there.enter(person))


async def test_nobody_but_electors(there: Booth) -> None:
    house = there.house
    for person in (house.above, house.stranger):
        await refused(there, "ballot_not_elector", there.vote(person, (0, 0)))
        await refused(there, "ballot_not_elector", there.enter(person))
    await refused(there, "unknown_account", there.vote(-1, (0, 0)))
    await refused(there, "not_found", there.vote(house.members[0], (0, 0), rating=there.rating + 1))


async def test_someone_who_came_afterwards(there: Booth) -> None:
    late = await there.hall.person("新来的", there.house.unit)
    await refused(there, "ballot_not_elector", there.vote(late, (0, 0)))


async def test_what_is_refused_does_not_tell_whether_the_ballot_is_in(there: Booth) -> None:
    """Whoever holds the person's account now, and is not who was named at the opening, learns nothing."""
    person = there.house.members[0]
    await there.vote(person, (0, 0))
    await bound_anew(there)
    await refused(there, "ballot_account_other", there.enter(person))
    await doubtful(there)
    await refused(there, "ballot_account_waiting", there.enter(person))


async def test_a_redelivery_after_the_end_is_answered_as_before(there: Booth) -> None:
    person = there.house.members[0]
    await there.vote(person, (0, 0))
    there.hall.clock.forward(days=1)
    await there.vote(person, (0, 0))
    await there.move(State.ENDED)
    await there.vote(person, (0, 0))
    assert (await there.enter(person)).recorded


async def swapped_key(there: Booth) -> None:
    await there.run("UPDATE rating SET public_key = $2 WHERE id = $1", there.rating, there.keys.make(there.rating + 1))


async def swapped_key_and_entry(there: Booth) -> None:
    """The entry is written anew as well, with a hash that fits it; the next one does not follow it."""
    public = there.keys.make(there.rating + 1)
    await there.run("UPDATE rating SET public_key = $2 WHERE id = $1", there.rating, public)
    async with there.hall.uow.begin() as work:
        await audit.add(work, work.now, "post.given", None, {"post": 1})
        [entry] = await audit.part(work, 1, 1)
        data = canonical({"rating": there.rating, "fingerprint": fingerprint(public), "electors": 7})
        new = next_entry(entry.previous, 1, entry.at, entry.kind, None, data)
        await work.execute("UPDATE audit SET data = $1, hash = $2 WHERE sequence = 1", new.data, new.hash)
        await work.commit()


async def changed_entry(there: Booth) -> None:
    await there.run("UPDATE audit SET at = at + 1")


async def other_kind(there: Booth) -> None:
    await there.run("UPDATE rating SET opening_entry = NULL")


async def lost_key(there: Booth) -> None:
    there.keys.destroy(there.rating)


async def other_private_key(there: Booth) -> None:
    there.keys.make(there.rating)


WAYS = [swapped_key, swapped_key_and_entry, changed_entry, other_kind, lost_key, other_private_key]


@pytest.mark.parametrize("way", WAYS)
async def test_a_key_that_is_not_the_recorded_one(there: Booth, way: Way) -> None:
    await way(there)
    await refused(there, "ballot_key_changed", there.vote(there.house.members[0], (0, 0)))


async def test_a_process_without_the_keys_relies_on_the_record(there: Booth) -> None:
    await lost_key(there)
    hall = there.hall
    await vote.vote(hall.uow, hall.ask(there.house.members[0]), await there.slip((0, 0)), keys=None)
    assert await there.voted() == 1


@pytest.mark.parametrize("seal", ["", "000000", "x"])
async def test_buttons_of_another_rating_that_had_its_id(there: Booth, seal: str) -> None:
    """Refused in the same words to everyone, before anything is said of this rating."""
    hall, other = there.hall, replace(await there.slip((0, 0)), key_tag=seal)
    for person in (there.house.members[0], there.house.stranger):
        asked = hall.ask(person)
        await refused(there, "old_button", vote.vote(hall.uow, asked, other, there.keys))
        await refused(there, "old_button", vote.enter(hall.uow, asked, other))
        await refused(there, "old_button", vote.comment(hall.uow, asked, other))


async def test_the_list_of_electors_is_for_those_concerned_and_tells_no_vote(there: Booth) -> None:
    hall, house = there.hall, there.house

    async def seen(person: int) -> vote.Electorate:
        return await vote.electorate(hall.uow, hall.ask(person), there.rating)

    before = await seen(house.members[1])
    await there.vote(house.members[0], (0, 0))
    assert (await seen(house.members[1])).people == before.people
    assert {one.elector.person_id for one in before.people} == set(house.people)
    assert (await seen(house.above)).people == before.people
    await refused(there, "ballot_not_elector", seen(house.stranger))
    await refused(there, "unknown_account", seen(-1))


async def test_the_account_is_asked_in_its_own_language(there: Booth) -> None:
    await there.run("UPDATE account SET language = 'zh' WHERE id = $1", ACCOUNTS + there.house.members[0])
    asked = there.hall.ask(there.house.members[0])
    await vote.vote(there.hall.uow, asked, await there.slip((0, 0)), there.keys)
    assert asked.language == "zh"
