rectify-import-begin = Import from a sheet
rectify-import-template = Download the template
rectify-import-how =
    Many rectification items can be imported together from one sheet.
    Please tap “Download the template”, fill it in with Excel and send the file here. A sheet that you have already will do too: column names in the first row; problem, measure, owner and due must be there, in any order.
    I first show what would be added; nothing is written until you say so.
rectify-import-template-caption = Please write from row 3 on, one item a row, and send the file back here. The second sheet explains each column.
rectify-import-template-name = rectification-items
rectify-import-sheet = Items
rectify-import-notes = Notes
rectify-import-note-column = Column
rectify-import-note-must = Required
rectify-import-note-how = How to fill it in
rectify-import-must = yes
rectify-import-may = optional
rectify-import-column-problem = What is wrong, in a sentence of at most { $most } characters.
rectify-import-column-category = What kind of problem it is, for example: { $words }.
rectify-import-column-source = Where it came from, for example: { $words }.
rectify-import-column-cause = Why there is this problem.
rectify-import-column-measure = What will be done, in at most { $most } characters.
rectify-import-column-target = How one will know that it is done, measurable if possible, for example: once a month, 80% attending.
rectify-import-column-owner = Who is responsible: the name, or the roster's number where two have the same name. Somebody of this unit.
rectify-import-column-unit = Whose item it is: the unit's name, or its place from the top. May be left out where you look after one unit.
rectify-import-column-start = From which day, written like 2026-12-01. Empty: the day of the import.
rectify-import-column-due = By which day, written like 2026-12-31; not in the past.
rectify-import-column-milestones = Steps on the way: a name and its date, separated by semicolons, for example: rules written 2026-12-10; first review 2026-12-20.
rectify-import-example-problem = [Example] Meetings are too rare (this row is passed over; you may delete it)
rectify-import-example-measure = An assembly every quarter, called three days ahead, its record ready three days after
rectify-import-example-cause = There was no fixed time
rectify-import-example-target = Once a quarter, 80% attending
rectify-import-example-owner = Zhang San
rectify-import-example-milestone = Plan of the year

rectify-import-file = The sheet of items “{ $file }”, { $rows } in all.
rectify-import-nothing = All of them are in the ledger already; nothing changes.
rectify-import-count-new = · new: { $count }
rectify-import-count-unchanged = · in the ledger already, and left as they are: { $count }
rectify-import-would = The import would add:
rectify-import-line = { $problem } ({ $owner }, by { $due })
rectify-import-line-of-unit = { $unit }: { $problem } ({ $owner }, by { $due })
rectify-import-more = … and { $count } more
rectify-import-ask = Nothing has been written yet. Drafts can still be changed; when items are published, their owners are told. Import them?
rectify-import-ask-drafts = { $units } has no attached leader and liaison yet, so the items cannot be published; they can be imported as drafts. Nothing has been written yet. Import them?
rectify-import-drafts = Import as drafts
rectify-import-open = Import and publish
rectify-import-decline = Do not import
rectify-import-done-drafts = Imported as drafts: { $count }. Their owners are told when they are published.
rectify-import-done-open = Imported and published: { $count }.
rectify-import-told =
    { $count ->
        [one] { $count } owner has been told.
       *[other] { $count } owners have been told.
    }
rectify-import-unbound = No account here yet: { $names }. Please tell them yourself.
rectify-import-unbound-more = No account here yet: { $names } and others, { $count } in all. Please tell them yourself.
rectify-import-done-already = This sheet has been imported already; there is no need to tap again.
rectify-import-declined = All right, it was not imported. Nothing was changed.
rectify-import-given = Rectification items that are yours from now on, { $count } in all; please have a look:
rectify-import-given-line = · { $problem } (by { $due })

error-rectify-import-too-many = A sheet can hold at most { $most } items. Please split it into several files.
error-rectify-import-has-faults = To be corrected in the sheet: { $count }. Nothing was written; please correct it and send it again.
error-rectify-import-twice = This is the same item as in row { $first }: the same problem and owner. Please take one of them out.
error-rectify-import-unit-missing = You look after several units. Please say whose item it is.
error-rectify-import-unit-unknown = I do not find the unit “{ $value }”. Please write its name, or its place from the top, for example: 第一中学党委/高中部党支部.
error-rectify-import-problem-missing = The problem is missing.
error-rectify-import-measure-missing = The measure is missing.
error-rectify-import-owner-missing = The owner is missing.
error-rectify-import-due-missing = The due date is missing.
error-rectify-import-owner-outside = There is no “{ $value }” in { $unit }; the owner is to be somebody of the unit. Please write a name or number of its roster.
error-rectify-import-owner-ambiguous = There are several people called { $value }, and I cannot tell which one is meant. Please write the roster's number.
error-rectify-import-owner-left = { $value } left on { $left } and cannot be the owner. Please name somebody else.
error-rectify-import-milestone-unfit = I cannot read the milestone “{ $value }”. Please write it like “first review 2026-12-01”, several separated by semicolons.
error-rectify-import-milestones-many = Too many milestones; an item can have at most { $most }.
