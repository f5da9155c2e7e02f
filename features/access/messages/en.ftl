access-sign-in = Sign in
access-email = E-mail address
access-password = Password
access-wrong = The e-mail address or the password is wrong. Check both and try again.
access-second = Second step
access-second-new = Scan the code with an authenticator app, or type the key into it, then enter the six digits it shows.
access-second-known = Enter the six digits from your authenticator app.
access-second-qr = Code for an authenticator app
access-second-wrong = The code does not fit or was used already. Wait for the next one and enter it.
access-code = Code
access-invitation = Choose a password
access-password-new = New password
access-password-again = The same password again
access-password-hint = At least 12 characters; several words with blanks will do.
access-password-short = The password is too short. Choose at least 12 characters.
access-password-long = The password is too long. 128 characters are enough.
access-password-common = Such a password is easy to guess. Add another unexpected word.
access-password-differs = The two passwords differ. Enter them again.
access-device = Connect a device
access-device-lead = Enter the eight-character code an administrator sees in the set-up. It is good for ten minutes.
access-device-code = Device code
access-device-pair = Connect
access-device-wrong = The code does not fit or has expired. Ask an administrator for a new one.
access-account = My sign-ins
access-started = Started
access-seen = Last used
access-end = End
access-this = This sign-in
access-demo-title = Try Solīts
access-demo-lead = This is a fictional municipality with fictional people. Choose who you are today.
access-demo-clock = In the demonstration it is now
access-demo-people = Staff
access-demo-hall = Devices in the hall
access-demo-kiosk = Queue kiosk
access-demo-display = Hall display
access-demo-phone = The line on a phone
access-demo-public = For residents
access-passkeys = Passkeys
access-passkeys-lead = A passkey in a phone, computer or security key signs you in with a finger, a face or a PIN, without a password. Add one on each device you use.
access-passkey-name = Name of the passkey
access-passkey-name-hint = For yourself, such as “work computer”.
access-passkey-unnamed = Passkey
access-passkey-made = Added
access-passkey-remove = Remove
access-passkey-add = Add a passkey
access-passkey-use = Sign in with a passkey
access-passkey-instead = Or a passkey
access-passkey-doubtful = there may be a copy
access-passkey-nowhere = Passkeys do not work on this address
access-passkey-nowhere-do = They need a name and TLS, or localhost. Sign in with the password and six digits.
access-passkey-script = Adding a passkey needs JavaScript; the password and six digits do not.
access-passkey-unsupported = This browser cannot use passkeys. Open the page in another one, or sign in another way.
access-passkey-elsewhere = Passkeys work only on { $address }. Open the page there.
access-passkey-failed = The device gave no passkey. Try again, or take the other way.
access-passkey-wrong = The passkey was not accepted. Try again, or sign in with the password.
access-passkey-copied = The passkey was not accepted: its counter went back, so there may be a copy of it. Sign in another way, remove it and tell an administrator.
access-passkey-not-added = The passkey was not added. Try again, or choose another device.
access-passkey-needed = A passkey is needed
access-passkey-needed-do = You have a passkey, and the password does not replace it. Sign in with the passkey.
access-passkey-must = Your rights need a passkey: a password and digits alone do not open them. Add one, and signing in is complete.
access-passkey-must-nowhere = Passkeys do not work on this address: they need a name and TLS, or localhost. Ask whoever looks after the server to name such an address with --public-url.
access-passkey-must-script = Adding a passkey needs JavaScript. Switch it on and load the page again.
access-passkey-last = The last passkey stays
access-passkey-last-do = Your rights need at least one passkey. Add another first, then remove this one.
access-password-change = Change the password
access-password-present = Present password
access-password-ends = Your other sign-ins end.
access-present-wrong = This is not the present password. Enter it again.
access-sessions = Where I am signed in
access-how = How
access-how-passkey = Passkey
access-how-second = Password and six digits
access-how-password = Password only
access-how-demo = Demonstration
access-notice-passkey-added = The passkey is added.
access-notice-passkey-removed = The passkey is removed.
access-notice-password = The password is changed; your other sign-ins have ended.
access-notice-password-reset = The new password is kept. Sign in with it.
access-notice-ended = The sign-in is ended.
access-forgotten = Forgotten password
access-forgotten-do = Ask an administrator of your institution for a link: it is good once and for ten minutes, and only you see the new password.
access-reset = Choose a new password
access-reset-second-stays = Your second step stays as it was.
access-reset-also-second = Your second step and passkeys go too; you choose a new one at the next sign-in.
access-reset-link = Link to hand over
access-reset-hand-over = It is shown only now, and is good once and for ten minutes. Give it to this person alone.
access-reset-waits = Another administrator has to confirm it; then the link is shown to them.
access-reset-own = Somebody else does this for you; your own password you change in your account.
access-reset-two = This takes another administrator than the one who asked for it, within a day.
access-reset-asked = { $name } asked for a new second step.
access-reset-confirm = Confirm and make the link
access-reset-password = New password
access-reset-all = New password and second step
access-people = How employees sign in
access-people-lead = Who has forgotten the password gets a link from you; you never see the password. A lost phone or key takes two administrators. Using the link ends all sign-ins of the person.
access-people-find = Name
access-people-none = Nobody of this name has a password
access-find = Find
access-person = Employee
access-second-factor = Second step
access-has-none = none yet
access-has-digits = six digits
access-has-passkeys = { $category ->
    [one] { $count } passkey
   *[other] { $count } passkeys
}
access-has-both = six digits and { $category ->
    [one] { $count } passkey
   *[other] { $count } passkeys
}
access-to-setup = Set-up
access-record = Access record
access-record-lead = Who looked at clients' cases and saved files of evidence, and when. Entries cannot be changed, and not removed before their time; that you look is recorded too.
access-record-case = Case number
access-record-anybody = Everybody
access-record-day = Day
access-record-at = When
access-record-who = Who
access-record-what = What they did
access-record-none = There are no such entries
access-record-no-case = There is no case with this number.
access-record-program = Program: { $name }
access-record-case-opened = Opened the case
access-record-case-receipt = Opened the slip of the case
access-record-case-search = Searched cases, found: { $count }
access-record-case-list = Was given a list of cases, cases: { $count }
access-record-export = Took a table as a file, lines: { $count }
access-record-evidence-file = Saved a file of evidence, norm: { $norm }
access-record-viewed = Looked at the access record, shown: { $count }
access-record-purpose = Purpose
access-record-show = Show
access-record-everything = Everything
access-record-unusual = What is unusual of a day
access-purpose-visit = A client at the counter
access-purpose-owner = Work on their own case
access-purpose-supervision = Supervision of the case's owner
access-purpose-search = Looking for a case
access-purpose-program = Exchange with a program
access-purpose-oversight = Oversight of access
access-purpose-none = not known
access-unusual-lead = Looks of the day that are worth a question. Unusual is not wrong yet.
access-unusual-none = Nothing is unusual on this day
access-unusual-why = What is unusual
access-unusual-many = { $category ->
    [one] opened { $count } case that day, far more than usual
   *[other] opened { $count } cases that day, far more than usual
}
access-unusual-searches = { $category ->
    [one] searched { $count } time that day, far more than usual; cases opened: { $opened }
   *[other] searched { $count } times that day, far more than usual; cases opened: { $opened }
}
access-unusual-hours = outside working hours
access-unusual-unit = a case of another unit, for no known purpose
access-unusual-surname = the client has the same surname
access-terms = How long entries are kept
access-terms-lead = Every hour the program removes older entries; younger ones nobody can remove. Each removal stays in the journal.
access-terms-kept = How long letters and drafts are kept
access-terms-term = Term
access-terms-months = Months
access-terms-hint = From 18 to 240. One person makes it longer, two make it shorter.
access-terms-wrong = Enter a whole number from 18 to 240.
access-terms-asked = { $category ->
    [one] { $name } asks that entries are kept for { $count } month.
   *[other] { $name } asks that entries are kept for { $count } months.
}
access-terms-confirm = Confirm the shorter term
access-terms-two = Within a day somebody other than who asked for it confirms it.
access-terms-two-do = Somebody else confirms it within a day.
access-terms-changed = The term was changed meanwhile
access-terms-changed-do = It is longer now than what you saw. Look at it again.
access-terms-older = Old entries
access-terms-count = { $category ->
    [one] There is { $count } entry from before { $day }.
   *[other] There are { $count } entries from before { $day }.
}
access-terms-remove = Remove the old entries
access-terms-notice-kept = The term is changed.
access-terms-notice-waits = The shorter term waits until somebody else confirms it.
access-terms-notice-removed = The old entries are removed.
