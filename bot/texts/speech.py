"""Every sentence a person sees: `zh/*.ftl` and `en/*.ftl`, one file a feature."""

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
"""A rating of a unit's grade has this for a title, and is said in the reader's language like a meeting's type."""
LANGUAGES = ("zh", "en")
BABEL = {"zh": "zh_Hans_CN", "en": "en_GB"}


class Speech:
    """One language's sentences, and days and hours as its readers write them in the unit's zone.

    `names`: what meetings are called by in any language, to this one's name for it.
    """

    def __init__(self, language: str, bundle: FluentBundle, zone: ZoneInfo, names: Mapping[str, str]) -> None:
        self.language = language
        self._bundle = bundle
        self._zone = zone
        self._names = names

    def __call__(self, key: str, **values: object) -> str:
        """KeyError for a sentence that is not there, ValueError when a value it needs was not given.

        In every sentence `title` is a meeting's, and is said as `title` below says it.
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
        return self._bundle.has_message(key)

    def title(self, title: str) -> str:
        """A meeting's title; one that is only the name of its type is that name in this language. Or a rating's."""
        before, after = OF_PERSON
        if title.startswith(before) and title.endswith(after) and len(title) > len(before + after):
            return self("rating-title-person", name=title[len(before) : -len(after)])
        return self._names.get(title, title)

    def day(self, day: date) -> str:
        """11月25日周三 / Wed 25 Nov."""
        return str(format_skeleton("MMMEd", day, locale=BABEL[self.language]))

    def full_day(self, day: date) -> str:
        return str(format_date(day, "long", locale=BABEL[self.language]))

    def month(self, day: date) -> str:
        """2026年11月 / November 2026."""
        return str(format_skeleton("yMMMM", day, locale=BABEL[self.language]))

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def hour(self, moment: datetime) -> str:
        return str(format_time(self.local(moment), "HH:mm", locale=BABEL[self.language]))

    def moment(self, moment: datetime) -> str:
        """11月25日周三 15:00."""
        return f"{self.day(self.local(moment).date())} {self.hour(moment)}"

    def span(self, start: datetime, end: datetime) -> str:
        """11月25日周三 15:00–16:30; names the second day where it is another."""
        same = self.local(start).date() == self.local(end).date()
        return f"{self.moment(start)}–{self.hour(end) if same else self.moment(end)}"

    def list(self, items: "list[str]") -> str:
        return ("、" if self.language == "zh" else ", ").join(items)


class Texts:
    """All languages, loaded once by the composition root. `types`: each meeting type's name by language."""

    def __init__(self, zone: ZoneInfo, types: Iterable[Mapping[str, str]] = ()) -> None:
        known = [*types, GRADE_RATING]
        self._speeches = {
            language: Speech(language, bundle(language), zone, named(known, language)) for language in LANGUAGES
        }

    def speech(self, language: str | None) -> Speech:
        """The nearest that we speak: `en-GB` is English, everything unknown Chinese."""
        return self._speeches["en" if (language or "zh").lower().startswith("en") else "zh"]


def named(types: Iterable[Mapping[str, str]], language: str) -> dict[str, str]:
    """Every name of a type, to its name in that language."""
    return {name: one[language] for one in types for name in one.values()}


@cache
def bundle(language: str) -> FluentBundle:
    """Read once a process."""
    made = FluentBundle([BABEL[language]], use_isolating=False)
    for path in sorted((HERE / language).rglob("*.ftl")):
        made.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return made


def closest(language_code: str | None, default: str) -> str:
    """Our language for Telegram's `language_code`."""
    if not language_code:
        return default
    code = language_code.lower()
    return "zh" if code.startswith("zh") else "en" if code.startswith("en") else default


def shown(data: Mapping[str, object], speech: Speech) -> dict[str, object]:
    """Values of an error as people read them: moments and days in their own form."""
    out: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, datetime):
            out[name] = speech.moment(value)
        elif isinstance(value, date):
            out[name] = speech.full_day(value)
        else:
            out[name] = value
    return out
