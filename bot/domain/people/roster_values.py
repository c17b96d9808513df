"""Reading the cells of a roster: standings, posts, phone numbers, yes and no."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from bot.domain.errors import DomainError
from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.sheet.cell import optional, plain
from bot.domain.sheet.table import Cell

STANDINGS: Mapping[Standing, tuple[str, ...]] = {
    Standing.FULL: ("正式党员", "正式", "党员", "full", "full member", "member"),
    Standing.PROBATIONARY: ("预备党员", "预备", "probationary", "probationary member"),
    Standing.DEVELOPMENT_TARGET: ("发展对象", "development target"),
    Standing.ACTIVIST: ("积极分子", "入党积极分子", "activist"),
    Standing.APPLICANT: ("申请人", "入党申请人", "applicant"),
    Standing.MASS_REPRESENTATIVE: ("群众代表", "群众", "mass representative"),
    Standing.DELEGATE: ("两代表一委员", "党代表", "人大代表", "政协委员", "delegate"),
    Standing.SERVICE_USER: ("服务对象", "service user"),
}
"""The first of each is what an export writes."""
POSTS: Mapping[PostKind, tuple[str, ...]] = {
    PostKind.SECRETARY: ("书记", "支书", "secretary"),
    PostKind.DEPUTY: ("副书记", "deputy", "deputy secretary"),
    PostKind.ORGANISATION: ("组织委员", "organisation", "organisation member", "organization member"),
    PostKind.PUBLICITY: ("宣传委员", "publicity", "publicity member"),
    PostKind.DISCIPLINE: ("纪检委员", "纪律检查委员", "discipline", "discipline member"),
    PostKind.GROUP_LEADER: ("小组长", "党小组长", "组长", "group leader"),
    PostKind.ORGANISER: ("组织员", "organiser", "organizer"),
    PostKind.ATTACHED_LEADER: ("挂点领导", "attached leader"),
    PostKind.LIAISON: ("联络员", "liaison"),
}
STANDING_WORDS = {plain(word): standing for standing, words in STANDINGS.items() for word in words}
POST_WORDS = {plain(word): kind for kind, words in POSTS.items() for word in words}
OF_A_UNIT = re.compile("^(党支部|党总支|支部|总支|党工委|党委)(?=书记|副书记|.+委员)")
BETWEEN_POSTS = re.compile("[、,，;；/／]|兼")
YES = frozenset(["是", "y", "yes", "true", "1", "√", "✓", "✔", "对", "有", "离退休", "退休", "离休", "流动"])
NO = frozenset(["否", "n", "no", "false", "0", "×", "x", "✗", "在职", "非流动"])
SPOKEN = {"zh": ("zh", "zh-CN", "中文", "汉语", "Chinese"), "en": ("en", "英文", "英语", "English")}
LANGUAGES = {plain(word): code for code, words in SPOKEN.items() for word in words}
SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", re.IGNORECASE)
DIALLED = re.compile(r"(\+|00)?(\d{7,15})")


def standing(cell: Cell) -> Standing:
    """Read a standing. DomainError: roster_standing_missing, roster_standing_unknown."""
    typed = optional(cell)
    if not typed:
        raise DomainError("roster_standing_missing")
    if plain(typed) not in STANDING_WORDS:
        raise DomainError("roster_standing_unknown", value=typed)
    return STANDING_WORDS[plain(typed)]


def posts(cell: Cell) -> tuple[PostKind, ...]:
    """Read posts, several in one cell (书记、组织委员). DomainError: roster_post_unknown."""
    found: list[PostKind] = []
    for part in BETWEEN_POSTS.split(optional(cell)):
        word = OF_A_UNIT.sub("", plain(part))
        if word and word not in POST_WORDS:
            raise DomainError("roster_post_unknown", value=part.strip())
        if word and POST_WORDS[word] not in found:
            found.append(POST_WORDS[word])
    return tuple(found)


def flag(cell: Cell) -> bool:
    """Read a yes or no; blank is no. DomainError: roster_flag_unfit."""
    typed = optional(cell)
    if plain(typed) in YES:
        return True
    if typed and plain(typed) not in NO:
        raise DomainError("roster_flag_unfit", value=typed)
    return False


def language(cell: Cell) -> str | None:
    """Read a language; None for a blank cell. DomainError: roster_language_unknown."""
    typed = optional(cell)
    if not typed:
        return None
    if plain(typed) not in LANGUAGES:
        raise DomainError("roster_language_unknown", value=typed)
    return LANGUAGES[plain(typed)]


def phone(cell: Cell) -> str | None:
    """Read a phone number as +8613812345678; a foreign one keeps its own country code.

    Numbers that a spreadsheet has reformatted are understood (13812345678.0, 1.3812345678E+10).
    DomainError: roster_phone_unfit; roster_phone_rounded where the spreadsheet has dropped the last digits.
    """
    shown = optional(cell)
    if not shown:
        return None
    typed = unicodedata.normalize("NFKC", shown)
    if rounded := SCIENTIFIC.fullmatch(typed):
        whole = str(int(Decimal(typed)))
        if 1 + len(rounded[2] or "") < len(whole):
            raise DomainError("roster_phone_rounded", value=shown)
        typed = whole
    number = international(re.sub(r"\.0+$", "", typed))
    if number is None:
        raise DomainError("roster_phone_unfit", value=shown)
    return number


def international(typed: str) -> str | None:
    """Write +86… for a mainland mobile number, +… for one with a country code; None for anything else."""
    dialled = DIALLED.fullmatch(re.sub(r"[\s\-–—().·]", "", typed))
    if dialled is None or not dialled[2].isascii():
        return None
    digits = dialled[2]
    if re.fullmatch(r"861\d{10}", digits):
        return f"+{digits}"
    if dialled[1] is None:
        return f"+86{digits}" if re.fullmatch(r"1\d{10}", digits) else None
    return None if digits.startswith(("86", "0")) else f"+{digits}"


def identifier(cell: Cell) -> str | None:
    """Read a roster number as it is written; None for a blank cell."""
    return optional(cell) or None


def words(cell: Cell) -> str:
    """Read text, with runs of spaces as one."""
    return re.sub(r"\s+", " ", optional(cell))
