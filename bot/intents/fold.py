"""Normalise text for comparison: one width, one case, simplified characters, one spelling of what sounds alike."""

import unicodedata
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def _simplified() -> dict[int, str]:
    """Load the traditional characters that occur in such questions, each with its simplified one."""
    pairs = "".join((HERE / "traditional.txt").read_text(encoding="utf-8").split())
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}


@cache
def _sounds() -> dict[int, str]:
    """Load characters that sound alike and are typed for one another: a line for each group, folded to its first."""
    lines = (HERE / "sounds.txt").read_text(encoding="utf-8").split()
    return {ord(one): line[0] for line in lines for one in line[1:]}


def fold(text: str) -> str:
    """Fold full width to half, capitals to small, traditional to simplified; signs become single spaces."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_simplified()).replace("'", "").replace("’", "")
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())


def sound(text: str) -> str:
    """Replace each character by the first of those that sound alike."""
    return text.translate(_sounds())
