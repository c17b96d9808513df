"""Anyone on a roster."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
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
        return self in (Standing.FULL, Standing.PROBATIONARY)

    @property
    def votes(self) -> bool:
        """Probationary members and outside people have no vote (product rule, section 3)."""
        return self is Standing.FULL

    @property
    def outside(self) -> bool:
        return self in (Standing.MASS_REPRESENTATIVE, Standing.DELEGATE, Standing.SERVICE_USER)


@dataclass(frozen=True, slots=True)
class Person:
    """Expected nowhere any more from `left_on`; the past stays."""

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
        return self.left_on is None or day < self.left_on
