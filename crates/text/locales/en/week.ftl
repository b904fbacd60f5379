# The week: for the weekly meeting (EST).
week-title = Week { $n }
week-earlier = The week before
week-later = The week after
week-counts = Observations by area and kind
week-now = This week
week-usual = Usual
week-usual-how = “Usual” is the mean of the eight weeks before. Whether the difference is more than chance stands on the page Today.
week-none = Nothing has been reported this week.
week-reports = Reports of the week
week-unread = { $n ->
    [0] Everything has been read
    [one] One is unread
   *[other] { $n } are unread
}
week-rule = Speak of places, situations and surroundings. Do not speak of individual people.
