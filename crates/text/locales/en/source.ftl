# Sources: where the figures come from and whether they come as they should.
source-list-title = Sources
source-list-lead = Where the figures come from, when they last came and what they cannot tell.
source-none = No sources have been read in yet.
source-kind-observations = Observations
source-kind-areas = Areas
source-kind-population = Inhabitants
source-kind-indicators = Indicators
source-kind-police-events = Events of the police
source-health-never = Has not come yet
source-health-good = Comes as it should
source-health-late = { $days ->
    [one] One day late
   *[other] { $days } days late
}
source-health-failing = The last attempt failed
source-fetched = Came on { $date }: { $rows } rows, { $new } new, { $rejected } could not be used.
source-licence = Licence or terms
source-licence-unknown = not given
source-limits = Limits
source-measures = Indicators
source-measure = Indicator
source-latest = Latest
source-before = Before that
source-source = Source
source-events = Events of the police in the county
source-events-lead = This is what the police publish themselves. The events have no place of their own, only the middle of the municipality or county. That is why they are shown as a list, never as a map or a rate.
source-events-none = No events have been read in.
