"""Counting: every ballot once, no group of a few, sums that agree or nothing at all."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating.ballot import Ballot
from bot.domain.rating.count import Fault, Papers, Roll, Stop, count, returned, unopened
from bot.domain.rating.model import Question, Rating, Source, State, Subject
from bot.domain.rating.result import Result
from bot.domain.rating.rules import RatingRules, read

RULES = read((Path(__file__).parents[3] / "config" / "rating.toml").read_text(encoding="utf-8"))
AT = datetime(2026, 11, 25, tzinfo=UTC)
GROUPS = (Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS)


def question(code: str, *choices: str) -> Question:
    return Question(code=code, zh=code, en=code, choices=tuple(Named(code=one, zh=one, en=one) for one in choices))


GRADE = question("overall", "good", "fairly_good", "average", "poor")
VENUE = question("venue", "good", "poor")
MOTION = question("motion", "yes", "no", "abstain")


def rating(*questions: Question, subject: Subject = Subject.UNIT, majority: str | None = None) -> Rating:
    return Rating(
        id=7,
        unit_id=2,
        case_id=None,
        meeting_id=None,
        subject=subject,
        person_id=None,
        title="定级测评",
        questions=questions or (GRADE, VENUE),
        majority=RULES.majority(majority or ""),
        comment=True,
        split=True,
        paper=True,
        source=Source.LIST,
        groups=frozenset(GROUPS),
        state=State.CLOSING,
        version=1,
        prepared_by=None,
        supervisor_id=None,
        teller_id=None,
        supervisor_account=None,
        teller_account=None,
        opened_at=AT,
        closes_at=AT,
        ended_at=AT,
        closed_at=None,
        void_reason=None,
        fault=None,
        public_key=None,
        opening_entry=None,
        returned_shown=None,
        refreshed_at=None,
        turnout=None,
    )


def roll_of(ballots: list[Ballot], papers: Papers | None = None, absent: int = 0) -> Roll:
    """An electorate that fits these ballots, with so many members who gave none."""
    voted = {voters: sum(one.voters is voters for one in ballots) for voters in GROUPS}
    voted = {voters: number for voters, number in voted.items() if number}
    electors = dict(voted)
    on_paper = papers.returned if papers else 0
    electors[Voters.MEMBERS] = electors.get(Voters.MEMBERS, 0) + absent + on_paper
    return Roll(electors, voted, len(ballots) + absent + on_paper, on_paper)


def members(*answers: int, voters: Voters = Voters.MEMBERS) -> list[Ballot]:
    return [Ballot(voters, (answer, 0)) for answer in answers]


ballots = st.lists(
    st.builds(
        Ballot,
        st.sampled_from(GROUPS),
        st.tuples(st.integers(0, 3), st.integers(0, 1)),
        st.sampled_from(["", "好", "请多开会"]),
    ),
    max_size=40,
)


@st.composite
def papers(draw: st.DrawFn) -> Papers | None:
    counts = draw(st.tuples(*[st.integers(0, 4)] * 4))
    first = draw(st.integers(0, sum(counts)))
    spoiled = draw(st.integers(0, 2))
    found = Papers(sum(counts) + spoiled, spoiled, (counts, (first, sum(counts) - first)))
    return found if found.returned else None


@given(ballots, papers(), st.integers(0, 3), st.randoms())
def test_what_is_kept_adds_up_and_shows_no_group_of_a_few(
    given_: list[Ballot], on_paper: Papers | None, absent: int, chance: random.Random
) -> None:
    roll = roll_of(given_, on_paper, absent)
    found = count(rating(), roll, given_, on_paper, RULES)
    numbers = found.turnout
    assert numbers.returned == numbers.valid + numbers.spoiled == len(given_) + (on_paper.returned if on_paper else 0)
    assert numbers.issued == roll.issued == numbers.returned + absent
    result = found.result
    few_by_phone = on_paper is not None and 0 < len(given_) < 5
    assert unopened(roll, len(given_), on_paper, RULES) == (numbers if few_by_phone else None)
    assert (result is None) == (numbers.valid < 5 or few_by_phone)
    if result is None:
        assert not found.comments
        return
    for place, tally in enumerate(result.counts):
        assert sum(tally.values()) == numbers.valid
        on = on_paper.counts[place] if on_paper else (0,) * len(tally)
        expected = [sum(one.answers[place] == choice for one in given_) + on[choice] for choice in range(len(tally))]
        assert list(tally.values()) == expected
    sizes = {voters: sum(tallies[0].values()) for voters, tallies in result.groups.items()}
    if sizes:
        assert min(sizes.values()) >= 5
        assert set(sizes) == {voters for voters in GROUPS if roll.electors.get(voters)}
        assert result.remainder == numbers.valid - sum(sizes.values())
        assert result.remainder == 0 or result.remainder >= 5
    assert sorted(found.comments) == sorted(one.comment for one in given_ if one.comment)
    mixed = chance.sample(given_, len(given_))
    assert count(rating(), roll, mixed, on_paper, RULES).result == result
    assert Result.read(result.write()) == result
    assert Result.read(result.write()).write() == result.write()


def test_a_split_shows_each_group() -> None:
    given_ = members(0, 0, 0, 1, 1) + members(3, 3, 3, 3, 2, voters=Voters.MASSES)
    result = count(rating(), roll_of(given_), given_, None, RULES).result
    assert result is not None
    assert result.counts[0] == {"good": 3, "fairly_good": 2, "average": 1, "poor": 4}
    assert result.groups[Voters.MEMBERS][0] == {"good": 3, "fairly_good": 2, "average": 0, "poor": 0}
    assert result.groups[Voters.MASSES][0] == {"good": 0, "fairly_good": 0, "average": 1, "poor": 4}


@pytest.mark.parametrize(
    ("masses", "on_paper", "silent", "split"),
    [(5, 0, False, True), (4, 0, False, False), (5, 4, False, False), (5, 5, False, True), (5, 0, True, False)],
)
def test_no_split_where_a_group_or_the_rest_is_small(masses: int, on_paper: int, silent: bool, split: bool) -> None:
    """`silent`: there is a third group of which nobody voted, and a split would say so."""
    given_ = members(0, 0, 0, 1, 1) + members(*[3] * masses, voters=Voters.MASSES)
    totals = Papers(on_paper, 0, ((on_paper, 0, 0, 0), (on_paper, 0))) if on_paper else None
    roll = roll_of(given_, totals)
    if silent:
        roll = replace(roll, electors={**roll.electors, Voters.SERVICE_USERS: 2}, issued=roll.issued + 2)
    result = count(rating(), roll, given_, totals, RULES).result
    assert result is not None
    assert bool(result.groups) is split


def test_a_motion_is_carried_by_the_majority_that_it_was_prepared_with() -> None:
    given_ = [Ballot(Voters.MEMBERS, (0,))] * 6 + [Ballot(Voters.MEMBERS, (1,))] * 4
    asked = rating(MOTION, subject=Subject.MOTION, majority="half")
    today = replace_majority("half", "9/10")
    result = count(asked, roll_of(given_), given_, None, today).result
    assert result is not None
    assert result.carried is True


def replace_majority(code: str, above: str) -> RatingRules:
    changed = {"above": Fraction(above)}
    kept = [one.model_copy(update=changed) if one.code == code else one for one in RULES.majorities]
    return RULES.model_copy(update={"majorities": tuple(kept)})


def test_one_group_alone_is_no_split() -> None:
    given_ = members(*[0] * 6)
    result = count(rating(), roll_of(given_), given_, None, RULES).result
    assert result is not None
    assert result.groups == {}


def test_nothing_but_the_turnout_with_four_valid() -> None:
    given_ = [replace(one, comment="好") for one in members(0, 0, 0)]
    totals = Papers(3, 2, ((1, 0, 0, 0), (1, 0)))
    found = count(rating(), roll_of(given_, totals), given_, totals, RULES)
    assert (found.turnout.returned, found.turnout.valid, found.turnout.spoiled) == (6, 4, 2)
    assert found.result is None
    assert found.comments == ()


@pytest.mark.parametrize(("by_phone", "on_paper", "counts"), [(4, 6, False), (5, 1, True), (0, 6, True), (6, 0, True)])
def test_papers_do_not_give_a_few_ballots_away(by_phone: int, on_paper: int, counts: bool) -> None:
    """Whoever has counted the papers knows what the others were."""
    given_ = members(*[3] * by_phone)
    totals = Papers(on_paper, 0, ((on_paper, 0, 0, 0), (on_paper, 0))) if on_paper else None
    found = count(rating(), roll_of(given_, totals), given_, totals, RULES)
    assert found.turnout.valid == by_phone + on_paper
    assert (found.result is not None) is counts


@pytest.mark.parametrize(
    ("majority", "yes", "carried"),
    [("half", 5, False), ("half", 6, True), ("two_thirds", 6, False), ("two_thirds", 7, True)],
)
def test_a_motion_needs_its_share_of_all_who_may_vote(majority: str, yes: int, carried: bool) -> None:
    given_ = [Ballot(Voters.MEMBERS, (0,))] * yes + [Ballot(Voters.MEMBERS, (2,))]
    asked = rating(MOTION, subject=Subject.MOTION, majority=majority)
    result = count(asked, roll_of(given_, absent=10 - len(given_)), given_, None, RULES).result
    assert result is not None
    assert result.electors == 10
    assert result.carried is carried


TEN = members(*[0] * 10)
ROLL = roll_of(TEN)


@pytest.mark.parametrize("boxes", [9, 11])
def test_boxes_and_flags_that_differ_stop_it(boxes: int) -> None:
    with pytest.raises(Stop) as stop:
        returned(rating(), ROLL, boxes, None)
    assert stop.value.fault is Fault.BALLOTS


def test_more_returned_than_issued_stops_it() -> None:
    with pytest.raises(Stop) as stop:
        returned(rating(), replace(ROLL, issued=9), 10, None)
    assert stop.value.fault is Fault.BALLOTS


@pytest.mark.parametrize(
    "totals",
    [
        None,
        Papers(3, 0, ((3, 0, 0, 0), (3, 0))),
        Papers(2, 3, ((0, 0, 0, 0), (0, 0))),
        Papers(2, 0, ((2, 0, 0, 0), (1, 0))),
        Papers(2, 0, ((3, -1, 0, 0), (2, 0))),
        Papers(2, 0, ((2, 0, 0, 0),)),
        Papers(2, 0, ((2, 0, 0), (2, 0))),
    ],
)
def test_papers_that_do_not_add_up_stop_it(totals: Papers | None) -> None:
    roll = replace(ROLL, papers=2, issued=13)
    assert returned(rating(), roll, 10, Papers(2, 0, ((2, 0, 0, 0), (2, 0)))) == 12
    with pytest.raises(Stop) as stop:
        returned(rating(), roll, 10, totals)
    assert stop.value.fault is Fault.PAPER


def test_papers_that_were_never_issued_stop_it() -> None:
    with pytest.raises(Stop) as stop:
        returned(rating(), ROLL, 10, Papers(1, 0, ((1, 0, 0, 0), (1, 0))))
    assert stop.value.fault is Fault.PAPER


@pytest.mark.parametrize("answers", [(0,), (0, 0, 0), (4, 0), (-1, 0)])
def test_a_choice_that_was_not_offered_stops_it(answers: tuple[int, ...]) -> None:
    with pytest.raises(Stop) as stop:
        count(rating(), ROLL, [*TEN[1:], Ballot(Voters.MEMBERS, answers)], None, RULES)
    assert stop.value.fault is Fault.DAMAGED


def test_a_ballot_of_another_group_than_its_voter_stops_it() -> None:
    with pytest.raises(Stop) as stop:
        count(rating(), ROLL, [*TEN[1:], Ballot(Voters.MASSES, (0, 0))], None, RULES)
    assert stop.value.fault is Fault.BALLOTS
