organisation-title = Set-up
organisation-missing = Needed before the first client
organisation-is-there = is there
organisation-is-missing = still missing
organisation-need-standard = A standard in force
organisation-need-branch = A service centre with hours
organisation-need-line = A line
organisation-need-service = A service
organisation-need-specialist = A specialist who serves
organisation-branches = Centres
organisation-today = open today
organisation-closed = closed
organisation-add-kiosk = Add a kiosk
organisation-add-display = Add a display
organisation-paired = Device code: { $code }. Enter it at the device on the page /device; it is good for ten minutes.
organisation-lines = Lines
organisation-services = Services
organisation-employees = Staff
organisation-add-employee = Add an employee
organisation-add-employee-lead = Give a name and an e-mail address, for example Anna Bērziņa, anna@ezermala.example. A link is shown by which the person chooses a password.
organisation-name = Name and surname
organisation-email = E-mail address
organisation-post = Post
organisation-branch = Centre
organisation-roles = Roles
organisation-email-taken = Another employee has this e-mail address.
organisation-invited = Send the employee this link, good for 72 hours: { $link }
organisation-taken = There is such a code, letter, number or address already.
organisation-taken-do = Choose another.
organisation-add-branch = Add a centre
organisation-add-branch-lead = The code stands in addresses, for example ezermala. Write hours like 09:00-12:30, 13:00-17:00; they hold for every working day.
organisation-add-line = Add a line
organisation-add-line-lead = The letter stands on the ticket, for example A. A line has the same name in every centre.
organisation-add-counter = Add a counter
organisation-add-service = Add a service
organisation-code = Code
organisation-title-name = Name
organisation-title-name-en = Name in English
organisation-address = Address
organisation-profile = About the institution
organisation-profile-lead = Its name and how it is reached, as public pages show them.
organisation-profile-public = See the public page
organisation-parent-body = Higher body
organisation-registration = Registration number
organisation-fax = Fax
organisation-website = Website
organisation-website-hint = For example https://www.ezermala.example
organisation-website-wrong = The address has to begin with https:// or http://.
organisation-other-contacts = Other ways to reach us
organisation-other-contacts-hint = In one line, for example: X @ezermala, e-address. They stand in the signature of every reply as well.
organisation-display = Notices on the display
organisation-phone = Phone
organisation-hours = Hours
organisation-letter = Letter
organisation-number = Number of the counter
organisation-line = Line
organisation-days = Deadline in working days; empty for as fast as possible
organisation-minutes = Usually takes minutes
organisation-documents = Documents, one a line
organisation-code-wrong = The code may hold small letters without marks, digits and hyphens only.
organisation-hours-wrong = The hours cannot be read. Write, for example, 09:00-12:30, 13:00-17:00.
organisation-letter-wrong = Give one letter.

