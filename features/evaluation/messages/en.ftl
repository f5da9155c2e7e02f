# Keys of this room begin with evaluation-.
evaluation-plan = Plan of checks
evaluation-today = My checks today
evaluation-no-plan = There is no plan of checks for this year
evaluation-no-plan-why = The plan is made from the evaluation matrix of the standard in force. Where the standard has none, there is nothing to plan.
evaluation-whose = Whose checks
evaluation-mine = Mine
evaluation-everybody = Everybody's
evaluation-show = Show
evaluation-months = Months
evaluation-previous-month = Previous month
evaluation-next-month = Next month
evaluation-month = { $month } { $year }
evaluation-weekdays = M T W T F S S
evaluation-duties = { $category ->
    [one] { $count } check
   *[other] { $count } checks
}
evaluation-grid-note = The number beside a day says how many checks are planned for it. Those of every working day are not counted.
evaluation-everyday = Every working day
evaluation-duties-mine = My checks: { $when }
evaluation-duties-all = Everybody's checks: { $when }
evaluation-duties-of = { $name }: { $when }
evaluation-none = Nothing is planned.
evaluation-column-day = Day
evaluation-column-what = Check
evaluation-column-about = About
evaluation-column-who = Done by
evaluation-column-until = Not later than
evaluation-why = Why
evaluation-more = { $category ->
    [one] { $count } more check is not shown. Choose a person or a day.
   *[other] { $count } more checks are not shown. Choose a person or a day.
}
evaluation-gaps = Nobody does this
evaluation-times = { $category ->
    [one] { $count } time a year
   *[other] { $count } times a year
}
evaluation-made = The plan was made { $when }.
evaluation-plan-again = Plan again
evaluation-notice-planned = The plan was looked through. Checks of today and earlier stayed as they were.
evaluation-team-of = the team of { $name }
evaluation-institution = the whole institution
evaluation-self-check = Self-check
evaluation-what-holds = Tick what is in order today
evaluation-note = What is not in order, and what you do about it
evaluation-note-hint = If something stayed without a tick, say what. You and your manager see it.
evaluation-note-needed = Say what is not in order, or tick the rest.
evaluation-note-needed-do = Go back to the page and add it.
evaluation-sign = Sign
evaluation-notice-signed = The self-check is signed.
evaluation-signed-at = Signed at { $time }.
evaluation-amiss = Not in order:
evaluation-no-self-check = No self-check is asked for today.
evaluation-nothing-today = No self-check is asked for today.
evaluation-nothing-today-do = The next one is asked for on your next working day.
evaluation-already-signed = The self-check of today is signed already.
evaluation-already-signed-do = What you ticked is on the page of your checks today.
evaluation-duties-today = Planned for today
evaluation-no-duties-today = Nothing else is planned for today.
evaluation-look-first = Look first at: { $name }
evaluation-until = Not later than { $day }
evaluation-later = In the next days
evaluation-team = Self-checks of your people
evaluation-team-signed = { $category ->
    [one] { $signed } of { $count } has signed today.
   *[other] { $signed } of { $count } have signed today.
}
evaluation-not-signed-today = Not signed yet today
evaluation-not-signed-earlier = Not signed on earlier days
evaluation-team-amiss = What was not in order
