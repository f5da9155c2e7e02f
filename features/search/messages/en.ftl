# Keys of this room begin with search-.
search-title = Search
search-label = What are you looking for?
search-hint = A case number, a name, a telephone, an e-mail address, or words of the subject, messages, notes, questions to colleagues and the standard — in any ending, with diacritics or without.
search-what = Type what you are looking for
search-what-text = For instance 2026-000123, Bērziņa, 29 123 456 or “ielas apgaismojums”. Every word has to be there; their order does not matter.
search-nothing = Nothing was found.
search-nothing-text = Check the spelling, keep only the most important words, or search by number or telephone. What was written just now is found after a few seconds. Cases that you may not see are not shown.
search-personal-code = Personal codes are not searched for. Search by name, telephone or case number.
search-too-often = You are searching too often: more than 60 times a minute. Please wait a minute and try again.
search-found-cases = { $category ->
    [zero] { $count } cases found
    [one] { $count } case found
   *[other] { $count } cases found
}
search-found-more = More than { $most } cases found. Add another word.
search-found-others = { $category ->
    [zero] No cases; { $count } other entries
    [one] No cases; { $count } other entry
   *[other] No cases; { $count } other entries
}
search-cases = Cases
search-people = People
search-tickets = Tickets of today
search-set-up = Set-up
search-questions = Questions to colleagues
search-reports = Non-conformities
search-letters = Letters without a case
search-colleagues = Colleagues and contact persons
search-norms = Norms of the standard
search-paragraph = Paragraph { $paragraph }
search-shown-of = { $shown } of { $count } found are shown.
search-shown-of-more = { $shown } are shown; more than { $most } were found. Add another word.
search-whole-list = The whole list
search-cases-of = { $category ->
    [zero] { $count } cases
    [one] { $count } case
   *[other] { $count } cases
}
search-in-client = Client
search-in-party = Party of the case
search-in-received = In a message received
search-in-sent = In a message sent
search-in-note = In a note
search-show-all = Show everything
search-pages = Pages of what was found
search-ticket-waiting = waiting
search-ticket-called = called
search-ticket-serving = being served
search-ticket-parked = set aside
search-ticket-finished = served
search-ticket-no-show = did not come
search-ticket-left = left the line
search-employee = employee
search-service = service
search-branch = branch
search-page = set-up page
search-page-institution = Institution: name, address, colour
search-page-calendar = Calendar: public holidays, days off, moved working days
search-page-absences = Absences, holidays and substitutes
search-page-structure = Roles and who holds them, who decides on complaints
search-page-units = Units
search-page-devices = Kiosks, displays and other devices
search-page-mailboxes = Mailboxes
search-page-blocked = Blocked files: where the scan has found something harmful
search-page-import = Import of employees and services from a table
search-page-invitations = Invitations of employees
search-page-tokens = Keys for other programs
search-page-record = Access record: who looked at clients' data
search-page-kept = How long things are kept
search-page-standard = Customer service standard