# Changing what there is
organisation-changed = Somebody changed this meanwhile
organisation-changed-do = Open the page again, look at the changes and decide once more. Nothing was saved.
organisation-in-use = It cannot be closed now: clients wait or are served there, or somebody works there.
organisation-in-use-do = Wait until the clients are served and the counters are closed, then try again.
organisation-last-administrator = Somebody has to stay administrator: nobody else holds this role.
organisation-last-administrator-do = Give another employee the role of administrator first.
organisation-branch-first = The days of the year belong to a centre’s calendar: add a centre first.
organisation-notice-saved = Saved.
organisation-notice-closed = Out of use from now on. What was done before stays.
organisation-notice-opened = In use again.
organisation-notice-hours = The hours are changed and hold from now on.
organisation-notice-removed = Removed. The hours hold without it from now on.
organisation-notice-revoked = The device is revoked and cannot be used any more.
organisation-in-latvian = in Latvian
organisation-in-english = in English
organisation-close = Take out of use
organisation-open-again = Take into use again
organisation-closed-badge = out of use
organisation-is-closed = Out of use. What was done with it stays on record.
organisation-close-branch = A centre can be closed when nobody waits there and its counters are closed. Its history stays.
organisation-close-line = A line can be closed when nobody waits in it. Its history stays.
organisation-close-counter = A counter can be taken out of use when nobody works at it. Its history stays.
organisation-close-service = A service taken out of use is offered no more; cases opened with it go on.
organisation-close-employee = Whoever has left can no longer sign in, and is signed out everywhere at once. What they did stays on record.
organisation-code-stays = Code: { $code }. It stays as it is.
organisation-position = Place in the list
organisation-position-hint = A smaller number stands higher.
organisation-queue-device = There is a queue device here
organisation-counters = Counters
organisation-counters-none = There are no counters yet. Add one on the set-up page.
organisation-counter-title = Counter { $number }
organisation-counter-lines = Lines it serves
organisation-counter-lines-hint = Clients of these lines are called to this counter.
organisation-counter-without-line = Choose at least one line.
organisation-number-taken = There is a counter with this number in the centre already.
organisation-number-within = Give a whole number from { $least } to { $most }.
organisation-letter-taken = Another line has this letter.
organisation-line-branches = Centres that offer the line
organisation-line-in-use = Clients wait in this line at a centre you took out. Try again when they are served.
organisation-address-wrong = Enter an e-mail address such as anna@ezermala.example.

# Hours
organisation-hours-of = Hours: { $branch }
organisation-change-hours = Change hours
organisation-channels = Channels
organisation-channel-visit = In person
organisation-channel-phone = Phone
organisation-channel-email = E-mail
organisation-channel-letter = Letter
organisation-channel-portal = Portal
organisation-channel-e-address = E-address
organisation-channel-website = Website
organisation-channel-fax = Fax
organisation-channel-sms = SMS
organisation-channel-site-visit = Visit at the client's
organisation-channel-trust-line = Trust line
organisation-hours-shared = This channel keeps the hours of the centre. As soon as you change something here, it has hours of its own.
organisation-share-hours = Keep the hours of the centre again
organisation-week-of = Every week: { $channel }
organisation-week-hint = Leave a day empty when it is closed. Write times like 9:00 or 13:30; 24:00 is midnight.
organisation-weekday = Day
organisation-opens = Opens
organisation-closes = Closes
organisation-opens-again = Opens again
organisation-closes-again = Closes again
organisation-shortened = Minutes shorter before a holiday
organisation-shortened-hint = The last working day before a public holiday closes this much earlier.
organisation-days-off = Open on public holidays too
organisation-days-off-hint = For a line that answers round the clock.
organisation-save-hours = Save hours
organisation-hours-changed = Somebody changed these hours meanwhile. Open the page again to see how they are now.
organisation-hours-half = Give both times.
organisation-time-wrong = Write a time such as 9:00.
organisation-hours-backwards = It closes before it opens.
organisation-hours-overlap = It opens before it has closed.
organisation-exception = Other hours
organisation-change-kind = What the notice is about
organisation-change-kind-hint = How early the standard asks for a notice depends on it.
organisation-change-kind-day = By the day: before a holiday, or another change
organisation-changes = Notices of changes
organisation-changes-lead = Clients have to be told of these changes in time. Days that are shorter before a holiday are found by the program.
organisation-change-posted = Announced on { $moment }.
organisation-change-due = A notice has to be seen no later than { $day }.
organisation-change-open = There is no notice yet.
organisation-change-late = late
organisation-change-write = Write the notice
organisation-exceptions = Days with other hours
organisation-exceptions-none = There are none ahead.
organisation-add-exception = Set a day with other hours
organisation-exception-hint = These hours hold on that day instead of the usual ones. Leave them empty when it does not open.
organisation-date = Day
organisation-date-wrong = Give a day.
organisation-date-past = This day is over. Give today or a later day.
organisation-date-far = This day is more than three years ahead. Check the year.
organisation-reason-lv = Reason in Latvian, as clients read it
organisation-reason-en = Reason in English
organisation-closures = Closures
organisation-closures-none = None is planned.
organisation-add-closure = Plan a closure
organisation-from-date = Closed from, day
organisation-from-time = Closed from, time
organisation-to-date = Closed until, day
organisation-to-time = Closed until, time
organisation-closure-backwards = The closure ends before it begins.
organisation-closure-over = This closure is over already.
organisation-remove = Remove
organisation-end-now = End now

