# Accounts, organisations, erasure, audit log and jobs.
account-title = Accounts
account-new = Add an account
account-new-lead = The person chooses the password through a link that works once.
account-add = Add and show the link
account-field-name = Name
account-field-name-hint = Colleagues see it. It is never shown in public.
account-field-login = User name
account-field-login-hint = For example an e-mail address at work. No spaces.
account-field-organisation = Organisation
account-field-roles = What may the person do?
account-error-name = Write a name
account-error-login = Write a user name without spaces
account-error-organisation = Choose an organisation
account-error-roles = Choose at least one role
account-error-taken = That user name is already taken
account-error-password = The password could not be saved. Try again.
account-state-invited = Has not chosen a password yet
account-state-active = In use
account-state-closed = Closed
account-link-title = The link is ready
account-link-lead = Give the link to { $name } in a way that nobody else can see. It is shown only here and now.
account-link-hours = The link works once, for { $n } hours. Older links no longer work.
account-link-back = Back to { $name }
account-new-link = Make a new link
account-new-link-hint = For a forgotten password, or when the link no longer works.
account-close = Close the account
account-close-hint = The person is signed out at once and cannot sign in again. The account stays in the audit log.
account-mine = My account
account-sessions = Where you are signed in
account-session = Signed in { $made }, last used { $seen }
account-session-here = This browser
account-session-other = Another browser
account-sessions-rule = You are signed out after an hour without use, and after twelve hours at the latest.
account-sessions-end = Sign out everywhere else
refused-own-account = You cannot close your own account. Ask another administrator.
role-reporter = Reporter
role-reporter-about = Reports observations and sees only those of the own organisation.
role-coordinator = Coordinator
role-coordinator-about = Leads the daily work in the municipality.
role-officer = Community police officer
role-officer-about = Leads the daily work at the police.
role-leader = Leader
role-leader-about = Approves and signs for the organisation.
role-auditor = Auditor
role-auditor-about = Reads everything of the own organisation and the audit log. Changes nothing.
role-administrator = Administrator
role-administrator-about = Runs accounts, organisations, erasure and jobs. Does not see the content.
organisation-title = Organisations
organisation-new = Add an organisation
organisation-field-name = Name
organisation-field-short = Short name
organisation-field-short-hint = As in running text, for example “the housing company”.
organisation-field-kind = Kind
organisation-error-name = Write a name
organisation-error-short = Write a short name
organisation-error-kind = Choose a kind
organisation-error-taken = There is already an organisation with that short name
retention-title = Erasure
retention-lead = This is erased automatically. Counts and kinds stay, but not the text or the contact details.
retention-rules = Rules
retention-what = What
retention-kept = Kept
retention-months = { $n ->
    [one] one month
   *[other] { $n } months
}
retention-days = { $n ->
    [one] one day
   *[other] { $n } days
}
retention-at-once = erased when the case is closed
retention-rule-observation-text = The text of observations
retention-rule-contact = Contact details in cases
retention-rule-session = Sign-ins and links that no longer work
retention-rule-guess = Records of failed sign-ins
retention-rule-job = Messages that are sent
retention-done = What has been erased
retention-when = When
retention-records = Number
retention-none = Nothing has been erased yet.
audit-title = Audit log
audit-lead = Every change is listed here: who, what and when. Each entry carries a check value from the one before. That is how a later change is noticed.
audit-search = Show entries that begin with (optional)
audit-search-hint = An account (account:…), an action (promise.publish) or a record.
audit-show = Show
audit-verify = Check the whole log
audit-whole = { $n ->
    [one] The log is whole: one entry.
   *[other] The log is whole: { $n } entries.
}
audit-broken = The log is not whole: { $what }
audit-entries = Entries
audit-none = No entries.
audit-number = Number
audit-at = When
audit-who = Who
audit-what = What
audit-record = Record
audit-note = Note
audit-older = Older entries
job-title = Jobs and messages
job-lead = This is what Samverka does automatically. If something goes wrong, Samverka tries again, waiting longer each time.
job-list = Jobs
job-none = No jobs yet. They appear when the server has been running for a while.
job-kind-retention = Erasure
job-kind-clocks = Reminders of deadlines
job-state-waiting = Waiting
job-state-running = Under way
job-state-given-up = Stopped after several attempts
job-never = Has not been done yet.
job-done-at = Last done { $at }.
job-run-at = Next time { $at }.
job-error = Went wrong:
job-start = Do now
job-messages = Messages that are not sent
job-messages-none = Everything is sent.
job-message = { $n ->
    [0] From { $at }, no attempt yet
    [one] From { $at }, one attempt
   *[other] From { $at }, { $n } attempts
}
