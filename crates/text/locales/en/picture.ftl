# The situational picture: headings, sentences and the method box.
picture-title = Situational picture { $period }
picture-lead = This is how safety looked in { $place } { $period }, according to { $count } observations.
picture-lead-anywhere = This is what { $count } observations show { $period }.
picture-lead-few = There are fewer than { $least } observations { $period }. That is too few for a situational picture.
picture-from-to = from { $from } to { $to }
picture-period = Period
picture-compared-with = Compared with
picture-compared-with-nothing = Nothing. The observations do not reach over all of the time before the period that a comparison takes.
picture-about = about { $n }
picture-fewer-than = fewer than { $least }

picture-key = What matters most
picture-key-none = Nothing that we have tested stands out more than chance can explain.
picture-key-untestable = It cannot be told whether anything stands out. The observations are too few, or there is too little to compare with.
picture-where = Where
picture-when = When
picture-time = Over time
picture-changed = What has changed
picture-per-inhabitant = In relation to the number of inhabitants
picture-how = How we counted

picture-map-title = Schematic map of { $n } areas
picture-map-title-grid = Schematic map of squares of { $side } metres
picture-map-more = More than expected: { $names }.
picture-map-fewer = Fewer than expected: { $names }.
picture-map-maybe = { $n ->
    [one] In one area the difference may be due to chance.
   *[other] In { $n } areas the difference may be due to chance.
}
picture-map-hidden = { $n ->
    [one] One area is not shown.
   *[other] { $n } areas are not shown.
}
picture-map-spots = { $n ->
    [0] No place stands out.
    [one] One place stands out.
   *[other] { $n } places stand out.
}
picture-map-same = The same facts are in the table.
picture-areas-caption = Observations per area against what was expected
picture-areas-caption-plain = Observations per area
picture-spots-caption = Places with many observations close together
picture-area = Area
picture-count = Count
picture-expected = Expected
picture-range = Range
picture-verdict = Verdict
picture-place = Place
picture-month = Month
picture-kind = Kind
picture-change = Change
picture-average = Average for an area of the same size
picture-rate = Per 1,000 inhabitants per year
picture-inhabitants = Inhabitants
picture-uncertainty = Uncertainty
picture-hidden-note = Fewer than { $least } observations are not shown, because such small numbers can identify someone. At least two areas are then hidden, so that none of the numbers can be worked out.
picture-hidden-note-months = Months with fewer than { $least } observations are not shown. At least two are then hidden, so that none of the numbers can be worked out.
picture-schematic = Borders are drawn schematically.
picture-grid-note = No areas are given. The map shows squares of { $side } metres with at least { $least } observations.

picture-key-more = More than expected
picture-key-fewer = Fewer than expected
picture-key-maybe = May be due to chance
picture-key-counted = Square with at least { $least } observations
picture-key-hidden = Not shown, too few observations
picture-key-ring = Cluster, tested
picture-key-ring-maybe = Looks like a cluster, may be due to chance

picture-surely = Hardly due to chance
picture-more = More than expected
picture-fewer = Fewer than expected
picture-increases = Increasing
picture-decreases = Decreasing
picture-above = Above what was expected
picture-below = Below what was expected
picture-maybe = May be due to chance
picture-cannot = Cannot be determined
picture-hidden = Not shown
picture-hidden-value = not shown
picture-change-detail = { $change }, between { $low } and { $high }
picture-change-detail-open = at least { $low }
picture-too-few = Fewer than { $least } observations in one of the periods
picture-no-baseline = There is nothing to compare with