# Service
organisation-description = What it is
organisation-who = Who may receive it
organisation-result = What the client receives
organisation-documents-differ = There must be as many lines as in Latvian. Leave it empty to show the Latvian ones.
organisation-service-channels = How it can be asked for
organisation-link = Address of the e-service
organisation-link-hint = Begins with https://
organisation-link-wrong = The address must begin with https://
organisation-deadline = Deadline
organisation-deadline-none = As fast as possible
organisation-deadline-count = How many
organisation-unit-working-days = working days
organisation-unit-calendar-days = calendar days
organisation-unit-months = months
organisation-unit-opening-hours = opening hours
organisation-price = Price in euros
organisation-price-hint = For example 4.27; empty when it is free.
organisation-price-wrong = Write the price such as 4.27.
organisation-price-words = Price in words, if a figure is not enough
organisation-identity = Identity of the client
organisation-identity-no = not checked
organisation-identity-ask = asked where it matters
organisation-identity-must = always checked
organisation-owner = Who answers for it

# Employee
organisation-unit = Unit
organisation-supervisor = Direct supervisor
organisation-supervisor-circle = This person works under the employee, directly or further down.
organisation-levels = Involvement levels
organisation-levels-hint = Numbers of the standard's levels, for example 1, 2.
organisation-levels-wrong = Write levels as numbers from 1 to 9, for example 1, 2.
organisation-skills = Services the employee can give
organisation-skills-hint = With none ticked, every service of the counter's lines.

# Devices
organisation-devices = Devices
organisation-devices-lead = Kiosks and displays. A revoked device stops at once; to use it again, add it anew and enter the new code.
organisation-devices-none = There are no devices yet
organisation-devices-none-do = Add a kiosk or a display at a centre on the set-up page.
organisation-device-action = Action
organisation-device-seen = Last seen
organisation-kiosk = Kiosk
organisation-display = Display
organisation-device-revoked = revoked
organisation-device-paired = paired
organisation-device-waiting = waits for its code
organisation-device-expired = code expired
organisation-revoke = Revoke

