reminders-own = In the next 14 days you will be reminded of:
reminders-own-none = In the next 14 days there is nothing to remind you of.
reminders-more = … and { $count } more, each at its time.
reminders-hour = At most one message a day, at { $hour } (check-in reminders come by themselves before a meeting).
reminders-muted = You have switched off: { $kinds }.
reminders-when = { $when }
reminders-entry-people = · { $entry } → { $people }
reminders-of-unit = Reminders of all in { $unit }
reminders-settings =
    You are reminded at { $hour }. To change that, tap another hour.
    Tap a kind to switch it off, and again to switch it on.
    These always come: { $stays }.
    On weekends and holidays only meetings and ratings are brought up; the rest comes on working days.
reminders-typed = Type another hour
reminders-reset = All as it was
reminders-back = « Back
reminders-chosen = ● { $what }
reminders-on = ✅ { $kind }
reminders-off = 🔕 { $kind }
reminders-hour-prompt = When would you like to be reminded? Please type an hour between { $first } and { $last }, such as “9 am” or 9:00.
reminders-unit = Reminders of { $unit } in the next 14 days (whoever has chosen another hour gets them then):
reminders-unit-none = Nothing goes out in { $unit } in the next 14 days.
reminders-lost = Nothing reaches { $count } of them.
reminders-lost-none = Reminders reach everybody.
reminders-who = Whom not?
reminders-who-lost = Not reached in { $unit }: { $unbound } without an account, { $blocked } who have stopped the bot.
reminders-blocked = Have stopped the bot: { $names }. Please ask them to open this bot in Telegram and tap “Restart”. If the phone is lost or the account is another, tap the name to unbind it.
reminders-unbound = Not bound yet: { $names }. Tap a name to make a new link for that person.
reminders-card = { $name }
reminders-link = Link for { $name }
reminder-kind-meeting = Meetings
reminder-kind-checkin = Check-in
reminder-kind-topic = Topic missing
reminder-kind-due = Rectification due
reminder-kind-month = Rectification monthly
reminder-kind-overdue = Rectification overdue
reminder-kind-leave = Leave to answer
reminder-kind-norm = Meetings to hold
reminder-kind-probation = Probation ending
reminder-kind-term = Term ending
reminder-entry-meeting =
    “{ $what }”, { $days ->
        [one] 1 day
       *[other] { $days } days
    } before
reminder-entry-checkin = Check-in for “{ $what }”
reminder-entry-topic = “{ $what }” has no topic yet
reminder-entry-due = Rectification item due on { $due }: { $what }
reminder-entry-month =
    Rectification month by month: { $scope ->
        [own] the items I am responsible for
        [owners] the items each owner is responsible for
        [below] the items of the organisations below
       *[unit] the items of this organisation
    } ({ $what })
reminder-entry-overdue =
    Rectification item { $days ->
        [one] 1 day
       *[other] { $days } days
    } overdue: { $what }
reminder-entry-overdue-unless = If nothing is handed in by then: overdue reminder (due on { $due }: { $what })
reminder-entry-leave = Leave from “{ $what }” waits for an answer
reminder-entry-norm = Meetings to hold: { $what }
reminder-entry-probation = Probation ending: { $what }
reminder-entry-term = Term ending: { $what }
reminder-entry-elsewhere = Something of another organisation’s: { $kind }
error-reminder-hour-quiet = Nothing is sent at that hour. Please choose one between { $first } and { $last }.
error-reminder-hour-unread = That was not understood. Please type an hour, such as “9 am” or 9:00.
error-reminder-stays = This kind of reminder matters too much to be switched off.
