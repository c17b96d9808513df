"""Whether the cases of grading rounds, their scores and the rules stated in them are what the record says."""

from bot.domain.grading import record as grading_record
from bot.services.installation.audit_recorded import Recorded
from bot.storage.connection import Connection
from bot.storage.grading import sheet as grading_sheet
from bot.storage.grading import store as grading


async def _cases(cx: Connection, found: Recorded) -> str | None:
    """Each stands under the scheme and beside the former grade that it began with."""
    held = {one.id: [one.round_id, one.unit_id, one.digest, one.former] for one in await grading.every_case(cx)}
    for id in sorted(held.keys() | found.cases.keys()):
        if id not in held or id not in found.cases:
            return f"case {id} is {'not there any more' if id in found.cases else 'in no entry of the record'}"
        if held[id] != found.cases[id]:
            return f"case {id} is not the one in the record"
    return None


async def _leaves(cx: Connection, found: Recorded) -> str | None:
    """Every score with its deductions, as it was entered last."""
    held = await grading_sheet.every_leaf(cx)
    for key in sorted(held.keys() | found.leaves.keys()):
        one, data, what = (
            held.get(key),
            found.leaves.get(key),
            f"the score of {key[2]} by the {key[1]} in case {key[0]}",
        )
        if one is None or data is None:
            return f"{what} is {'not there any more' if data else 'in no entry of the record'}"
        if one.salt is None or grading_record.leaf(one.lines, one.salt) != data:
            return f"{what} is not the one in the record"
    return None


async def _rules(cx: Connection, found: Recorded) -> str | None:
    """Every rule with its evidence and the reason of its override, as they were stated last."""
    held = await grading_sheet.every_fact(cx)
    for key in sorted(held.keys() | found.rules.keys()):
        one, data, what = held.get(key), found.rules.get(key), f"the rule {key[1]} in case {key[0]}"
        if one is None or data is None:
            return f"{what} is {'not there any more' if data else 'in no entry of the record'}"
        if grading_record.rule(one.evidence, one.override, one.salt) != data:
            return f"{what} is not the one in the record"
    return None


CHECKS = (_cases, _leaves, _rules)
