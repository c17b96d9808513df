group-greeting =
    Hello everyone, I am the branch's assistant.
    The branch's secretary, deputy or organisation member can tap “Link this group”; from then on meetings are announced here.
group-link-button = Link this group
group-open-bot = Open private chat
group-which-unit = Which unit should this group be linked to? Please tap one:
group-is-linked =
    This group is now linked to { $unit }. Its meetings will be announced here.
    To check in, ask for leave or anything personal, please use the private chat with me.
    When it is no longer needed, the secretary can send /unlink here.
group-is-unlinked = This group is no longer linked to { $unit }, and meetings are not announced here any more. Send /link to link it again.
group-was-not-linked = This group is not linked to any unit. The secretary can send /link here to link it.
group-in-private = To keep personal matters private, please do this in the private chat with me. The button below opens it.
group-called =
    Meeting: { $unit }
    { $title }
    When: { $when }
    Where: { $place }
    To check in or ask for leave, please use the private chat.
group-changed =
    Meeting changed: { $unit }
    { $title } is now as follows:
    When: { $when }
    Where: { $place }
group-cancelled =
    Meeting cancelled: { $unit }
    { $title } will not take place. It was planned for:
    { $when }
    There is no need to come.
group-series =
    Meetings planned: { $unit }
    { $title }, { $count ->
        [one] once
       *[other] { $count } times
    }, { $hours }, { $place }
    { $when }
    The day before each one you get a reminder and the check-in button in the private chat.
group-series-ended =
    Meetings ended: { $unit }
    { $title }: the remaining { $count } will not take place:
    { $when }
error-group-only = This command is for groups. Please add me to your branch's group first, then send /link there.
error-group-for-secretary = Linking this group is for the branch's secretary, deputy or organisation member. Please ask one of them to send /link here.
error-group-linked-elsewhere = This group is already linked to { $unit }. To change that, please ask its secretary to send /unlink here first.
