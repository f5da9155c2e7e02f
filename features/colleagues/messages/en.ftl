# Keys of this room begin with colleagues-.

# Why something was not done.
colleagues-ended = It has ended already
colleagues-not-ended = It has not ended yet
colleagues-no-such-employee = There is no such employee here, or not any more
colleagues-concerned = This colleague cannot be asked about this case: it concerns them or whoever stands in for them. Choose somebody else.
colleagues-nobody-there = This colleague is away and nobody stands in. Choose somebody else.
colleagues-oneself = Choose somebody else
colleagues-bad-date = Give a working day to come
colleagues-reason-missing = Give the reason
colleagues-no-such-kind = Choose a type from the list
colleagues-unit-missing = Such a report goes to the unit that deals with it. Choose the unit.
colleagues-bad-text = The text is missing or too long
colleagues-whom-one = Name one of the three: an employee, a unit or a service
colleagues-stale = Somebody was faster
colleagues-stale-here = Somebody was faster: below you see what was said. What you wrote is still here.
colleagues-who-left = a former employee

# What was just done.
colleagues-notice-asked = Question sent
colleagues-notice-answered = Answer sent
colleagues-notice-partly = Your colleague knows when the answer comes
colleagues-notice-passed-on = Question passed on
colleagues-notice-withdrawn = Question withdrawn
colleagues-notice-invited = Invitations sent
colleagues-notice-reported = Report sent
colleagues-notice-kept = Report taken
colleagues-notice-saved = Saved
colleagues-notice-proposed = Absence asked for

# Questions.
colleagues-requests = Colleagues' questions
colleagues-lists = Lists
colleagues-list-to-me = For me to answer
colleagues-list-from-me = My questions
colleagues-list-told = For information
colleagues-empty-to-me = Nobody asks you anything
colleagues-empty-to-me-text = Questions of colleagues to you, and to those you stand in for, will be here.
colleagues-empty-from-me = You have not asked anything yet
colleagues-empty-from-me-text = Ask a colleague who knows: the answer will be here and in the case.
colleagues-empty-told = Nothing for information
colleagues-empty-told-text = You will see here when your staff are drawn into questions of other units.
colleagues-nothing-owed = Everything is answered.
colleagues-ended-count = { $category ->
    [one] { $count } question ended
   *[other] { $count } questions ended
  }
colleagues-ended-list = Questions that have ended
colleagues-column-due = Due
colleagues-column-ended = Ended
colleagues-column-topic = About
colleagues-column-asker = Who asks
colleagues-column-addressee = Who answers
colleagues-column-standing = Status
colleagues-column-number = Number
colleagues-column-found = What was found
colleagues-column-kind = Type
colleagues-column-age = Age
colleagues-in-place-of = { $asker } (in place of { $name })
colleagues-as-fast-as-possible = as fast as possible
colleagues-standing-open = waits for an answer
colleagues-standing-partly = answer comes later
colleagues-standing-answered = answered
colleagues-standing-withdrawn = withdrawn
colleagues-stands-in = { $name } ({ $substitute } stands in)
colleagues-away = { $name } (away, nobody stands in)
colleagues-meant = { $name } → { $who }

# Asking.
colleagues-ask = Ask a colleague
colleagues-ask-lead = Your colleague sees the question and what you choose to show of the case, not the whole case.
colleagues-back-to-case = Case { $reference }
colleagues-confidential = This case is confidential. Being asked does not show it to your colleague; write nothing in the question that says whom it concerns.
colleagues-to = Whom to ask
colleagues-to-hint = The contact person of a unit, the owner of a service or one colleague
colleagues-group-units = Units
colleagues-group-services = Services
colleagues-group-people = Colleagues
colleagues-topic = About
colleagues-topic-hint = In a few words, such as: date of the repair of Liepu Street
colleagues-question = Question
colleagues-question-hint = What exactly you need to know to answer the client
colleagues-checked = What was looked up already
colleagues-checked-hint = Where you have searched, so that your colleague need not do it again
colleagues-show = What your colleague sees of the case
colleagues-show-hint = Show who the client is only where no answer is possible without it.
colleagues-part-number = Number of the case
colleagues-part-subject = What the case is about
colleagues-part-service = Service
colleagues-part-due = Limit of the case
colleagues-part-client-name = Name of the client
colleagues-part-client-contact = Contact of the client
colleagues-until = When the answer comes
colleagues-until-silent = The standard sets no limit: answers are given as fast as possible.
colleagues-until-now = Asked now: { $by }.
colleagues-ask-send = Send the question

