"""The roster as it is stored: units by their place, people with the posts they hold today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.people.roster import RosterRow
from bot.domain.person import Person
from bot.domain.post import PostKind
from bot.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post held today in the unit at `place`."""

    id: int
    kind: PostKind
    place: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with the places of their unit and group."""

    person: Person
    place: str
    group: str | None
    posts: tuple[KnownPost, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentRoster:
    """The stored roster: units by their place, and everyone who is or was on it."""

    units: Mapping[str, Unit]
    people: tuple[KnownPerson, ...]


def rows(present: PresentRoster, today: date) -> list[RosterRow]:
    """Write everyone who has not left as rows of a file, units from the top."""
    here = [known for known in present.people if known.person.here(today)]
    ordered = sorted(here, key=lambda known: (known.place, known.person.id))
    return [_row(line, known, present) for line, known in enumerate(ordered, 2)]


def _row(line: int, known: KnownPerson, present: PresentRoster) -> RosterRow:
    person = known.person
    return RosterRow(
        row=line,
        name=person.name,
        unit=known.place,
        standing=person.standing,
        number=person.number,
        group=known.group.removeprefix(known.place + "/") if known.group else None,
        posts=tuple(dict.fromkeys(post.kind for post in posts_in(known.posts, (known.place, known.group)))),
        phone=person.phone,
        joined_on=person.joined_on,
        retired=person.retired,
        floating=person.floating,
        language=person.language,
        sector=present.units[known.place].sector,
    )


def posts_in(posts: Iterable[KnownPost], places: Iterable[str | None]) -> list[KnownPost]:
    """Pick the posts held in those units: a roster says nothing of posts elsewhere."""
    among = set(places)
    return [post for post in posts if post.place in among]
