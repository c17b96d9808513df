grade-good = Good
grade-fairly-good = Fairly good
grade-average = Average
grade-poor = Poor
grade-points = { $points } points
grade-no-points = no points
grade-current =
    { $unit } is currently graded: { $grade } ({ $score })
    Grading for { $year }, decided on { $day }.
grade-none = { $unit } has no grade yet. As soon as one is published you can see it here.
grade-show-history = Earlier grades
grade-history = Grades of { $unit }:
grade-line = · { $year }: { $grade }, { $score } ({ $day })
