# Waits, places and counters
hall-wait-now = at once
hall-wait-up-to = up to { $minutes }{ "\u00a0" }min
hall-wait-range = about{ "\u00a0" }{ $range }
hall-wait-over-hour = longer than an hour
hall-wait-over = longer than { $minutes }{ "\u00a0" }min
hall-wait-no-counter = no counter is working now
hall-wait-is = Waiting time: { $wait }.
hall-wait-unknown = No counter is working now, so we cannot say how long you will wait.
hall-nobody-waits = nobody is waiting
hall-waiting = { $category ->
    [one] { $count } person waiting
   *[other] { $count } people waiting
}
hall-place = Before you: { $ahead }
hall-place-next = You are next
hall-counter = Counter{ "\u00a0" }{ $number }

# Doors
hall-closed = Closed
hall-closed-today = closed
hall-opens-today = We open today at{ "\u00a0" }{ $time }.
hall-opens-tomorrow = We open tomorrow at{ "\u00a0" }{ $time }.
hall-opens-on = We open { $day } at{ "\u00a0" }{ $time }.
hall-hours-today = Opening hours today
hall-last-tickets = Tickets are given until{ "\u00a0" }{ $time }.

# Kiosk
hall-choose-line = Choose what you need
hall-party = How many people?
hall-party-fewer = One fewer
hall-party-one-more = One more
hall-party-more-than = If you are more than { $most }, please speak to an employee.
hall-party-wrong = Enter a number from 1 to { $most }. If you are more, please speak to an employee.
hall-people = { $category ->
    [one] { $count } person
   *[other] { $count } people
}
hall-no-lines = No tickets are given here yet. Please speak to a member of staff.
hall-priority = I need priority
hall-priority-lead = You will be served out of turn. You need not say why.
hall-priority-off = I do not need priority
hall-other-lines = Other services
hall-help = Help
hall-help-ask = Call an employee
hall-help-asked = An employee was called at { $time }. Please wait here.
hall-help-coming = An employee is coming to you.
hall-line-after-hours = You will be served, perhaps until after closing time.
hall-line-other-ways = There may not be time today. See other ways.
hall-other-ways = Other ways
hall-other-ways-why = There may not be time to serve you before closing: { $line }. A member of staff will help you find the best way.
hall-other-ways-why-any = There may not be time to serve you before closing. A member of staff will help you find the best way.
hall-ask-person = If you need help, speak to anyone at a counter.
hall-call-us = Call us: { $phone }.
hall-write-us = Write to us: { $email }.
hall-come-again = Come on another day: { $address }.
hall-how-choose = Press the button of your service and take the ticket.
hall-how-wait = Wait in the hall or follow the line on your phone: scan the code on the ticket.
hall-how-come = When you see your number on the screen, go to the counter shown.
hall-your-number = Your number: { $number }
hall-your-number-is = Your number
hall-take-ticket = Take your ticket
hall-print-ticket = Print the ticket
hall-qr-label = Code that opens your ticket on a phone
hall-qr-do = Scan the code with your phone to see your place in the line.

# Display
hall-display = Screen of the line
hall-display-head = Now calling
hall-display-idle = Welcome
hall-display-idle-more = Take a ticket and we will call you.
hall-notices = Notices
hall-notice = Notice
hall-our-promise = We promise
hall-sound-start = Turn on the sound

# Ticket
hall-please-come = Please come: { $counter }
hall-please-come-any = Please come to the counter
hall-called-at = We called you at{ "\u00a0" }{ $time }.
hall-called-again = We called you again at{ "\u00a0" }{ $time }.
hall-serving-at = You are being served at counter{ "\u00a0" }{ $number }
hall-serving = You are being served
hall-not-before = You will not be called before{ "\u00a0" }{ $time }.
hall-parked = Your place is kept
hall-parked-until = You will be called again at about{ "\u00a0" }{ $time }.
hall-no-show = We called you and you did not come
hall-no-show-at = We called at{ "\u00a0" }{ $time }.
hall-no-show-do = You can still come back: you will let a few people pass.
hall-left = You have left the line
hall-left-do = If you wish, take a new ticket.
hall-finished = Thank you for coming
hall-finished-waited = You waited { $wait }.
hall-mistake = This ticket is not valid
hall-unserved = This ticket is no longer valid
hall-as-of = You see how things were at{ "\u00a0" }{ $time }.
hall-more-time = I need more time
hall-return = Return to the line
hall-leave = Leave the line
hall-leave-ask = Leave the line?
hall-leave-means = Your place will not be kept. If you only need more time, stay and press “I need more time”.
hall-stay = Stay in the line
hall-new-ticket = Take a new ticket
hall-why-before = Why is somebody who came later before me?
hall-how = How do I use the ticket?
hall-how-phone = Keep this page open: it will tell you when and to which counter to come. If you do not come within a minute, the next person is called, but you can return to the line.
hall-done-more-time = All right, you will not be called for five minutes. Your place is kept.
hall-done-returned = You are in the line again.
hall-done-left = You have left the line.
hall-done-late = Something has changed meanwhile. Below you see how things are now.