picture-place-in = A place in { $area }
picture-place-at = The place at { $lat }, { $lon }
picture-spot-title = { $place } stands out
picture-spot-text = { $count } of { $of } observations are there. An area of the same size has { $average } observations on average.
picture-spot-mostly = Most of them are about { $category }.
picture-spot-all = All of them are about { $category }.
picture-spot-maybe-title = { $place } looks like a cluster, but it may be chance
picture-spot-maybe-text = { $count } observations are there. We tested { $tests } squares. With so many tests, some place looks like this even when there is nothing behind it.
picture-lately-title = More lately: { $place }
picture-lately-text = { $count } observations have come from there since { $since }. Had the time made no difference there, it would have been { $expected }.
picture-area-more-title = More observations than expected in { $area }
picture-area-fewer-title = Fewer observations than expected in { $area }
picture-area-maybe-title = { $area } follows the rest
picture-area-cannot-title = { $area } cannot be compared
picture-area-text = { $count } observations. If { $area } had changed as much as the whole, we would have expected { $low }–{ $high }.
picture-area-unsure = The numbers do not say whether that is due to what happens or to how many people report it.
picture-total-more-title = There are more observations
picture-total-fewer-title = There are fewer observations
picture-total-maybe-title = It is not certain that the number of observations has changed
picture-total-cannot-title = Whether there are more or fewer observations
picture-compared-text = { $count } observations, compared with { $before } in the comparison period.
picture-change-more = Per day the increase is { $change }, but it may be as small as { $low } and as large as { $high }.
picture-change-fewer = Per day the decrease is { $change }, but it may be as small as { $low } and as large as { $high }.
picture-change-maybe = Per day the difference is somewhere between { $low } and { $high }.
picture-category-more-title = { $category } has increased
picture-category-fewer-title = { $category } has decreased
picture-category-maybe-title = { $category }: no certain change
picture-category-cannot-title = Whether { $category } has changed
picture-month-more-title = { $month } was above what was expected
picture-month-fewer-title = { $month } was below what was expected
picture-month-maybe-title = { $month }: the difference may be chance
picture-month-cannot-title = { $month } cannot be compared
picture-month-text = { $count } observations. { $low }–{ $high } were expected.
picture-hours-title = Most observations are from { $part }
picture-hours-maybe-title = No time of the week clearly stands out
picture-hours-text = { $share } of the observations with a known time fall on { $part }. That is { $hours } of the hours of a week.
picture-crimes-title = Whether fewer crimes are committed in { $area }
picture-crimes-text = Fewer observations have come from there. The numbers do not say whether that is because less happens or because fewer people report it.

picture-part-weekend-evening = Friday and Saturday after 18:00
picture-part-weekend-night = the nights before Saturday and Sunday
picture-part-weekday-evening = Sunday to Thursday after 18:00
picture-part-weekday-night = weekday nights
picture-part-weekday-day = weekdays between 6:00 and 18:00
picture-part-weekend-day = weekend days between 6:00 and 18:00

picture-rhythm-caption = Observations by weekday and time of day. { $timed } of { $of } have a known time.
picture-rhythm-colour = The stronger the colour, the more.
picture-rhythm-note = Where it says “<{ $least }”, the number is small, or hidden so that a small number cannot be worked out.
picture-rhythm-none = Too few observations have a time of day. That is why we cannot say when in the week they happen.
picture-months-title = Observations per month, { $period }
picture-months-caption = Observations per month
picture-months-how = Grey band: where we expect nine months out of ten. Filled dots are hardly chance.
picture-months-outside = Outside what was expected: { $months }.
picture-months-inside = No month stands out more than chance can give.
picture-months-all = All numbers are in the table.
picture-months-only = There is nothing earlier to compare the months with.
picture-months-rest = The other months may be due to chance.
picture-points = count
picture-points-expected = expected
picture-changed-how = Compared with { $baseline }.
picture-changed-bars = The bar shows the uncertainty. Where it crosses the middle line, the difference may be due to chance.
picture-changed-bar = Even a bar that does not reach the middle line may be due to chance.
picture-changed-many = We test many kinds at once, and one of them then often looks changed.
picture-changed-caption = Change per kind of observation
picture-kinds-caption = Observations per kind
picture-scale-fewer = fewer
picture-scale-same = no difference
picture-scale-more = more
picture-rates-caption = Observations per 1,000 inhabitants per year
picture-rates-note = Many who are at a place do not live there. The number does not say how dangerous it is to live in an area.
picture-rates-partly = Population is known for { $matched } of { $areas } areas.
picture-rates-unused = { $n ->
    [one] One row of the population file belongs to none of the areas.
   *[other] { $n } rows of the population file belong to none of the areas.
}
picture-rates-no-match-title = No numbers per inhabitant.
picture-rates-no-match = The population file has { $rows } rows, but none of its codes ({ $row }, for example) is among the { $areas } areas ({ $area }, for example). Rather no number than a wrong one.

