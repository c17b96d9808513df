"""All configured grading schemes; a unit has that of its sector, otherwise the default one."""

from collections.abc import Mapping

from bot.domain.grading import scheme
from bot.domain.grading.scheme import Scheme
from bot.domain.sheet.cell import plain


class Schemes:
    """The configured schemes; ValueError when they do not fit together."""

    def __init__(self, schemes: tuple[Scheme, ...]) -> None:
        defaults = [one.code for one in schemes if one.default]
        if len(defaults) != 1:
            raise ValueError(f"exactly one scheme must be the default, now: {', '.join(defaults) or 'none'}")
        self._default = next(one for one in schemes if one.default)
        self._by_code: dict[str, Scheme] = {}
        self._by_sector: dict[str, Scheme] = {}
        for one in schemes:
            self._add(one)

    def _add(self, one: Scheme) -> None:
        if one.code in self._by_code:
            raise ValueError(f"two schemes have the code {one.code}")
        self._by_code[one.code] = one
        for sector in one.sectors:
            other = self._by_sector.setdefault(plain(sector), one)
            if other is not one:
                raise ValueError(f"the sector {sector} is named by both {other.code} and {one.code}")

    @property
    def every(self) -> tuple[Scheme, ...]:
        return tuple(self._by_code.values())

    def get(self, code: str) -> Scheme | None:
        """Return the scheme that is configured under that code."""
        return self._by_code.get(code)

    def agree(self, grade: str) -> bool:
        """Tell whether a code or name of a grade has the same place from the top in every scheme that has it."""
        found = [(one, one.grade_of(grade)) for one in self.every]
        return len({one.rank[code] for one, code in found if code is not None}) < 2

    def of(self, sector: str) -> Scheme:
        """Return the scheme of that sector, otherwise the default one; case, width and spaces do not matter."""
        return self._by_sector.get(plain(sector), self._default)


def read(texts: Mapping[str, str]) -> Schemes:
    """Read the TOML texts of `config/grading/`, by file name; ValueError, in one line, names file and place."""
    found = []
    for name in sorted(texts):
        try:
            found.append(scheme.read(texts[name]))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return Schemes(tuple(found))
