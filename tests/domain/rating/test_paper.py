"""The numbers that are typed of papers."""

import pytest

from bot.domain.rating.count import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 1", (2, 1)),
        ("２　１", (2, 1)),
        ("2，1、0", (2, 1, 0)),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("1" * 6, None),
    ],
)
def test_numbers_as_people_type_them(text: str, found: tuple[int, ...] | None) -> None:
    assert numbers(text) == found
