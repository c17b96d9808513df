"""Load the sentences that people see: `zh/*.ftl` and `en/*.ftl`, one file for each feature."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from fluent.runtime import FluentBundle, FluentResource

from bot.domain.rating.prepare import OF_PERSON, UNIT_TITLE

HERE = Path(__file__).parent
GRADE_RATING = {"zh": UNIT_TITLE, "en": "rating of the grade"}
"""The title of a rating of a unit's grade, which is translated like the name of a meeting's type."""
LANGUAGES = ("zh", "en")
BABEL = {"zh": "zh_Hans_CN", "en": "en_GB"}


class Speech:
    """The sentences of one language, with days and hours as its readers write them, in the unit's zone.

    `names` gives, for a meeting type's name in any language, its name in this one.
    """

    def __init__(self, language: str, bundle: FluentBundle, zone: ZoneInfo, names: Mapping[str, str]) -> None:
        self.language = language
        self._bundle = bundle
        self._zone = zone
        self._names = names

    def __call__(self, key: str, **values: object) -> str:
        """Word a sentence. KeyError for a key that has none, ValueError when a variable is missing.

        In every sentence `title` is the title of a meeting or rating and is translated as by `title`.
        """
        message = self._bundle.get_message(key)
        if message is None or message.value is None:
            raise KeyError(key)
        if "title" in values:
            values["title"] = self.title(str(values["title"]))
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence of that key."""
        return self._bundle.has_message(key)

    def title(self, title: str) -> str:
        """Translate a title where it is only the name of a meeting's type, or the standard title of a rating."""
        before, after = OF_PERSON
        if title.startswith(before) and title.endswith(after) and len(title) > len(before + after):
            return self("rating-title-person", name=title[len(before) : -len(after)])
        return self._names.get(title, title)

    def day(self, day: date) -> str:
        """11月25日周三 / Wed 25 Nov."""
        return str(format_skeleton("MMMEd", day, locale=BABEL[self.language]))

    def full_day(self, day: date) -> str:
        """2026年11月25日 / 25 November 2026."""
        return str(format_date(day, "long", locale=BABEL[self.language]))

    def month(self, day: date) -> str:
        """2026年11月 / November 2026."""
        return str(format_skeleton("yMMMM", day, locale=BABEL[self.language]))

    def local(self, moment: datetime) -> datetime:
        """Return the moment in the unit's zone."""
        return moment.astimezone(self._zone)

    def hour(self, moment: datetime) -> str:
        """15:00."""
        return str(format_time(self.local(moment), "HH:mm", locale=BABEL[self.language]))

    def moment(self, moment: datetime) -> str:
        """11月25日周三 15:00."""
        return f"{self.day(self.local(moment).date())} {self.hour(moment)}"

    def span(self, start: datetime, end: datetime) -> str:
        """11月25日周三 15:00–16:30; the second day is named where it is another."""
        same = self.local(start).date() == self.local(end).date()
        return f"{self.moment(start)}–{self.hour(end) if same else self.moment(end)}"

    def list(self, items: "list[str]") -> str:
        """Join the parts of an enumeration."""
        return ("、" if self.language == "zh" else ", ").join(items)


class Texts:
    """The sentences of all languages, loaded once. `types`: the names of each meeting type by language."""

    def __init__(self, zone: ZoneInfo, types: Iterable[Mapping[str, str]] = ()) -> None:
        known = [*types, GRADE_RATING]
        self._speeches = {
            language: Speech(language, bundle(language), zone, named(known, language)) for language in LANGUAGES
        }

    def speech(self, language: str | None) -> Speech:
        """Return the sentences of the nearest language: `en-GB` is English, everything unknown Chinese."""
        return self._speeches["en" if (language or "zh").lower().startswith("en") else "zh"]


def named(types: Iterable[Mapping[str, str]], language: str) -> dict[str, str]:
    """Map every name of a type to its name in that language."""
    return {name: one[language] for one in types for name in one.values()}


@cache
def bundle(language: str) -> FluentBundle:
    """Load the sentences of a language, once in a process."""
    made = FluentBundle([BABEL[language]], use_isolating=False)
    for path in sorted((HERE / language).rglob("*.ftl")):
        made.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return made


def closest(language_code: str | None, default: str) -> str:
    """Choose the language for Telegram's `language_code`."""
    if not language_code:
        return default
    code = language_code.lower()
    return "zh" if code.startswith("zh") else "en" if code.startswith("en") else default


def shown(data: Mapping[str, object], speech: Speech) -> dict[str, object]:
    """Word the data of an error: moments and days as people read them."""
    out: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, datetime):
            out[name] = speech.moment(value)
        elif isinstance(value, date):
            out[name] = speech.full_day(value)
        else:
            out[name] = value
    return out