# Import from a file
organisation-import = Import from a file
organisation-import-lead = The file is only looked at first: you will see what each row would add or change and what has to be put right. Nothing changes until you press “Import”. An empty cell changes nothing.
organisation-import-kind = What to import
organisation-import-employees = Employees
organisation-import-services = Services
organisation-import-file = File
organisation-import-file-hint = CSV or XLSX, up to 5 MB and 10,000 rows. Of an XLSX file the first sheet is read; formulas are not calculated.
organisation-import-check = Look at it
organisation-import-samples = Samples
organisation-import-samples-lead = The order of columns does not matter; headings may be in Latvian or English. An employee is found by e-mail, a service by its code.
organisation-import-sample-employees = Sample file of employees
organisation-import-sample-services = Sample file of services
organisation-import-no-file = Choose a file.
organisation-import-too-big = The file is too big: up to 5 MB are read. Split it into several.
organisation-import-too-many = The file has too many rows: up to { $most } are read. Split it into several.
organisation-import-not-understood = This file cannot be read. Save it as CSV or XLSX without a password.
organisation-import-empty = The file has no row under the headings.
organisation-import-no-heading = The first row has no heading “{ $column }”. Compare it with the sample.
organisation-import-heading-twice = The heading “{ $column }” is there twice.
organisation-import-preview = What the file would do
organisation-import-stale = The set-up has changed since the file was looked at, so nothing was imported. This is what the file would do now.
organisation-import-unread = These columns will not be read: { $names }.
organisation-import-problems = { $category ->
    [one] { $count } place has to be put right. Until then nothing is imported.
   *[other] { $count } places have to be put right. Until then nothing is imported.
}
organisation-import-row = Row
organisation-import-column = Column
organisation-import-typed = Written
organisation-import-problem = What to put right
organisation-import-who = Who or what
organisation-import-what = Action
organisation-import-differences = What changes
organisation-import-add = add
organisation-import-change = change
organisation-import-keep = leave
organisation-import-added = { $category ->
    [one] { $count } row is added
   *[other] { $count } rows are added
}
organisation-import-changed = { $category ->
    [one] { $count } row is changed
   *[other] { $count } rows are changed
}
organisation-import-kept = { $category ->
    [one] { $count } row is left as it is
   *[other] { $count } rows are left as they are
}
organisation-import-nothing = Everything is as in the file already.
organisation-import-do = Import
organisation-import-done = Import finished: { $added } added, { $changed } changed.
organisation-import-fill = This cell has to be filled in.
organisation-import-twice = Row { $row } says the same already.
organisation-import-unknown = There is none such.
organisation-import-none-there = Add it in the set-up first.
organisation-import-meant = Did you mean “{ $names }”?
organisation-import-there-are = There are, for example: { $names }.
organisation-import-several = There are several of that name; the name alone does not say which.
organisation-import-nobody = No employee has this address.
organisation-import-nobody-do = Write an address that is in the system or in this file.
organisation-import-closed = It is no longer in use.
organisation-import-closed-do = If it is needed again, put it back into use in the set-up first.

# Invitations
organisation-invitations = Who cannot sign in yet
organisation-invitations-lead = A link is good once and for 72 hours and is shown only when it is made, so hand it over at once. Links that are still good stay as they are.
organisation-invitation = Sign-in
organisation-invite = Make an invitation
organisation-invite-none = Cannot sign in: there is no invitation yet
organisation-invite-until = Has an invitation; good until { $moment }, and a new one replaces it
organisation-invite-expired = The invitation was not used; it was good until { $moment }
organisation-invite-all = Make invitations for all
organisation-invite-all-file = Make them for all as a file
organisation-invite-all-invited = Everybody who cannot sign in yet has an invitation that is good.
organisation-invite-after-import = These people cannot sign in yet
organisation-invite-made = { $category ->
    [one] { $count } link was made. It is shown only now: print this page or copy it.
   *[other] { $count } links were made. They are shown only now: print this page or copy them.
}
organisation-invite-link = Link, good for 72 hours
organisation-invite-state = Invitation
organisation-invite-back = Everybody who cannot sign in yet
organisation-invite-nobody = Everybody has chosen a password
organisation-invite-nobody-do = Whoever is added or imported without one will stand here.
organisation-not-waiting = This person needs no invitation
organisation-not-waiting-do = They have a password already, or no longer work here.

# Units
organisation-units = Units
organisation-units-lead = Departments and offices people work in. An employee's page says which one they belong to.
organisation-units-none = There are no units yet
organisation-units-none-do = An institution without departments needs none.
organisation-add-unit = Add a unit
organisation-unit-parent = Belongs to
organisation-unit-head = Head
organisation-unit-people = People
organisation-unit-nobody = Nobody works here yet.
organisation-unit-taken = Another unit has this name.
organisation-unit-circle = A unit cannot belong to itself or to one that belongs to it.

