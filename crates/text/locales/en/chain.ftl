# The chain: from what someone told to what was done.
chain-title = The chain
chain-lead = Every link can be followed, from what someone told us to what was done and what came of it.
chain-step-observations = Observations
chain-step-problem = Problem
chain-step-cause = Likely cause
chain-step-focus-area = Focus area
chain-step-agreement = Agreement
chain-step-commitment = Commitment
chain-step-effort = Effort
chain-step-review = Review
chain-step-news = News
chain-observations = { $n ->
    [one] 1 observation
   *[other] { $n } observations
}
chain-observations-hidden = Fewer than { $n } observations. The number is not shown.
chain-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
chain-missing-observations = Missing. Nothing shows which observations this rests on.
chain-missing-problem = Missing. It is not linked to any problem.
chain-missing-cause = Missing. The cause has not been looked into.
chain-missing-focus-area = No focus area yet.
chain-missing-agreement = No agreement yet.
chain-missing-commitment = No commitment yet.
chain-missing-effort = No effort yet.
chain-missing-review = No review has been published yet.
noun-observation = Observation
noun-dialogue = Dialogue
noun-picture = Situational picture
noun-finding = Finding
noun-problem = Problem
noun-cause = Cause
noun-easy-text = Text in easy Swedish
noun-focus-area = Focus area
noun-agreement = Agreement
noun-promise = Citizens’ promise
noun-commitment = Commitment
noun-plan = Action plan
noun-measure = Measure
noun-effort = Effort
noun-presence = Presence
noun-review = Review
noun-news = News
