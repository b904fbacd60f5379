# Commitments: the state, the sentences behind it, the log.
commitment-state-kept = Kept
commitment-state-ahead = Ahead
commitment-state-on-track = On track
commitment-state-behind = Behind
commitment-state-broken = Broken
commitment-state-cannot-tell = Cannot be determined
commitment-state-not-started = Not started
commitment-tally-kept = { $n } kept
commitment-tally-ahead = { $n } ahead
commitment-tally-on-track = { $n } on track
commitment-tally-behind = { $n } behind
commitment-tally-broken = { $n } broken
commitment-tally-cannot-tell = { $n } cannot be determined
commitment-tally-not-started = { $n } not started
commitment-count = { $counted } of { $target }
commitment-counts-presence = occasions have been held
commitment-counts-activity = efforts have been made
commitment-counts-other = times so far
commitment-tick = expected today: { $expected }
commitment-of = Commitment { $number } of { $n }
commitment-says-not-started = Starts { $date }.
commitment-says-ahead = We are { $word } ahead of the plan. The plan says { $expected } by today.
commitment-says-on-track = The plan says { $expected } by today.
commitment-says-once = It is to be done by { $date }.
commitment-says-behind-presence = By today { $due } should have been held. { $cap } { $n ->
    [one] is
   *[other] are
} missing.
commitment-says-behind-activity = By today { $due } should have been made. { $cap } { $n ->
    [one] is
   *[other] are
} missing.
commitment-says-behind-other = By today it should have been done { $due } times. { $cap } { $n ->
    [one] is
   *[other] are
} missing.
commitment-says-kept-presence = The { $nth } occasion was held { $date }. The commitment was kept then.
commitment-says-kept-activity = The { $nth } effort was made { $date }. The commitment was kept then.
commitment-says-kept-other = { $n ->
    [one] It took place on { $date }. The commitment was kept then.
   *[other] The { $nth } time was on { $date }. The commitment was kept then.
}
commitment-says-broken = Time ran out on { $date }. { $cap } of { $target } were missing. That is why the commitment is broken.
commitment-says-broken-once = It should have been done by { $date }. It has not been done. That is why the commitment is broken.
commitment-says-broken-late = It took place on { $date }, { $late } late. That is why the commitment is broken.
commitment-late-days = { $n ->
    [one] one day
   *[other] { $word } days
}
commitment-late-weeks = { $n ->
    [one] one week
   *[other] { $word } weeks
}
commitment-says-cannot-count = We cannot tell whether the commitment is kept. It lacks a number and a date.
commitment-says-cannot-count-report = We cannot tell whether the commitment is kept. It lacks a number, a date and a way of reporting back.
commitment-says-cannot-log = We cannot tell whether the commitment was kept. There is no log of what was done.
commitment-says-cannot-unconfirmed = Time is up. { $cap } { $n ->
    [one] is
   *[other] are
} still waiting for confirmation. We cannot tell whether the commitment was kept until both parties have confirmed.
commitment-says-cannot-withdrawn = The promise was withdrawn { $date }. The commitment is no longer followed.
commitment-says-waiting = { $cap } more { $n ->
    [one] is
   *[other] are
} waiting for confirmation and { $n ->
    [one] does
   *[other] do
} not count yet.
commitment-says-ahead-presence = { $cap } { $n ->
    [one] occasion remains
   *[other] occasions remain
}: { $dates }.
commitment-says-ahead-presence-alike = { $cap } { $n ->
    [one] occasion remains: { $dates }, { $time }
   *[other] occasions remain: { $dates }, all { $time }
}.
commitment-says-ahead-activity = { $cap } { $n ->
    [one] effort is
   *[other] efforts are
} planned: { $dates }.
commitment-says-ahead-other = Planned: { $dates }.
commitment-says-cancelled-presence = { $n ->
    [one] One occasion was cancelled { $when }.
   *[other] { $cap } occasions have been cancelled.
}
commitment-says-left-presence = { $cap } { $n ->
    [one] occasion remains
   *[other] occasions remain
}.
commitment-says-passed = { $share } per cent of the time has passed. At an even pace that makes { $expected }.
commitment-in-month = in { $month }
commitment-brief-kept-presence = { $counted } of { $target }. The last was held { $date }.
commitment-brief-kept-activity = { $counted } of { $target }. The last was made { $date }.
commitment-brief-kept-other = It took place on { $date }.
commitment-brief-behind = { $counted } of { $target }. Expected today: { $due }. We are { $word } behind.
commitment-brief-on-track = { $counted } of { $target }. Expected today: { $due }.
commitment-brief-ahead = { $counted } of { $target }. Expected today: { $due }.
commitment-brief-once = To be done by { $date }.
commitment-brief-not-started = Starts { $date }.
commitment-brief-broken = { $counted } of { $target } when time ran out { $date }.
commitment-brief-broken-once = Should have been done by { $date }.
commitment-brief-broken-late = It took place on { $date }, { $late } late.
commitment-brief-cannot-count = There is no number to count against.
commitment-brief-cannot-log = There is no log.
commitment-brief-cannot-unconfirmed = Time is up. We are waiting for confirmation.
commitment-brief-cannot-withdrawn = The promise has been withdrawn.
commitment-remedy-action = What we do about it.
commitment-remedy-why = Why:
commitment-remedy-decided = Decided by { $who } { $date }.
commitment-remedy-both = both parties
commitment-log = { $n ->
    [one] Log: one event
   *[other] Log: { $word } events
}
commitment-log-presence = Occasion { $nth } was held { $time }.
commitment-log-activity = Effort { $nth } was made { $time }.
commitment-log-other = Done { $time }.
commitment-log-before = Held { $time }, before the promise was in force. Does not count.
commitment-log-visits = { $n ->
    [one] One visit.
   *[other] { $n } visits.
}
commitment-log-visits-few = Fewer than { $word } visits.
commitment-log-hours = The parties spent { $hours } hours.
commitment-log-late = It was after the last day.
commitment-log-waiting = Held { $time }.
commitment-log-waiting-strong = Waiting for confirmation.
commitment-log-disputed = The parties do not agree that it was held. It does not count.
commitment-log-cancelled-presence = The occasion was cancelled.
commitment-log-cancelled-activity = The effort was cancelled.
commitment-log-cancelled-other = Cancelled.
commitment-log-replaced = New date: { $date }.
commitment-log-not-replaced = No new date has been set.
commitment-log-unlogged = Planned { $time }. Not logged yet.
commitment-fact-place = Place
commitment-fact-way-back = How it is reported
commitment-fact-rule = Counts as on track when
commitment-rule-presence = { $n ->
    [0] no occasion is missing against the expected
    [one] at most one occasion is missing against the expected
   *[other] at most { $word } occasions are missing against the expected
}
commitment-rule-activity = { $n ->
    [0] no effort is missing against the expected
    [one] at most one effort is missing against the expected
   *[other] at most { $word } efforts are missing against the expected
}
commitment-rule-other = { $n ->
    [0] no time is missing against the expected
    [one] at most one time is missing against the expected
   *[other] at most { $word } times are missing against the expected
}
commitment-kind-activity = An activity that is counted
commitment-kind-presence = Presence a number of times
commitment-kind-one-off = Something done once
commitment-kind-information = Information
commitment-kind-follow-up = Follow-up
commitment-kind-direction = A direction or an outcome
commitment-new = New commitment
commitment-edit = Change the commitment
commitment-drop = Remove the commitment
commitment-field-title = What do you promise?
commitment-field-title-hint = One sentence that a neighbour understands, for example “The police are at the safety office ten times in 2023”.
commitment-field-kind = What kind of commitment is it?
commitment-field-at-least = At least how many times?
commitment-field-at-least-hint = A number, for example 10. Leave empty if it is done once.
commitment-field-by = By which day?
commitment-field-by-hint = Day, month, year. Leave empty if it holds for the whole promise.
commitment-field-tolerance = How many may be missing and still count as on track?
commitment-field-place = Where?
commitment-field-place-hint = A place that everyone knows. No address of anyone’s home.
commitment-field-unit = Unit at { $party } that does it
commitment-field-way-back = How and when will residents be told?
commitment-field-way-back-hint = For example “In the calendar the same day, and in a news item in December”.
commitment-field-grounds = What does the commitment answer?
commitment-error-title = Write what you promise
commitment-error-kind = Choose what kind of commitment it is
commitment-error-by = The day is outside the time of the promise
remedy-title = Say why, or what you do about it
remedy-field-kind = What do you want to say?
remedy-field-text = Text
remedy-field-text-hint = Shown to everyone when both parties have approved. Write about places and problems, not about people.
remedy-kind-action = What we do about it
remedy-kind-why = Why it happened
remedy-error-text = Write what you want to say
remedy-save = Save and ask for approval
remedy-waits-for = Waiting for { $who }.
remedy-agree = Approve the text
lint-title = Before you propose the promise
lint-lead = This is what the reader will ask. The review does not stop you.
lint-nothing = No remarks. The commitments can be counted and followed.
lint-number-or-date = A number or a date is missing. Nobody can say whether it is kept.
lint-unit = { $party } has no unit that does it.
lint-place = A place is missing.
lint-ground = It answers no problem, no cause and no focus area.
lint-way-back = It does not say how and when residents will be told.
lint-vague = “{ $words }” can mean anything.
lint-copied = The text resembles an earlier commitment: “{ $title }”. Has nothing changed since?
lint-public-title = Our review of the wording.
