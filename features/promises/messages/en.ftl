# Keys of this room begin with promises-.
promises-title = Promised and kept
promises-public-lead = Here is what we promise and how often we keep it. The figures are of whole months.
promises-none = This standard has no promises to measure yet.
promises-to-standard = Open the standard
promises-back = All promises
promises-promised = promised
promises-kept = kept
promises-cases = { $category ->
    [one] { $count } case
   *[other] { $count } cases
}
promises-own = { $category ->
    [one] Your part: { $share } ({ $count } case)
   *[other] Your part: { $share } ({ $count } cases)
}
promises-no-figure = no figure
promises-too-few = fewer than five cases
promises-below = At present we keep less than we promised.
promises-below-short = below the promise
promises-reported = Each broken promise is reported to: { $roles }.
promises-paragraph = Paragraph { $paragraph }
promises-months = By month
promises-picture = Twelve months: promised { $promised }, kept { $kept }
promises-how = How we count this
promises-how-starts = Time starts
promises-how-within = Term
promises-how-met = Kept by
promises-or = { " or " }
promises-how-waived = Not counted when
promises-how-share = Share
promises-how-sum = { $met } of { $owed }, which is { $share }
promises-how-left-out = Not counted
promises-how-rule = What is counted
promises-how-day = Those kept are divided by all that were owed. A case belongs to the day on which the promise started; what is still running is not counted.
promises-how-public = Those kept are divided by all that were owed, over twelve whole months. Counts below five are not shown, and sometimes another with them, so that they cannot be worked out.
promises-durations = How long clients spend with us
promises-durations-whose = Whose
promises-durations-visits = Visits
promises-durations-own = You
promises-durations-team = Your team
promises-median = Half at most
promises-ninth = Nine in ten at most
promises-wait = Waiting in line
promises-serve = Service
promises-stay = The whole visit
promises-durations-how = Visits finished this month and in the month before, each counted a second or two after its end; times are exact to 2.5 %. Your team is everybody who served clients in the centres where you did.
promises-latest = Latest cases
promises-cases-behind = Cases behind the figure
promises-all = All cases
promises-only-broken = Broken ones only
promises-confidential = The figures include complaints and claims as well; in this list only those who deal with them see them.
promises-none-behind = There are no such cases on these days.
promises-earlier = Earlier
promises-download = Download
promises-opened = Started
promises-due = Limit
promises-closed = Ended
promises-state = State
promises-branch = Centre
promises-every-branch = Every centre
promises-no-branch = no centre
promises-channel = Channel
promises-every-channel = Every channel
promises-unit = Unit
promises-every-unit = Every unit
promises-no-unit = no unit
promises-employee = Employee
promises-everybody = Everybody
promises-nobody = nobody
promises-from = From
promises-to = To
promises-show = Show
promises-days-unreadable = Write the day as 2026-11-21. These are the last 31 days.
promises-days-backwards = The first day is after the last. These are the last 31 days.
promises-days-too-many = { $category ->
    [one] At most { $count } day is shown at once. These are the last 31.
   *[other] At most { $count } days are shown at once. These are the last 31.
}
promises-by-branch = By centre and month
promises-by-unit = By unit and month
promises-by-channel = By channel and month
promises-by-employee = By employee and month
promises-by = How figures are split
promises-by-unit-how = A unit counts with those within it. A case belongs to the unit in which the employee worked on that day.
promises-none-counted = No case has ended here yet.
promises-by-day = By day
promises-day = Day
promises-share = Kept
promises-wanted-all = All
promises-wanted-met = Kept
promises-wanted-breached = Broken
promises-wanted-waived = Not counted
promises-wanted-open = Still running
promises-state-met = kept
promises-state-late = done too late
promises-state-breached = not kept
promises-state-waived = not counted
promises-state-open = still running
promises-evidence = Evidence
promises-source = Promise
promises-reports = Reported
promises-entries = Journal entries
promises-no-entries = The journal has no entries about it.
promises-mark-opened = the promise starts here
promises-mark-closed = the promise ends here
promises-fact-priority = with priority
promises-fact-internal = colleague
promises-fact-booked = with an appointment
promises-fact-out-of-order = out of turn
promises-fact-inaccurate = time declared inaccurate
promises-fact-waited = waited { $time }
promises-fact-served = served { $time }
promises-fact-announced = told: at most { $minutes } min
promises-reports-own = What was reported to you
promises-reports-lead = When a promise is late, the standard has it reported to a role. Here is what you were told because you held that role on the day, or stood in for a colleague.
promises-reports-none = Nothing was reported to you
promises-reports-unseen = { $category ->
    [one] { $count } new report
   *[other] { $count } new reports
}
promises-reports-seen = I have read them
promises-reports-open = See what was reported
promises-notice-seen = It is noted that you have read the reports.
promises-report-promise = Promise
promises-report-when = Reported
promises-report-as = Because you hold the role
promises-report-new = new
promises-report-instead = { $who } (standing in for { $for })
promises-report-told = { $when }: { $who }
promises-report-above = { $when }: { $who }, because nobody held the role “{ $role }” that day
promises-report-nobody = { $when }: nobody held the role “{ $role }” or one above it that day, and nobody was told

