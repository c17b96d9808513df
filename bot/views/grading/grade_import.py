"""The preview and the result of importing a file of earlier grades."""

from bot.domain.grading.grade import points
from bot.services.grading.grade_import import GradeChange, Preview
from bot.texts.speech import Speech
from bot.views.grading.grade import name
from bot.views.people import roster


def preview_text(preview: Preview, say: Speech) -> str:
    """List everything that would change, or everything that is wrong."""
    lines = [say("grades-file", rows=str(preview.rows)), *roster.ignored(preview.ignored, say)]
    if preview.faults:
        lines += [*roster.faults(preview.faults, None, say), say("operator-correct-and-run-again")]
    else:
        lines += [say("grades-would-change", **_counts(preview)), *(_line(entry, say) for entry in preview.entries)]
    return "\n".join(lines)


def applied_text(applied: Preview, say: Speech) -> str:
    """Say how much was changed."""
    return say("grades-imported", **_counts(applied))


def _counts(preview: Preview) -> dict[str, str]:
    counts = {"added": preview.added, "changed": preview.changed, "unchanged": preview.unchanged}
    return {key: str(count) for key, count in counts.items()}


def _line(entry: GradeChange, say: Speech) -> str:
    new = entry.new
    score = say("grade-points", points=points(new.score)) if new.score is not None else say("grade-no-points")
    facts = {"unit": entry.unit.name, "year": str(new.year), "grade": name(new.grade, say), "score": score}
    return say("grades-line", row=str(entry.row), **facts)