# Branch on the web
hall-today = Today: { $hours }
hall-address = Address
hall-phone = Telephone
hall-email = E-mail
hall-hours-week = Opening hours in the next days
hall-departures = Other hours in the next 30 days
hall-channel-visit = In person
hall-channel-reception = Reception by appointment
hall-channel-phone = By phone
hall-channel-email = By e-mail
hall-channel-trust-line = Trust line
hall-channel-e-address = By e-address
hall-channel-portal = On the portal
hall-lines-now = The line right now
hall-take-here = Take a ticket
hall-no-tickets-here = No ticket is needed here: come straight to the counter.
hall-line-other-ways-public = There may not be time to serve you today. Call, write or come on another day.
hall-ticket-closed = We are closed now, so no tickets are given.
hall-services = Services
hall-service-line = Line
hall-service-price = Price
hall-service-deadline = Deadline
hall-service-link = The service online

# Institution
hall-institution = Customer service
hall-branches = Where to meet us
hall-no-branches = There are no branches yet.
hall-more-here = Also here
hall-follow-case = What is happening with my case?
hall-follow-case-how = Look with the code you were given.
hall-our-promises = What we promise
hall-our-promises-how = Our promises and how we keep them.
hall-board = Notices on the display
hall-board-lead = The display shows them between calls, one after the other, in both languages.
hall-board-none = No notice is written. The display shows the promises of the standard and the hours.
hall-board-shown = shown now
hall-board-to-come = to come
hall-board-times = from { $from } until { $until }
hall-board-everywhere = In every centre
hall-board-up = Up
hall-board-end = Take off
hall-board-new = New notice
hall-board-text-lv = Text in Latvian
hall-board-text-en = Text in English
hall-board-from-day = Shown from
hall-board-from-time = from, time
hall-board-until-day = Shown until
hall-board-until-time = until, time
hall-board-place = Where it is shown
hall-board-kind = Kind in the standard
hall-board-other-kind = Another notice
hall-board-about = The first day it is about
hall-board-about-hint = From it the standard counts how early notice is due.
hall-board-write = Show on the display
hall-board-preview = Look at it first
hall-board-rules = What the standard asks of notices
hall-board-at-once = at once when it is known
hall-board-days = { $category ->
    [one] at least { $count } day ahead
   *[other] at least { $count } days ahead
}
hall-board-working-days = { $category ->
    [one] at least { $count } working day ahead
   *[other] at least { $count } working days ahead
}
hall-board-late = The standard asks to show it by { $day } ({ $paragraph }).
hall-board-on-display = This is what the display shows
hall-board-changes = Still to be announced
hall-board-change-late = late
hall-board-change-write = Write the notice
hall-change-day = Service hours { $day }: { $hours }.
hall-change-time = We do not serve clients: { $from } – { $until }.
hall-board-day-wrong = Enter a day, at most two years ahead.
hall-board-time-wrong = Enter a time such as 9:00.
hall-board-backwards = The end has to come after the beginning.
hall-board-over = This time is over already.
hall-board-written = The notice is written.
hall-board-ended = The notice is taken off.
hall-board-moved = The order has changed.
hall-particulars = How to reach the institution
hall-fax = Fax
hall-website = Website
hall-other-contacts = Other ways to reach us
hall-registration = Registration number
hall-parent-body = Higher body
hall-stand = Information for the stand
hall-stand-of = { $branch }: information for clients
hall-stand-made = Made on { $day }.
hall-stand-hours = Service hours
hall-stand-contacts = How to reach us
hall-stand-information-phone = Information phone
hall-stand-information-email = Information e-mail
hall-stand-post = Postal address
hall-stand-prices = Services and prices
hall-stand-service = Service
hall-stand-no-deadline = as fast as possible
hall-stand-complaints = Where to complain
hall-stand-complaints-how = A complaint or a suggestion may be left here, posted or e-mailed. Whoever is complained about does not decide on it.
hall-stand-about = Complaint about
hall-stand-decides = Decided by
hall-stand-appeals = How to contest a decision
hall-stand-appeals-how = The decision says where and within what time it may be contested. A decision that is an administrative act is contested within one month of the day it came into force; where it does not say where and when, within a year (Administrative Procedure Law, section 79). The application may be left here or sent to the institution's address.
hall-stand-duties = What we ask of clients
hall-stand-more = More about us
hall-stand-standard = Our service standard
hall-stand-promises = What we promise and keep
hall-stand-branch = How long the wait is now
hall-stand-case = What became of my case
hall-write = Write to us
hall-write-how = A question, an order, a complaint, a suggestion or praise, without an account
hall-questions = Questions and answers
hall-questions-how = What residents ask, and what we answered
hall-feedback = Complaints, suggestions and praise
hall-feedback-how = How they are handled, who decides, and what we changed because of you
