# Keys of this room begin with inbox-.
inbox-title = Inbox
inbox-new-case = New case
inbox-callbacks = Call-backs
inbox-calendar = Calendar of due dates

# Views
inbox-views = Lists
inbox-view-mine = Mine
inbox-view-colleagues = Colleagues
inbox-view-unit = My unit's
inbox-view-unassigned = Without an owner
inbox-view-late = Late
inbox-view-all = All
inbox-empty-mine = You have no open cases.
inbox-empty-colleagues = No colleague waits for your answer, and every non-conformity passed to you is dealt with.
inbox-asked-question = a colleague’s question
inbox-asked-meeting = invitation to a meeting
inbox-asked-nonconformity = non-conformity
inbox-asked-by = from a colleague: { $name }
inbox-narrow-by = Narrow by kind, service or channel
inbox-empty-unit = Your unit has no open cases.
inbox-empty-unassigned = The owners of all open cases are at work today.
inbox-empty-late = No case is late.
inbox-empty-all = There are no open cases.
inbox-empty-narrowed = Nothing in this list fits what you chose. Choose otherwise or show everything.

# Narrowing
inbox-text = Number, subject, name, telephone or e-mail
inbox-service = Service
inbox-channel = How it came
inbox-branch = Place
inbox-any = any
inbox-narrow = Narrow
inbox-widen = Show everything

# Rows
inbox-column-pick = Choice
inbox-column-due = Due
inbox-column-why = Why then
inbox-column-number = Number
inbox-column-subject = Subject
inbox-column-kind = Kind
inbox-column-client = Client
inbox-column-owner = Owner
inbox-column-last = Last contact
inbox-why = Why?
inbox-as-fast-as-possible = as fast as possible
inbox-opened-on = opened on { $date }
inbox-anonymous = not named
inbox-me = me
inbox-who-left = somebody who no longer works here
inbox-new = new
inbox-waits = waiting for the client
inbox-writes = { $name } is writing a reply
inbox-reads = { $name } is looking at this case
inbox-letter = letter
inbox-letter-kind = not a case yet
inbox-needs-person = needs a person
inbox-returned = did not reach the client
inbox-returned-kind = letter came back
inbox-untold = the client is to be told
inbox-no-subject = no subject
inbox-first-page = To the beginning
inbox-pick = Choose case { $reference }

# What is done to rows
inbox-take = Take
inbox-take-this = Take case { $reference }
inbox-release = Give back
inbox-release-this = Give case { $reference } back
inbox-bulk = With the chosen cases
inbox-picked = Chosen:
inbox-unpick = Choose none
inbox-nothing-picked = Choose at least one case.
inbox-mark-seen = Mark as seen
inbox-give = Give to a colleague
inbox-colleague = Colleague
inbox-set-step = Set the next step
inbox-step = Next step
inbox-step-hint = The client reads it, too, on the page of the case.
inbox-close = Close with a reason
inbox-reason = Why the cases are closed
inbox-reason-hint = Clients read it. Closing can be undone for 20 seconds.
inbox-key-next = Next
inbox-key-previous = Previous
inbox-key-pick = Choose
inbox-key-reply = Reply
inbox-tell-delay = Tell when the answer will come

# What was done
inbox-done-claim = { $category ->
    [zero] { $count } cases taken: they are yours now.
    [one] { $count } case taken: it is yours now.
   *[other] { $count } cases taken: they are yours now.
}
inbox-done-release = { $category ->
    [zero] { $count } cases were given back.
    [one] { $count } case was given back.
   *[other] { $count } cases were given back.
}
inbox-done-assign = { $category ->
    [zero] { $count } cases are with { $name } now.
    [one] { $count } case is with { $name } now.
   *[other] { $count } cases are with { $name } now.
}
inbox-done-seen = { $category ->
    [zero] { $count } cases marked as seen.
    [one] { $count } case marked as seen.
   *[other] { $count } cases marked as seen.
}
inbox-done-step = { $category ->
    [zero] The next step is set for { $count } cases.
    [one] The next step is set for { $count } case.
   *[other] The next step is set for { $count } cases.
}
inbox-done-close = { $category ->
    [zero] { $count } cases will be closed in { $seconds } seconds.
    [one] { $count } case will be closed in { $seconds } seconds.
   *[other] { $count } cases will be closed in { $seconds } seconds.
}
inbox-taken-back = { $category ->
    [zero] Undone: { $count } cases are as they were.
    [one] Undone: { $count } case is as it was.
   *[other] Undone: { $count } cases are as they were.
}
inbox-not-done = { $category ->
    [zero] { $count } cases stayed as they were
    [one] { $count } case stayed as it was
   *[other] { $count } cases stayed as they were
}
inbox-why-faster = { $name } was faster; the case is there now.
inbox-why-changed = somebody changed it while you were looking; open it and read what is new.
inbox-why-not-allowed = it belongs to another unit; a supervisor passes it on.
inbox-why-ladder = a complaint or claim is examined by whom the standard names.
inbox-why-undecided = nobody has decided on it yet; write the decision into its register first.
inbox-why-ended = it has been answered or closed already.
inbox-why-not-taken = you did not take it from anybody, so there is nobody to give it back to.
inbox-why-callback = a call-back ends with the result of the call.
inbox-why-left = the chosen colleague no longer works here.
inbox-why-kept = somebody changed it afterwards, so it stays as it is.
inbox-why-refused = this cannot be done now; open the case.
inbox-undo-late = Too late to undo: more than 20 seconds have passed.
inbox-undo-late-do = Look at the case and, if need be, change it again.

