"""Draw the counts of a rating: bars for a single question, stacked bars for several questions or groups."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from pylopdf_fonts_zh_cn import sans_path

from bot.views.rating.chart import Chart, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

COLOURS = ("#1a7f4b", "#8cc63f", "#f2b134", "#d9534f", "#7a7a7a", "#4a6fa5", "#9b6fb0", "#c08552", "#2c3e50")
"""The colours of the answers, from the best to the worst."""
WIDTH, LINE, DPI = 4.6, 0.45, 210
"""The width, the height of a line (inches) and the dots per inch, so that a phone 360 pixels wide can show the text."""
TITLE, HEADING, LABEL = 22, 16, 12
"""The most Chinese characters on a line."""
NARROW = 0.06
"""The share below which a bar has no room for its number."""


def draw(chart: Chart) -> bytes:
    """Draw the chart as PNG. It takes a while, so it must not run on the event loop."""
    # Loading matplotlib takes seconds, and most processes never draw.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(sans_path()))
    heights = [_lines(panel) for panel in chart.panels]
    tall = sum(heights) * LINE + 1.0
    figure = Figure(figsize=(WIDTH, tall), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(_wrapped(chart.title, TITLE), fontproperties=font, fontsize=13)
    found = figure.subplots(len(chart.panels), 1, squeeze=False, height_ratios=heights)
    for panel, axes in zip(chart.panels, found[:, 0], strict=True):
        (_bars if len(panel.labels) == 1 else _stack)(axes, panel, font)
    figure.supxlabel(_plain(chart.subtitle), fontproperties=font, fontsize=10, color="#555555")
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _lines(panel: Panel) -> float:
    return (len(panel.answers) if len(panel.labels) == 1 else len(panel.labels)) + 2.2


def _bars(axes: "Axes", panel: Panel, font: "FontProperties") -> None:
    (counts,) = panel.counts
    total = sum(counts) or 1
    places = range(len(counts))
    axes.barh(places, counts, color=_colours(len(counts)), height=0.65)
    for place, number in zip(places, counts, strict=True):
        text = f" {number}  ({number / total:.0%})"
        axes.text(number, place, text, va="center", fontproperties=font, fontsize=11)
    _frame(axes, panel, panel.answers, font)
    axes.set_xlim(0, max(*counts, 1) * 1.45)


def _stack(axes: "Axes", panel: Panel, font: "FontProperties") -> None:
    left = [0.0] * len(panel.labels)
    for answer, colour in enumerate(_colours(len(panel.answers))):
        shares = [row[answer] / (sum(row) or 1) for row in panel.counts]
        axes.barh(range(len(shares)), shares, left=left, color=colour, height=0.65, label=_plain(panel.answers[answer]))
        for place, share in enumerate(shares):
            if share >= NARROW:
                text, middle = str(panel.counts[place][answer]), left[place] + share / 2
                axes.text(middle, place, text, ha="center", va="center", color="white", fontsize=10)
        left = [before + share for before, share in zip(left, shares, strict=True)]
    _frame(axes, panel, panel.labels, font)
    axes.set_xlim(0, 1)
    small = font.copy()
    small.set_size(10)
    across = min(len(panel.answers), 3)
    axes.legend(prop=small, ncols=across, loc="upper center", bbox_to_anchor=(0.5, -0.02), frameon=False)


def _frame(axes: "Axes", panel: Panel, labels: Sequence[str], font: "FontProperties") -> None:
    axes.set_title(_wrapped(panel.heading, HEADING), fontproperties=font, fontsize=11, loc="left")
    axes.set_yticks(range(len(labels)), [_wrapped(one, LABEL) for one in labels], fontproperties=font, fontsize=10)
    axes.invert_yaxis()
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _colours(number: int) -> list[str]:
    return [COLOURS[one % len(COLOURS)] for one in range(number)]


def _wrapped(text: str, across: int) -> str:
    """Wrap a text; Latin letters are half as wide as Chinese characters."""
    return fill(_plain(text), across * 2 if text.isascii() else across)


def _plain(text: str) -> str:
    """Escape dollar signs, which matplotlib takes for formulas."""
    return text.replace("$", r"\$")
