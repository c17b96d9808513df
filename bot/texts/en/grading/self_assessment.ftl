grading-propose-open = Propose the own grade
grading-propose = Which grade does the members' assembly propose? Tap one.
grading-propose-computed =
    The own scores come to { $points } points, which is “{ $grade }”.
    Which grade does the members' assembly propose? Another one needs a reason.
grading-propose-why = By the scheme it is “{ $computed }”; you want “{ $grade }”. Please send me the reason in a sentence.
grading-proposed = ✓ Own grade of { $unit } noted: { $grade }
grading-opinion-kept = ✓ Opinion of { $unit } after the rating noted: { $grade }. The committee above sees it once you go on.
