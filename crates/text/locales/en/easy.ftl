# The page is in easy Swedish only; these are for who reads the source.
easy-title = The most important things in easy Swedish
easy-what-1 = The municipality and the police of { $town } work together.
easy-what-2 = We want everyone to be safe.
easy-what-3 = Here you see what we have promised and how it is going.
easy-urgent = Is it urgent?
easy-urgent-1 = Is there danger now? Call 112. Do not write here then.
easy-urgent-2 = Do you want to tell the police about a crime? Call 114 14.
easy-call-112 = Call 112
easy-call-11414 = Call 114 14
easy-promised = This is what we have promised
easy-promised-none = We have no promise right now.
easy-target = We are going to do it { $n } times.
easy-done = { $n ->
    [0] We have not done it yet.
    [one] So far we have done it 1 time.
   *[other] So far we have done it { $n } times.
}
easy-state-not-started = We begin { $date }.
easy-state-ahead = We have done more than we had planned.
easy-state-on-track = It is as we had planned.
easy-state-behind = { $n ->
    [one] We should have done more by now. 1 time is missing.
   *[other] We should have done more by now. { $n } times are missing.
}
easy-state-kept = We have done what we promised.
easy-state-broken = Time is up. We have not done what we promised. So we broke the promise.
easy-state-broken-late = We did it too late. So we broke the promise.
easy-state-cannot-tell = We do not know whether we keep the promise.
easy-tell = Tell us
easy-tell-1 = Is a place unsafe? Or safe? Tell us.
easy-tell-2 = You need not say who you are.
easy-tell-3 = Write about the place. Do not write about persons.
easy-tell-4 = You get a code. With the code you can read the answer.
easy-tell-button = Tell us about a place
easy-hard = Is something hard on this site?
easy-hard-1 = Tell us if you cannot read, hear or find something.
easy-hard-2 = You can have the text in another way. You can have it read aloud. You can have it in large print.
easy-hard-notice = Say what is hard
easy-hard-request = Ask for something in another way
easy-seen = What it looks like
easy-seen-what = This is what those who live here and others have told us. It is about { $period }.
easy-seen-none = We have not made a picture of the situation yet.
easy-seen-all = Read the whole picture
