"""The rule of dues in words, with an example of each scale."""

from decimal import Decimal

from bot.domain.questions.dues import Band
from bot.services.questions.dues import DuesRule, Scale
from bot.texts.speech import Speech


def rule(result: DuesRule, say: Speech) -> str:
    """Explain the rule."""
    lines = [say("ask-dues")]
    for scale in result.scales:
        lines += _scale(scale, say)
    return "\n".join([*lines, say("ask-dues-no-income", yuan=_plain(result.no_income))])


def _scale(scale: Scale, say: Speech) -> list[str]:
    income, owed = scale.example
    lines = [say("ask-dues-retired" if scale.retired else "ask-dues-working")]
    for lower, band in zip((None, *scale.bands), scale.bands, strict=False):
        lines.append(_band(lower.up_to if lower else None, band, say))
    return [*lines, say("ask-dues-example", income=_plain(income), dues=_plain(owed))]


def _band(above: Decimal | None, band: Band, say: Speech) -> str:
    words = {
        "percent": _plain(band.percent),
        "above": _plain(above or Decimal(0)),
        "upto": _plain(band.up_to or Decimal(0)),
    }
    if band.up_to is None:
        return say("ask-dues-band-last", **words)
    return say("ask-dues-band-first" if above is None else "ask-dues-band", **words)


def _plain(number: Decimal) -> str:
    """Write a number without needless zeros: 0.50 -> 0.5, 3E+3 -> 3000."""
    return f"{number.normalize():f}"
