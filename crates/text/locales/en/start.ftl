# The start page.
start-title = This is what we have promised, and how it goes.
