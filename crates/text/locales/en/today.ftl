# The first page of the workspace.
today-lead = Week { $week }. { $decisions ->
    [0] No decisions are waiting.
    [one] One decision is waiting.
   *[other] { $decisions } decisions are waiting.
}
today-new-observation = New observation
today-clocks = Deadlines
today-days = { $n ->
    [one] day left
   *[other] days left
}
today-clock-rule = Last day: { $date }. Rule: { $rule } ({ $basis }).
today-routine = our routine
today-clock-statement = The accessibility statement
today-clock-statement-do = Review it now
today-clock-agreement = The agreement expires
today-clock-agreement-do = Prepare the decision
today-clock-promise = The promise ends
today-clock-promise-do = See how it goes
today-clock-picture = The picture turns two years old
today-clock-picture-do = Plan the next one
today-decisions = Waiting decisions
today-decisions-none = Nothing is waiting for approval.
today-decide-picture = Approve the picture “{ $title }”
today-decide-promise = Approve the promise “{ $title }”
today-decide-news = Approve the piece of news “{ $title }”
today-decide-review = Approve the review “{ $title }”
today-waits-for-you = Waiting for you
today-waits-for = Waiting for { $who }
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
today-odd-sure-lead = Hardly chance, even allowing for how many places we test.
today-odd-looks = Only looks unusual
today-odd-looks-lead = More or fewer than expected in that place. But we test so many places that something like this shows up most weeks.
today-odd-how-title = How we counted
today-odd-how = Each category in each area is compared with its own past, { $n } series in all. With at least two years and at least { $least } observations, season and trend are taken into account (Farrington's method in Noufaily's form). Otherwise the latest weeks are compared, at most 52. The range holds nine weeks out of ten (negative binomial distribution). Of what is called unusual, at most 5 % may be false (Benjamini-Hochberg).
today-odd-file = Take all series (CSV). They hold exact numbers: do not publish them.
today-odd-command = Count it again yourself with the same answer:
today-odd-none = Nothing this week.
today-odd = { $what } in { $where }.
today-odd-text = { $n ->
    [one] One observation
   *[other] { $n } observations
} against an expected { $low }–{ $high }.
today-decide-problem = Approve the problem “{ $title }”
today-decide-easy-text = Approve the text in easy Swedish “{ $title }”
today-decide-focus-area = Approve the focus area “{ $title }”
today-decide-plan = Approve the action plan “{ $title }”
today-decide-dialogue = Approve the dialogue “{ $title }”
today-decide-agreement = Sign “{ $title }”
today-in-force-when-signed = In force when every party has signed.
today-confirm-occasion = Confirm “{ $title }”, { $date }
today-counts-when-confirmed = Counts when both parties have confirmed.
today-clock-plan-follow-up = The action plan is due for follow-up
today-clock-plan-follow-up-do = Follow up the plan
today-pages = Your pages
today-lead-week = Week { $week }.
today-odd-text-none = { $n ->
    [one] One observation
   *[other] { $n } observations
}. Usually there are none.
today-agree-measure = Agree with the follow-up of “{ $title }”
today-odd-years = Compared with the same time of year { $n } years back.
today-odd-weeks = Compared with the { $n ->
    [one] week
   *[other] { $n } weeks
} before.
