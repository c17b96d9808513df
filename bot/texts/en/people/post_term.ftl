post-term-question = Until which day (that day included) is { $name } { $kind } of { $unit }? Please type a date, such as “30 June 2027”. The organisation member is reminded before it.
post-term-none = No end
post-term-done = Noted: { $name } is { $kind } of { $unit } until { $until } (that day included).
post-term-cleared = Noted: { $name } is { $kind } of { $unit } without an end.
post-term-told = Your term as { $kind } of { $unit } now lasts until { $until } (that day included). If you have a question, please ask the organisation above.
post-term-told-cleared = Your term as { $kind } of { $unit } has no end any more. Please carry on.
error-term-past = { $until } is past or today. To end the post now, send /posts and tap “End it”; otherwise type a later day.
error-term-too-far = A term lasts ten years at most. Please type a nearer day.
