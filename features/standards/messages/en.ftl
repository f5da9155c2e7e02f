# Keys of this room begin with standards-.
standards-title = Standard
standards-headline = In force: { $title }, version { $version }
standards-none-in-force = No standard is in force at present.
standards-none-in-force-do = Add a draft; another person adopts it and sets the day from which it is in force.
standards-norms = Norms
standards-values = Values
standards-coverage = How the standard lives
standards-versions = Versions
standards-promises = Promises
standards-rules = Rules the program obeys
standards-guides = Reminders for staff
standards-published = To be published
standards-paragraph = Paragraph
standards-paragraph-cited = Paragraph { $paragraph }
standards-text = What it asks
standards-kept-by = How it is kept
standards-promised = { $term }, { $share } of cases
standards-aimed = an aim, not promised: { $term }, { $share } of cases
standards-not-recorded = Not measured yet: the program does not record “{ $event }”.
standards-not-enforced = The program does not see to it yet.
standards-example = example
standards-values-how = Each value shows the document and paragraph it comes from. What the institution's standard leaves open is set by the document it builds on; where all are silent, the program has a moderate value.
standards-name = What
standards-value = Value
standards-source = Where from
standards-silent = documents are silent, the program's value
standards-coverage-how = Each paragraph counts where it is kept best. What is only on paper says what the program lacks.
standards-coverage-summary = { $category ->
    [one] { $count } paragraph: { $alive } alive, { $paper } only on paper.
   *[other] { $count } paragraphs: { $alive } alive, { $paper } only on paper.
}
standards-by-paragraph = See by paragraph
standards-version = Version
standards-standing = State
standards-from = In force from
standards-uploaded = Added by
standards-adopted = Adopted by
standards-a-program = a program
standards-status-draft = draft
standards-status-to-come = adopted, not yet in force
standards-status-in-force = in force
standards-status-past = was in force
standards-adopt = Adopt
standards-day-hint = In force from the beginning of this day; at once when it is today.
standards-day-unreadable = Write the day, for example 2026-12-01.
standards-others-adopt = A draft is adopted by an official who has the right to adopt a standard.
standards-changes = What it changes
standards-against = Compared with { $version }
standards-no-changes = Nothing changes in content.
standards-upload = Add a draft
standards-upload-how = A draft changes nothing yet: another person adopts it.
standards-file = Standard file
standards-file-hint = Paste the TOML file. Mistakes are shown with their line and an explanation, and what you typed stays.
standards-file-name = Name of the file
standards-file-name-hint = We call it so when we show mistakes.
standards-keep = Keep the draft
standards-check = Check only
standards-good = The file has no mistakes; it can be kept.
standards-found = { $category ->
    [one] { $count } remark about the file
   *[other] { $count } remarks about the file
}
standards-place = { $file }, line { $line }, column { $column }
standards-notice-uploaded = The draft is kept.
standards-notice-adopted = The version is adopted.
standards-mistakes = The file has mistakes.
standards-mistakes-do = Correct them and try again.
standards-not-a-draft = This version is no longer a draft.
standards-not-a-draft-do = Add a new draft.
standards-same-person = A draft cannot be adopted by the person who added it.
standards-same-person-do = Ask another official to do it.
standards-no-person = A standard is added and adopted by two people, not by a program.
standards-no-person-do = Add the file here, and let another official adopt it.
standards-in-the-past = Entry into force cannot lie in the past.
standards-in-the-past-do = Choose today or a later day.
standards-see-promises = See how the promises are kept
standards-what-we-promise = What we promise
standards-how-we-serve = How we serve
standards-principles = Our principles
standards-duties = What we ask of clients
standards-whole = The rest of the document
standards-issuer = Issued by
standards-number = Number
standards-builds-on = Builds on
standards-field = Applies to
standards-legal-basis = Legal basis
standards-lab-open = Try the promises on what happened
standards-lab-of = Promise lab: { $version }
standards-lab-back = Version
standards-lab-back-to-it = Promise lab
standards-lab-how = The promises of this version are tried on everything that happened in the chosen days, as if they had held all the time, and set beside the version in force. Nothing is changed.
standards-lab-from = First day
standards-lab-to = Last day
standards-lab-backwards = The last day comes before the first.
standards-lab-try = Try
standards-lab-cancel = Stop
standards-lab-none = The promises of this version have not been tried yet.
standards-lab-running = Reading the history: { $percent } %
standards-lab-look-again = See how far it is
standards-lab-silent = The program that worked on this was stopped. Try again.
standards-lab-cancelled = The trial was stopped before its end.
standards-lab-failed = The trial did not succeed. Try again; if it fails once more, the program's log says why.
standards-lab-old = The text of this version has changed since. Try it again for figures of the present text.
standards-lab-summary = Days tried: { $from } – { $to }. Entries read: { $entries }, in { $took }.
standards-lab-month = { $month } { $year }
standards-lab-nothing-differs = No promise differs from those in force in a way that would change a figure.
standards-lab-new = new promise
standards-lab-gone = no longer promised
standards-lab-changed = changed promise
standards-lab-all = All together
standards-lab-what = What
standards-lab-drafted = This version
standards-lab-current = In force
standards-lab-by-branch = By branch
standards-lab-by-month = By month
standards-lab-by-weekday = By weekday
standards-lab-by-hour = By hour
standards-lab-monday = on Mondays
standards-lab-tuesday = on Tuesdays
standards-lab-wednesday = on Wednesdays
standards-lab-thursday = on Thursdays
standards-lab-friday = on Fridays
standards-lab-saturday = on Saturdays
standards-lab-sunday = on Sundays
standards-lab-hour = { $from }:00–{ $to }:00
standards-lab-no-branch = without a branch
standards-lab-nothing-owed = nothing was owed
standards-lab-figures = { $share } ({ $met } of { $owed })
standards-lab-kept-against = It would have been kept in { $share } of cases; the promise in force in { $current }.
standards-lab-kept = It would have been kept in { $share } of cases.
standards-lab-kept-now = The promise in force was kept in { $current } of cases.
standards-lab-never-owed = It would not have been owed once.
standards-lab-target-reached = The target of { $target } would have been reached.
standards-lab-target-missed = The target of { $target } would have been missed.
standards-lab-worst = Broken most often: { $branch }; { $weekday }; { $hour }; { $month }.
standards-lab-examples = Examples of what would have been broken
standards-lab-example = { $branch }, { $day } { $time }: the limit would have been { $due }
standards-lab-entries = What happened
standards-lab-same = { $category ->
    [one] { $count } promise stays as it is
   *[other] { $count } promises stay as they are
}
standards-lab-same-how = Their figures are those recorded in these days under the versions then in force.
standards-notice-lab-started = The trial has begun.
standards-notice-lab-cancelled = The trial is stopped.
standards-chain = Approval
standards-step-done = done
standards-step-awaited = awaited
standards-step-adoption = signs by adopting
standards-step-note = { $note } (recorded by { $name }, { $day })
standards-step-how = Who did it and how
standards-step-record = Record
standards-step-who = Write who did it and how.
standards-step-who-do = For example: “coordinated in the document management system on 3 December”.
standards-act-drafts = drafts
standards-act-coordinates = coordinates
standards-act-signs = signs
standards-act-approves = approves
standards-steps-missing = Posts of the approval chain have not yet done their part.
standards-steps-missing-do = Record each of them; then the version can be adopted.
standards-repeals = Repealed on entry into force:
standards-archive = Repealed acts
standards-act = Act
standards-repealed-by = Repealed by
standards-repealed-from = Since
standards-at-time = Time
standards-at-time-hint = From the beginning of the day unless a time is written.
standards-told = { $category ->
    [one] { $count } employee was told on the screen; seen by { $seen }
   *[other] { $count } employees were told on the screen; seen by { $seen }
}
standards-told-how = Everybody is told on the screen, on this page. Nothing is sent by e-mail yet.
standards-told-log = Who was told
standards-told-who = Who
standards-told-when = Told
standards-told-seen = Seen
standards-told-you = This version was adopted; you are told of it.
standards-seen = I have seen it
standards-notice-step = The step is recorded.
standards-notice-seen = Noted that you have seen it.
standards-lab-limited = A version here applies to certain branches or services only; outside them it promises nothing, and the trial counts nothing there.
standards-told-nobody = Nobody has been told of this version yet
standards-told-recipients = The document names as recipients:
standards-told-everybody = Show everybody
standards-told-unseen = Show those who have not seen it yet
standards-told-all-seen = Everybody has seen it.
standards-told-not-yet = not yet
standards-missing-title = Whether the roles of the standard are filled
standards-missing = { $category ->
    [one] { $count } thing is missing
   *[other] { $count } things are missing
}
standards-missing-more = { $category ->
    [one] and { $count } more
   *[other] and { $count } more
}
standards-missing-on = On { $day }, when the version would enter into force:
standards-missing-nothing = { $day }: every role is filled, and every complaint has somebody to decide on it.
standards-missing-structure = Who decides and answers on that day
standards-missing-other-day = Another day
standards-missing-look = Look
standards-gaps = Some role is filled by nobody on the day of entry into force. Mend it, or write why the version is to be adopted nevertheless.
standards-gaps-do = The page of the version says what is missing and where it is mended.
standards-gaps-otherwise = What is missing has changed since the page was opened. Read the list again.
standards-gaps-bar = Some complaint would have nobody to decide on it, so the version cannot be adopted for that day.
standards-gaps-bar-do = Name who decides, or the body outside to which a client can turn.
standards-gaps-reason = Why it is to be adopted nevertheless
standards-gaps-reason-hint = The reason stays in the journal with your name.
standards-gaps-reason-long = The reason is too long: at most 500 characters.
standards-adopt-nevertheless = Adopt although something is missing
standards-passed-over = { $category ->
    [one] Adopted although { $count } thing was missing. Reason: { $reason }
   *[other] Adopted although { $count } things were missing. Reason: { $reason }
}
