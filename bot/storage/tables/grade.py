"""Grades as they were decided."""

from sqlalchemy import Column, Index, Integer, Table

from bot.storage.tables.columns import identity, metadata, ref, words

grade_result = Table(
    "grade_result",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    Column("year", Integer, nullable=False),
    Column("score", Integer, nullable=True),
    words("grade"),
    words("decided_on"),
    words("source"),
    ref("case_id", "grade_case", null=True),
)
"""`case_id` is the case of a grading round that the grade is the result of; NULL for a grade that was imported."""
Index("uq_grade_result_unit_year", grade_result.c.unit_id, grade_result.c.year, unique=True)
