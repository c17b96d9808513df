"""Print personal links: a page of QR codes to cut out and hand to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import segno

from bot.views.people.invite import SheetWords

STYLE = """
@page { size: A4; margin: 12mm }
body { font: 11pt/1.45 "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #000;
  background: #fff; margin: 0 auto; max-width: 186mm }
h1 { font-size: 16pt; margin: 0 0 2mm }
ol { margin: 0 0 2mm; padding-left: 6mm }
.until { margin: 0 0 5mm }
.cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm }
.card { border: .3mm dashed #555; padding: 4mm; text-align: center; break-inside: avoid }
.card svg { width: 42mm; height: 42mm }
.name { font-size: 15pt; font-weight: bold; overflow-wrap: anywhere }
.unit { font-size: 9pt; overflow-wrap: anywhere }
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One person's QR code; `link` is its content."""

    name: str
    unit: str
    link: str


def sheet(cards: Sequence[Card], words: SheetWords, language: str = "zh") -> bytes:
    """Write a self-contained page of HTML in UTF-8 that prints on A4, three codes across."""
    how = "".join(f"<li>{escape(line)}</li>" for line in words.how)
    body = "\n".join(_card(card) for card in cards)
    heading = escape(words.heading)
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{heading}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{heading}</h1>
<ol>{how}</ol>
<p class="until">{escape(words.until)}</p>
<div class="cards">
{body}
</div>
</body>
</html>
""".encode()


def _card(card: Card) -> str:
    code = segno.make(card.link, error="m").svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    name, unit = escape(card.name), escape(card.unit)
    return f'<div class="card">{code}<div class="name">{name}</div><div class="unit">{unit}</div></div>'
