"""Grades as they were decided."""

from sqlalchemy import Index

from bot.storage.tables.columns import integer, record, ref, words

grade_result = record(
    "grade_result",
    ref("unit_id", "unit"),
    integer("year"),
    integer("score", null=True),
    words("grade"),
    words("decided_on"),
    words("source"),
    ref("case_id", "grade_case", null=True),
)
"""`case_id` is the case of a grading round that the grade is the result of; NULL for a grade that was imported."""
Index("uq_grade_result_unit_year", grade_result.c.unit_id, grade_result.c.year, unique=True)
