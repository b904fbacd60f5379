# What stands when something cannot be done.
problem-to-start = To the start page
problem-absent = There is no such page
problem-absent-text = It may have moved. Begin at the start page or look in the list of all pages.
problem-not-allowed = You may not do this
problem-not-allowed-text = Your account does not have permission. Ask whoever administers Samverka where you work.
problem-refused = It cannot be done now
problem-conflict = Someone else was faster
problem-conflict-text = Someone else changed this while you were writing. Nothing of yours has been saved. Read the new version and make your change again.
problem-unclear = We did not understand what was sent
problem-unclear-text = Go back and try again. Nothing has been saved.
problem-too-large = Too much was sent
problem-too-large-text = Shorten the text or choose a smaller file. Nothing has been saved.
problem-ours = Something went wrong on our side
problem-ours-text = Try again in a while. Is it urgent? Call 112 in danger, otherwise 114 14.
