"""Write the roster as a file that changes nothing when it is imported again."""

import csv as csv_module
import io
from collections.abc import Sequence

from openpyxl import Workbook

from bot.domain.people.roster import CHINESE, Column, RosterRow
from bot.domain.people.roster_values import POSTS, STANDINGS

WIDTHS = {Column.UNIT: 40, Column.PHONE: 18, Column.JOINED: 14}


def line(row: RosterRow) -> list[str]:
    """Write a person as cells in the order of the headings, in the words of a Chinese roster."""
    values = {
        Column.NUMBER: row.number or "",
        Column.NAME: row.name,
        Column.UNIT: row.unit,
        Column.GROUP: row.group or "",
        Column.STANDING: STANDINGS[row.standing][0],
        Column.POST: "、".join(POSTS[kind][0] for kind in row.posts),
        Column.PHONE: row.phone or "",
        Column.JOINED: row.joined_on.isoformat() if row.joined_on else "",
        Column.RETIRED: "是" if row.retired else "",
        Column.FLOATING: "是" if row.floating else "",
        Column.LANGUAGE: row.language or "",
        Column.SECTOR: row.sector,
    }
    return [values[column] for column in CHINESE]


def written(rows: Sequence[RosterRow], ending: str) -> bytes:
    """Write CSV where the file's name ends in `.csv`, otherwise XLSX."""
    return csv(rows) if ending.lower() == ".csv" else xlsx(rows)


def csv(rows: Sequence[RosterRow]) -> bytes:
    """Write CSV in UTF-8 with the byte order mark by which spreadsheets recognise it."""
    out = io.StringIO(newline="")
    writer = csv_module.writer(out)
    writer.writerow(CHINESE.values())
    writer.writerows(line(row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx(rows: Sequence[RosterRow]) -> bytes:
    """Write XLSX with every cell as text, so that a phone number stays one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    for index, column in enumerate(CHINESE):
        sheet.column_dimensions[chr(ord("A") + index)].width = WIDTHS.get(column, 12)
    sheet.freeze_panes = "A2"
    sheet.append(list(CHINESE.values()))
    for row in rows:
        sheet.append(line(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