promises-matters-title = The client's way
promises-matters-lead = How often one contact is enough, how often a client or a matter is passed on, and what a matter asks of the client. Complaints and claims are not counted here.
promises-matters-none = Nothing ended on these days
promises-matters-none-do = Choose other days or a wider part.
promises-matters-first-title = Solved at the first contact
promises-matters-of = { $category ->
    [one] { $first } of { $count } case or visit that ended
   *[other] { $first } of { $count } cases and visits that ended
}
promises-matters-first-how = A visit is solved at the first contact where the employee finishes it as solved; that the client also went to another desk in the same visit changes nothing. A case in writing is solved at the first contact where the client wrote once, was answered, and the case was not opened again. A case that began with a talk means that the first contact was not enough.
promises-matters-passed-title = Passed on
promises-matters-times = times
promises-matters-passed-how = Each time counts on its day and with the employee who passed on: a client to another desk, a client to somebody else who is competent, a case to another employee, another unit or another institution.
promises-matters-costs-title = What a matter asks of the client
promises-matters-costs-how = On average for a case or a visit that ended. A visit is coming in person, also to fetch a document; a message is a letter, a form of the portal or a call; documents are the files handed in; paid is what was confirmed in the case.
promises-matters-together = together { $sum }
promises-matters-euros = €{ $sum }
promises-matters-ended = Ended
promises-matters-first = Solved at the first contact
promises-matters-passed = Passed on
promises-matters-desks = To another desk
promises-matters-elsewhere = From the desk to somebody competent
promises-matters-people = To another employee
promises-matters-units = To another unit
promises-matters-bodies = To another institution
promises-matters-visits = Visits
promises-matters-contacts = Messages
promises-matters-documents = Documents
promises-matters-fees = Paid
promises-matters-none-behind = There is nothing here on these days that you may see
promises-matters-figure = Figure
promises-matters-matter = Case or visit
promises-matters-when = When
promises-matters-how = How
promises-matters-case = Case { $reference }
promises-matters-ticket = Ticket { $number }
promises-matters-visit = Visit
promises-matters-outcome-solved = solved
promises-matters-outcome-redirected = sent to somebody competent
promises-matters-outcome-refused = refused
promises-matters-outcome-transferred = passed on to another desk
promises-matters-n-visits = { $category ->
    [one] { $count } visit
   *[other] { $count } visits
}
promises-matters-n-contacts = { $category ->
    [one] { $count } message
   *[other] { $count } messages
}
promises-matters-n-documents = { $category ->
    [one] { $count } document
   *[other] { $count } documents
}
promises-matters-by-branch = By centre
promises-matters-by-unit = By unit
promises-matters-by-channel = By channel
promises-matters-by-employee = By employee
promises-matters-way-desks = to another desk
promises-matters-way-elsewhere = to somebody competent
promises-matters-way-people = to another employee
promises-matters-way-units = to another unit
promises-matters-way-bodies = to another institution
promises-matters-passed-ways = passed on { $ways }
promises-matters-visits-average = Visits on average
promises-matters-contacts-average = Messages on average
promises-matters-documents-average = Documents on average
promises-matters-fees-average = Paid on average