# Meetings.
colleagues-invite = Invite to a meeting
colleagues-invite-lead = Everybody invited confirms attendance, or declines with the reason.
colleagues-invite-send = Send the invitations
colleagues-meeting-on = Day
colleagues-meeting-at = Begins
colleagues-meeting-place = Place
colleagues-meeting-about = What is to be discussed
colleagues-meeting-about-hint = The agenda, and what to prepare
colleagues-meeting-people = Whom to invite
colleagues-meeting-when = When
colleagues-meeting-when-wrong = Give a day and a time to come
colleagues-attend = Will you attend?
colleagues-attend-words = Note or reason
colleagues-attend-hint = If you will not attend, give the reason.
colleagues-attends = I will attend
colleagues-declines = I will not attend

# One question.
colleagues-request-title = Question: { $topic }
colleagues-about = About the question
colleagues-asker = Asks
colleagues-asked-at = Asked
colleagues-addressee = Answers
colleagues-copied-to = The manager knows
colleagues-of-case = Of the case
colleagues-open-case = Open the case
colleagues-answer = Answer
colleagues-answer-text = Your answer
colleagues-answer-hint = Your colleague sees it at once; where the question comes from a case, the answer stays there for staff.
colleagues-answer-send = Answer
colleagues-partly = The full answer comes later
colleagues-partly-text = Why, and what is known already
colleagues-partly-hint = Your colleague sees the explanation and the day; until then the answer is promised.
colleagues-partly-on = The full answer comes by
colleagues-partly-send = Tell
colleagues-pass-on = Pass on
colleagues-pass-on-to = To whom
colleagues-pass-on-note = Note
colleagues-pass-on-send = Pass on
colleagues-said = Answers
colleagues-said-answered = Answer
colleagues-said-attends = Will attend
colleagues-said-declines = Will not attend
colleagues-said-withdrawn = Question withdrawn
colleagues-said-partly = The full answer comes by { $day }
colleagues-said-passed-on = Passed on to { $name }
colleagues-practice = What the standard asks towards a colleague
colleagues-practice-guides = Guidance
colleagues-withdraw = Withdraw the question
colleagues-withdraw-hint = If no answer is needed any more.
colleagues-kept = Kept { $moment }
colleagues-kept-late = Kept late, { $moment }
colleagues-waived = Not owed any more: { $reason }
colleagues-promised = What is promised

# What stands in the case.
colleagues-note-asked = Question to a colleague ({ $name }): { $topic }
    { $question }
colleagues-note-answered = Answer of a colleague ({ $topic })
    { $text }
colleagues-note-partly = Answer of a colleague ({ $topic }): the full answer comes by { $day }
    { $text }
colleagues-note-passed-on = Question ({ $topic }) passed on to { $name }
colleagues-note-withdrawn = Question ({ $topic }) withdrawn

# Non-conformities.
colleagues-nonconformities = Non-conformities
colleagues-reports-to-me = For me to remove
colleagues-reports-from-me = Reported by me
colleagues-reports-all = All
colleagues-limited = Shown only: { $limits }.
colleagues-show-all = Show all
colleagues-no-reports = There is no report here
colleagues-no-reports-text = If you see a non-conformity, report it: it goes at once to whoever answers for it.
colleagues-first-only = { $category ->
    [one] The first { $count } is shown.
   *[other] The first { $count } are shown.
  }
colleagues-nobody-yet = nobody yet
colleagues-possible = possible
colleagues-days = { $category ->
    [one] { $count } day
   *[other] { $count } days
  }
