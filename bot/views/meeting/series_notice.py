"""A series that was called, as it is shown: what everyone is told, the list of series, and ending one."""

from collections.abc import Sequence
from datetime import date

from bot.domain.meeting.message import Hours, SeriesCalled, SeriesEndDraft, SeriesEnded
from bot.domain.message import Prompt
from bot.services.meeting.series_end import NAME, Card, Ended, Listed
from bot.services.meeting.series_publish import Called
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.meeting import series_lines as lines
from bot.views.meeting.card import told
from bot.views.menu import Open, home
from bot.views.renderer import prompts, renders
from bot.views.view import View


class New(Callback, prefix="sn"):
    """Begin to call a series."""


class Show(Callback, prefix="so"):
    """Show a series with its meetings to come."""

    series: int


class Keep(Callback, prefix="sv"):
    """Leave the form without ending the series."""

    version: int


class End(Callback, prefix="sx"):
    """Ask why the rest of a series is cancelled."""

    series: int


def published(found: Called | None, say: Speech) -> View:
    """Says that the series was called, and how many hear of it.

    None: its first date has passed while the card was open; the card comes anew.
    """
    if found is None:
        return View(toast=say("series-dates-passed"), alert=True)
    draft = found.series.draft
    text = say("series-published", title=draft.title, count=len(found.meetings))
    text += "\n" + told(found.told_at, found.told, found.unbound, say, others=found.own)
    invite = [button(say("menu-open-invite"), Open("invite"))] if found.unbound and found.invites else []
    return View(text, rows([button(say("series-button-show"), Show(found.series.id))], invite, home(say)))


def listed(found: Listed, say: Speech) -> View:
    """The series that have meetings to come."""
    buttons = [
        [button(say("series-list-button", title=one.series.draft.title, unit=one.unit), Show(one.series.id))]
        for one in found.series
    ]
    return View(
        "\n".join(
            [
                say("series-list"),
                *[
                    say(
                        "series-list-line",
                        unit=one.unit,
                        title=one.series.draft.title,
                        rule=lines.rule(one.series.rule, say),
                        count=one.coming,
                        next=say.moment(one.next),
                    )
                    for one in found.series
                ],
            ]
        ),
        rows(*buttons, [button(say("series-button-new"), New())], home(say)),
    )


def card(found: Card, say: Speech) -> View:
    """A series with its meetings to come."""
    draft = found.series.draft
    spans = [(one.starts, one.ends) for one in found.meetings]
    text = [
        say("series-heading", unit=found.unit, title=draft.title),
        say("series-line-rule-only", rule=lines.rule(found.series.rule, say)),
        say("series-line-place", value=draft.place),
        say("series-coming", count=len(spans)) if spans else say("series-coming-none"),
        *lines.spans(spans, say),
        *([say("series-one-by-one")] if found.manages and spans else []),
    ]
    end = [button(say("series-button-end"), End(found.series.id))] if found.manages and spans else []
    return View("\n".join(text), rows(end, [button(say("meeting-button-back"), Open("series"))], home(say)))


def called(message: SeriesCalled, say: Speech) -> View:
    """Invites to all meetings of the series."""
    starts, ends = message.parts[0]
    hours = f"{say.hour(starts)}–{say.hour(ends)}"
    text = [
        say("series-called", unit=message.unit, title=message.title, count=len(message.parts)),
        say("series-line-hours", hours=hours),
        say("series-line-place", value=message.place),
        *([say("series-line-host", value=message.host)] if message.host else []),
        *lines.days(_days(message.parts, say), say),
        say("series-called-end"),
    ]
    return View("\n".join(text))


def ended(message: SeriesEnded, say: Speech) -> View:
    """Tells that the remaining meetings are cancelled."""
    text = [
        say("series-ended", unit=message.unit, title=message.title, count=len(message.parts)),
        say("series-line-reason", reason=message.reason),
        *lines.days(_days(message.parts, say), say),
    ]
    return View("\n".join(text))


def _days(parts: Sequence[Hours], say: Speech) -> list[date]:
    return [say.local(starts).date() for starts, _ in parts]


def ask_reason(asked: Prompt, say: Speech) -> View:
    """Asks why the series ends."""
    draft = SeriesEndDraft.model_validate(asked.draft)
    named = {"title": draft.title, "unit": draft.unit, "count": draft.left, "people": draft.people}
    return View(say("series-ask-reason", **named), rows([button(say("meeting-button-keep"), Keep(asked.version))]))


def end_done(found: Ended, say: Speech) -> View:
    """Says that the series was ended."""
    text = say("series-end-done", title=found.title, count=found.cancelled, people=found.told)
    return View(text, rows(home(say)))


RENDERERS = (prompts(NAME, ask_reason), renders(SeriesCalled, called), renders(SeriesEnded, ended))