# Tokens of other programs
organisation-tokens = Tokens of other programs
organisation-webhooks = Webhooks
organisation-kept = How long things are kept
organisation-webhooks-given-up = { $category ->
    [one] { $count } program is called no more: it took nothing for three days. See Webhooks.
   *[other] { $count } programs are called no more: they took nothing for three days. See Webhooks.
}
organisation-tokens-lead = Another program calls with a token and may do only what is ticked. A revoked token is refused from the next call on and cannot be put back.
organisation-tokens-none = There are no tokens yet
organisation-tokens-none-do = Make one for each program, so that each can be revoked by itself.
organisation-token-made = The token was made. It is shown only now: copy it into the program that will use it.
organisation-token-name = Name
organisation-token-name-hint = The program that uses it, for example Panel of the hall.
organisation-token-scopes = What it may do
organisation-token-scope-needed = Tick at least one thing it may do.
organisation-token-at = Made
organisation-token-change = Last change made; reading is not recorded
organisation-token-revoked = revoked
organisation-add-token = Make a token
organisation-notice-token-revoked = The token is revoked and opens nothing any more.
organisation-scope-tickets-read = see a ticket and the hall of a centre
organisation-scope-tickets-write = take a ticket, leave the line, come back
organisation-scope-counters-write = open and close counters, call and serve clients
organisation-scope-cases-read = see cases with what clients wrote, the inbox and call-backs
organisation-scope-cases-write = open cases and work on them: notes, owner, terms, answer, closing
organisation-scope-messages-read = read correspondence: messages, letters, attachments and what is to leave
organisation-scope-messages-write = write to clients and handle letters for the employee named
organisation-scope-requests-read = read colleagues' questions and answers
organisation-scope-requests-write = ask colleagues, invite them to meetings and answer for the employee named
organisation-scope-nonconformities-read = read reports of non-conformities
organisation-scope-nonconformities-write = report non-conformities for the employee named
organisation-scope-feedback-read = see complaints and claims where it sees other cases
organisation-scope-feedback-write = register complaints, claims, suggestions and praise and take their steps for the employee named
organisation-scope-events-read = follow live what happens, without names and words of people
organisation-scope-measures-read = see promises and how they are kept
organisation-scope-exports-read = fetch registers, obligations and the counts of the client's way as files
organisation-scope-person-read = fetch everything that is stored of one client, to be given to that client
organisation-scope-standards-read = read standards
organisation-scope-standards-draft = upload and check standards
organisation-scope-standards-adopt = put a standard in force
organisation-scope-setup-read = see centres, lines, services, staff and the institution's mark
organisation-scope-setup-write = set and remove the institution's mark
organisation-scope-webhooks-manage = have other programs called when something happens

# Card of a service
organisation-part-about = What it is
organisation-part-course = How it goes
organisation-part-price = Price and payment
organisation-part-staff = For the staff
organisation-one-a-line = Write steps, documents and acts one a line. With no English lines the Latvian ones are shown.
organisation-steps = Steps, one a line
organisation-legal-basis = Legal basis, one act a line
organisation-delivery = Formats and places of receipt, one a line
organisation-delivery-hint = For example: electronically to the e-address; on paper at the centre.
organisation-payment = Ways of payment, one a line
organisation-payment-hint = For example: by card at the centre; by bank transfer.
organisation-questions = Questions that lead to this service, one a line
organisation-service-warnings = What to warn the client of, one a line
organisation-contact = Contact in words

# Removing a unit
organisation-unit-remove = Remove the unit
organisation-unit-remove-lead = A unit can be removed when nobody who works here and no other unit belongs to it.
organisation-unit-has-people = { $category ->
    [one] { $count } person belongs to it. Move them to another unit on their page first.
   *[other] { $count } people belong to it. Move them to another unit on their pages first.
}
organisation-unit-has-units = { $category ->
    [one] { $count } unit belongs to it. Move that one first.
   *[other] { $count } units belong to it. Move them first.
}
organisation-notice-unit-removed = The unit is removed.

# Names of devices
organisation-device-name-hint = By which staff tell it from others, for example By the entrance.
organisation-device-prints = Prints tickets
organisation-device-prints-hint = The kiosk has a printer; each ticket is printed without a press.

# Whose hours
organisation-hours-reception = Reception
organisation-hours-staff = Staff
organisation-hours-shared-why-reception = When private persons are received by appointment.
organisation-hours-shared-why-staff = When work begins and ends. Clients do not see it, and no deadline is counted in it.

