workplace-title = Workplace
workplace-start = Start the day
workplace-counter = Counter { $number }
workplace-no-branch = You have no service centre assigned.
workplace-no-branch-do = Ask an administrator to set it on your employee card.
workplace-no-counter = You are not at a counter at the moment.
workplace-no-counter-do = Open the workplace and choose a counter.
workplace-note-too-long = The note is too long.
workplace-note-too-long-do = Shorten it to 4,000 characters.
workplace-minutes = Enter the minutes as a number.
workplace-minutes-do = For example, 7.
workplace-check-first = First confirm that all is well.
workplace-doors-closed = The opening of the doors is not recorded yet today.
workplace-doors-open = Doors are open
workplace-all-well = All is well: desk, name badge, displays and equipment are ready
workplace-checked = The start-of-day check is confirmed already.
workplace-choose-counter = Choose a counter
workplace-taken-by = { $name } works here now
workplace-calling = Calling
workplace-serving = Serving
workplace-priority = priority
workplace-party = { $category ->
    [one] { $count } person
   *[other] { $count } people
}
workplace-party-together = Several together
workplace-party-how-many = How many come together
workplace-party-wrong = Enter a number from 1 to { $most }.
workplace-finish-next = Finish and call next
workplace-call-next = Call next
workplace-is-here = Client is here
workplace-recall = Call again
workplace-no-show = Did not come
workplace-finish = Finish…
workplace-finish-now = Finish
workplace-outcome = How it ended
workplace-outcome-solved = Solved now
workplace-outcome-redirected = Redirected
workplace-outcome-refused = Refused
workplace-outcome-left = Begin now: how the present service ends
workplace-outcome-broken-off = Conversation broken off
workplace-to = Redirected to
workplace-contact = How to reach them: place, phone, hours
workplace-reason = Reason
workplace-what-next = What the client can do next
workplace-other-outcome = Another outcome
workplace-to-missing = Say to whom you sent the client.
workplace-contact-missing = Say how to reach them.
workplace-reason-missing = Give the reason.
workplace-what-next-missing = Say what the client can do next.
workplace-too-long = Shorten it to { $most } characters.
workplace-strange-letters = The text holds signs that cannot be kept. Please type it again.
workplace-and-call = Call the next client at once
workplace-transfer = Transfer
workplace-transfer-to = Transfer to
workplace-park = Park
workplace-park-minutes = For how many minutes
workplace-case = Open a case
workplace-write-down = Write down together with the client
workplace-case-opened = Case { $reference } was opened in this visit
workplace-outcome-case = Case { $reference } opened
workplace-other-service = Another service
workplace-service = Service
workplace-service-switch = Turn to it now
workplace-service-add = Add for later
workplace-service-name = It is the present one
workplace-service-begin = Turn to it
workplace-service-unnamed = Service not named
workplace-service-to-come = to come
workplace-service-now = now, { $time }
workplace-service-served = served, { $time }
workplace-service-not-served = not served
workplace-services-to-come = { $category ->
    [one] { $count } more service
   *[other] { $count } more services
}
workplace-choose-service = Choose a service.
workplace-choose-service-do = It is in the list under “Another service”.
workplace-done-service-added = The service is added to the visit.
workplace-done-service-now = You now serve the next service.
workplace-mistake = Ticket issued by mistake
workplace-identity = Identity checked
workplace-identity-must = check the identity
workplace-identity-ask = Was the client's identity checked?
workplace-identity-yes = Yes, checked
workplace-identity-no = No
workplace-identity-unsaid = This service demands an answer before you finish the client.
workplace-note = Notes
workplace-services = Services of this line
workplace-service-card = How it is provided
workplace-guides = Remember
workplace-notices = Notices on the display
workplace-internal = colleague
workplace-colleague-waits = A colleague waits
workplace-colleague-lead = The colleague gets a ticket as a client does. Where the standard says so, clients from outside are called first.
workplace-colleague-ticket = Give the colleague a ticket
workplace-done-colleague = The colleague has ticket { $number }.
workplace-between = Between clients
workplace-plan-today = What this day asks of me
workplace-plan-open = Self-check and today's checks
workplace-phrases = What to say
workplace-phrases-avoid = Do not say:
workplace-paragraph = Paragraph { $paragraph }
workplace-paused = Pause: { $reason }
workplace-paused-until = Pause: { $reason }, until { $until }
workplace-resume = Continue
workplace-idle = Nobody is at the counter
workplace-next-would-be = { $number } would be next. { $reason }
workplace-nobody-waits = Nobody is waiting.
workplace-pause = Pause
workplace-pause-why = Why
workplace-pause-lunch = lunch
workplace-pause-hard = rest after a hard conversation
workplace-pause-back-office = other work without a client
workplace-pause-cases = work on cases
workplace-pause-letters = letters and e-mail
workplace-pause-calls = telephone calls
workplace-back-office = Work without a client today
workplace-back-office-who = Employee
workplace-back-office-what = What was done
workplace-back-office-total = In all
workplace-pause-urgent = urgent matter
workplace-pause-outage = outage
workplace-pause-other = another reason
workplace-pause-minutes = Minutes
workplace-close = Close the counter
workplace-edge = The line and today's work
workplace-waiting = { $category ->
    [one] { $count } client waiting
   *[other] { $count } clients waiting
}
workplace-why = Why this place
workplace-call-reason = Reason
workplace-call-reason-missing = Choose the reason.
workplace-call-note = Note (for another reason)
workplace-call-note-missing = Say what the reason is.
workplace-call-health = the client is not well
workplace-call-children = with small children
workplace-call-sent-away = was sent away and is back
workplace-call-agreed = agreed earlier
workplace-call-emergency = an emergency
workplace-call-other = another reason
workplace-call-where = Where
workplace-call-who = Called by
workplace-call-this = Call this one
workplace-elsewhere = { $category ->
    [one] { $count } client waits for another service
   *[other] { $count } clients wait for another service
}
workplace-elsewhere-why = You do not give their service, so another counter will call them.
workplace-aside = Parked and not come
workplace-is-parked = parked
workplace-is-no-show = did not come
workplace-back = Is here
workplace-help-asked = A client in the hall asks for help and has waited { $time }.
workplace-help-taken = { $name } is going to help in the hall.
workplace-help-go = I will go
workplace-done-help = Your colleagues see that you are going.
workplace-due = To do today
workplace-due-soon = as soon as possible
workplace-nothing-due = Nothing to do.
workplace-inbox = All work by its limit
workplace-callbacks = Calls to be made
workplace-closing-warning = Closing time is near: not all who wait will be served in time. Open another counter.
workplace-done-next = The next client is called.
workplace-done-nobody = Finished. Nobody is waiting any more.
workplace-done-finished = Finished.
workplace-done-parked = The client is parked.
workplace-done-transferred = The client is transferred.
workplace-done-no-show = Noted that the client did not come.
workplace-done-mistake = The ticket no longer counts.
workplace-done-undone = Taken back.
workplace-done-saved = Saved.
workplace-done-written-down = Written down and handed to whoever answers for it.
workplace-floor = Floor
workplace-branches = Service centres
workplace-floor-late = { $category ->
    [one] { $count } client has waited longer than the promised { $limit } minutes.
   *[other] { $count } clients have waited longer than the promised { $limit } minutes.
}
workplace-floor-soon = { $category ->
    [one] { $count } client will soon have waited the promised { $limit } minutes.
   *[other] { $count } clients will soon have waited the promised { $limit } minutes.
}
workplace-floor-help = Opening counter { $number } would help the line “{ $line }”.
workplace-floor-help-staffed = It would help the line “{ $line }” if { $name } called clients to counter { $number }.
workplace-floor-help-wait = { $category ->
    [one] With { $count } counter the wait would be ≤ { $minutes } min.
   *[other] With { $count } counters the wait would be ≤ { $minutes } min.
}
workplace-floor-nobody-serves = People wait in a line that nobody serves: { $lines }.
workplace-floor-counters-needed = { $category ->
    [one] With { $count } open counter all would be served before closing.
   *[other] With { $count } open counters all would be served before closing.
}
workplace-floor-closing = The last who wait will be served around { $time }.
workplace-floor-good = All goes as promised.
workplace-floor-no-counter = { $category ->
    [one] { $count } client waits, but no counter is open.
   *[other] { $count } clients wait, but no counter is open.
}
workplace-floor-in-vain = { $category ->
    [one] { $count } client waits for a service that no open counter gives.
   *[other] { $count } clients wait for a service that no open counter gives.
}
workplace-counters = Counters
workplace-state-closed = closed
workplace-state-paused = paused
workplace-state-over = longer than usual
workplace-state-free = free
workplace-state-busy = serving
workplace-usual = usually { $minutes } min
workplace-end-stuck = End; time not to be trusted
workplace-lines = Lines
workplace-longest = longest { $time }
workplace-as-table = Show as a table
workplace-ticket = Ticket
workplace-waited = Waiting
workplace-line = Line
workplace-finished-today = Served last
workplace-none-finished = Nobody was served yet today.
workplace-ended = Ended
workplace-took = Took
workplace-wrong-time = Time is wrong
workplace-correct = Correct
workplace-wrong-left-open = the service was not ended in time
workplace-wrong-ended-early = ended too early
workplace-wrong-interrupted = other work in between
workplace-wrong-other = another reason
workplace-corrected = corrected
workplace-true-minutes = True minutes
workplace-out-of-order = Called out of order
workplace-printing = Ticket printing
workplace-prints-yes = the ticket prints by itself
workplace-prints-no = the ticket prints at the press of a button
workplace-prints-start = Print by itself
workplace-prints-stop = Print by button
workplace-today = Today by quarter hours
workplace-today-busiest = { $category ->
    [one] Most waited at { $time }: { $count } client.
   *[other] Most waited at { $time }: { $count } clients.
}
workplace-today-calm = Nobody has waited long today.
workplace-today-legend = Above: how many clients waited. Below: how many counters were open.
workplace-time = Time
workplace-longest-wait = Longest wait
workplace-open-counters = Open counters
workplace-line-legend = Each bar is one client waiting.
workplace-line-limit = ┄ promised { $minutes } min
workplace-day = The day as it went
workplace-day-play = Play the day
workplace-day-stop = Stop
workplace-day-show = Show
workplace-day-which = Day
workplace-day-before = Day before
workplace-day-after = Day after
workplace-day-moment = Moment
workplace-day-first = Start
workplace-day-last = End
workplace-day-back = − { $minutes } min
workplace-day-forward = + { $minutes } min
workplace-day-open = counters open: { $count }
workplace-day-waiting = { $category ->
    [one] { $count } client waited
   *[other] { $count } clients waited
}
workplace-day-waited = Waited
workplace-day-nobody = Nobody waited at this moment.
workplace-day-happened = { $category ->
    [one] In the last { $count } minute
   *[other] In the last { $count } minutes
}
workplace-day-nothing = Nothing changed.
workplace-day-empty = There is nothing to show of this day.
workplace-day-empty-do = No service began on it. Choose another day.
workplace-reports = { $category ->
    [one] { $count } late promise was reported to you
   *[other] { $count } late promises were reported to you
}
