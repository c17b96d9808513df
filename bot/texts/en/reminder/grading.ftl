reminder-notice = The notice of these grades ends { $day }: { $units }
reminder-objection =
    The notice of these grades ends { $day }, and { $waiting ->
        [one] one objection is
       *[other] { $waiting } objections are
    } not answered yet: { $units }
reminder-button-round = Open the grading overview
reminder-kind-notice = notices of grades that end
reminder-kind-objection = objections not answered
reminder-entry-notice = A notice of grades ends: { $what }
reminder-entry-objection = Objections to grades not answered: { $what }
