grading-rules-open = Special cases (best and worst grade)
grading-rules = { $unit }: special cases of the { $year } grading
grading-rules-none = No special case holds now.
grading-rule-held = · { $rule } ({ $evidence }): “{ $limit }” at most
grading-rule-overridden = · { $rule } ({ $evidence }): set aside, because: { $reason }
grading-rule-unclear =
    · { $rule } ({ $evidence }): ⚠ { $former ->
        [none] no earlier grade is on record to compare with
       *[other] the last grade, “{ $former }”, cannot be compared under this scheme
    }; please judge whether the new one rises.
grading-rule-judged = · { $rule } ({ $evidence }): the committee finds: { $reason }
grading-rule-judge = Please judge: { $rule }
grading-rule-ask-judgement =
    { $unit }: “{ $rule }”
    { $former ->
        [none] No earlier grade is on record to compare with.
       *[other] The last grade was “{ $former }”, which cannot be compared under this scheme.
    } Would the grade you intend rise against it? Please send me what you find, and why, in a sentence.
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
