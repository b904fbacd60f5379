# The start page.
start-title = This is what we have promised. This is how it is going.
start-title-promised = This is what we have promised.
start-title-goes = This is how it is going.
start-lead = The municipality of { $town } and the police work together for your safety. { $n ->
    [one] We have promised one thing. The promise holds until { $to }.
   *[other] We have promised { $word } things. The promise holds until { $to }.
} This is how it is going today, { $today }.
start-lead-other = The municipality of { $town } and the police work together for your safety. { $n ->
    [one] The promise from { $from } to { $to } has one commitment.
   *[other] The promise from { $from } to { $to } has { $word } commitments.
} This is how it stands today, { $today }.
start-lead-none = The municipality of { $town } and the police work together for your safety. Here you will see what we promise and how it is going.
start-all-occasions = All occasions, and how we count
start-others = The other commitments
start-tell-title = Tell us where you feel unsafe – or safe
start-tell-text = It takes about three minutes. You do not need an account, and you do not say who you are.
start-tell = Tell us
start-next = The next time you can meet us
start-calendar = The whole calendar
start-urgent-label = If it is urgent
start-urgent = Is it urgent?
start-urgent-text = Samverka is not read around the clock.
start-112 = Call 112 in an emergency
start-11414 = Call 114 14 to report
start-all-news = All news
start-picture = Latest from the situational picture
start-picture-approved = { $title }, public since { $date }. Approved by the municipality and the police.
start-picture-whole = Read the whole picture
