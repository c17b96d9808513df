reminder-own = A reminder for you:
reminder-duties = Yours to look after:
reminder-line = · { $text }
reminder-in-days =
    { $days ->
        [0] Today ({ $day })
        [1] Tomorrow ({ $day })
       *[other] In { $days } days ({ $day })
    }
reminder-days-ago =
    { $days ->
        [1] Yesterday ({ $day })
       *[other] { $days } days ago ({ $day })
    }
reminder-meeting = { $day } at { $hour }: “{ $title }”, { $place }. Please tap whether you will come.
reminder-meeting-coming = { $day } at { $hour }: “{ $title }”, { $place }. You have said that you will come.
reminder-meeting-leave-asked = { $day } at { $hour }: “{ $title }”, { $place }. You have asked for leave and wait for the answer.
reminder-topic = { $day } at { $hour }: “{ $title }” has no topic yet. Please set its title or agenda.
reminder-leave = { $name } has asked for leave from “{ $title }” ({ $day } at { $hour }) and waits for your answer.
reminder-door = { $what } begins at { $at }. Once you are there, tap “Check in”.
reminder-door-leave-asked = Your leave has not been answered yet; if you can come after all, just check in.
reminder-button-come = I will come: { $title }
reminder-button-leave = Ask leave: { $title }
reminder-button-topic = Set the topic: { $title }
reminder-button-grant = ✓ Grant { $name }
reminder-button-refuse = Refuse { $name }
reminder-later = Remind me tomorrow
reminder-settings = Reminder settings
reminder-put-off = All right: what is not done by then comes again on { $day }.
reminder-too-late = These cannot wait until tomorrow:
reminder-nothing-left = All of this is done or past. There is nothing left to remind you of.
