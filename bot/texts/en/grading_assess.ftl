grading-rules-open = Special cases (best and worst grade)
grading-rules = { $unit }: special cases of the { $year } grading
grading-rules-none = No special case holds now.
grading-rule-held = · { $rule } ({ $evidence }): “{ $limit }” at most
grading-rule-overridden = · { $rule } ({ $evidence }): set aside, because: { $reason }
grading-rule-share = { $count } of { $valid } valid ballots, { $percent }%
grading-rule-state = This holds: { $rule }
grading-rule-override = Set aside: { $rule }
grading-rule-take-back = Take back: { $rule }
grading-rule-restore = Apply again: { $rule }
grading-rule-ask-evidence =
    { $unit }: “{ $rule }”
    On what evidence? Please type it, such as the number of a document, a date, what happened.
grading-rule-ask-reason =
    { $unit }: “{ $rule }”
    Why is it set aside? Please send me the reason in a sentence.
error-rule-unknown = This scheme has no such rule. Please tap one of those listed.
error-rule-by-ballots = “{ $rule }” follows from the ballots and need not be stated.
error-evidence-missing = “{ $rule }” needs evidence. Please write a sentence.
error-rule-not-overridable = “{ $rule }” allows no exception.
error-rule-not-in-force = “{ $rule }” does not hold now, so there is nothing to set aside.
error-override-without-reason = To set aside “{ $rule }” a reason is needed. Please write a sentence.
