"""People on a roster and their standing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What a person is to the organisation: a member, on the way to membership, or an outside participant."""

    FULL = "full"
    PROBATIONARY = "probationary"
    DEVELOPMENT_TARGET = "development_target"
    ACTIVIST = "activist"
    APPLICANT = "applicant"
    MASS_REPRESENTATIVE = "mass_representative"
    DELEGATE = "delegate"
    SERVICE_USER = "service_user"

    @property
    def member(self) -> bool:
        """Whether the person is a member, full or probationary."""
        return self in (Standing.FULL, Standing.PROBATIONARY)

    @property
    def votes(self) -> bool:
        """Whether the person votes: probationary members and outside participants do not."""
        return self is Standing.FULL

    @property
    def outside(self) -> bool:
        """Whether the person is an outside participant."""
        return self in (Standing.MASS_REPRESENTATIVE, Standing.DELEGATE, Standing.SERVICE_USER)


@dataclass(frozen=True, slots=True)
class Person:
    """A person on a roster. From `left_on` they are expected nowhere any more; their past stays."""

    id: int
    name: str
    unit_id: int
    group_id: int | None
    standing: Standing
    number: str | None = None
    phone: str | None = None
    joined_on: date | None = None
    retired: bool = False
    floating: bool = False
    language: str | None = None
    left_on: date | None = None

    def here(self, day: date) -> bool:
        """Tell whether the person has not left by that day."""
        return self.left_on is None or day < self.left_on