# Lists with a name
inbox-save-view = Save this list
inbox-view-name = Name of the list
inbox-views-manage = Manage lists
inbox-views-title = My lists
inbox-views-lead = Lists that you have named. The default one comes first when you open the inbox.
inbox-views-none = You have no list of your own yet.
inbox-views-none-text = Narrow the inbox by kind, service or text, and save the list under a name.
inbox-views-too-many = { $most } lists are enough for one person: delete one.
inbox-view-default = default
inbox-view-shared = seen by the unit
inbox-view-of = named by { $name }
inbox-view-up = Up
inbox-view-down = Down
inbox-view-make-default = Use as default
inbox-view-not-default = No longer use as default
inbox-view-share = Show to the unit
inbox-view-unshare = Hide from the unit
inbox-view-rename = Rename
inbox-view-delete = Delete
inbox-notice-view-saved = List saved.
inbox-notice-view-renamed = List renamed.
inbox-notice-view-deleted = List deleted. The cases in it are unchanged.

# Call-backs
inbox-callback = Call-back
inbox-callback-new = New call-back
inbox-callback-write-down = Write down together with the client
inbox-callback-lead = Missed calls and promised call-backs, the nearest limit first. An entry ends only with the result of the call.
inbox-callback-none = Nobody has to be called back.
inbox-callback-none-text = When you promise to call back or see a missed call, write it down here.
inbox-callback-mine = Mine
inbox-callback-everybody = Everybody's
inbox-callback-missed = Missed calls
inbox-callback-promised = Call-backs promised
inbox-callback-what = What happened
inbox-callback-what-promised = The client was promised a call back
inbox-callback-what-missed = A missed call
inbox-callback-phone = Client's telephone
inbox-callback-phone-hint = A Latvian number, for example 26 123 456.
inbox-callback-abroad = The client calls from abroad or while roaming
inbox-callback-name = Client's name, where known
inbox-callback-question = Question
inbox-callback-question-hint = The client sees it on the page of the case.
inbox-callback-answer-by = How the answer comes
inbox-callback-by-phone = by calling back
inbox-callback-by-visit = in person
inbox-callback-by-email = by e-mail
inbox-callback-email = Client's e-mail
inbox-callback-day = By which day
inbox-callback-time = By what time
inbox-callback-when-hint = Tell the client a time you can keep. It is a promise.
inbox-callback-who = Who calls back
inbox-callback-branch = Place
inbox-callback-line = Which telephone was called
inbox-callback-apology = I apologised to the client that there is no answer at once
inbox-callback-say = “I am sorry that I cannot answer at once. I will find out and call you back by the time agreed.”
inbox-callback-save = Write down
inbox-callback-phone-wrong = Check the number: in Latvia it has eight digits.
inbox-callback-phone-foreign = Foreign numbers and roaming are not called back. Offer the client another way and say how the answer comes: by e-mail or in person.
inbox-callback-email-wrong = Enter the e-mail address to answer to.
inbox-callback-past = Choose a time that has not passed.
inbox-callback-when-missing = Enter the day and time you told the client.
inbox-callback-apology-missing = Apologise to the client first, then tick this.
inbox-callback-subject = Call back: { $question }
inbox-callback-subject-missed = Missed call
inbox-callback-written = { $question } We promised an answer by { $moment }.
inbox-callback-due = Due
inbox-callback-tries = { $category ->
    [zero] called { $count } times
    [one] called { $count } time
   *[other] called { $count } times
}
inbox-callback-result = Result of the call
inbox-callback-result-reached = I spoke with the client
inbox-callback-result-no-answer = No answer; to be called again
inbox-callback-result-sms = I answered by text message
inbox-callback-result-email = I answered by e-mail
inbox-callback-result-came = The client came or called
inbox-callback-result-wrong-number = The number is wrong
inbox-callback-said = What you answered
inbox-callback-said-hint = The client sees it on the page of the case. It may stay empty when nobody answered.
inbox-callback-finish = Write down the result
inbox-callback-ended = This call-back has ended: { $result }.
inbox-callback-note-no-answer = I called, the client did not answer.
inbox-callback-note-wrong-number = I called, but the number is wrong and there is no other.
inbox-callback-note-left-contact = I called and nobody answered; I left how to reach us.
inbox-callback-right-person = I made sure that I speak with the right person
inbox-callback-right-person-missing = Before you speak of the case, make sure who is on the line, and mark it.
inbox-callback-left-contact = Nobody answered; I left how to reach us
inbox-callback-text-message-title = If you cannot call back now
inbox-callback-text-message = Hello! You called us. I cannot call back at the moment and will do so as soon as I can. { $name }
inbox-callback-text-message-write = Write a text message
inbox-callback-case = Case { $reference }
inbox-callback-saved = Written down.

# What other programs are told

inbox-employee-missing = No employee who works here is named
inbox-employee-missing-do = Name in “employee” the id of the employee for whom you act.
inbox-colleague-missing = No colleague is named
inbox-colleague-missing-do = Name in “colleague” the id of the employee who gets the cases.
inbox-picked-count = There are too few or too many cases
inbox-picked-count-do = Name at least one case and no more than 50.
inbox-callback-over = This call-back has ended
inbox-callback-over-do = Look at what the result of the call was.
