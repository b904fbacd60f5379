# Follow up an effort or a measure with figures.
effect-title = Follow up with figures
effect-lead = Observations before and after are counted where you did something, and compared with areas where you did not.
effect-link = Follow up with figures
effect-link-measure = Follow up measure { $n } with figures
effect-answer = The answer
effect-verdict-decreased = Decreased
effect-verdict-increased = Increased
effect-verdict-no-difference-seen = No difference seen
effect-verdict-cannot-tell = Cannot be told
effect-verdict-not-yet = Has not begun
effect-title-decreased = Fewer observations than expected where you did something
effect-title-increased = More observations than expected where you did something
effect-title-no-difference-seen = It went about as in the other areas
effect-title-cannot-tell = The figures are not enough for an answer
effect-title-not-yet = No whole week has passed since the start
effect-title-could-not = The figures will probably not be enough for an answer
effect-text-decreased = There were fewer observations than expected, given how it went in the other areas. Chance is not enough to explain it.
effect-text-increased = There were more observations than expected, given how it went in the other areas. Chance is not enough to explain it.
effect-text-no-difference-seen = The difference from the other areas is no larger than chance can make it. It does not mean that what you did had no effect.
effect-text-figures = Difference: { $change }.
effect-text-hidden = How large the difference is, is not shown, because one of the numbers behind it is smaller than { $least }.
effect-change = { $middle }, probably between { $low } and { $high }
effect-change-open = { $middle }, probably at least { $low }
effect-p-small = less than 0.001
effect-p = p = { $p }. That often does chance alone give at least as large a difference (1 = always).
effect-about = about { $n }
effect-fewer-than = fewer than { $least }
effect-why-no-comparison = There is no area to compare with.
effect-why-too-few-events = There are too few observations. At least { $n } are needed before and after in the areas compared with, and at least { $n } before where you did something.
effect-why-too-few-areas = There are too few areas. When you do something in a single area, at least { $n } areas in all with observations are needed.
effect-nothing-before = There are no observations from whole weeks before the start.
effect-method-cluster-robust = The change where you did something is compared with the change in the other areas (difference in differences). Uncertainty is reckoned area by area.
effect-method-randomisation = The change where you did something is compared with the change in other areas, as if it had been done there instead (randomisation test). { $n } such choices were tried.
effect-warnings = Keep in mind
effect-warning-moved-before-start = The difference was there before the start. Something else may lie behind it.
effect-warning-drifted-apart-before = The areas were already going different ways before the start.
effect-warning-models-disagree = Another model gives another answer.
effect-warning-unlike-others-in-size = No other area has about as many observations. That makes the comparison less sure.
effect-warning-before-shorter = The time before is shorter than the time after. Choose more weeks before if you can.
effect-warning-given-elsewhere = Joint efforts were also held in areas that you compare with. The difference may then look smaller than it is.
effect-checks = Checks
effect-checks-lead = The first two should show nothing if the comparison is fair.
effect-check-false-start = Pretended start in the middle of the time before
effect-check-false-start-calm = Shows nothing, as it should (p = { $p }).
effect-check-false-start-moved = Shows a difference although nothing had begun (p = { $p }).
effect-check-trend-before = Direction before the start
effect-check-trend-before-calm = The areas went together (p = { $p }).
effect-check-trend-before-moved = The areas went different ways (p = { $p }).
effect-check-second-model = Another model
effect-check-second-model-calm = Gives the same answer (p = { $p }).
effect-check-second-model-moved = Gives another answer (p = { $p }).
effect-moved = Did it move around the corner?
effect-moved-diffusion-above-effect = It got better around it too, more than where you did something.
effect-moved-diffusion = It got better around it too.
effect-moved-neither = Around it, it got neither better nor worse.
effect-moved-displacement-below-effect = Some of it moved around the corner, but less than what went away.
effect-moved-displacement-ate-effect = As much or more came around it as went away where you did something.
effect-moved-too-few = It cannot be told: one of the sums is smaller than { $n }.
effect-moved-no-success = It did not decrease where you did something, so there is nothing that can have moved.
effect-moved-success-may-be-chance = The decrease may be chance, so nothing can be said of where it went.
effect-moved-wdq = Weighted displacement quotient (WDQ): { $q }.
effect-around-decreased = By themselves: the areas around it decreased more than those you compare with, more than chance explains.
effect-around-increased = By themselves: the areas around it increased more than those you compare with, more than chance explains.
effect-around-no-difference-seen = By themselves: no sure difference between the areas around it and those you compare with.
effect-around-cannot-tell = By themselves, the areas around it cannot be judged. { $why }
effect-dose = Did more hours give more?
effect-dose-less = Where you gave more hours there were fewer observations, more than chance explains.
effect-dose-more = Where you gave more hours there were more observations, more than chance explains.
effect-dose-none = No sure difference is seen between areas with more and with fewer hours.
effect-dose-figures = For every ten hours more: { $change } (p = { $p }).
effect-dose-mind = More hours are often given where it is worst, and the worst mostly calms down by itself.
effect-fact-change = Difference
effect-fact-p = Part of chance
effect-fact-n = Observations
effect-fact-before = Before
effect-fact-after = After
effect-fact-weeks = { $days } ({ $n ->
    [one] one week
   *[other] { $n } weeks
})
effect-fact-areas = Areas
effect-fact-method = Method
effect-areas = { $treated ->
    [one] One area
   *[other] { $treated } areas
} where you did something, { $compared } to compare with.
effect-areas-around = { $n } around it, which are not compared with.
effect-areas-empty = { $n } without any observation are left out.
effect-sums = Number of observations
effect-column-where = Where
effect-column-before = Before
effect-column-after = After
effect-row-treated = Where you did something
effect-row-compared = To compare with
effect-row-around = Around it
effect-design = What could have been seen?
effect-design-ahead = What can be seen?
effect-design-weeks = With { $before } weeks before and { $after } after:
effect-design-mind = Reckoned from how the areas have varied so far. If they vary more from now on, it takes a larger change.
effect-could-decrease = A decrease of at least { $share } is seen four times out of five.
effect-could-nothing-realistic = No realistic decrease is seen. It would take a decrease of at least { $share }.
effect-could-nothing = No decrease at all is seen, however large.
effect-could-cannot-tell = It cannot be reckoned. { $why }
effect-could-too-short = It cannot be reckoned. There are observations from only { $n } whole weeks back.
effect-help = This would help:
effect-help-areas = Do it in more areas, or divide the municipality into more areas. With one area at least { $n } in all with observations are needed, with two { $two } are enough.
effect-help-comparison = Leave some areas without what you do, so that there is something to compare with.
effect-help-events = Count more weeks, more categories or a larger area.
effect-help-more = Count more weeks or more categories, or do it in more areas.
effect-help-wait = Choose fewer weeks, or wait until there are observations from more.
effect-help-weeks = { $before } weeks before and { $after } after. { $could }
effect-choose = Choose what is compared
effect-all-categories = All categories
effect-field-areas = Where did you do something?
effect-field-around = Areas around it
effect-field-around-hint = They are not used to compare with. Instead you see whether the problem moved there.
effect-field-category = What is counted?
effect-field-start = When did it begin?
effect-field-start-hint = Day, month, year. Weeks are counted from that day.
effect-field-before = Weeks before
effect-field-after = Weeks after
effect-around-summary = Areas around it (optional)
effect-error-area = Choose at least one area where you did something
effect-count = Count
effect-how = How we counted
effect-how-what = What is counted
effect-how-where = Where you did something
effect-how-around = Around it
effect-how-hours = Hours that both parties have confirmed
effect-how-hours-one = { $area } { $hours }
effect-how-compared = Comparison
effect-how-compared-text = All other areas that have any observation. Only whole weeks are counted, and only observations that both parties share, that have been read and that have an area and a day.
effect-how-parameters = Settings
effect-how-parameters-text = { $level } confidence. At most { $sets } choices of areas. Seed of chance { $seed }. { $program }.
effect-how-data = Data
effect-how-data-text = Version { $version }, counted anew { $date }. No answer is kept: if more observations come, they are counted next time.
effect-how-unknown = What is not seen
effect-how-unknown-text = Whether something else happened there at the same time. Whether more people speak up because you were there. An observation is not a crime.
effect-file = Get what was counted (CSV)
effect-file-hint = The file has exact numbers, small ones too. It is for your analysis. Do not publish it.
effect-command = Count it again yourself, with the same answer:
effect-to-review = Write a review with this answer
effect-to-review-hint = The answer is filled in as a suggestion. You decide and can change everything.
effect-review-title = Review of { $title }
effect-review-taken = A suggestion from the figures is filled in. Read it, change what is not right and answer the rest.
effect-review-ways = Follow up with figures first:
