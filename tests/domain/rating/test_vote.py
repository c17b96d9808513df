"""Answers in buttons and a comment in a message's text come back as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating.ballot import MOST_COMMENT, SIZE, Ballot, packed, remark, unpacked
from bot.domain.rating.model import KEY_TAG, Question, fingerprint
from bot.domain.rating.vote import MARK, SIGNS, answers_of, begun, comment_of, commented, marked, replaced, unmarked
from bot.views.callback import LIMIT, Callback
from bot.views.rating.vote import Change, Confirm, Fill, Open

ANSWERS = st.lists(st.integers(0, len(SIGNS) - 1), max_size=40).map(tuple)
COMMENTS = st.text(min_size=1, max_size=MOST_COMMENT).map(remark).filter(bool)
SAID = st.text(alphabet=st.characters(exclude_characters=MARK)).map(lambda text: text.replace("\r", ""))


def question(choices: int) -> Question:
    names = [
        Named(code=f"c_{'abcdefghijklmnop'[number]}", zh=f"选{number}", en=f"C{number}") for number in range(choices)
    ]
    return Question(code="grade", zh="等级", en="Grade", choices=tuple(names))


@given(ANSWERS)
def test_answers_come_back(answers: tuple[int, ...]) -> None:
    assert answers_of(marked(answers)) == answers


@given(st.integers(0, 2**31 - 1), st.binary(min_size=32, max_size=32), ANSWERS)
def test_forty_answers_fit_into_every_button(rating: int, public: bytes, answers: tuple[int, ...]) -> None:
    seal = fingerprint(public.hex())[:KEY_TAG]
    kinds: tuple[Callback, ...] = (
        Open(rating, seal),
        Fill(rating, seal, marked(answers)),
        Confirm(rating, seal, marked(answers)),
        Change(rating, seal, marked(answers), len(answers)),
    )
    for one in kinds:
        assert len(one.pack().encode()) <= LIMIT
        assert type(one).unpack(one.pack()) == one


@given(st.text())
def test_signs_that_are_none_are_refused_and_nothing_else_happens(marks: str) -> None:
    if set(marks) <= set(SIGNS):
        assert marked(answers_of(marks)) == marks
    else:
        with pytest.raises(DomainError, match="ballot_choice_unknown"):
            answers_of(marks)


@given(SAID, COMMENTS, COMMENTS)
def test_a_comment_comes_back_and_a_second_takes_its_place(said: str, first: str, second: str) -> None:
    once = commented(said, "您的意见：", first)
    assert comment_of(once) == first
    twice = commented(once, "Your comment:", second)
    assert comment_of(twice) == second
    assert twice == commented(said, "Your comment:", second)
    assert comment_of(said) == ""


def test_the_voters_own_mark_changes_nothing() -> None:
    text = commented("选票", "您的意见：", f"{MARK} 一\n{MARK} 二")
    assert comment_of(text) == f"{MARK} 一\n{MARK} 二"
    assert MARK not in unmarked(f"{MARK}某某党支部{MARK}")


def test_an_answer_is_replaced_or_added() -> None:
    assert replaced((0, 1, 2), 1, 3) == (0, 3, 2)
    assert replaced((0, 1), 2, 3) == (0, 1, 3)


@pytest.mark.parametrize("answers", [(2,), (0, 3), (0, 0, 0)])
def test_choices_that_were_never_offered_are_refused(answers: tuple[int, ...]) -> None:
    with pytest.raises(DomainError, match="ballot_choice_unknown"):
        begun([question(2), question(3)], answers)


def test_the_first_answers_are_enough_while_it_is_filled_in() -> None:
    assert begun([question(2), question(3)], ()) == ()
    assert begun([question(2), question(3)], (1,)) == (1,)
    assert begun([question(2), question(3)], (1, 2)) == (1, 2)


@given(ANSWERS, COMMENTS)
def test_every_ballot_has_the_same_size(answers: tuple[int, ...], comment: str) -> None:
    ballot = Ballot(Voters.MASSES, answers, comment)
    assert len(packed(ballot)) == SIZE
    assert unpacked(packed(ballot)) == ballot
