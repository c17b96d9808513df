"""A line of the doctor's."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """`ok` None: worth a look, or could not be examined. `name` and `code` choose the sentence, `facts` fill it."""

    name: str
    ok: bool | None
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
