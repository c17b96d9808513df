"""How the audit record seals a result: every change of what was published shows, a name that is forgotten does not."""

from dataclasses import replace

from bot.domain.rating.count import count
from bot.domain.rating.model import Subject
from bot.domain.rating.result import record
from tests.domain.rating.test_count import MOTION, ROLL, RULES, TEN, VENUE, rating


def test_the_record_tells_every_change_of_what_was_published() -> None:
    found = count(rating(), ROLL, TEN, None, RULES)
    assert found.result is not None
    text = found.result.write()
    kept = record(rating(), found.turnout, text, ["好"], "salt")
    assert record(rating(), found.turnout, text, ["好"], "salt") == kept
    changed = [
        record(replace(rating(), title="别的"), found.turnout, text, ["好"], "salt"),
        record(rating(VENUE), found.turnout, text, ["好"], "salt"),
        record(rating(), replace(found.turnout, valid=11), text, ["好"], "salt"),
        record(rating(), found.turnout, text.replace("10", "9"), ["好"], "salt"),
        record(rating(), found.turnout, None, ["好"], "salt"),
        record(rating(), found.turnout, text, [], "salt"),
        record(rating(), found.turnout, text, ["好"], "other"),
    ]
    assert all(one != kept for one in changed)
    assert "定级" not in str(kept)
    assert "好" not in str(kept)


def test_a_person_is_sealed_by_id_so_that_the_name_can_go() -> None:
    found = count(rating(), ROLL, TEN, None, RULES)
    about = replace(rating(subject=Subject.PERSON), person_id=9)
    sealed = [
        record(one, found.turnout, None, [], "salt")
        for one in (about, replace(about, title="#9"), replace(about, person_id=8))
    ]
    assert sealed[0] == sealed[1]
    assert sealed[0] != sealed[2]


def test_a_motion_is_sealed_with_its_majority() -> None:
    found = count(rating(), ROLL, TEN, None, RULES)
    kept, other = [
        record(rating(MOTION, subject=Subject.MOTION, majority=code), found.turnout, None, [], "salt")
        for code in ("half", "two_thirds")
    ]
    assert kept != other