colleagues-stage-unrouted = nobody to send it to
colleagues-stage-reported = reported
colleagues-stage-received = received
colleagues-stage-remedied = removed
colleagues-stage-closed = closed
colleagues-kind-other = Something else: to the direct manager
colleagues-kind-other-short = Something else
colleagues-report = Report a non-conformity
colleagues-report-lead = The report goes at once to whoever answers for it by the standard.
colleagues-report-of-case = The report will be tied to case { $reference }.
colleagues-report-of-page = The report will be tied to the page { $page }.
colleagues-found = What was found
colleagues-found-hint = What is not as it should be, and where it is seen. Leave out who the client is where you can.
colleagues-kind = What it is about
colleagues-kind-hint = It decides to whom the report goes.
colleagues-unit = Unit
colleagues-unit-hint = The one that carries out the order, or in whose territory the object lies; other types need none
colleagues-unit-none = None needed
colleagues-unit-short = Unit
colleagues-possible-box = The non-conformity is only possible
colleagues-report-send = Report
colleagues-report-title = Non-conformity { $reference }
colleagues-not-sent = The report is kept, but there is nobody to send it to.
colleagues-not-sent-text = Those who oversee non-conformities see it too. Once what is missing is mended, a button to send it will be here.
colleagues-mended = What was missing is mended, and the report can be sent.
colleagues-mend = Mend what is missing
colleagues-send-again = Send
colleagues-receive = Received
colleagues-receive-text = Confirm that the report has come.
colleagues-remedy = How it was removed
colleagues-remedy-hint = What was done so that it does not come again
colleagues-remedy-send = It is removed
colleagues-report-pass-on = Pass on
colleagues-close = Close
colleagues-close-without = Close without a remedy
colleagues-closing = Note
colleagues-closing-why = Why no remedy is needed
colleagues-reopen = It is not removed
colleagues-reopen-why = What is still not right
colleagues-reopen-send = Open again
colleagues-done = What was done
colleagues-step-found = Non-conformity found
colleagues-step-routed = Sent to { $name }
colleagues-step-routed-outside = To be sent outside the institution
colleagues-step-unrouted = Nobody to send it to
colleagues-step-received = Received
colleagues-step-passed-on = Passed on to { $name }
colleagues-step-remedied = Removed
colleagues-step-reopened = Not removed
colleagues-step-closed = Closed
colleagues-you-answer = you answer
colleagues-reported-by = Reported by
colleagues-found-at = Found
colleagues-received-at = Received
colleagues-case = Case
colleagues-place = Where
colleagues-figures = Figures of non-conformities
colleagues-figures-lead = How many were reported, how old the open ones are and how many come again. Each number leads to its reports.
colleagues-figures-show = Show
colleagues-from = From
colleagues-until-day = Until
colleagues-days-wrong = Give days: the last is not before the first
colleagues-no-reports-then = Nothing was reported on these days
colleagues-by-kind = By type
colleagues-by-unit = By unit or territory
colleagues-figure-all = Reported
colleagues-figure-open = Open
colleagues-figure-oldest = Oldest open
colleagues-figure-median = Half removed in
colleagues-figure-repeated = Come again
colleagues-how-counted = How we count
colleagues-how-counted-text = A report is open while it is neither removed nor closed. Age is counted in calendar days from the day it was found. “Half removed in” is the number of days within which half of those removed were removed. What was reported before within the same days comes again: the same type in the same unit or at the same page.

# Absences.
colleagues-absence = My absence
colleagues-absence-lead = What to prepare before you leave, and the text of the automatic reply.
colleagues-stands-in-today = Today you stand in for { $names }. Their questions are on your list.
colleagues-to-decide = Waits for your decision
colleagues-agree = Agree
colleagues-decline = Decline
colleagues-decline-reason = Reason, if you decline
colleagues-no-substitute = No substitute is named.
colleagues-my-absences = Absences
colleagues-no-absences = No absence is planned.
colleagues-absent-now = now
colleagues-prepared = Prepared
colleagues-to-prepare = To prepare
colleagues-prepare-substitute = Nobody stands in: agree with your manager who will
colleagues-prepared-substitute = { $name } stands in
colleagues-substitute-away-too = { $name } is away too on { $day }: another substitute is needed
colleagues-prepare-forwarding = Forward calls to a colleague or, if you can talk, to your own mobile phone
colleagues-prepared-forwarding = Calls go to { $number }
colleagues-prepare-text = The automatic reply is set
colleagues-text = Text of the automatic reply
colleagues-text-hint = Mark the text and paste it into your e-mail program.
colleagues-text-lv = In Latvian
colleagues-text-en = In English
colleagues-text-set = The automatic reply is set
colleagues-text-without-substitute = The automatic reply has to give the contacts of your substitute, and nobody stands in on all of the days.
colleagues-text-without-contact = The automatic reply has to give the contacts of your substitute, and the card of { $name } has none.
colleagues-text-greeting = Good day!
colleagues-text-days = I am away from { $from } to { $until }. Meanwhile { $substitute } will help you: { $contacts }.
colleagues-text-day = I am away on { $day }. On that day { $substitute } will help you: { $contacts }.
colleagues-text-phone = telephone { $phone }
colleagues-text-email = e-mail { $email }
colleagues-forward-to = Calls are forwarded to
colleagues-forward-hint = The number of a colleague, or of your own mobile phone
colleagues-save = Save
colleagues-proposals = Absences asked for
colleagues-proposal-proposed = waits for a decision
colleagues-proposal-agreed = agreed
colleagues-proposal-declined = declined
colleagues-proposal-withdrawn = withdrawn
colleagues-withdraw-proposal = Withdraw
colleagues-propose = Ask for an absence
colleagues-propose-send = Ask
colleagues-no-manager = No direct manager is named for you; an administrator can enter the absence.
colleagues-manager-decides = { $name } decides.
colleagues-first-day = First day
colleagues-last-day = Last day
colleagues-day-needed = Give the day
colleagues-substitute = Substitute