# Days of the institution
organisation-calendar = Holidays and transferred days
organisation-calendar-lead = The same in every centre and channel. Public holidays and their substitutes are counted by the program; here stands what no rule can tell.
organisation-years = Confirmed years
organisation-year-confirmed = confirmed
organisation-year-open = not confirmed
organisation-year-lone = The order of the Cabinet may move these days. Enter what it moves before you confirm:
organisation-year-confirm = Confirm the calendar of { $year }
organisation-transfers = Transferred working days
organisation-add-transfer = Add a transferred day
organisation-transfer-off = Day that becomes free
organisation-transfer-to = Day worked instead
organisation-transfer-is = { $off } is free, { $worked } is worked
organisation-transfer-free = This day is free already.
organisation-transfer-worked = This day is worked already.
organisation-day-source = The act it rests on
organisation-one-off = Holidays of one year
organisation-add-one-off = Add a holiday of one year
organisation-festivals = Closing day of the Song and Dance festival
organisation-add-festival = Enter the closing day
organisation-days-none = None this year or later.
organisation-counting = How days are counted
organisation-counting-transfers = The Cabinet's transfers hold here
organisation-counting-transfers-hint = Bodies of the state budget must follow them; municipalities are advised to.
organisation-counting-saturday = A Saturday worked instead counts as a working day in terms
organisation-counting-moved = A term that ends on a day made free by a transfer ends on the next working day
organisation-notice-calendar = The calendar is changed in every centre and holds from now on. Deadlines counted before stay as they were.

# Overview
organisation-find = Find a centre, a service or an employee
organisation-find-do = Find
organisation-list-empty = There is none.
organisation-device-where = New device at

# The card of a service in words, for those who read it
organisation-card-questions = What to ask
organisation-card-steps = How it goes
organisation-card-documents = What to bring
organisation-card-payment = How to pay
organisation-card-delivery = How and where to receive it
organisation-card-warnings = What to expect
organisation-card-legal-basis = Legal basis
organisation-card-contact = Contact

