# The first page of the workspace.
today-lead = Week { $week }. { $decisions ->
    [0] No decision waits.
    [one] One decision waits.
   *[other] { $decisions } decisions wait.
}
today-new-observation = New observation
today-clocks = Clocks
today-days = { $n ->
    [one] day left
   *[other] days left
}
today-clock-rule = { $date }. { $basis }: { $rule }.
today-routine = Our routine
today-clock-statement = The accessibility statement
today-clock-statement-do = Review it now
today-clock-agreement = The agreement expires
today-clock-agreement-do = Prepare the decision
today-clock-promise = The promise ends
today-clock-promise-do = See how it goes
today-clock-picture = The picture turns two years old
today-clock-picture-do = Plan the next one
today-decisions = Decisions that wait
today-decisions-none = Nothing waits for approval.
today-decide-picture = Approve the picture "{ $title }"
today-decide-promise = Approve the promise "{ $title }"
today-decide-news = Approve the piece of news "{ $title }"
today-decide-review = Approve the review "{ $title }"
today-waits-for-you = Waits for you
today-waits-for = Waits for { $who }
today-shown-when-both = Shown to the public only when both parties have approved.
today-inbox = Inbox
today-inbox-none = The inbox is empty.
today-inbox-received = { $n ->
    [one] One observation to read
   *[other] { $n } observations to read
}
today-inbox-received-meta = Read and sort them.
today-inbox-quarantined = { $n ->
    [one] One observation that the privacy guard has put aside
   *[other] { $n } observations that the privacy guard has put aside
}
today-inbox-quarantined-meta = Read it before any of it is used.
today-inbox-notice = A notice about a lack of accessibility
today-inbox-request = A request for another format
today-since-days = { $n ->
    [0] today
    [one] 1 day
   *[other] { $n } days
}
today-as-soon-as = Answered as soon as possible.
today-week = Last week, { $dates }
today-odd-sure = Unusual
today-odd-sure-lead = More than chance, even when we count that we look at many places.
today-odd-looks = Only looks unusual
today-odd-looks-lead = Outside its own range, but when we look at so many places we see such a thing most weeks.
today-odd-none = Nothing this week.
today-odd = { $what } in { $where }.
today-odd-text = { $n ->
    [one] One observation
   *[other] { $n } observations
} against an expected { $low }–{ $high }.
