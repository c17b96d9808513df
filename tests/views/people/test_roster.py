"""Every refusal of a roster or a file of grades is a sentence in both languages, and the dry run reads well."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from telegram import InlineKeyboardMarkup

import bot
from bot.domain.errors import DomainError
from bot.domain.people import roster_plan
from bot.domain.people.roster_present import PresentRoster
from bot.domain.people.roster_read import read
from bot.domain.sheet.table import Fault
from bot.services.files.sheet_file import read as rows_of
from bot.services.people.roster import ImportCounts, Preview
from bot.services.people.roster_upload import ImportResult, UploadPreview
from bot.texts.speech import LANGUAGES, Speech, Texts
from bot.views.people import roster as view
from bot.views.view import sentence
from tests.rosters import as_csv, school

TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
NAMED = re.compile(r'"((?:sheet|roster|grades|upload|rectify_import)_[a-z_]+)"')
"""Codes as they stand in the source."""
TABLE: dict[str, dict[str, object]] = {
    "sheet_unknown": {},
    "sheet_wrong_type": {},
    "sheet_old_excel": {},
    "sheet_too_large": {"most": 5},
    "sheet_too_many_lines": {"most": "20000"},
    "sheet_unreadable": {},
    "sheet_empty": {},
    "sheet_columns_missing": {"columns": "姓名 (name)、类别 (standing)"},
    "sheet_column_twice": {"column": "手机 (phone)"},
    "roster_has_faults": {"count": "3"},
    "upload_declined": {},
    "upload_file_gone": {},
    "roster_formula": {"column": "姓名"},
    "roster_control_character": {"column": "姓名"},
    "roster_cell_too_long": {"column": "姓名", "most": 100},
    "roster_name_missing": {},
    "roster_name_unfit": {"value": "123"},
    "roster_unit_missing": {},
    "roster_unit_unreadable": {"value": "甲//乙"},
    "roster_unit_kind_unknown": {"value": "办公室"},
    "roster_unit_is_group": {"value": "第1党小组"},
    "roster_unit_order": {"value": "乙党委", "above": "甲党支部"},
    "roster_group_unfit": {"value": "甲/乙"},
    "roster_group_elsewhere": {"value": "第1党小组"},
    "roster_sector_differs": {"value": "学校", "first": 2, "other": "村"},
    "roster_standing_missing": {},
    "roster_standing_unknown": {"value": "会员"},
    "roster_post_unknown": {"value": "部长"},
    "roster_post_unfit": {"value": "高中党支部"},
    "roster_leader_without_group": {},
    "roster_phone_unfit": {"value": "12"},
    "roster_phone_rounded": {"value": "1.38E+10"},
    "roster_day_unfit": {"value": "2019-13-01"},
    "roster_flag_unfit": {"column": "流动", "value": "也许"},
    "roster_language_unknown": {"value": "fr"},
    "roster_number_twice": {"first": 1002, "value": "P1"},
    "roster_row_twice": {"first": 2, "value": "张三"},
    "roster_phone_twice": {"first": 2},
    "roster_phone_taken": {},
    "roster_ambiguous": {"value": "张三"},
    "roster_person_left": {"value": "张三", "left": date(2026, 5, 1)},
    "roster_not_your_unit": {"value": "甲党支部"},
    "roster_belongs_elsewhere": {"value": "张三"},
    "grades_unit_unknown": {"value": "甲党支部"},
    "grades_year_unfit": {"value": "去年"},
    "grades_score_unfit": {"value": "92.65"},
    "grades_grade_missing": {},
    "grades_grade_unfit": {"value": "好" * 21},
    "grades_twice": {"first": 2},
    "grades_of_a_round": {"value": "甲党支部"},
    "grades_own_unit": {"value": "甲党支部"},
    "rectify_import_too_many": {"most": "500"},
    "rectify_import_has_faults": {"count": "2"},
    "rectify_import_twice": {"first": 2},
    "rectify_import_unit_missing": {},
    "rectify_import_unit_unknown": {"value": "甲党支部"},
    "rectify_import_problem_missing": {},
    "rectify_import_measure_missing": {},
    "rectify_import_owner_missing": {},
    "rectify_import_owner_ambiguous": {"value": "张三"},
    "rectify_import_owner_left": {"value": "张三", "left": date(2026, 5, 1)},
    "rectify_import_owner_outside": {"value": "张三", "unit": "甲党支部"},
    "rectify_import_due_missing": {},
    "rectify_import_milestone_unfit": {"value": "检查"},
    "rectify_import_milestones_many": {"most": "12"},
}


@pytest.fixture(params=LANGUAGES)
def say(request: pytest.FixtureRequest) -> Speech:
    return TEXTS.speech(request.param)


def test_the_table_names_every_refusal_of_the_source() -> None:
    folder = Path(str(bot.__file__)).parent
    files = [*folder.glob("domain/**/*.py"), *folder.glob("services/**/*.py")]
    found = {code for path in files for code in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert found == set(TABLE)


@pytest.mark.parametrize(("code", "data"), TABLE.items())
def test_every_refusal_is_a_sentence_that_says_its_data(code: str, data: dict[str, object], say: Speech) -> None:
    text = sentence(DomainError(code, **data), say)
    assert text.endswith(("。", "."))
    assert len(text) > 5
    own = {str(value) for name, value in data.items() if isinstance(value, str) and name != "column"}
    assert all(value in text for value in own) or code == "grades_grade_unfit"


def preview(data: bytes) -> Preview:
    found = read(rows_of(data, "r.csv"))
    plan, faults = roster_plan.plan(found, PresentRoster({}, ()), date(2026, 11, 25))
    return Preview("0" * 64, found.lines, plan, (*found.faults, *faults), found.ignored)


def test_the_dry_run_counts_shows_ten_and_asks(say: Speech) -> None:
    shown = view.shown(UploadPreview(7, preview(as_csv(school()))), "名册.csv", say)
    assert say("roster-count-added", count="29") in shown.text
    assert say("roster-more-changes", count=str(29 + 5 - 10)) in shown.text
    assert shown.text.endswith(say("roster-nothing-written"))
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    assert [row[0].callback_data for row in shown.keyboard.inline_keyboard] == ["ri:7", "rn:7"]


def test_faults_are_named_by_row_and_nothing_is_asked(say: Speech) -> None:
    lines = "".join(f"某{sign},一中党支部,会员\n" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地")
    shown = view.shown(UploadPreview(None, preview(f"姓名,党组织,类别,备注\n{lines}".encode())), "r.csv", say)
    assert "ri:" not in str(shown.keyboard)
    assert say("roster-ignored", columns="备注") in shown.text
    first = view.fault_line(Fault(2, "roster_standing_unknown", {"value": "会员"}), say)
    assert first in shown.text.split("\n")
    assert say("roster-more-faults", count="4") in shown.text
    assert shown.text.endswith(say("roster-correct-and-send-again"))


def test_rows_are_written_without_separators(say: Speech) -> None:
    assert "1002" in view.fault_line(Fault(3117, "roster_phone_twice", {"first": 1002}), say)
    assert "3117" in view.fault_line(Fault(3117, "roster_phone_taken"), say)


def test_done_and_done_already(say: Speech) -> None:
    assert (
        say("roster-count-added", count="1")
        in view.imported(ImportResult(ImportCounts(added=1), again=False), say).text
    )
    assert view.imported(ImportResult(ImportCounts(), again=True), say).text == say("roster-done-already")
