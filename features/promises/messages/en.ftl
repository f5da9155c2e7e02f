promises-title = Promised and kept
promises-none = This standard has no promises to measure yet.
promises-promised = promised
promises-kept = kept
promises-cases = { $category ->
    [one] { $count } case
   *[other] { $count } cases
}
promises-no-figure = no figure
promises-below = At present we keep less than we promised.
promises-months = The last twelve months
promises-how = How we count this
promises-how-text = Promises kept, divided by all that were owed. Where the client left of their own will or the ticket was a mistake, nothing is counted. Counts below five are not published.
promises-cases-behind = Cases behind the figure
promises-all = Show all
promises-only-broken = Show broken ones only
promises-none-behind = None in the last month.
promises-opened = Opened
promises-due = Due
promises-state = State
promises-branch = Centre
promises-by-day = By day
promises-day = Day
promises-state-met = kept
promises-state-late = done too late
promises-state-breached = not kept
promises-state-waived = not counted
promises-state-open = still running
promises-evidence = Evidence
promises-entries = Journal entries