# Who decides and answers
organisation-structure = Who decides and answers
organisation-structure-lead = A standard names roles, not people. Here is who holds each role on a day, who decides on a complaint, and what is missing.
organisation-structure-no-standard = No standard is in force on this day
organisation-structure-standards = Standards
organisation-structure-whole = Every role is held on this day, and every complaint has somebody to decide it.
organisation-structure-missing = { $category ->
    [one] Something is missing in { $count } place.
   *[other] Something is missing in { $count } places.
}
organisation-structure-more = { $category ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
organisation-structure-everybody = { $category ->
    [one] All employees: { $count } person
   *[other] All employees: { $count } people
}
organisation-structure-each-unit = The head of each unit
organisation-structure-each-person = Each employee's direct manager or head of unit
organisation-structure-stands-in = { $who } (standing in for { $for })
organisation-structure-away = { $who } (away)
organisation-structure-on = Day
organisation-structure-about = Who would decide on a complaint about this employee
organisation-structure-show = Show
organisation-structure-decisions = Who decides, from the lowest rung
organisation-structure-roles = Roles
organisation-structure-role = Role
organisation-structure-paragraph = Paragraph
organisation-structure-who = Held by
organisation-structure-ladder = Complaint ladder
organisation-structure-complaint-about = A complaint about
organisation-structure-decides = Decided by
organisation-last-resort = Where to turn outside the institution
organisation-last-resort-none = not named
organisation-last-resort-lead = The body to which a client can turn when nobody inside may decide on a complaint.
organisation-role-lead = A role is held by a person, by a unit, for which its head answers, or by a body such as a council.
organisation-role-everybody = Everybody who works here holds this role. Nobody needs to be named.
organisation-role-unit-head = Held by the head of the unit; where it has none, by the head of the unit above. Name here only somebody who leads people without a unit.
organisation-role-direct-manager = Held by the direct manager named on the employee's page, else by the head of the unit. Nobody needs to be named here.
organisation-role-ticked = The role is ticked on the employee's page
organisation-holder-person = Person
organisation-holder-unit = Unit
organisation-holder-body = Body
organisation-holder-hint = Name one: a person, a unit or a body.
organisation-holder-one = Name exactly one.
organisation-holder-contact = How to reach it
organisation-holder-contact-hint = Of a body: address, phone or e-mail.
organisation-holder-within = In which unit
organisation-holder-whole = In the whole institution
organisation-holder-name = Name
organisation-holder-end = End
organisation-first-day = First day
organisation-last-day = Last day
organisation-last-day-hint = Empty: without an end.
organisation-from-day = { $day } – no end
organisation-day-needed = Name the day.
organisation-day-before = The last day is before the first.
organisation-person-needed = Choose a person.
organisation-absences = Absences and substitutes
organisation-absences-lead = Who is away on which days, and who decides and answers instead.
organisation-absences-none = Nobody is away now or later
organisation-absence-add = Add an absence
organisation-absence-days = Days
organisation-absence-now = today
organisation-absence-end = Is back
organisation-employee = Employee
organisation-substitute = Substitute
organisation-substitute-hint = Where nobody is named, the standing substitute stands in.
organisation-substitute-self = Nobody stands in for themselves.
organisation-substitute-name = Name the substitute
organisation-substitutes = Standing substitutes
organisation-substitutes-lead = Who stands in whenever an absence names nobody.
organisation-mailboxes = Mailboxes
organisation-blocked = Blocked files
organisation-templates = Templates
organisation-words = Own words
organisation-form = Form of the service
organisation-form-open = Form: what the client is asked
organisation-form-lead = What clients are asked when they write about this service. Ask only what the service cannot be given without and the institution cannot find out itself.
organisation-form-fields = Questions
organisation-form-none = There is no form yet.
organisation-form-none-do = Clients write freely. Add the first question if the service cannot be given without it.
organisation-form-new = New question
organisation-form-change = Change
organisation-form-kind = How it is answered
organisation-form-short = One line
organisation-form-long = Several lines
organisation-form-number = A number
organisation-form-date = A date
organisation-form-choice = One of several answers
organisation-form-yes-no = Yes or no
organisation-form-file = A file
organisation-form-yes = Yes
organisation-form-no = No
organisation-form-label = Question
organisation-form-help = Explanation
organisation-form-choices = Possible answers
organisation-form-choices-hint = Only for a choice of several; one a line, in the same order in both languages.
organisation-form-choices-count = Write 2 to { $most } answers, one a line.
organisation-form-choices-pairs = There must be as many answers in English as in Latvian, in the same order.
organisation-form-required = Nothing is sent without this answer
organisation-form-up = Up
organisation-form-down = Down
organisation-form-full = A form has at most { $most } questions.
organisation-form-stale = Somebody else has changed the form meanwhile.
organisation-form-preview = As the client sees it
organisation-form-preview-how = Above the questions clients see the card of the service: documents, price, deadline, and the date if they sent it now.
organisation-form-preview-whole = Open the whole page
organisation-form-stale-do = Open the form again and enter what you have just written once more.

organisation-mark = Mark of the institution
organisation-mark-lead = A picture that stands in the head of letters, on pages to print and in PDF files.
organisation-mark-now = The mark that letters have now
organisation-mark-file = Picture
organisation-mark-hint = A PNG file of at most 1 MB and 3000 points a side.
organisation-mark-save = Save the mark
organisation-mark-remove = Remove the mark
organisation-mark-needed = Choose a PNG file with the mark.
organisation-mark-kind = This is not a PNG picture. Save the mark as PNG and choose it again.
organisation-mark-large = The picture is too large. Make it at most 1 MB and 3000 points a side and choose it again.
organisation-price-free = free of charge
