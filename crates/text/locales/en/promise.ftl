# Citizens' promises.
promise-list-title = Citizens’ promises
promise-list-lead = Here you see what the municipality and the police have promised, and how it is going. The state is computed from the log. Nobody types it in.
promise-none = There are no citizens’ promises yet.
promise-lead-count = { $n ->
    [0] The promise has no commitments.
    [one] The promise has one commitment.
   *[other] The promise has { $word } commitments.
}
promise-lead-broken = { $n ->
    [one] We have broken one of them.
   *[other] We have broken { $word } of them.
}
promise-lead-behind = { $n ->
    [one] One is behind.
   *[other] { $cap } are behind.
}
promise-tally = The state of the commitments
promise-fact-term = In force
promise-fact-parties = Parties
promise-fact-counted = State computed
promise-fact-counted-from = { $date }, from the log and the plan
promise-fact-not-logged = There is no log. That is why nobody can say how it went.
promise-fact-source = First published
promise-commitments = The commitments
promise-rests = What commitment { $number } rests on
promise-rests-lead = Every link can be followed, from what someone told us to what was done.
promise-withdrawn = The promise has been withdrawn.
promise-withdrawn-on = Withdrawn { $date }.
promise-method = How we count
promise-method-counts = What counts
promise-method-counts-text = An occasion or effort counts when it has been held and both parties have confirmed it. Until then it is waiting for confirmation.
promise-method-expected = What we expect
promise-method-expected-text = The number is spread evenly over the time. When half of the time has passed we expect half.
promise-method-typed = The state
promise-method-typed-text = The state is computed each time the page is shown. It cannot be typed in.
promise-printed = Printed { $date }. The current state is on the web.
promise-read-whole = Read all of { $title }
promise-state-draft = Draft
promise-state-proposed = Waiting for approval
promise-state-approved = Approved, not public yet
promise-state-published = Published
promise-state-ended = Ended
promise-state-withdrawn = Withdrawn
promise-new = Write a promise
promise-edit = Change the text
promise-see-public = See it as everyone does
promise-waits-for = Waiting for approval by { $who }.
promise-step-foresla = Ask for approval
promise-step-godkann = Approve
promise-step-oppna = Take back to draft
promise-step-publicera = Publish
promise-step-avsluta = End the promise
promise-withdraw = Withdraw the promise
promise-field-title = Heading
promise-field-intro = Introduction (optional)
promise-field-intro-hint = Write to those who live here. An empty line starts a new paragraph.
promise-field-starts = First day
promise-field-starts-hint = Day, month, year, for example 1 1 2023
promise-field-ends = Last day
promise-field-ends-hint = Day, month, year, for example 31 12 2023
promise-field-parties = Who promises?
promise-field-logged = Is what is done logged here?
promise-field-logged-yes = Yes, the state is computed from the log
promise-field-logged-no = No, the promise was taken from elsewhere
promise-field-source = Address where the promise was first published (optional)
promise-field-source-hint = Begins with https://
promise-field-agreements = Agreements that the promise rests on
promise-field-focus = Focus areas that the promise answers
promise-field-reason = Why is the promise withdrawn?
promise-field-reason-hint = The reason is shown to everyone on the page of the promise.
promise-error-title = Write a heading
promise-error-term = The last day is before the first
promise-error-parties = Choose at least one party
promise-error-source = Write an address that begins with https://
promise-error-reason = Write why the promise is withdrawn
promise-add = Add a commitment
promise-no-commitments = The promise has no commitments yet. Add the first.
refused-no-commitments = The promise has no commitments. Add at least one.
refused-published-already = It is published already.
refused-term-runs = The promise is still in force. It can be ended when its last day has passed.
refused-absent = It is no longer there.
