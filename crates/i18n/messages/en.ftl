# What all rooms share. Keys begin with common- or error-; navigation with nav-.

# Buttons and links
common-save = Save
common-cancel = Cancel
common-close = Close
common-print = Print
common-search = Search
common-undo = Undo
common-choose = Choose
common-start = To the start

# Frame of a page
common-product = Solīts
common-skip = Skip to the content
common-navigation = Main menu
common-other-language = Latviešu
common-sign-out = Sign out
common-theme = Light or dark
common-keys = Keys
common-keys-title = Keyboard shortcuts
common-keys-none = This page has no shortcuts.
common-keys-use = Use single-key shortcuts
common-keys-rule = Shortcuts rest while you write in a field.

nav-workplace = Workplace
nav-floor = Floor
nav-cases = Cases
nav-inbox = Inbox
nav-feedback = Feedback
nav-search = Search
nav-promises = Promises
nav-standard = Standard
nav-plan = Checks
nav-evidence = Evidence
nav-setup = Set-up
nav-record = Access record
nav-requests = Colleagues' questions
nav-report = Report a non-conformity
nav-account = My account
nav-acquaintance = Acquaintance with the standard
nav-sign-in = How employees sign in
nav-access-record = Access record

# Forms
common-optional = if you wish
common-yes = Yes
common-no = No
common-error-summary = { $category ->
    [one] Please correct { $count } place
   *[other] Please correct { $count } places
}
common-field-empty = Please fill this in.
common-field-choose = Please choose one.
common-field-too-long = Please shorten the text: there is room for { $most } characters.
common-field-not-understood = Please check what you have written.

# States
common-stale = You see how things were at
common-reconnecting = Reconnecting…
common-new-rows = New entries — show
common-refresh = Reload the page
common-why-date = Why this date?

# Lists
common-page-of = Page { $page } of { $pages }
common-pages = Pages
common-previous-page = Previous page
common-next-page = Next page
common-clients = { $category ->
    [one] { $count } client
   *[other] { $count } clients
}

# Errors: what happened, and under …-do what to do now.
error-not-found = There is no such page
error-not-found-do = Check the address or begin at the start page. If the link came from us, please tell us.
error-not-found-call = Check the address and the id in it. The description is at /api/openapi.json.
error-sign-in = Please sign in
error-sign-in-do = This page opens only after signing in. Sign in and carry on.
error-sign-in-call = Send a valid token in the header Authorization: Bearer. Tokens are given out by the administrator.
error-pairing = This device is not paired
error-pairing-do = Ask the administrator to pair the device again.
error-forbidden = You do not have the right to do this
error-forbidden-do = If your work needs it, ask the administrator for this right.
error-forbidden-call = Ask the administrator for a token that has this right.
error-forbidden-right = Missing right: { $right }
error-foreign-form = The form was not sent from our page
error-foreign-form-do = Open the page again and send the form once more.
error-stale-form = The form is out of date
error-stale-form-do = Open the page again and see what has changed since. Nothing was saved.
error-stale-form-call = Read the page again and send its token in the header X-CSRF. Nothing was changed.
error-bad-request = We cannot read what was sent
error-bad-request-do = Go back, check what you have written and send it again.
error-bad-request-call = Compare what was sent with the description at /api/openapi.json and send it again. Nothing was changed.
error-body = The body cannot be read: { $why }
error-fields = Something in the call is not in order
error-fields-do = Put the fields named in order and send it again. Nothing was changed.
error-too-large = Too much was sent
error-too-large-do = Shorten the text or attach a smaller file.
error-too-large-call = Send less at a time. Nothing was changed.
error-refused-do = Check what you have written and try again.
error-conflict-do = Open the page again, look at the changes and decide once more. Nothing was saved.
error-too-many = Too many attempts
error-too-many-do = Nothing was changed. If this hinders your work, tell the administrator.
error-too-many-public = If you cannot wait, call us or come to the counter.
error-too-many-call = The header Retry-After names the seconds. Nothing was changed.
error-again-seconds = { $category ->
    [one] Try again in { $count } second.
   *[other] Try again in { $count } seconds.
}
error-again-minutes = { $category ->
    [one] Try again in { $count } minute.
   *[other] Try again in { $count } minutes.
}
error-again-hours = { $category ->
    [one] Try again in { $count } hour.
   *[other] Try again in { $count } hours.
}
error-slow = This took too long
error-slow-do = Open the page again in half a minute, see whether what you wrote was saved, and if not, try again.
error-slow-call = In half a minute see whether the change was made, or repeat the call with the same Idempotency-Key.
error-method = This address is not for that
error-method-do = Go back to the page and use its buttons and links.
error-method-call = Use one of the methods named in the header Allow.
error-media = We cannot take this kind of content
error-media-do = Send it in the kind that the description names.
error-outdated = It has changed since it was looked at
error-outdated-do = Look at it again and decide once more. Nothing was saved.
error-busy = This is not possible at this moment
error-busy-do = Too many ask for the same at once. Nothing was changed. Try again in half a minute.
error-event-number = No event with this number was ever given out
error-event-number-do = Begin again without the number, and read the state anew.
error-unforeseen = Something went wrong on our side
error-unforeseen-do = Try again. If it happens again, tell us the code below.
error-unforeseen-call = Try again. If it happens again, tell us the field instance of this answer.
error-code = Code: { $code }
