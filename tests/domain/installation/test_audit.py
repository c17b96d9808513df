"""The chain of the audit record: whatever is done to its entries is found."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.installation.audit import GENESIS, AuditEntry, canonical, chain_fault, next_entry

FACTS = st.tuples(
    st.integers(0, 2**45),
    st.sampled_from(["post.given", "binding.made", "roster.imported"]),
    st.none() | st.integers(1, 2**50),
    st.dictionaries(st.sampled_from(["person", "unit", "why"]), st.integers(0, 99) | st.text(max_size=5)),
)
CHAIN = st.lists(FACTS, min_size=1, max_size=8).map(lambda facts: chain(facts))


def chain(facts: list[tuple[int, str, int | None, dict[str, int | str]]]) -> list[AuditEntry]:
    made: list[AuditEntry] = []
    for number, (at, kind, account, data) in enumerate(facts, 1):
        previous = made[-1].hash if made else GENESIS
        made.append(next_entry(previous, number, at, kind, account, canonical(data)))
    return made


def first_fault(entries: list[AuditEntry]) -> str | None:
    previous = GENESIS
    for number, entry in enumerate(entries, 1):
        wrong = chain_fault(entry, previous, number)
        if wrong is not None:
            return wrong
        previous = entry.hash
    return None


def at_most(entries: list[AuditEntry], data: st.DataObject) -> int:
    return data.draw(st.integers(0, len(entries) - 1))


@given(CHAIN)
def test_what_nobody_touched_is_whole(entries: list[AuditEntry]) -> None:
    assert first_fault(entries) is None


@given(CHAIN, st.data())
def test_any_changed_field_is_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    at = at_most(entries, data)
    old = entries[at]
    changed = [
        replace(old, at=old.at + 1),
        replace(old, kind=old.kind + "x"),
        replace(old, account_id=(old.account_id or 0) + 1),
        replace(old, data='{"person":1000}'),
        replace(old, previous="f" * 64),
        replace(old, hash="e" * 64),
        replace(old, sequence=old.sequence + 1),
    ]
    entries[at] = data.draw(st.sampled_from(changed))
    assert first_fault(entries) is not None


@given(CHAIN, st.data())
def test_a_changed_entry_is_found_even_when_its_own_hash_is_made_to_fit(
    entries: list[AuditEntry], data: st.DataObject
) -> None:
    entries.append(next_entry(entries[-1].hash, len(entries) + 1, 0, "post.ended", None, "{}"))
    at = data.draw(st.integers(0, len(entries) - 2))
    old = entries[at]
    entries[at] = next_entry(old.previous, old.sequence, old.at, old.kind + "x", old.account_id, old.data)
    assert first_fault(entries) == f"entry {at + 2} does not follow the one before it"


@given(CHAIN, st.data())
def test_a_removed_entry_is_found_unless_it_was_the_last(entries: list[AuditEntry], data: st.DataObject) -> None:
    entries.append(next_entry(entries[-1].hash, len(entries) + 1, 0, "post.ended", None, "{}"))
    at = data.draw(st.integers(0, len(entries) - 2))
    del entries[at]
    assert first_fault(entries) == f"entry {at + 1} is missing"


@given(CHAIN, st.data())
def test_an_inserted_entry_is_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    at = at_most(entries, data)
    previous = entries[at - 1].hash if at else GENESIS
    entries.insert(at, next_entry(previous, at + 1, 1, "grade.decided", None, '{"grade":"good"}'))
    assert first_fault(entries) == f"entry {at + 2} is missing"


@given(CHAIN, st.data())
def test_two_swapped_entries_are_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    entries.append(next_entry(entries[-1].hash, len(entries) + 1, 0, "post.ended", None, "{}"))
    one = data.draw(st.integers(0, len(entries) - 2))
    other = data.draw(st.integers(one + 1, len(entries) - 1))
    entries[one], entries[other] = entries[other], entries[one]
    assert first_fault(entries) == f"entry {one + 1} is missing"