picture-how-sources = Sources
picture-how-sources-unknown = The file does not say where the observations come from.
picture-how-coverage = Coverage
picture-how-coverage-text = A place in { $placed } of { $of }. A known day in { $dated }. A time of day in { $timed }.
picture-how-in-areas = { $in } of { $of } lie in one of the areas.
picture-how-rejected = { $n ->
    [0] Every row of the file is included.
    [one] One row of the file is not included. The reason stands among the rows left out.
   *[other] { $n } rows of the file are not included. The reasons stand among the rows left out.
}
picture-how-expected = Expected
picture-how-expected-areas = For an area: its count in the comparison period, scaled by the change in all areas together ({ $change }).
picture-how-expected-months = For a month: the same month and its neighbours in the comparison period.
picture-how-expected-none = No comparison period.
picture-how-test = Test
picture-how-test-spots = Clusters: Getis-Ord Gi* in { $cells } squares of { $side } metres, with { $n } rearrangements per square.
picture-how-test-lately = Lately: every circle with a radius of at most { $radius } metres and at most { $longest } weeks that reaches the end of the period, among { $weeks } weeks. Tested against { $n } rearrangements of when the observations came (space-time permutation scan).
picture-how-test-areas = Areas: Fisher’s test, allowing for how much each area varies and how differently they change.
picture-how-test-counts = All observations and kinds of observations: comparison of the number per day. Parts of the week: binomial test of the share. Months: against the range that the comparison period gives. A single event can give many observations. Numbers then vary more than they otherwise would, and the tests allow for that.
picture-how-test-level = Each kind of pattern is tested by itself. Of what is said to be hardly chance within a kind, at most { $percent } may be false (Benjamini-Hochberg). As we look for several kinds, about one picture in seven says something of the sort even when nothing has changed. Ranges hold in { $level } of cases.
picture-how-unknown = What we do not know
picture-how-crimes = Observations are not crimes. More may mean that more people report.
picture-how-passers = Where many observations gather there are often many people. How many, we do not know.
picture-how-place-unknown = Many observations have no place.
picture-how-time-unknown = Many observations have no time of day.
picture-how-repeat = Do it yourself
picture-how-repeat-text = { $program }. Seed { $seed }. Data { $version }. Coordinate system { $plane }.
picture-how-plane-none = none
picture-how-file = File
picture-how-file-text = { $name }: { $rows } rows, { $rejected } left out, SHA-256 { $sha }

# The picture as a document: making, approving, showing.
picture-list-title = Situational pictures
picture-list-lead = The situational picture is what the municipality and the police together know about safety. It is what our work rests on. It is shown only when both have approved it.
picture-none = There is no situational picture yet.
picture-approved-by = Approved by
picture-approved-by-nobody = Nobody yet
picture-holds-until = Holds until
picture-holds-until-date = The next picture, by { $date } at the latest
picture-mapping = Mapping
picture-sources = Source criticism
picture-superseded = This picture has been replaced.
picture-superseded-by = Read the new one.
picture-chapter-empty = Nothing is written yet.
picture-new = Make a new picture
picture-make = Count and save a draft
picture-edit = Change the texts
picture-see-public = See it as everyone sees it
picture-waits-for = Waiting for approval by { $who }.
picture-state-counting = Being counted
picture-state-draft = Draft
picture-state-proposed = Waiting for approval
picture-state-approved = Approved, not shown yet
picture-state-published = Published
picture-state-superseded = Replaced by a newer one
picture-step-foresla = Ask for approval
picture-step-godkann = Approve
picture-step-publicera = Publish
picture-field-title = Heading
picture-field-title-hint = For example “Lägesbild 2022”.
picture-field-from = From
picture-field-from-hint = Write day, month and year, for example 1 11 2021. The time is compared with an equally long time before.
picture-field-to = To
picture-field-other-hint = Surveys, dialogues, experience. Write about places and problems, not about people.
picture-field-analysis-hint = What does it mean? Where are the problems greatest, and why there and then?
picture-field-sources = Source criticism
picture-field-sources-hint = Which sources were used, which were left out, and what does that mean for what we know?
picture-error-title = Write a heading
picture-error-period = The last day is before the first
picture-error-future = The last day is still to come
refused-picture-chapter-empty = Fill in all chapters first. A picture has a mapping, other information of importance and an analysis.
picture-how-finding-none = Nothing was tested: the numbers are not enough, or there is nothing to compare with.
picture-how-finding-fisher-exact = Fisher's test: the area's share of all observations in the period, against its share in the baseline period, allowing for how much the numbers vary.
picture-how-finding-rate-ratio-exact = Comparison of the number per day in the period and in the baseline period, allowing for how much the number varies from month to month.
picture-how-finding-predictive = The number against the range that the baseline period gives (negative binomial distribution), allowing for how much other months vary.
picture-how-finding-getis-ord-permutation = Getis-Ord Gi*: whether the square and its neighbours hold more than rearranged squares give. The same square is also tested by itself, and the smaller p-value is counted double.
picture-how-finding-negative-binomial = Whether the square alone holds more than the other squares (negative binomial distribution). It is also tested with its neighbours (Gi*), and the smaller p-value is counted double.
picture-how-finding-space-time-permutation = Space-time permutation scan: whether more has come there lately than the place and the weeks by themselves explain.
picture-how-finding-binomial = Binomial test of the share, allowing for how much it varies from week to week.
picture-how-finding-p = p is { $p }. With all { $tests } tests of the same kind taken into account, p is { $corrected }.
picture-how-finding-p-one = p is { $p }.
picture-how-p-small = less than 0.001
picture-how-finding-draws = { $n } rearrangements, seed { $seed }.
picture-repeat-findings = All findings (CSV)
picture-repeat-squares = The squares of the map (CSV)
picture-repeat-squares-exact = The squares with exact numbers (CSV)
picture-repeat-open = The open file of squares has the lower end of each square's class, as on the map. Squares with fewer than { $least } observations are left out. So the test cannot be repeated exactly with it. The municipality and the police have the exact file.
picture-repeat-exact = The file with exact numbers is for your analysis. Do not publish it. The test of squares and neighbours is repeated with: { $command }
refused-picture-data-changed = The observations have changed since the picture was counted. The same file can no longer be made. Make a new picture.
refused-picture-no-squares = The picture has no squares, because too few observations have a place.
picture-counting-lead = What has been counted is shown here. Now it is tested whether more gathers in some places than chance can explain. After that you can change the texts and ask for approval.
picture-counting-waiting = The testing is about to begin.
picture-counting-step = Step { $n } of { $of }: { $what }.
picture-counting-placing = putting places in areas
picture-counting-counting = counting and comparing
picture-counting-hot-spots = testing where it gathers
picture-counting-lately = testing the last weeks
picture-counting-done = saving
picture-counting-again = See how far it has come
picture-counting-failed = The numbers could not be tested. Samverka tries again in a while.
picture-counting-given-up = The numbers could not be tested. Ask an administrator to do the job again under Jobs and messages.
picture-key-untested = Nothing stands out yet. Where it gathers has not been tested.
picture-pointed = Did the map point right? The { $squares } of the squares that had most observations in the time before got { $share } of the observations of this period. That is { $pai } times as many as an even spread would give (PAI) and { $pei } of what the best choice of squares would have given (PEI).
picture-map-untested = Where it gathers has not been tested yet.
refused-picture-counting = The picture is still being counted. Wait until the numbers have been tested.
refused-picture-tested = The numbers of the picture have already been tested.
picture-repeat-file-observations = The observations (CSV)
picture-repeat-file-areas = The areas (GeoJSON)
picture-repeat-file-population = The inhabitants (CSV)
picture-repeat-whole = The files have exact places and times. They are for your analysis: do not publish them. With them the whole picture is counted again: { $command }
picture-areas-many = A count outside its range may still be chance. When so many areas are tested, some fall outside.

# When in the year.
picture-year = Over the year
picture-year-lead = Each month compared with the average of the year, counted over { $years } years.
picture-year-more = There are usually more than on average in { $months }.
picture-year-fewer = There are usually fewer than on average in { $months }.
picture-year-even = No month differs for certain from the average of the year.
picture-year-caption = Each month compared with the average of the year
picture-year-change = Against the average
picture-year-how = First it is tested whether the year is uneven: the months of each year are shuffled { $n } times, so that a change from one year to the next is not counted as a season. If it is, each month is compared with the average of the year. The figures are rounded to five per cent.
picture-year-above = More than average
picture-year-below = Fewer than average
picture-year-uneven = The months are not alike. But it cannot be said which of them differ.
